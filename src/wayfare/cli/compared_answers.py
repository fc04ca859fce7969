"""Keep what a comparison asked and found, a line each beside its file: nothing is paid twice."""

from pathlib import Path

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.gateway.asides.compare import Given, Judged


class _Line(msgspec.Struct):
    given: Given | None = None
    judged: Judged | None = None


class AnswersFile:
    """A file of JSON lines; what is said later of the same counts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._given: dict[tuple[str, str], Given] = {}
        self._judged: dict[tuple[str, str], Judged] = {}
        if path.exists():
            self._read()

    def given(self, question: str, arm: str) -> Given | None:
        """An answer that is there already."""
        return self._given.get((question, arm))

    def judged(self, question: str, arm: str) -> Judged | None:
        """What was found of it already."""
        return self._judged.get((question, arm))

    def add(self, found: Given | Judged) -> None:
        """Keep one more; it is in the file when this returns."""
        self._note(found)
        line = _Line(given=found) if isinstance(found, Given) else _Line(judged=found)
        with self.path.open("ab") as file:
            file.write(msgspec.json.encode(line) + b"\n")

    def all_given(self, questions: set[str]) -> list[Given]:
        """All answers to some questions."""
        return [each for each in self._given.values() if each.question in questions]

    def all_judged(self, questions: set[str]) -> list[Judged]:
        """All that was found of them."""
        return [each for each in self._judged.values() if each.question in questions]

    def _note(self, found: Given | Judged) -> None:
        key = (found.question, found.arm)
        if isinstance(found, Given):
            self._given[key] = found
        else:
            self._judged[key] = found

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
            for found in (read.given, read.judged):
                if found is not None:
                    self._note(found)
