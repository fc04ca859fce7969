"""Estimate how well each arm would answer a question, from what outcomes have taught.

Knows sums and features. Knows nothing of prices or of how a choice is made.

What all arms share, how hard a question is, is a ridge over all outcomes with a mean for each
arm. What sets an arm apart is a ridge over what that leaves, equally strong for all arms: where
all arms answered the same questions this is, for every two of them, the ridge on the
difference of their scores. Its strength is the one whose exact leave-one-out error is the
smallest (Allen, 1974: e / (1 - h)), counted on the differences where a question has several
outcomes; where none beats the plain means, no arm is set apart. In the same way it is found
whether topics set arms apart more freely than words do, as they do among specialists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayfare.routing.apart import left_of, ridges
from wayfare.routing.experience import Experience, as_sums
from wayfare.routing.sums import Sums

STRENGTHS = (3.0, 10.0, 30.0, 100.0)
STRENGTH_SHARED = 30.0
#: How freely topics set arms apart, beside words: at strength 30, shrunk by 61 or 15 outcomes.
TOPIC_STRETCHES = (1.0, 2.0)
PRIOR_WEIGHT_LEAST = 1e-3  # outcomes; so that an arm without any has a mean

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Presumed:
    """What is presumed of an arm before its outcomes: its mean score, worth `weight` outcomes."""

    mean: float = 0.5
    weight: float = PRIOR_WEIGHT_LEAST


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Every question of the sample, as estimated without its own outcomes.

    `quality` (n, arms); `scores` and `costs` (n, arms), NaN where there is none; costs are
    in micro-dollars; `weights` (n, arms), 0 where there is no outcome. `ease` (n,) is how much
    easier than the average question each is, for all arms alike.
    """

    questions: tuple[str, ...]
    quality: Array
    scores: Array
    costs: Array
    weights: Array
    ease: Array


@dataclass(frozen=True, slots=True)
class Estimates:
    """A snapshot: the quality of each of `arms` is `offsets` + features times `slopes`.

    `offsets` (arms,), `centred` (arms,), what `offsets` are where only the arm's own slopes count,
    `slopes` (features, arms). `means` are the arms' own, at the average
    question, `errors` the standard errors of those, `weights` the outcomes behind them.
    `levelled` are the means of the outcomes alone, were every question an average one; 0 for an
    arm without any.
    `strength` is None where no arm is set apart. `shared` (features,) are the slopes that all
    arms have in common, about the question `middle`.
    """

    arms: tuple[str, ...]
    offsets: Array
    centred: Array
    slopes: Array
    means: Array
    errors: Array
    weights: Array
    levelled: Array
    strength: float | None
    left_out: LeftOut
    shared: Array
    middle: Array

    def quality(self, features: NDArray[Any]) -> Array:
        """The share of good answers, (n, arms), each in [0, 1]."""
        return np.clip(features @ self.slopes + self.offsets, 0.0, 1.0)


def estimate(
    experience: Experience,
    arms: Sequence[str],
    presumed: Mapping[str, Presumed] | None = None,
    strengths: Sequence[float] = STRENGTHS,
    *,
    plain_allowed: bool = True,
) -> Estimates:
    """The estimates for some arms. Those that nothing is known of get what is presumed.

    Without `plain_allowed`, arms are set apart however little there is to show for it: an
    order of questions, not something to choose by.
    """
    names = tuple(sorted(arms))
    sums = [as_sums(experience, arm) for arm in names]
    believed = [(presumed or {}).get(arm, Presumed()) for arm in names]
    means, shared, middle = _shared(sums, believed)
    level = means - shared @ middle
    sample = _read_sample(experience, names)
    lefts = [left_of(each, own, shared) for each, own in zip(sums, level.tolist(), strict=True)]
    centres = np.stack([left.centre for left in lefts])
    plain = level + (sample.features @ shared)[:, None]
    slopes = np.zeros((len(names), experience.size))
    left_out = _without(plain, sample, np.array([1 / max(each.weight, 1.0) for each in sums]))
    least = _error(left_out, sample.scores) if plain_allowed else float("inf")
    chosen: float | None = None
    seen = ~np.isnan(sample.scores)
    for stretch in _stretches(experience):
        for ridge in ridges(lefts, sample.features, seen, strengths, stretch):
            apart = sample.features @ ridge.slopes.T - (centres * ridge.slopes).sum(axis=1)
            without = _without(plain + apart, sample, ridge.pulls)
            error = _error(without, sample.scores)
            if error < least:
                least, chosen, slopes, left_out = error, ridge.strength, ridge.slopes, without
    noise = _noise(left_out, sample.scores, [b.mean for b in believed])
    counts = np.array([s.weight + b.weight for s, b in zip(sums, believed, strict=True)])
    return Estimates(
        arms=names,
        offsets=level - (slopes * centres).sum(axis=1),
        centred=-(slopes * centres).sum(axis=1),
        slopes=slopes.T + shared[:, None],
        means=means,
        errors=np.sqrt(noise / np.maximum(counts, 1e-9)),
        weights=np.array([s.weight for s in sums]),
        levelled=np.array([_levelled(s, shared, middle) for s in sums]),
        strength=chosen,
        left_out=LeftOut(
            sample.questions,
            left_out,
            sample.scores,
            sample.costs,
            sample.weights,
            (sample.features - middle) @ shared,
        ),
        shared=shared,
        middle=middle,
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """The sample as arrays."""

    questions: tuple[str, ...]
    features: Array
    scores: Array
    costs: Array
    weights: Array


def _read_sample(experience: Experience, arms: Sequence[str]) -> _Rows:
    kept = experience.sample
    questions = tuple(kept)
    columns = {arm: column for column, arm in enumerate(arms)}
    scores = np.full((len(questions), len(arms)), np.nan)
    costs = np.full((len(questions), len(arms)), np.nan)
    weights = np.zeros((len(questions), len(arms)))
    for row, question in enumerate(questions):
        for arm, (score, cost, weight) in kept.outcomes[question].items():
            column = columns.get(arm)
            if column is not None:
                scores[row, column] = score
                costs[row, column] = np.nan if cost is None else cost
                weights[row, column] = weight
    vectors = np.zeros((len(questions), kept.size), dtype=np.float32)
    for row, question in enumerate(questions):
        vectors[row] = kept.vectors[question]
    features = experience.features_of(vectors, [kept.topics[q] for q in questions])
    return _Rows(questions, features.astype(np.float64), scores, costs, weights)


def _levelled(sums: Sums, shared: Array, middle: Array) -> float:
    """The mean of an arm's outcomes, less what made its questions easier than others."""
    if sums.weight <= 0:
        return 0.0
    easier = float((sums.features - sums.weight * middle) @ shared)
    return (sums.score - easier) / sums.weight


def _shared(sums: Sequence[Sums], believed: Sequence[Presumed]) -> tuple[Array, Array, Array]:
    """Each arm's mean at the average question, the slopes that all arms share, that question.

    One solve for all. Features are taken from their mean, so that what is presumed of an arm
    weighs against its outcomes and against nothing else.
    """
    arms, size = len(sums), sums[0].size if sums else 0
    outcomes = sum(each.weight for each in sums)
    middle: Array = sum((each.features for each in sums), np.zeros(size)) / max(outcomes, 1e-9)
    system = np.zeros((arms + size, arms + size))
    target = np.zeros(arms + size)
    for arm, (each, prior) in enumerate(zip(sums, believed, strict=True)):
        off = each.features - each.weight * middle
        across = np.outer(each.features, middle)
        system[arm, arm] = each.weight + prior.weight
        system[arm, arms:] = system[arms:, arm] = off
        system[arms:, arms:] += (
            each.gram - across - across.T + each.weight * np.outer(middle, middle)
        )
        target[arm] = each.score + prior.weight * prior.mean
        target[arms:] += each.cross - each.score * middle
    system[range(arms, arms + size), range(arms, arms + size)] += STRENGTH_SHARED
    solution = np.asarray(np.linalg.solve(system, target), dtype=np.float64)
    return solution[:arms], solution[arms:], middle


def _stretches(experience: Experience) -> list[Array]:
    """How freely each feature sets arms apart, (size,): several ways where topics are known."""
    stretches = []
    for freely in TOPIC_STRETCHES if experience.topics else TOPIC_STRETCHES[:1]:
        stretch = np.ones(experience.size)
        stretch[experience.plain :] = freely
        stretches.append(stretch)
    return stretches


def _without(fitted: Array, sample: _Rows, pulls: Array) -> Array:
    """What each estimate would be without the question's own outcome, where it has one.

    `pulls` (arms,) or (n, arms) say how far that outcome pulls the estimate.
    """
    residuals = (sample.scores - fitted) / (1 - np.minimum(pulls, 0.99))
    without: Array = np.where(np.isnan(sample.scores), fitted, sample.scores - residuals)
    return without


def _error(left_out: Array, scores: Array) -> float:
    """The mean squared error; of the arms' differences where a question has several outcomes."""
    residuals = scores - left_out
    seen = ~np.isnan(residuals)
    several = seen.sum(axis=1) > 1
    if several.sum() * 2 > seen.any(axis=1).sum():
        among = residuals[several]
        among = among - np.nanmean(among, axis=1, keepdims=True)
        return float(np.nanmean(among**2))
    return float(np.mean(residuals[seen] ** 2)) if seen.any() else 0.0


def _noise(left_out: Array, scores: Array, presumed: Sequence[float]) -> Array:
    """The variance of a single outcome about its estimate, one an arm."""
    guess = np.array([mean * (1 - mean) for mean in presumed])
    residuals = scores - left_out
    counts = (~np.isnan(residuals)).sum(axis=0)
    squares = np.nansum(residuals**2, axis=0)
    noise: Array = (squares + 4 * np.maximum(guess, 0.05)) / (counts + 4)
    return noise
