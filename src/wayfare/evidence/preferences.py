"""Rank arms by people's votes on pairs: who is better, how surely, and who is not told apart.

Bradley and Terry's model with ties as Davidson has them (1970): the log odds of winning are the
difference of two strengths, plus what style does where one answer is longer or has more markup
(so Chiang and others, 2024). An arm's strength on a topic is its own, and a deviation that is the
smaller the less is known of it: the spread of those is found from the votes. What is told is the
posterior's normal (Laplace's method).

Who is said to be better is so whenever one looks, with 95 % for all that is said of a board at
once: the bound is the boundary of a confidence sequence (see `ratio.py`), shared out among all
pairs. And it is said only where it would still be said without the hundredth of the votes that
speak for it the most (Broderick, Giordano and Meager, arXiv:2011.14999). Knows no texts.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ALPHA = 0.05
#: What is left out to see whether what is said still would be.
LEFT_OUT = 0.01
#: An arm with fewer votes is not yet placed, and a board with fewer is none.
ARM_VOTES_LEAST, BOARD_VOTES_LEAST = 10, 30
#: How strengths are presumed to be spread, in log odds: arms, what style does, ties.
SPREAD, STYLE_SPREAD, TIES_SPREAD = 1.0, 1.0, 2.0
#: How strengths may be spread from topic to topic.
TOPIC_SPREADS = (0.1, 0.3, 0.6)
#: Where the boundary is the narrowest, in votes.
BEST_AT = 300
_WIDTH = 1.96
_STEPS, _CLOSE, _STEEPEST = 60, 1e-6, 3.0
_STEPS_LEFT = 4
#: A spread that is less likely than this is left out.
_SHARE_LEAST = 0.001
#: A lead that outlasts so many times what some votes weigh need not be looked at without them.
_FAR = 3.0


class Vote(msgspec.Struct, frozen=True):
    """What somebody said of the answers of two arms: 1 the first is better, 0 the other, 0.5 a tie.

    `style` is by how much the first answer has more of each: see `style.py`.
    """

    first: str
    second: str
    said: float
    topic: str | None = None
    style: tuple[float, ...] = ()


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


@dataclass(frozen=True, slots=True)
class _Votes:
    """The votes as arrays. `design` (votes, parameters) gives the log odds but for ties."""

    arms: tuple[str, ...]
    topics: tuple[str | None, ...]
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    topic: NDArray[np.int64]
    said: Array
    style: Array
    cells: dict[tuple[int, int], int]
    design: Array

    @property
    def size(self) -> int:
        """How many parameters there are: all of the design, and the ties."""
        return int(self.design.shape[1]) + 1


@dataclass(frozen=True, slots=True)
class _Peak:
    """The mode where strengths are spread so from topic to topic, and how likely they are."""

    share: float
    precision: Array
    mode: Array
    curvature: Array


@dataclass(frozen=True, slots=True)
class Fit:
    """The posterior's mode and covariance; `pulls` (votes, parameters) are the gradients."""

    votes: _Votes
    mode: Array
    covariance: Array
    pulls: Array
    peaks: tuple[_Peak, ...]


def fit(votes: Sequence[Vote]) -> Fit:
    """The posterior of all strengths, by all votes. There must be at least one.

    How strengths are spread from topic to topic is not known for sure, so that what follows from
    each spread is put together by how likely it is.
    """
    read = _read(votes)
    spreads = TOPIC_SPREADS if read.cells else TOPIC_SPREADS[:1]
    climbed, logs = [], []
    start = np.zeros(read.size)
    for spread in spreads:
        precision = _precision(read, spread)
        start, value, curvature = _climb(read, precision, start)
        logdet = float(np.linalg.slogdet(curvature)[1])
        climbed.append((precision, start, curvature))
        logs.append(value + 0.5 * float(np.log(precision).sum()) - 0.5 * logdet)
    likely = np.exp(np.array(logs) - max(logs))
    peaks = [
        _Peak(share, *each)
        for share, each in zip((likely / likely.sum()).tolist(), climbed, strict=True)
        if share > _SHARE_LEAST
    ]
    mode, covariance = _together(peaks)
    return Fit(read, mode, covariance, _pulls(read, mode), tuple(peaks))


def _together(peaks: Sequence[_Peak]) -> tuple[Array, Array]:
    """The mean and the covariance of what follows from all spreads."""
    whole = sum(peak.share for peak in peaks)
    size = len(peaks[0].mode)
    mode, covariance = np.zeros(size), np.zeros((size, size))
    for peak in peaks:
        mode += peak.share / whole * peak.mode
    for peak in peaks:
        off = np.outer(peak.mode - mode, peak.mode - mode)
        covariance += peak.share / whole * (np.linalg.inv(peak.curvature) + off)
    return mode, covariance


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


def _read(votes: Sequence[Vote]) -> _Votes:
    arms = tuple(sorted({arm for vote in votes for arm in (vote.first, vote.second)}))
    topics = tuple(sorted({vote.topic for vote in votes}, key=lambda it: (it is None, it or "")))
    places = {arm: n for n, arm in enumerate(arms)}
    at = {topic: n for n, topic in enumerate(topics)}
    first = np.array([places[vote.first] for vote in votes])
    second = np.array([places[vote.second] for vote in votes])
    topic = np.array([at[vote.topic] for vote in votes])
    kinds = max((len(vote.style) for vote in votes), default=0)
    style = np.zeros((len(votes), kinds))
    for row, vote in enumerate(votes):
        style[row, : len(vote.style)] = vote.style
    cells: dict[tuple[int, int], int] = {}
    if len(topics) > 1:  # with one topic there is nothing that an arm deviates from
        for arm_place, topic_place in sorted(
            {
                *zip(first.tolist(), topic.tolist(), strict=True),
                *zip(second.tolist(), topic.tolist(), strict=True),
            }
        ):
            cells[arm_place, topic_place] = len(arms) + len(cells)
    design = np.zeros((len(votes), len(arms) + len(cells) + kinds))
    rows = np.arange(len(votes))
    design[rows, first] += 1.0
    design[rows, second] -= 1.0
    for row in range(len(votes)) if cells else ():
        design[row, cells[int(first[row]), int(topic[row])]] += 1.0
        design[row, cells[int(second[row]), int(topic[row])]] -= 1.0
    if kinds:
        design[:, -kinds:] = style
    said = np.array([vote.said for vote in votes])
    return _Votes(arms, topics, first, second, topic, said, style, cells, design)


def _precision(votes: _Votes, spread: float) -> Array:
    """What is presumed: each parameter is 0, give or take."""
    return np.concatenate(
        [
            np.full(len(votes.arms), SPREAD**-2),
            np.full(len(votes.cells), spread**-2),
            np.full(votes.style.shape[1], STYLE_SPREAD**-2),
            [TIES_SPREAD**-2],
        ]
    )


def _climb(votes: _Votes, precision: Array, start: Array) -> tuple[Array, float, Array]:
    """The mode, its log density, and the curvature there: Newton's steps, never too long."""
    mode = start.copy()
    curvature = np.diag(precision)
    for _ in range(_STEPS):
        curvature = np.diag(precision) + _bends(votes, mode)
        step = np.linalg.solve(curvature, _slope(votes, mode, precision))
        size = float(np.abs(step).max())
        mode = mode + step * min(1.0, _STEEPEST / size if size else 1.0)
        if size < _CLOSE:
            break
    value = _log_likelihood(votes, mode) - 0.5 * float(precision @ (mode * mode))
    return mode, value, curvature


def _chances(votes: _Votes, mode: Array) -> tuple[Array, Array, Array, Array]:
    """How likely the first wins, the second, a tie; and the log of what they are shares of."""
    odds = votes.design @ mode[:-1]
    high = np.maximum(np.maximum(odds / 2, -odds / 2), mode[-1])
    parts = [np.exp(each - high) for each in (odds / 2, -odds / 2, np.full_like(odds, mode[-1]))]
    whole = sum(parts)
    return parts[0] / whole, parts[1] / whole, parts[2] / whole, np.log(whole) + high


def _log_likelihood(votes: _Votes, mode: Array) -> float:
    odds = votes.design @ mode[:-1]
    *_, whole = _chances(votes, mode)
    tie = votes.said == 0.5
    return float((np.where(tie, mode[-1], (votes.said - 0.5) * odds) - whole).sum())


def _pulls(votes: _Votes, mode: Array) -> Array:
    """The gradient of each vote's log likelihood, (votes, parameters)."""
    first, second, tie, _ = _chances(votes, mode)
    by_odds = (votes.said - 0.5) - (first - second) / 2
    by_ties = (votes.said == 0.5) - tie
    return np.column_stack([by_odds[:, None] * votes.design, by_ties])


def _slope(votes: _Votes, mode: Array, precision: Array) -> Array:
    """The gradient of the log density."""
    first, second, tie, _ = _chances(votes, mode)
    by_odds = (votes.said - 0.5) - (first - second) / 2
    by_ties = float(((votes.said == 0.5) - tie).sum())
    return np.concatenate([votes.design.T @ by_odds, [by_ties]]) - precision * mode


def _bends(votes: _Votes, mode: Array) -> Array:
    """By how much the votes curve the log density downwards, (parameters, parameters)."""
    first, second, tie, _ = _chances(votes, mode)
    apart = first - second
    weight = 0.25 * ((first + second) - apart * apart)
    side = votes.design.T @ (-0.5 * apart * tie)
    size = votes.size - 1
    bends = np.zeros((size + 1, size + 1))
    bends[:size, :size] = (votes.design * weight[:, None]).T @ votes.design
    bends[:size, size] = bends[size, :size] = side
    bends[size, size] = float((tie * (1 - tie)).sum())
    return bends


def _place_of(votes: _Votes, topic: str | None) -> int | None:
    return votes.topics.index(topic) if topic in votes.topics else None


def _of_board(votes: _Votes, place: int | None) -> NDArray[np.bool_]:
    return np.ones(len(votes.said), bool) if place is None else votes.topic == place


def _counts(votes: _Votes, of_board: "NDArray[np.bool_] | None") -> NDArray[np.int64]:
    if of_board is None:
        return np.zeros(len(votes.arms), np.int64)
    both = np.concatenate([votes.first[of_board], votes.second[of_board]])
    return np.bincount(both, minlength=len(votes.arms))


def _directions(votes: _Votes, place: int | None, *, whole: bool) -> Array:
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
    votes = found.votes
    rows = np.setdiff1d(np.arange(len(votes.said)), dropped)
    left, gone = _some(votes, rows), _some(votes, dropped)
    peaks = []
    for peak in found.peaks:
        mode = peak.mode
        curvature = peak.curvature - _bends(gone, mode)
        for _ in range(_STEPS_LEFT):  # from so near, the curvature may stay as it is
            mode = mode + np.linalg.solve(curvature, _slope(left, mode, peak.precision))
        peaks.append(replace(peak, mode=mode, curvature=curvature))
    mode, covariance = _together(peaks)
    lead, error = float(apart @ mode), math.sqrt(max(float(apart @ covariance @ apart), 0.0))
    return lead > width * error * (1 + LEFT_OUT)


def _some(votes: _Votes, rows: NDArray[np.int64]) -> _Votes:
    """Some of the votes, with the same parameters."""
    return replace(
        votes,
        first=votes.first[rows],
        second=votes.second[rows],
        topic=votes.topic[rows],
        said=votes.said[rows],
        style=votes.style[rows],
        design=votes.design[rows],
    )


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
