"""A person's word on two answers to one question, given without knowing whose they are."""

from enum import StrEnum

import msgspec


class Better(StrEnum):
    """Which of two answers is better."""

    ARM = "arm"
    BASELINE = "baseline"
    TIE = "tie"  # both are as good
    BAD = "both_bad"  # both are, alike


_DIFFERENCES = {Better.ARM: 1.0, Better.BASELINE: -1.0}


class Vote(msgspec.Struct, frozen=True):
    """What somebody said of a pair that waited for a person; the first word on it is the last."""

    decision_id: str
    at: float
    user: str
    better: Better

    @property
    def difference(self) -> float:
        """By how much the arm's answer is better, in [-1, 1]."""
        return _DIFFERENCES.get(self.better, 0.0)
