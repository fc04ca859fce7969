"""A router's choice among offers, written down so that it can be replayed."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from wayfare.domain.lot import Lot
from wayfare.domain.offer import Offer


class Goal(StrEnum):
    """What the client asked the router for. `NAMED` means: no choice, this deployment."""

    AUTO = "auto"
    BEST = "auto:best"
    CHEAP = "auto:cheap"
    FAST = "auto:fast"
    NAMED = "named"


#: Why Wayfare itself asks, and no client: the codes of such reasons.
ASIDES = ("calibrating", "judging", "shadowing", "comparing", "measuring", "watching")

#: The code of the reason where somebody had said who shall answer: no router chose.
PREFERRED = "preferred"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an arm was chosen, in Korean and in English."""

    code: str
    ko: str
    en: str


class Exclusion(msgspec.Struct, frozen=True):
    """An arm that was not offered, and why."""

    arm: str
    reason: Reason


class Decision(msgspec.Struct, frozen=True):
    """The offers in order of preference; the first is the choice.

    `propensity` is the probability with which this router takes this first arm for
    this request: 1.0 for one that draws no lots. `baseline` is the arm that a router would
    take that always takes the same one, where it is known. `anchor` is the arm over which the
    others' leads have their `doubt`, where something was learned: the favourite by what was
    presumed. `lot` is that of the conversation, where one is drawn: the propensity is over both.
    """

    id: str
    goal: Goal
    offers: tuple[Offer, ...]
    propensity: float
    reason: Reason
    router: str
    excluded: tuple[Exclusion, ...] = ()
    baseline: str | None = None
    anchor: str | None = None
    lot: Lot | None = None

    @property
    def choice(self) -> Offer:
        """The offer that was taken."""
        return self.offers[0]

    @property
    def runner_up(self) -> Offer | None:
        """The offer that would be taken next."""
        return self.offers[1] if len(self.offers) > 1 else None
