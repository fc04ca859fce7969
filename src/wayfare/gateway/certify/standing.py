"""How a claim stands just now, as far as a choice must know it."""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from wayfare.domain.claim import ClaimState, Expiry, Scope
from wayfare.gateway.certify.shares import Sampling


class Standing(msgspec.Struct, frozen=True):
    """How it stands that an arm's answers are no worse than the baseline's to such questions.

    `sampling` says how likely an answer is to be compared. `compared` answers are evidence, people
    voted on `voted` of them, `compared_by` says by what all were compared. `lost` is what the arm's
    trial has lost, in answers' worth, where those that are not compared yet count as lost; it is of
    all topics together. `expired_by` says why it was shown and is so no more, `scope` which
    questions the claim is about.
    """

    state: ClaimState = ClaimState.NONE
    sampling: Sampling = Sampling()
    compared: int = 0
    lost: float = 0.0
    expired_by: Expiry | None = None
    scope: Scope = Scope.LIVE
    voted: int = 0
    compared_by: Mapping[str, int] = {}


NOTHING_SHOWN = Standing()


class Standings(Protocol):
    """Who knows how claims stand."""

    def standing(self, baseline: str, arm: str, topic: str | None) -> Standing:
        """How the narrowest claim stands that says something of such a question."""
        ...

    def note_drawn(self, baseline: str, arm: str, decision_id: str) -> None:
        """One answer more is to be compared: until it is, it counts as lost."""
        ...
