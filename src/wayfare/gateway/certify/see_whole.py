"""See how the whole of Wayfare's answers stands beside the best single model's.

Knows what was folded. Knows nothing of where it is shown.
"""

import math
from enum import StrEnum

import msgspec

from wayfare.evidence.ratio import Taken, ratio_of
from wayfare.evidence.two_groups import TwoGroups
from wayfare.gateway.certify.halves import Half, Halves
from wayfare.gateway.certify.whole_policy import WholePolicy


class WholeState(StrEnum):
    """What is shown of a difference."""

    NONE = "none"  # nothing to compare yet
    UNKNOWN = "unknown"  # not yet known
    BETTER = "better"  # shown better
    NO_WORSE = "no_worse"  # shown to be worse by no more than the margin
    WITHIN = "within"  # shown to be within the margin, up and down
    WORSE = "worse"  # shown worse


class Difference(msgspec.Struct, frozen=True):
    """Two means, in points of 100, of as many conversations.

    With 95 % they differ by `low_points` to `high_points`, whenever one looks; None: nothing is
    shown. About `still_needed` conversations more would show that it is worse by no more than the
    margin; None: it does not look like that.
    """

    state: WholeState
    left_mean: float | None
    left_count: int
    held_mean: float | None
    held_count: int
    mean_points: float | None
    low_points: float | None
    high_points: float | None
    still_needed: int | None


class Times(msgspec.Struct, frozen=True):
    """Two means, and how many percent of the baseline's Wayfare's is.

    `low_percent` and `high_percent` are asymptotic: they hold with 95 % at any time from some time
    on; None: too little is known.
    """

    left_mean: float | None
    held_mean: float | None
    percent: float | None
    low_percent: float | None
    high_percent: float | None


class Counted(msgspec.Struct, frozen=True):
    """How many conversations and turns; of `unpriced` ones the cost is not known."""

    conversations: int
    turns: int
    unpriced: int


class Whole(msgspec.Struct, frozen=True):
    """The whole policy against one baseline.

    `left` are the conversations that Wayfare answers, `held` those that the baseline answered from
    end to end, a share of `held_share` by lot. `open` conversations began less than a day ago and
    do not count yet. `asked_again` is the share of turns that were; costs are micro-dollars, times
    are milliseconds a turn. `since` and `as_of` are Unix time: all conversations count that began
    a day before `as_of`.
    """

    baseline: str
    since: float
    as_of: float
    held_share: float
    margin_points: float
    left: Counted
    held: Counted
    open: int
    votes: Difference
    asked_again: Difference
    cost: Times
    cost_per_turn: Times
    first_token_ms: Times
    total_ms: Times


def see_whole(policy: WholePolicy) -> list[Whole]:
    """The claims, those with the most conversations first. Waits while they are folded."""
    with policy.folding:
        if (as_of := policy.as_of) is None:
            return []
        found = [_whole(policy, as_of, name, halves) for name, halves in policy.halves.items()]
    return sorted(found, key=lambda it: -(it.left.conversations + it.held.conversations))


def _whole(policy: WholePolicy, as_of: float, baseline: str, halves: Halves) -> Whole:
    left, held, margin = halves.left, halves.held, policy.margin
    conversations = left.conversations + held.conversations
    return Whole(
        baseline=baseline,
        since=halves.since,
        as_of=as_of,
        held_share=halves.share,
        margin_points=_points(margin),
        left=_counted(left),
        held=_counted(held),
        open=policy.open,
        votes=_difference(halves.votes, margin, conversations),
        asked_again=_turned(_difference(halves.good, margin, conversations)),
        cost=_times(left.cost, held.cost),
        cost_per_turn=_times(left.turn_cost, held.turn_cost),
        first_token_ms=_times(left.first_token, held.first_token),
        total_ms=_times(left.total, held.total),
    )


def _difference(apart: TwoGroups, margin: float, conversations: int) -> Difference:
    left, held = apart.free, apart.held
    needed, scored = apart.still_needed(-margin), left.count + held.count
    if needed is not None:  # not every conversation brings a score
        needed = math.ceil(needed * conversations / scored)
    mean = apart.difference
    return Difference(
        state=_state(apart, margin),
        left_mean=None if left.mean is None else _points(left.mean),
        left_count=left.count,
        held_mean=None if held.mean is None else _points(held.mean),
        held_count=held.count,
        mean_points=None if mean is None else _points(mean),
        low_points=None if apart.low <= -1 else _points(apart.low),
        high_points=None if apart.high >= 1 else _points(apart.high),
        still_needed=needed,
    )


def _state(apart: TwoGroups, margin: float) -> WholeState:
    if apart.difference is None:
        return WholeState.NONE
    if apart.low >= 0:
        return WholeState.BETTER
    if apart.high <= 0:
        return WholeState.WORSE
    if apart.low < -margin:
        return WholeState.UNKNOWN
    return WholeState.WITHIN if apart.high <= margin else WholeState.NO_WORSE


def _turned(good: Difference) -> Difference:
    """The same of what is the rest to 100: asked again, where it was told of what was not."""

    def rest(mean: float | None) -> float | None:
        return None if mean is None else round(100 - mean, 2)

    def less(points: float | None) -> float | None:
        return None if points is None else 0.0 - points

    return msgspec.structs.replace(
        good,
        left_mean=rest(good.left_mean),
        held_mean=rest(good.held_mean),
        mean_points=less(good.mean_points),
        low_points=less(good.high_points),
        high_points=less(good.low_points),
    )


def _times(left: Taken, held: Taken) -> Times:
    found = ratio_of(left, held)
    percents = [
        None if each is None else round(100 * each, 1)
        for each in (found.ratio, found.low, found.high)
    ]
    return Times(_rounded(left.mean), _rounded(held.mean), *percents)


def _counted(side: Half) -> Counted:
    return Counted(side.conversations, side.turns, side.unpriced)


def _rounded(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 1)


def _points(share: float) -> float:
    return round(100 * share, 2)
