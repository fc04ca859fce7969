"""Stand arms side by side: how good each is on average, and how surely one is ahead.

Knows estimates and what is presumed. Knows no prices, and no single question.

A score is its arm's quality, plus what all answers to that question have in common, plus noise:
so two answers to one question tell more of how two arms differ than answers to two. Qualities
are normal about what is presumed, with a level that all have in common, since a judge may be
stricter than the public, and a spread that may be wider than presumed. What follows is their
posterior, a normal with all its covariances (Gelman et al., Bayesian Data Analysis, ch. 14.8).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayfare.routing.estimates import Estimates

Array = NDArray[np.float64]

#: The level of all outcomes may be anywhere.
LEVEL_ERROR = 1.0
#: Arms differ by so much more than public ratings let one presume: of ten sets of outcomes the
#: slopes lie between 0.6 and 4.1.
SPREAD, SPREAD_ERROR = 1.5, 0.7
#: What is taken of an arm of which nothing is presumed.
STRANGER, STRANGER_ERROR = 0.6, 0.2

_NOISE, _NOISE_WORTH = 0.2, 4.0
_SHARED, _SHARED_WORTH = 0.5, 20.0
_NOISE_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Guess:
    """What is presumed of an arm: its quality in [0, 1], None where nothing is, and how far off.

    Where an arm asks the same model as another one in another way, `of` is the place of that one:
    then both are off alike, and `error` is how far off the difference of both is presumed.
    """

    quality: float | None
    error: float
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What outcomes say of arms' average qualities, as a normal in its natural form.

    `information` (arms, arms) is the inverse of its covariance, `pull` (arms,) that times its
    mean. `noise` is the variance of one outcome about its arm's quality.
    """

    arms: tuple[str, ...]
    information: Array
    pull: Array
    noise: float


@dataclass(frozen=True, slots=True)
class Standings:
    """The posterior of arms' average qualities: `means` (arms,), `covariance` (arms, arms).

    `noise` is the variance of one further outcome.
    """

    means: Array
    covariance: Array
    noise: float

    def errors(self) -> Array:
        """The standard error of each arm's own quality, (arms,)."""
        errors: Array = np.sqrt(np.maximum(np.diag(self.covariance), 0.0))
        return errors

    def doubts(self, anchor: int) -> Array:
        """The standard error of each arm's lead over one of them, (arms,)."""
        own = np.diag(self.covariance)
        apart = own + own[anchor] - 2 * self.covariance[anchor]
        doubts: Array = np.sqrt(np.maximum(apart, 0.0))
        return doubts


def gather(found: Estimates) -> Evidence:
    """What outcomes say of arms, each taken as if its question were an average one."""
    sample = found.left_out
    seen = ~np.isnan(sample.scores)
    weights = np.where(seen, sample.weights, 0.0)
    scores = np.where(seen, sample.scores - sample.ease[:, None], 0.0)
    apart = np.where(seen, scores - found.levelled, 0.0)
    noise = _noise(weights, apart, int((found.weights > 0).sum()))
    several = (weights > 0).sum(axis=1) > 1
    weights, scores, apart = weights[several], scores[several], apart[several]
    shared = _shared(weights, apart, noise)
    own = noise - shared
    # the inverse of own / weights on the diagonal plus `shared` everywhere (Sherman-Morrison)
    pulled = shared / (own + shared * weights.sum(axis=1, keepdims=True))
    among = (np.diag(weights.sum(axis=0)) - (weights * pulled).T @ weights) / own
    totals = (weights * scores).sum(axis=1, keepdims=True)
    pull = ((weights * scores) - weights * pulled * totals).sum(axis=0) / own
    alone = np.maximum(found.weights - weights.sum(axis=0), 0.0)
    rest = found.weights * found.levelled - (weights * scores).sum(axis=0)
    return Evidence(
        found.arms,
        among + np.diag(alone / noise),
        pull + np.where(alone > 0, rest, 0.0) / noise,
        noise,
    )


def stand(
    evidence: Evidence, arms: Sequence[str], guesses: Sequence[Guess], believed: float = 1.0
) -> Standings:
    """How some arms stand, by what is presumed of them and by the outcomes as far as believed."""
    error = np.array([guess.error for guess in guesses])
    known = [g.quality for g in guesses if g.quality is not None and g.of is None]
    middle = sum(known) / len(known) if known else STRANGER
    presumed = [min(middle, STRANGER) if g.quality is None else g.quality for g in guesses]
    bases = [row if guess.of is None else guess.of for row, guess in enumerate(guesses)]
    shift = np.array(presumed) - np.array(presumed)[bases]  # ratings say nothing of it
    lead = np.array(presumed) - shift - middle
    off = np.where(np.equal.outer(bases, bases), (error**2)[bases], 0.0)
    off += np.diag([0.0 if guess.of is None else guess.error**2 for guess in guesses])
    prior = LEVEL_ERROR**2 + SPREAD_ERROR**2 * np.outer(lead, lead) + off
    mean = middle + (1 + (SPREAD - 1) * believed) * lead + shift
    places = {arm: place for place, arm in enumerate(evidence.arms)}
    rows = [row for row, arm in enumerate(arms) if arm in places]
    there = [places[arms[row]] for row in rows]
    information, pull = np.zeros((len(arms), len(arms))), np.zeros(len(arms))
    information[np.ix_(rows, rows)] = believed * evidence.information[np.ix_(there, there)]
    pull[rows] = believed * evidence.pull[there]
    # prior - prior (prior + information^-1)^-1 prior, where information may be singular
    moved = np.linalg.solve(np.eye(len(arms)) + prior @ information, prior)
    covariance = (moved + moved.T) / 2
    means = mean + covariance @ (pull - information @ mean)
    return Standings(means, covariance, evidence.noise)


def _noise(weights: Array, apart: Array, arms: int) -> float:
    """The variance of an outcome about its arm's quality."""
    freedom = max(float(weights.sum()) - arms, 0.0)
    squares = float((weights * apart**2).sum()) + _NOISE * _NOISE_WORTH
    return max(squares / (freedom + _NOISE_WORTH), _NOISE_LEAST)


def _shared(weights: Array, apart: Array, noise: float) -> float:
    """The part of it that answers to one question have in common: their mean product."""
    each = weights * apart
    products = float((each.sum(axis=1) ** 2 - (each**2).sum(axis=1)).sum())
    pairs = float((weights.sum(axis=1) ** 2 - (weights**2).sum(axis=1)).sum())
    shared = (products + _SHARED * noise * _SHARED_WORTH) / (pairs + _SHARED_WORTH)
    return min(max(shared, 0.0), 0.95 * noise)
