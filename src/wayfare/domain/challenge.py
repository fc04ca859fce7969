"""A challenge: an answer on the page is held against the runner-up's to the same question."""

from enum import StrEnum

import msgspec


class Word(StrEnum):
    """What a reader says of the other answer, against the one that they got."""

    BETTER = "better"
    WORSE = "worse"
    TIE = "tie"  # both are as good
    BAD = "both_bad"  # both are, alike


class Challenge(msgspec.Struct, frozen=True):
    """The answer of `run_id` was drawn with `chance`, and its reader took the offer up, or did not.

    `arm` was asked by `other_run`, without its name; None: nobody was, it was turned down.
    """

    run_id: str
    user: str
    conversation: str
    arm: str
    chance: float
    at: float
    other_run: str | None = None
    said: Word | None = None
    voted_at: float | None = None
    dismissed_at: float | None = None
