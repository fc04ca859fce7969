"""An outcome as the guards look at it: who was judged, by whom, on which kind of question."""

import msgspec

from wayfare.domain.outcome import OutcomeKind


class Noted(msgspec.Struct, frozen=True):
    """One outcome, either a score or how the arm did beside `against`: won 1, lost 0, tied 0.5.

    `is_cut`: the answer was empty, or ended because it was too long. `epoch` is when the epoch of
    the arm began that the answer is from, None for its first.
    """

    number: int
    arm: str
    topic: str | None
    kind: OutcomeKind
    source: str
    at: float
    score: float | None
    against: str | None = None
    won: float | None = None
    is_cut: bool = False
    epoch: float | None = None
