"""Keep what a comparison asked and found, a line each beside its file: nothing is paid twice."""

from pathlib import Path

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.gateway.asides.kept import Failed, Given, Judged, VoteLot


class _Line(msgspec.Struct):
    given: Given | None = None
    failed: Failed | None = None
    judged: Judged | None = None
    lot: VoteLot | None = None


class AnswersFile:
    """A file of JSON lines; what is said later of the same counts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._given: dict[tuple[str, str], Given] = {}
        self._failed: dict[tuple[str, str], Failed] = {}
        self._judged: dict[tuple[str, str, str], Judged] = {}
        self._lots: dict[tuple[str, str, str], VoteLot] = {}
        if path.exists():
            self._read()

    def given(self, question: str, arm: str) -> Given | None:
        """An answer that is there already."""
        return self._given.get((question, arm))

    def failed(self, question: str, arm: str) -> Failed | None:
        """That it gave none, where it was asked and did not later."""
        return self._failed.get((question, arm))

    def judged(self, question: str, arm: str, used: str) -> Judged | None:
        """What was found of it already, beside the answer of the arm in use."""
        return self._judged.get((question, arm, used))

    def lot(self, question: str, arm: str, used: str) -> VoteLot | None:
        """Whether a person is to vote on it, where that was drawn already."""
        return self._lots.get((question, arm, used))

    def chance(self) -> float | None:
        """How likely pairs were to be voted on so far; None: no lot was drawn."""
        return next((lot.chance for lot in self._lots.values()), None)

    def add(self, found: Given | Failed | Judged | VoteLot) -> None:
        """Keep one more; it is in the file when this returns."""
        self._note(found)
        line = _line_of(found)
        with self.path.open("ab") as file:
            file.write(msgspec.json.encode(line) + b"\n")

    def all_given(self, questions: set[str]) -> list[Given]:
        """All answers to some questions."""
        return [each for each in self._given.values() if each.question in questions]

    def all_failed(self, questions: set[str]) -> list[Failed]:
        """All answers to them that did not come."""
        return [each for each in self._failed.values() if each.question in questions]

    def all_judged(self, questions: set[str], used: str) -> list[Judged]:
        """All that was found of them, beside the answers of the arm in use."""
        found = self._judged.values()
        return [each for each in found if each.question in questions and each.used == used]

    def all_lots(self, questions: set[str], used: str) -> list[VoteLot]:
        """All lots that were drawn about them, beside the answers of the arm in use."""
        found = self._lots.values()
        return [each for each in found if each.question in questions and each.used == used]

    def _note(self, found: Given | Failed | Judged | VoteLot) -> None:
        if isinstance(found, Given):
            self._given[found.question, found.arm] = found
            self._failed.pop((found.question, found.arm), None)
        elif isinstance(found, Failed):
            self._failed[found.question, found.arm] = found
        elif isinstance(found, VoteLot):
            self._lots[found.question, found.arm, found.used] = found
        else:
            self._judged[found.question, found.arm, found.used] = found

    def _read(self) -> None:
        whole = self.path.read_bytes()
        end = whole.rfind(b"\n") + 1
        if end < len(whole):  # the last line was cut off while it was written
            with self.path.open("r+b") as file:
                file.truncate(end)
        for number, line in enumerate(whole[:end].splitlines(), start=1):
            if not line.strip():
                continue
            try:
                read = msgspec.json.decode(line, type=_Line)
            except msgspec.DecodeError as error:
                raise BadRequestError(
                    f"Line {number} of {self.path} is no answer.", cure="Delete that line."
                ) from error
            for found in (read.given, read.failed, read.judged, read.lot):
                if found is not None:
                    self._note(found)


def _line_of(found: Given | Failed | Judged | VoteLot) -> _Line:
    if isinstance(found, Given):
        return _Line(given=found)
    if isinstance(found, Failed):
        return _Line(failed=found)
    return _Line(lot=found) if isinstance(found, VoteLot) else _Line(judged=found)
