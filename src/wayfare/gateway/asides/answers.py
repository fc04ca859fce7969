"""Hold what a comparison asked and found, as lines that can be kept anywhere, and sum it up.

What is said later of the same counts. Knows nothing of where lines are kept.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from wayfare.gateway.asides.compared import Compared, sum_up
from wayfare.gateway.asides.kept import Failed, Given, Judged, VoteLot
from wayfare.gateway.asides.plan_comparison import ComparePlan
from wayfare.routing.judges import Judge

Found = Given | Failed | Judged | VoteLot


class _Line(msgspec.Struct):
    given: Given | None = None
    failed: Failed | None = None
    judged: Judged | None = None
    lot: VoteLot | None = None


class Answers:
    """All of one comparison. `keep` is told each line that is added."""

    def __init__(self, keep: Callable[[bytes], None], lines: Iterable[bytes] = ()) -> None:
        """Begin with lines that were kept.

        Raises:
            msgspec.DecodeError: one of them is none.
        """
        self._keep = keep
        self._given: dict[tuple[str, str], Given] = {}
        self._failed: dict[tuple[str, str], Failed] = {}
        self._judged: dict[tuple[str, str, str], Judged] = {}
        self._lots: dict[tuple[str, str, str], VoteLot] = {}
        for line in lines:
            self.read(line)

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

    def add(self, found: Found) -> None:
        """Take one more; it is kept when this returns."""
        self._note(found)
        self._keep(msgspec.json.encode(_line_of(found)))

    def read(self, line: bytes) -> None:
        """Take a line that was kept.

        Raises:
            msgspec.DecodeError: it is none.
        """
        read = msgspec.json.decode(line, type=_Line)
        for found in (read.given, read.failed, read.judged, read.lot):
            if found is not None:
                self._note(found)

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

    def _note(self, found: Found) -> None:
        if isinstance(found, Given):
            self._given[found.question, found.arm] = found
            self._failed.pop((found.question, found.arm), None)
        elif isinstance(found, Failed):
            self._failed[found.question, found.arm] = found
        elif isinstance(found, VoteLot):
            self._lots[found.question, found.arm, found.used] = found
        else:
            self._judged[found.question, found.arm, found.used] = found


def compared_now(
    plan: ComparePlan, answers: Answers, margin: float, judges: Sequence[Judge]
) -> Compared:
    """What all of it shows by now. `margin` in (0, 1]; `judges` are those known."""
    ids, used = {question.id for question in plan.questions}, plan.used.name
    judge = next((each for each in judges if plan.judge and each.source == plan.judge.name), None)
    return sum_up(
        plan,
        answers.all_given(ids),
        answers.all_judged(ids, used),
        margin,
        judge,
        answers.all_lots(ids, used),
        answers.all_failed(ids),
    )


def _line_of(found: Found) -> _Line:
    if isinstance(found, Given):
        return _Line(given=found)
    if isinstance(found, Failed):
        return _Line(failed=found)
    return _Line(lot=found) if isinstance(found, VoteLot) else _Line(judged=found)
