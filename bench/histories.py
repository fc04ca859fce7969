"""Histories of comparisons that certificates are tried on: each a world with a known truth.

A world gives, round by round, the difference of every history's next answer, and how likely it
was to be drawn. It sees the wealth of each history, so that it can react to what was shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from wayfare.evidence.disagreement import Disagreement

Array = NDArray[np.float64]

#: So many answers pass until shares are set anew.
LEARNED_EVERY = 50


@dataclass(frozen=True, slots=True)
class Round:
    """One deviating answer of every history.

    `differences` lie in [-1, 1]. `shares` is how likely each is drawn, `floors` the least such
    chance then in force. `drawn` where that was decided by the world itself.
    """

    differences: Array
    shares: Array
    floors: Array
    drawn: NDArray[np.bool_] | None = None


#: Makes the next round of every history: by its number, the logarithms of wealth, and chance.
World = Callable[[int, Array, Generator], Round]


def differing(rng: Generator, count: int, rate: Array | float, mean: Array | float) -> Array:
    """Differences of -1, 0 and 1: scores differ at a rate, with a mean."""
    lot = rng.random(count)
    up, down = (np.asarray(rate) + mean) / 2, (np.asarray(rate) - mean) / 2
    return np.where(lot < up, 1.0, np.where(lot < up + down, -1.0, 0.0))


def all_drawn(differences: Array) -> Round:
    """A round in which every answer is compared."""
    ones = np.ones_like(differences)
    return Round(differences, ones, ones)


def steady(rate: float, mean: float, share: float = 1.0) -> World:
    """Scores differ at a rate, with a mean, and a share of the answers is compared."""

    def world(_: int, wealth: Array, rng: Generator) -> Round:
        shares = np.full(len(wealth), share)
        return Round(differing(rng, len(wealth), rate, mean), shares, shares)

    return world


def graded(square: float, mean: float = 0.0) -> World:
    """Marks whose differences have a mean square: nearly half are 0, the others spread evenly."""
    # a uniform spread from -a to a has the mean square a^2 / 3
    half = 0.55
    reach = float(np.sqrt(3 * square / half))

    def world(_: int, wealth: Array, rng: Generator) -> Round:
        spread = rng.uniform(-reach, reach, len(wealth))
        differences = np.where(rng.random(len(wealth)) < half, spread, 0.0) + mean
        return all_drawn(np.clip(differences, -1.0, 1.0))

    return world


def judged(flips: float, mean: float, rate: float = 0.06) -> World:
    """Where scores differ, a judge names the worse answer now and then; equal ones it never sees.

    It is asked of every pair that is not equal to the letter, here one in five, so that it finds
    differences, either way as often, where there are none.
    """

    def world(_: int, wealth: Array, rng: Generator) -> Round:
        count = len(wealth)
        differences = differing(rng, count, rate, mean)
        wrong = rng.random(count) < flips
        alike = (differences == 0) & (rng.random(count) < 0.2 * flips)
        coins = np.where(rng.random(count) < 0.5, 1.0, -1.0)
        return all_drawn(np.where(alike, coins, np.where(wrong, -differences, differences)))

    return world


def reacting(mean: float) -> World:
    """How often scores differ, and how often they are compared, goes by what was shown so far."""

    def world(_: int, wealth: Array, rng: Generator) -> Round:
        rate = np.where(wealth > 1.5, 0.5, np.where(wealth > 0.0, 0.06, 0.03))
        shares = np.where(wealth > 1.0, 0.1, np.where(wealth > -1.0, 0.5, 1.0))
        return Round(differing(rng, len(wealth), rate, mean), shares, shares)

    return world


@dataclass(slots=True)
class Spells:
    """The average is always below the margin, with good spells as soon as that allows any."""

    margin: float = 0.02
    sums: Array = field(default_factory=lambda: np.zeros(0))

    def __call__(self, number: int, wealth: Array, rng: Generator) -> Round:
        """The next round."""
        if len(self.sums) != len(wealth):
            self.sums = np.zeros(len(wealth))
        good, bad = 0.01, -0.05
        is_good = (self.sums + good) / (number + 1) <= -self.margin
        mean = np.where(is_good, good, bad)
        self.sums += mean
        return all_drawn(differing(rng, len(wealth), 0.06, mean))


def recovering(number: int, wealth: Array, rng: Generator) -> Round:
    """Twenty points worse for a hundred answers, then two better."""
    return all_drawn(differing(rng, len(wealth), 0.3, -0.2 if number < 100 else 0.02))


def predicted(frequent: float, rate: float, rest: float, *, mean: float = 0.0) -> World:
    """A part of the questions is known to differ more often, and is compared more often.

    Shares are proportional to the square root of the predicted rate, on average .3, and never
    below a third of that.
    """
    average = 0.3
    roots = np.sqrt([rate, rest])
    weights = np.array([frequent, 1 - frequent])
    shares = np.clip(average * roots / float(weights @ roots), average / 3, 1.0)

    def world(_: int, wealth: Array, rng: Generator) -> Round:
        is_frequent = rng.random(len(wealth)) < frequent
        rates = np.where(is_frequent, rate, rest)
        differences = differing(rng, len(wealth), rates, mean * rates)
        chosen = np.where(is_frequent, shares[0], shares[1])
        return Round(differences, chosen, np.full(len(wealth), shares.min()))

    return world


@dataclass(slots=True)
class Learned:
    """As `predicted`, but where answers differ is learned on the way, by the product's own rule.

    `parts` of the questions are of each topic, with a rate of its own each. `worse` says by how
    much answers to each are worse on average. `before` comparisons, of all that was answered then,
    were learned from by each history while it was on trial.
    """

    parts: Sequence[float]
    rates: Sequence[float]
    worse: Sequence[float]
    before: int = 0
    _seen: list[Disagreement] = field(default_factory=list)
    _shares: Array = field(default_factory=lambda: np.zeros((0, 0)))

    def __call__(self, number: int, wealth: Array, rng: Generator) -> Round:
        """The next round."""
        count, average = len(wealth), 0.3
        if not self._seen:
            self._begin(count, average, rng)
        topic = rng.choice(len(self.parts), count, p=self.parts)
        rates = np.asarray(self.rates)[topic]
        differences = differing(rng, count, rates, -np.asarray(self.worse)[topic])
        shares = self._shares[np.arange(count), topic].copy()
        floors, drawn = self._shares.min(axis=1), rng.random(count) < shares
        for place in np.flatnonzero(drawn):
            self._seen[place].learn(str(topic[place]), differences[place], shares[place])
        if number % LEARNED_EVERY == 0:
            self._set(average)
        return Round(differences, shares, floors, drawn)

    def _begin(self, count: int, average: float, rng: Generator) -> None:
        self._seen = [Disagreement() for _ in range(count)]
        self._shares = np.full((count, len(self.parts)), average)
        for seen in self._seen:
            for topic in rng.choice(len(self.parts), self.before, p=self.parts):
                seen.learn(str(topic), float(rng.random() < self.rates[topic]), 1.0)
        self._set(average)

    def _set(self, average: float) -> None:
        for own, seen in zip(self._shares, self._seen, strict=True):
            for key, share in seen.shares(average).items():
                own[int(key or 0)] = share


def everything(margin: float) -> World:
    """All at once: shares by prediction and by what was shown, losses that are lost."""

    def world(_: int, wealth: Array, rng: Generator) -> Round:
        rate = np.where(wealth > 1.0, 0.3, 0.06)
        differences = differing(rng, len(wealth), rate, -margin)
        # a tenth of the losses is never compared, and counts as lost, as a loss does
        gone = (differences < 0) & (rng.random(len(wealth)) < 0.1)
        differences = np.where(gone, -1.0, differences)
        base = np.where(wealth > 1.5, 0.1, 0.3)
        shares = np.where(rng.random(len(wealth)) < 0.2, np.minimum(1.0, 2.5 * base), 0.7 * base)
        return Round(differences, shares, np.full(len(wealth), 0.07))

    return world


@dataclass(frozen=True, slots=True)
class Judgement:
    """One pair of every history: what people would say of it, and what a judge does."""

    votes: Array
    judged: Array


#: Makes the next pair of every history: by the logarithms of wealth, and chance.
JudgedWorld = Callable[[Array, Generator], Judgement]


def flipping(flips: float, mean: float, rate: float = 0.06) -> JudgedWorld:
    """A judge names the worse answer in some of the pairs that differ."""

    def world(wealth: Array, rng: Generator) -> Judgement:
        votes = differing(rng, len(wealth), rate, mean)
        return Judgement(votes, np.where(rng.random(len(wealth)) < flips, -votes, votes))

    return world


def leaning(mean: float, rate: float = 0.06) -> JudgedWorld:
    """A judge that likes the arm's style: it prefers it in a third of all pairs, else is right."""

    def world(wealth: Array, rng: Generator) -> Judgement:
        votes = differing(rng, len(wealth), rate, mean)
        return Judgement(votes, np.where(rng.random(len(wealth)) < 1 / 3, 1.0, votes))

    return world


def guessing(mean: float, rate: float = 0.06) -> JudgedWorld:
    """A judge that tosses coins."""

    def world(wealth: Array, rng: Generator) -> Judgement:
        votes = differing(rng, len(wealth), rate, mean)
        return Judgement(votes, rng.choice(np.array([-1.0, 1.0]), len(wealth)))

    return world


def turning(mean: float, rate: float = 0.06) -> JudgedWorld:
    """A judge that is right until something seems shown, and then prefers the arm always."""

    def world(wealth: Array, rng: Generator) -> Judgement:
        votes = differing(rng, len(wealth), rate, mean)
        return Judgement(votes, np.where(wealth > 1.0, 1.0, votes))

    return world
