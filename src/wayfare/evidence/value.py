"""Value another rule on a log of decisions that were made with known propensities.

Knows arrays. Knows no arms, no questions and no rules.

A logged decision tells of another rule only where that rule might have chosen the same arm. The
estimators: inverse propensity scores (Horvitz and Thompson, 1952), the same with weights that
add up (Swaminathan and Joachims, 2015), and doubly robust, which guesses every answer's score and
corrects the guess by what was logged (Dudik, Langford and Li, 2011): right where either the
propensities or the guesses are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Half the width of a 95 % interval, in standard errors of a mean of many.
Z = 1.96
#: With fewer decisions than this behind it, a value has no interval to speak of.
EFFECTIVE_LEAST = 20.0


@dataclass(frozen=True, slots=True)
class Logged:
    """What was logged of n decisions, and what the other rule would have done; each (n,).

    `scores` are those of the answers that were given. `propensities` say how likely the logged
    arm was, `wished` how likely the other rule takes it. `guessed` is what was thought of that
    answer beforehand, `guessed_wished` what is thought of the answer that the other rule gives;
    both without this decision's own outcome.
    """

    scores: Array
    propensities: Array
    wished: Array
    guessed: Array
    guessed_wished: Array


@dataclass(frozen=True, slots=True)
class Value:
    """A mean and its 95 % interval; None where too little is known for one.

    `effective` is how many decisions are behind it, by Kish's rule: 1 / sum of squared shares.
    """

    mean: float | None
    low: float | None
    high: float | None
    effective: float


def doubly_robust(logged: Logged) -> Value:
    """The mean score of the other rule: guesses, corrected where the log tells better."""
    weights = _weights(logged)
    values = logged.guessed_wished + weights * (logged.scores - logged.guessed)
    return _mean(values, weights)


def inverse_propensity(logged: Logged) -> Value:
    """The same without guesses: unbiased, and the wilder the rarer the two rules agree."""
    weights = _weights(logged)
    return _mean(weights * logged.scores, weights)


def self_normalised(logged: Logged) -> Value:
    """The same with weights that add up to 1: a little biased, far steadier."""
    weights = _weights(logged)
    total = float(weights.sum())
    effective = _effective(weights)
    if total <= 0:
        return Value(None, None, None, 0.0)
    mean = float(weights @ logged.scores) / total
    error = float(np.sqrt((weights**2 * (logged.scores - mean) ** 2).sum())) / total
    return _value(mean, error, effective)


def _weights(logged: Logged) -> Array:
    if (logged.propensities <= 0).any():
        raise ValueError("A decision that was made cannot have had no chance.")
    weights: Array = logged.wished / logged.propensities
    return weights


def _mean(values: Array, weights: Array) -> Value:
    effective = _effective(weights)
    if not len(values) or not effective:
        return Value(None, None, None, 0.0)
    error = float(values.std(ddof=1)) / len(values) ** 0.5 if len(values) > 1 else float("inf")
    return _value(float(values.mean()), error, effective)


def _value(mean: float, error: float, effective: float) -> Value:
    if effective < EFFECTIVE_LEAST or not np.isfinite(error):
        return Value(mean, None, None, effective)
    return Value(mean, mean - Z * error, mean + Z * error, effective)


def _effective(weights: Array) -> float:
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0
