"""Say how every claim stands beside all others, and why those that have expired are.

Knows what was weighed. Knows nothing of the order in which it was.
"""

from collections.abc import Mapping, Sequence

from wayfare.domain.claim import Cell, ClaimState, Expiry
from wayfare.evidence.board import shown
from wayfare.gateway.certify.weighed import Weighed

#: With fewer comparisons a topic has no claim of its own: each on the board costs the others.
TOPIC_FROM = 300
#: What was compared last so long ago tells nothing of today.
AGE_MAX_S = 30 * 86_400.0

#: A claim, and whether the arm cost less than the baseline in all that is evidence for it.
Side = tuple[Cell, bool]


def states_of(
    weighed: Mapping[Cell, Weighed], sides: Mapping[Side, Weighed], now: float
) -> tuple[dict[Cell, ClaimState], dict[Cell, Expiry]]:
    """How claims stand that are `weighed` at today's prices, and why some have expired."""
    seals = shown(board_of(weighed))
    states, expired = {}, {}
    for cell, its in weighed.items():
        both = _both(sides, cell)
        expired_by = _expired_by(its, both, now, is_shown=cell in seals)
        states[cell] = _state(its, both, expired_by, is_shown=cell in seals)
        if expired_by is not None and states[cell] is ClaimState.EXPIRED:
            expired[cell] = expired_by
    return states, expired


def board_of(weighed: Mapping[Cell, Weighed]) -> dict[Cell, float]:
    """The claims that are shown side by side, with the logarithms of their e-values."""
    return {
        cell: its.evidence.log_value
        for cell, its in weighed.items()
        if cell.topic is None or its.evidence.compared >= TOPIC_FROM
    }


def _state(
    its: Weighed, both: Sequence[Weighed], expired_by: Expiry | None, *, is_shown: bool
) -> ClaimState:
    if any(each.evidence.is_harmful for each in both):  # whatever it costs
        return ClaimState.SUSPENDED
    if expired_by is not None:
        return ClaimState.EXPIRED
    if is_shown:
        return ClaimState.CERTIFIED
    return ClaimState.TRIAL if its.evidence.compared else ClaimState.NONE


def _expired_by(
    its: Weighed, both: Sequence[Weighed], now: float, *, is_shown: bool
) -> Expiry | None:
    if its.expired_by is not None:
        return its.expired_by
    if is_shown:
        return Expiry.TOO_OLD if now - its.at > AGE_MAX_S else None
    others = [each for each in both if each is not its]
    was_shown = any(e.evidence.since is not None and e.expired_by is None for e in others)
    return Expiry.PRICE_CHANGED if was_shown else None


def _both(sides: Mapping[Side, Weighed], cell: Cell) -> list[Weighed]:
    """A claim as it was while the arm cost less, and while it did not."""
    found = (sides.get((cell, costs_less)) for costs_less in (True, False))
    return [each for each in found if each is not None]
