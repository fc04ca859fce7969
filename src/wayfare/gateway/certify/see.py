"""See how all claims stand: what is shown of whom, on how many answers, and what is still needed.

Knows claims as they were folded. Knows nothing of where they are shown.
"""

import math

import msgspec

from wayfare.domain.claim import Cell, ClaimState, Expiry, Scope
from wayfare.evidence.board import log_enough, shown_strictly
from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.states import board_of
from wayfare.gateway.certify.weighed import Weighed

#: A logarithm beyond this is as good as any.
_MOST = 300.0


class Certificate(msgspec.Struct, frozen=True):
    """One claim: where `arm` answers in place of `baseline`, it is hardly worse on average.

    `arm` None: whichever arm answers; `topic` None: whatever is asked. `points` are of 100:
    `margin_points` is how much worse answers may be for the claim to hold; with 95 %, whenever one
    looks, they are better by more than `low_points` and by less than `high_points` on average, None
    where nothing is shown yet. `mean_points` is the plain mean of those compared. `since` is when
    the evidence first sufficed, Unix time. `compared` answers are evidence, `waiting` are not
    compared yet. `e_value` is the evidence itself: 20 suffices for a claim alone, more where there
    are several. `is_strict`: no seal on the whole board is wrong, with 95 %. `still_needed` says
    about how many comparisons more would show it; None: it does not look like that. `expired_by`
    says why it has expired, where it has. `scope` says which questions it is about. People voted on
    `voted` of those compared, drawn by lot; `judged` rest on a judge's word alone. `compared_by`
    counts by what all of them were compared: `equal`, `check`, `person`, `judge` (which is better),
    `marks` of a judge; `unsure` and `lost` ones count as lost.
    """

    baseline: str
    arm: str | None
    topic: str | None
    state: ClaimState
    since: float | None
    margin_points: float
    compared: int
    waiting: int
    mean_points: float | None
    low_points: float | None
    high_points: float | None
    e_value: float
    is_strict: bool
    is_in_doubt: bool
    still_needed: int | None
    expired_by: Expiry | None = None
    scope: Scope = Scope.LIVE
    voted: int = 0
    judged: int = 0
    compared_by: dict[str, int] = {}


def see_claims(claims: Claims) -> list[Certificate]:
    """All claims, the widest first, then those with the most evidence."""
    board = board_of(claims.weighed)
    strict, enough = shown_strictly(board), log_enough(board)
    found = [
        _certificate(claims, cell, its, is_strict=cell in strict, enough=enough)
        for cell, its in claims.weighed.items()
    ]
    return sorted(found, key=_order)


def _order(it: Certificate) -> tuple[object, ...]:
    return (it.topic is not None, it.arm is not None, -it.compared, it.arm or "", it.topic or "")


def _certificate(
    claims: Claims, cell: Cell, its: Weighed, *, is_strict: bool, enough: float
) -> Certificate:
    evidence = its.evidence
    return Certificate(
        baseline=cell.baseline,
        arm=cell.arm,
        topic=cell.topic,
        state=claims.states.get(cell, ClaimState.NONE),
        since=evidence.since,
        margin_points=_points(claims.margin),
        compared=evidence.compared,
        waiting=claims.waiting(cell),
        mean_points=None if evidence.mean is None else _points(evidence.mean),
        low_points=None if evidence.low <= -1 else _points(evidence.low),
        high_points=None if evidence.high >= 1 else _points(evidence.high),
        e_value=float(f"{math.exp(min(_MOST, evidence.log_value)):.4g}"),
        is_strict=is_strict,
        is_in_doubt=its.is_amber,
        still_needed=evidence.still_needed(enough),
        expired_by=claims.expired.get(cell),
        scope=cell.scope,
        voted=evidence.voted,
        judged=evidence.judged,
        compared_by=dict(sorted(its.compared_by.items())),
    )


def _points(difference: float) -> float:
    return round(100 * difference, 2)
