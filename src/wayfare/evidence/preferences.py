"""Rank arms by people's votes on pairs: who is better, how surely, and who is not told apart.

Who is said to be better is so whenever one looks, with 95 % for all that is said of a board at
once: the bound is the boundary of a confidence sequence (see `ratio.py`), shared out among all
pairs. And it is said only where it would still be said without the hundredth of the votes that
speak for it the most (Broderick, Giordano and Meager, arXiv:2011.14999). Knows no texts, and
nothing of how strengths are fitted.
"""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from wayfare.evidence.strengths import SPREAD, Array, Fit, Votes, without

ALPHA = 0.05
#: What is left out to see whether what is said still would be.
LEFT_OUT = 0.01
#: An arm with fewer votes is not yet placed, and a board with fewer is none.
ARM_VOTES_LEAST, BOARD_VOTES_LEAST = 10, 30
#: Where the boundary is the narrowest, in votes.
BEST_AT = 300
_WIDTH = 1.96
#: A lead that outlasts so many times what some votes weigh need not be looked at without them.
_FAR = 3.0


class Placed(msgspec.Struct, frozen=True):
    """An arm on a board.

    `share` of votes it would win against a middling one, ties counting half. That is between `low`
    and `high` with 95 %. `better_than` are those that it is shown to be better than. `group` counts
    from 1; None: too few votes. Arms of a group are not told apart.
    """

    arm: str
    votes: int
    share: float
    low: float
    high: float
    group: int | None
    better_than: tuple[str, ...] = ()


class StyleEffect(msgspec.Struct, frozen=True):
    """What one kind of style does to the log odds, where all of it is in one answer, with 95 %."""

    mean: float
    low: float
    high: float


class Ranking(msgspec.Struct, frozen=True):
    """Who stands where, the best first. `is_enough`: there are votes enough to say anything.

    `ties` is the share of votes that were ties.
    """

    votes: int
    is_enough: bool
    placed: tuple[Placed, ...]
    style: tuple[StyleEffect, ...]
    ties: float


def rank(found: Fit, topic: str | None = None, *, whole: bool = True) -> Ranking:
    """Who stands where on all topics, or, where it is not the `whole`, on one of them."""
    votes = found.votes
    place = None if whole else _place_of(votes, topic)
    of_board = _of_board(votes, place) if (whole or place is not None) else None
    counts = _counts(votes, of_board)
    total = 0 if of_board is None else int(of_board.sum())
    directions = _directions(votes, place, whole=whole)
    middling = directions - directions.mean(axis=0)
    means = middling @ found.mode
    errors = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", middling, found.covariance, middling), 0))
    known = [n for n in range(len(votes.arms)) if counts[n] >= ARM_VOTES_LEAST]
    is_enough = total >= BOARD_VOTES_LEAST and len(known) > 1
    better = _better(found, directions, known, total) if is_enough else {}
    levels = _levels(known, better, means)
    placed = [
        Placed(
            arm,
            int(counts[n]),
            _share(means[n], found),
            _share(means[n] - _WIDTH * errors[n], found),
            _share(means[n] + _WIDTH * errors[n], found),
            levels.get(n) if is_enough else None,
            tuple(sorted(votes.arms[other] for other in better.get(n, ()))),
        )
        for n, arm in enumerate(votes.arms)
    ]
    placed.sort(key=lambda it: (it.group is None, it.group or 0, -it.share, it.arm))
    ties = 0.0 if not total or of_board is None else float((votes.said[of_board] == 0.5).mean())
    return Ranking(total, is_enough, tuple(placed), _style(found), ties)


def thinnest(
    found: Fit, arms: Sequence[str], topic: str | None = None
) -> dict[tuple[str, str], float]:
    """Of all pairs of some arms, how much one more vote is expected to tell; they add up to 1.

    That is by how much the variance of their difference falls. An arm without votes counts as
    presumed.
    """
    votes = found.votes
    known = {arm: n for n, arm in enumerate(votes.arms)}
    place = _place_of(votes, topic) if topic is not None else None
    directions = _directions(votes, place, whole=topic is None)
    gains: dict[tuple[str, str], float] = {}
    ties = _tie_share(found, 0.0)
    for one, first in enumerate(arms):
        for second in arms[one + 1 :]:
            apart, new = np.zeros(votes.size), 0.0
            for arm, sign in ((first, 1.0), (second, -1.0)):
                if arm in known:
                    apart += sign * directions[known[arm]]
                else:
                    new += SPREAD**2
            variance = float(apart @ found.covariance @ apart) + new
            odds = math.tanh(float(apart @ found.mode) / 2)
            told = 0.25 * (1 - ties) * (1 - odds * odds)
            gains[first, second] = variance * variance * told / (1 + variance * told)
    whole = sum(gains.values())
    return {pair: gain / whole for pair, gain in gains.items()} if whole else gains


def most_telling(
    found: Fit, better: str, worse: str, topic: str | None = None, *, whole: bool = True
) -> list[int]:
    """The places of the hundredth of the votes that speaks the most for one being better."""
    votes = found.votes
    place = None if whole else _place_of(votes, topic)
    directions = _directions(votes, place, whole=whole)
    places = {arm: n for n, arm in enumerate(votes.arms)}
    apart = directions[places[better]] - directions[places[worse]]
    influence = found.pulls @ (found.covariance @ apart)
    of_board = len(votes.said) if whole else int(_of_board(votes, place).sum())
    return [int(n) for n in np.argsort(-influence)[: _left_out(of_board)]]


def _place_of(votes: Votes, topic: str | None) -> int | None:
    return votes.topics.index(topic) if topic in votes.topics else None


def _of_board(votes: Votes, place: int | None) -> NDArray[np.bool_]:
    return np.ones(len(votes.said), bool) if place is None else votes.topic == place


def _counts(votes: Votes, of_board: "NDArray[np.bool_] | None") -> NDArray[np.int64]:
    if of_board is None:
        return np.zeros(len(votes.arms), np.int64)
    both = np.concatenate([votes.first[of_board], votes.second[of_board]])
    return np.bincount(both, minlength=len(votes.arms))


def _directions(votes: Votes, place: int | None, *, whole: bool) -> Array:
    """What of the parameters is each arm's strength, (arms, parameters).

    On the whole that is its own and the mean of its deviations, by how much each topic is voted on.
    """
    directions = np.zeros((len(votes.arms), votes.size))
    directions[:, : len(votes.arms)] = np.eye(len(votes.arms))
    shares = np.bincount(votes.topic, minlength=len(votes.topics)) / len(votes.topic)
    for (arm, topic), column in votes.cells.items():
        if whole:
            directions[arm, column] = shares[topic]
        elif topic == place:
            directions[arm, column] = 1.0
    return directions


def _better(
    found: Fit, directions: Array, known: Sequence[int], total: int
) -> dict[int, list[int]]:
    """For each arm those that it is shown to be better than, by the hundredth less of the votes."""
    pairs = len(known) * (len(known) - 1)
    width = boundary(total, ALPHA / pairs)
    dropped = _left_out(total)
    pulled = found.pulls @ found.covariance
    better: dict[int, list[int]] = {}
    for one in known:
        for other in known:
            apart = directions[one] - directions[other]
            lead, error = _lead(found, apart)
            if lead <= width * error:
                continue
            influence = pulled @ apart
            order = np.argsort(-influence)[:dropped]
            lost = float(np.maximum(influence[order], 0.0).sum())
            if lead - _FAR * lost > width * error or _stays(found, apart, order, width):
                better.setdefault(one, []).append(other)
    return better


def _stays(found: Fit, apart: Array, dropped: NDArray[np.int64], width: float) -> bool:
    """Whether a lead stays clear without some of the votes."""
    mode, covariance = without(found, dropped)
    lead, error = float(apart @ mode), math.sqrt(max(float(apart @ covariance @ apart), 0.0))
    return lead > width * error * (1 + LEFT_OUT)


def is_ahead(
    found: Fit, better: str, worse: str, topic: str | None = None, *, whole: bool = True
) -> bool:
    """Whether an arm's lead over another is clear by all votes, though a few may decide it."""
    votes, place = found.votes, None if whole else _place_of(found.votes, topic)
    directions = _directions(votes, place, whole=whole)
    total = int(_of_board(votes, place).sum())
    counts = _counts(votes, _of_board(votes, place))
    known = int((counts >= ARM_VOTES_LEAST).sum())
    one, other = (votes.arms.index(arm) for arm in (better, worse))
    lead, error = _lead(found, directions[one] - directions[other])
    return lead > boundary(total, ALPHA / max(1, known * (known - 1))) * error


def _lead(found: Fit, apart: Array) -> tuple[float, float]:
    """How far ahead, in log odds, and the standard error of that."""
    variance = float(apart @ found.covariance @ apart)
    return float(apart @ found.mode), math.sqrt(max(variance, 0.0))


def boundary(count: int, alpha: float) -> float:
    """How many standard errors a lead must be, whenever one looks: a normal mixture's boundary.

    >>> 3.0 < boundary(300, 0.05) < boundary(300, 0.001) < 5.0
    True
    """
    scale = _scale(alpha) / BEST_AT
    grown = count * scale + 1
    return math.sqrt(2 * grown / (count * scale) * math.log(math.sqrt(grown) / alpha))


def _scale(alpha: float) -> float:
    """Has the boundary be the narrowest at `BEST_AT` (Waudby-Smith and others, 2024, B.2)."""
    logs = -2 * math.log(alpha)
    return logs + math.log(logs + 1)


def _left_out(count: int) -> int:
    return max(1, math.ceil(LEFT_OUT * count))


def _levels(known: Sequence[int], better: dict[int, list[int]], means: Array) -> dict[int, int]:
    """The group of each arm: one below the lowest of those that are shown to be better."""
    levels: dict[int, int] = {}
    for arm in sorted(known, key=lambda n: (-means[n], n)):
        above = [levels[n] for n in levels if arm in better.get(n, ())]
        levels[arm] = max(above, default=0) + 1
    return levels


def _tie_share(found: Fit, odds: float) -> float:
    ties = math.exp(float(found.mode[-1]))
    return ties / (ties + 2 * math.cosh(odds / 2))


def _share(odds: float, found: Fit) -> float:
    """The share of votes that is won at these log odds, ties counting half."""
    wins, losses = math.exp(odds / 2), math.exp(-odds / 2)
    ties = math.exp(float(found.mode[-1]))
    return float((wins + ties / 2) / (wins + losses + ties))


def _style(found: Fit) -> tuple[StyleEffect, ...]:
    kinds = found.votes.style.shape[1]
    end = found.votes.size - 1
    effects = []
    for column in range(end - kinds, end):
        mean, error = float(found.mode[column]), math.sqrt(float(found.covariance[column, column]))
        effects.append(StyleEffect(mean, mean - _WIDTH * error, mean + _WIDTH * error))
    return tuple(effects)
