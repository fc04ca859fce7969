"""Estimate from a cheap answer how much better a dearer one would be.

Knows numbers of a question and of one or two answers to it, and scores. Knows no texts and no
prices. Two ridges over sums, one for how good the cheap answer is and one for how good the
dearer would be; their difference is the gap. Where a ridge is no better than the plain mean, by
the generalised leave-one-out error (Golub, Heath and Wahba, 1979), which sums alone can tell, the
mean counts. Learning in any order, in shards, or all at once comes to the same.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from wayfare.routing.answer_form import NAMES, NAMES_TOGETHER, Seen, together
from wayfare.routing.sums import Sums

STATE_VERSION = 2
QUESTION_NUMBERS = 16
#: How strongly slopes are held near 0; numbers are scaled to a spread of 1. Told by outcomes
#: it comes out too weak: few answers hedge or break off, and those pull at it alone.
STRENGTH = 1_000.0
#: What is presumed of a mean before its outcomes is worth so many of them.
PRESUMED_WORTH = 5.0
#: What hardly ever differs is not blown up: a mark that one answer of a hundred bears.
SPREAD_LEAST = 0.1

_ALONE, _BESIDE = len(NAMES), len(NAMES_TOGETHER)
_NOBODY = (0.0,) * _ALONE
_APART = (0.0,) * _BESIDE
#: How many numbers there are: of the question, of both answers, of the two side by side, and
#: what all but the second answer's mean where the two agree.
SIZE = QUESTION_NUMBERS + 2 * _ALONE + _BESIDE + QUESTION_NUMBERS + _ALONE + _BESIDE - 2

Array = NDArray[np.float64]


def describe(question: Sequence[float], cheap: Seen, second: Seen | None = None) -> Array:
    """The numbers that a gap is estimated from, shape (SIZE,).

    `question` are sixteen numbers of the question, about 0 and of size 1.
    """
    asked = np.asarray(question, dtype=np.float64)
    form = np.array(cheap.form)
    other = np.array(_NOBODY if second is None else second.form)
    beside = np.array(_APART if second is None else together(cheap, second))
    agree = beside[0]
    return np.concatenate(
        [asked, form, other, beside, agree * asked, agree * form, agree * beside[2:]]
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """How much better the dearer answer would be, in score, and the standard error of that."""

    mean: float
    error: float


@dataclass(frozen=True, slots=True)
class _Head:
    """A ridge: the score is `mean` plus `slopes` times the scaled numbers."""

    mean: float
    slopes: Array
    frame: Array
    spread: Array

    def score(self, scaled: Array) -> Array:
        score: Array = np.clip(self.mean + scaled @ self.slopes, 0.0, 1.0)
        return score

    def variance(self, scaled: Array) -> Array:
        """How unsure a score is, larger where nothing like it was seen."""
        variance: Array = (scaled @ self.frame) ** 2 @ self.spread[1:] + self.spread[0]
        return variance


@dataclass(frozen=True, slots=True)
class Rule:
    """A snapshot of what was learned: gaps are told by it. `outcomes`: behind each of the two."""

    outcomes: tuple[float, float]
    centre: Array
    scale: Array
    cheap: _Head
    dear: _Head

    def gaps(self, numbers: Array) -> Array:
        """The gap of each, (n,)."""
        scaled = self._scaled(numbers)
        return self.dear.score(scaled) - self.cheap.score(scaled)

    def gap(self, numbers: Array) -> Gap:
        """The gap of one, with its error."""
        scaled = self._scaled(numbers[None])
        variance = self.dear.variance(scaled) + self.cheap.variance(scaled)
        mean = self.dear.score(scaled) - self.cheap.score(scaled)
        return Gap(float(mean[0]), math.sqrt(float(variance[0])))

    def _scaled(self, numbers: Array) -> Array:
        scaled: Array = (numbers - self.centre) * self.scale
        return scaled


class Escalation:
    """What outcomes have taught of one cheap arm, its second and one dearer: a fold."""

    def __init__(self) -> None:
        self.cheap = Sums(SIZE)
        self.dear = Sums(SIZE)

    def learn(
        self,
        numbers: Array,
        *,
        cheap: float | None = None,
        dear: float | None = None,
        weight: float = 1.0,
    ) -> None:
        """Learn how good the cheap answer was, or the dearer, or both; a negative weight forgets.

        Raises:
            ValueError: there are not `SIZE` numbers, or a score is not in [0, 1].
        """
        if numbers.shape != (SIZE,):
            raise ValueError(f"{SIZE} numbers are needed.")
        for sums, score in ((self.cheap, cheap), (self.dear, dear)):
            if score is None:
                continue
            if not 0 <= score <= 1:
                raise ValueError(f"A score lies between 0 and 1; this one is {score}.")
            sums.add(numbers, score, weight)

    def merge(self, other: "Escalation") -> None:
        """Add what another one learnt, from other outcomes."""
        self.cheap = self.cheap.plus(other.cheap)
        self.dear = self.dear.plus(other.dear)

    def rule(self, presumed: tuple[float, float] = (0.5, 0.5)) -> Rule:
        """What was learned until now. `presumed`: of the cheap arm's mean and the dearer's."""
        self.cheap.settle()
        self.dear.settle()
        both = self.cheap.plus(self.dear)
        weight = max(both.weight, 1e-9)
        centre = both.features / weight
        spread = np.sqrt(np.maximum(np.diag(both.gram) / weight - centre**2, 0.0))
        scale = 1 / np.maximum(spread, SPREAD_LEAST)
        return Rule(
            outcomes=(self.cheap.weight, self.dear.weight),
            centre=centre,
            scale=scale,
            cheap=_fit(self.cheap, centre, scale, presumed[0]),
            dear=_fit(self.dear, centre, scale, presumed[1]),
        )

    def to_bytes(self) -> bytes:
        """All of it, to be kept: numbers alone."""
        state = _State(STATE_VERSION, self.cheap.to_bytes(), self.dear.to_bytes())
        return msgspec.msgpack.encode(state)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Escalation":
        """What `to_bytes` wrote.

        Raises:
            ValueError: it is no state, it is damaged, or another version wrote it.
        """
        try:
            state = msgspec.msgpack.decode(data, type=_State)
        except msgspec.DecodeError as error:
            raise ValueError(f"This is no state of an escalation: {error}.") from error
        if state.version != STATE_VERSION:
            raise ValueError(f"This state is of version {state.version}, not {STATE_VERSION}.")
        result = cls()
        result.cheap = Sums.from_bytes(SIZE, state.cheap)
        result.dear = Sums.from_bytes(SIZE, state.dear)
        return result


class _State(msgspec.Struct, frozen=True):
    version: int
    cheap: bytes
    dear: bytes


def _fit(sums: Sums, centre: Array, scale: Array, presumed: float) -> _Head:
    """The ridge over one answer's outcomes, about the numbers' mean over all."""
    count = max(sums.weight, 1e-9)
    own = sums.features / count
    mean = (sums.score + PRESUMED_WORTH * presumed) / (count + PRESUMED_WORTH)
    moments = (sums.gram - np.outer(sums.features, own)) * scale * scale[:, None]
    values, vectors = np.linalg.eigh(moments)
    values = np.maximum(values, 0.0)
    along = vectors.T @ ((sums.cross - sums.score * own) * scale)
    left = max(sums.square - sums.score**2 / count, 0.0)
    turned = along / (values + STRENGTH)
    rest = max(left - 2 * float(turned @ along) + float(turned**2 @ values), 0.0)
    freedom = 1 + float((values / (values + STRENGTH)).sum())
    if _generalised(rest, count, freedom) < _generalised(left, count, 1.0):
        slopes = vectors @ turned
    else:
        slopes, rest = np.zeros(SIZE), left
    # a handful of outcomes that happen to be alike says little of how far others may be
    presumption = PRESUMED_WORTH * presumed * (1 - presumed)
    noise = (rest + presumption) / (count + PRESUMED_WORTH)
    spread = noise / np.concatenate([[count + PRESUMED_WORTH], values + STRENGTH])
    shift = float(((centre - own) * scale) @ slopes)
    return _Head(mean + shift, slopes, vectors, spread)


def _generalised(rest: float, count: float, freedom: float) -> float:
    """The generalised leave-one-out error; infinite where there are too few outcomes."""
    if count <= freedom:
        return math.inf
    return (rest / count) / (1 - freedom / count) ** 2
