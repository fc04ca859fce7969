"""An arm with its fare: what it would cost and how long it would take."""

import msgspec

from wayfare.domain.arm import Arm


class Offer(msgspec.Struct, frozen=True):
    """`fare_micros` None: the price is not known. `quality` None: nothing is known.

    `quality` is the share of good answers in [0, 1]: presumed, and learned from `outcomes` of
    them. `doubt` is the standard error of its lead over the arm that others are compared with.
    `usual` is the quality at the average question and `error` its standard error; both are None
    where nothing was learned of the arm. `time_ms` is the presumed time to the whole answer.
    `changed_at` is when the arm changed last, Unix time in seconds: of what was said before, little
    is learned.
    """

    arm: Arm
    fare_micros: int | None
    quality: float | None
    time_ms: float | None
    outcomes: int = 0
    doubt: float = 0.0
    usual: float | None = None
    error: float | None = None
    changed_at: float | None = None
