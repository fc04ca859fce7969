"""An arm with its fare: what it would cost and how long it would take."""

from dataclasses import dataclass

from wayfare.domain.arm import Arm


@dataclass(frozen=True, slots=True)
class Offer:
    """`fare_micros` None: the price is not known. `quality` None: nothing is known.

    `quality` is the presumed share of good answers in [0, 1]; `time_ms` the presumed
    time to the whole answer.
    """

    arm: Arm
    fare_micros: int | None
    quality: float | None
    time_ms: float | None
