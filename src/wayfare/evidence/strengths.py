"""How strong arms are by votes on pairs: the posterior of a model of who wins.

Bradley and Terry's model with ties as Davidson has them (1970): the log odds of winning are the
difference of two strengths, plus what style does where one answer is longer or has more markup
(so Chiang and others, 2024). An arm's strength on a topic is its own, and a deviation that is the
smaller the less is known of it: the spread of those is found from the votes. What is told is the
posterior's normal (Laplace's method). Knows nothing of what is concluded from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: How strengths are presumed to be spread, in log odds: arms, what style does, ties.
SPREAD, STYLE_SPREAD, TIES_SPREAD = 1.0, 1.0, 2.0
#: How strengths may be spread from topic to topic.
TOPIC_SPREADS = (0.1, 0.3, 0.6)
_STEPS, _CLOSE, _STEEPEST = 60, 1e-6, 3.0
_STEPS_LEFT = 4
#: A spread that is less likely than this is left out.
_SHARE_LEAST = 0.001


class Vote(msgspec.Struct, frozen=True):
    """What somebody said of the answers of two arms: 1 the first is better, 0 the other, 0.5 a tie.

    `style` is by how much the first answer has more of each: see `style.py`.
    """

    first: str
    second: str
    said: float
    topic: str | None = None
    style: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Votes:
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

    votes: Votes
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


def without(found: Fit, dropped: NDArray[np.int64]) -> tuple[Array, Array]:
    """The mode and the covariance without some of the votes, which are given by their places."""
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
    return _together(peaks)


def _read(votes: Sequence[Vote]) -> Votes:
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
    return Votes(arms, topics, first, second, topic, said, style, cells, design)


def _precision(votes: Votes, spread: float) -> Array:
    """What is presumed: each parameter is 0, give or take."""
    return np.concatenate(
        [
            np.full(len(votes.arms), SPREAD**-2),
            np.full(len(votes.cells), spread**-2),
            np.full(votes.style.shape[1], STYLE_SPREAD**-2),
            [TIES_SPREAD**-2],
        ]
    )


def _climb(votes: Votes, precision: Array, start: Array) -> tuple[Array, float, Array]:
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


def _chances(votes: Votes, mode: Array) -> tuple[Array, Array, Array, Array]:
    """How likely the first wins, the second, a tie; and the log of what they are shares of."""
    odds = votes.design @ mode[:-1]
    high = np.maximum(np.maximum(odds / 2, -odds / 2), mode[-1])
    parts = [np.exp(each - high) for each in (odds / 2, -odds / 2, np.full_like(odds, mode[-1]))]
    whole = sum(parts)
    return parts[0] / whole, parts[1] / whole, parts[2] / whole, np.log(whole) + high


def _log_likelihood(votes: Votes, mode: Array) -> float:
    odds = votes.design @ mode[:-1]
    *_, whole = _chances(votes, mode)
    tie = votes.said == 0.5
    return float((np.where(tie, mode[-1], (votes.said - 0.5) * odds) - whole).sum())


def _pulls(votes: Votes, mode: Array) -> Array:
    """The gradient of each vote's log likelihood, (votes, parameters)."""
    first, second, tie, _ = _chances(votes, mode)
    by_odds = (votes.said - 0.5) - (first - second) / 2
    by_ties = (votes.said == 0.5) - tie
    return np.column_stack([by_odds[:, None] * votes.design, by_ties])


def _slope(votes: Votes, mode: Array, precision: Array) -> Array:
    """The gradient of the log density."""
    first, second, tie, _ = _chances(votes, mode)
    by_odds = (votes.said - 0.5) - (first - second) / 2
    by_ties = float(((votes.said == 0.5) - tie).sum())
    return np.concatenate([votes.design.T @ by_odds, [by_ties]]) - precision * mode


def _bends(votes: Votes, mode: Array) -> Array:
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


def _some(votes: Votes, rows: NDArray[np.int64]) -> Votes:
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
