"""Keep what a comparison asked and found: answers, how good they are, and lots for votes.

Knows what each of them is. Knows nothing of where they are kept.
"""

from typing import Protocol

import msgspec

#: Who compared two answers without being sure: a judge that chose, a judge that gave marks.
JUDGE, MARKS = "judge", "marks"
JUDGED = (JUDGE, MARKS)


class Given(msgspec.Struct, frozen=True):
    """An answer: by an arm just asked, or brought along. `cost_micros` None: not known.

    `at` is when it was asked for, in Unix time, `topic` what its question is about. `path` is the
    one by which it came; None: that was not noted. `score` is what a check found where the text is
    not kept, and is empty. `is_learned`: it was asked of an arm that the settings have, and checked
    then, so that the router knows of it.
    """

    question: str
    arm: str
    text: str
    decision_id: str | None = None
    cost_micros: int | None = None
    total_ms: float | None = None
    at: float | None = None
    topic: str | None = None
    path: str | None = None
    score: float | None = None
    is_learned: bool = False


class Failed(msgspec.Struct, frozen=True):
    """An answer that was asked for as often as may be, and did not come, or had no word in it.

    With its last decision.
    """

    question: str
    arm: str
    decision_id: str


class Judged(msgspec.Struct, frozen=True):
    """How much better an arm's answer is than that of the arm in use, in [-1, 1]; who said so.

    `by` is `equal`, `check`, `judge`, `marks` of a judge, `person`, or `failed` where the arm gave
    no answer. `score` is the answer's own, by a check; `judged` is what a judge had said before a
    person did. `used` is the arm in use then.
    """

    question: str
    arm: str
    difference: float
    by: str
    score: float | None = None
    judged: float | None = None
    used: str = ""


class VoteLot(msgspec.Struct, frozen=True):
    """Whether a person is to say which answer of a pair is better, and how likely that was.

    `judged` is what a judge had said by then, None where none had: what is said later may depend on
    how the lot fell, since nobody judges a pair that a person voted on.
    """

    question: str
    arm: str
    chance: float
    is_drawn: bool
    used: str = ""
    judged: float | None = None


class Kept(Protocol):
    """What was asked before, so that nothing is paid for twice."""

    def given(self, question: str, arm: str) -> Given | None:
        """An answer that is there already."""
        ...

    def failed(self, question: str, arm: str) -> Failed | None:
        """That it gave none, where it was asked and did not later."""
        ...

    def judged(self, question: str, arm: str, used: str) -> Judged | None:
        """What was found of it already, beside the answer of the arm in use."""
        ...

    def lot(self, question: str, arm: str, used: str) -> VoteLot | None:
        """Whether a person is to vote on it, where that was drawn already."""
        ...

    def chance(self) -> float | None:
        """How likely pairs were to be voted on so far; None: no lot was drawn."""
        ...

    def add(self, found: Given | Failed | Judged | VoteLot) -> None:
        """Keep one more."""
        ...
