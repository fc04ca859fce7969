"""Take length out of preferences: which of two kinds of answers is better where both are as long.

Judges, and people, like longer answers. A logistic regression of the preference on the logarithm of
how many times as long one answer is tells what length alone does; its intercept is the preference
at equal length (so Dubois and others, arXiv:2404.04475). Ties count half. The interval is an
asymptotic confidence sequence, as that of `ratio.py`. Knows numbers and nothing of answers.
"""

import math
from collections.abc import Sequence

import msgspec

from wayfare.evidence.ratio import LEAST, width

#: Each coefficient is presumed to be 0, as if so much had been seen: else who always wins has no
#: end. Less of the intercept, which is what is asked for.
_PRESUMED = (0.1, 1.0)
_STEPS, _CLOSE = 50, 1e-9
_STEEPEST = 4.0

Matrix = tuple[float, float, float]


class AtEqualLength(msgspec.Struct, frozen=True):
    """The mean preference at equal length, in [-1, 1]; the ends are None where too few are known.

    `slope` is what length does: by how much the log odds grow where an answer is e times as long.
    """

    mean: float
    low: float | None
    high: float | None
    slope: float


def at_equal_length(preferences: Sequence[tuple[float, float]]) -> AtEqualLength | None:
    """From pairs of a preference in [-1, 1] and the log of how many times as long it is.

    >>> pairs = [(1.0, 0.7)] * 60 + [(-1.0, 0.7)] * 20 + [(1.0, -0.7)] * 20 + [(-1.0, -0.7)] * 60
    >>> found = at_equal_length(pairs + [(1.0, 0.7)] * 300 + [(-1.0, 0.7)] * 100)
    >>> abs(found.mean) < 0.02, found.low < 0 < found.high, found.slope > 1
    (True, True, True)
    """
    if not preferences:
        return None
    intercept, slope = _fit(preferences)
    mean = _preference(intercept)
    count = len(preferences)
    if count < LEAST:
        return AtEqualLength(mean, None, None, slope)
    half = math.sqrt(count * _variance(preferences, intercept, slope)) * width(count)
    return AtEqualLength(mean, _preference(intercept - half), _preference(intercept + half), slope)


def _fit(preferences: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Newton's steps; the penalty makes the problem strictly convex."""
    intercept = slope = 0.0
    for _ in range(_STEPS):
        first = -_PRESUMED[0] * intercept
        second = -_PRESUMED[1] * slope
        for preference, longer in preferences:
            rest = (preference + 1) / 2 - _odds(intercept + slope * longer)
            first += rest
            second += rest * longer
        step = _solve(_curvature(preferences, intercept, slope), first, second)
        size = max(abs(each) for each in step)
        scale = min(1.0, _STEEPEST / size) if size else 1.0
        intercept, slope = intercept + scale * step[0], slope + scale * step[1]
        if size < _CLOSE:
            break
    return intercept, slope


def _curvature(
    preferences: Sequence[tuple[float, float]], intercept: float, slope: float
) -> Matrix:
    corner, side, end = _PRESUMED[0], 0.0, _PRESUMED[1]
    for _, longer in preferences:
        odds = _odds(intercept + slope * longer)
        weight = odds * (1 - odds)
        corner += weight
        side += weight * longer
        end += weight * longer * longer
    return corner, side, end


def _variance(preferences: Sequence[tuple[float, float]], intercept: float, slope: float) -> float:
    """Of the intercept, whatever the preferences are spread like (Huber and White's)."""
    curvature = _curvature(preferences, intercept, slope)
    total = 0.0
    for preference, longer in preferences:
        rest = (preference + 1) / 2 - _odds(intercept + slope * longer)
        influence, _ = _solve(curvature, rest, rest * longer)
        total += influence * influence
    return total


def _solve(matrix: Matrix, first: float, second: float) -> tuple[float, float]:
    corner, side, end = matrix
    whole = corner * end - side * side
    return (end * first - side * second) / whole, (corner * second - side * first) / whole


def _odds(value: float) -> float:
    return 0.5 * (1 + math.tanh(value / 2))


def _preference(intercept: float) -> float:
    return math.tanh(intercept / 2)
