"""Weigh price against quality so that no more is lost than a person allows.

Knows estimates that leave each question's own outcome out, and what was paid. Knows no arms by
name. A weight is in points of quality, 1 being all, per unit of cost.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEW_LABELS = 300
Z_OF_FEW, Z = 1.64, 1.3
_STEPS = 81
_LOSSES_MIN = 2
_FOLDS = 10


@dataclass(frozen=True, slots=True)
class Choosing:
    """How to choose: by quality less `weight` times cost, or, where None, always `best`."""

    best: int
    weight: float | None

    def choose(self, quality: Floats, costs: Floats) -> NDArray[np.intp]:
        """The arm for each of n questions: quality and costs are (n, arms)."""
        if self.weight is None:
            return np.full(len(quality), self.best, dtype=np.intp)
        # where price does not count it need not be known
        worth = quality - self.weight * costs if self.weight else quality
        best: NDArray[np.intp] = np.argmax(worth, axis=1)
        return best


def weigh_price(
    quality: Floats,
    expected: Floats,
    scores: Floats,
    costs: Floats,
    aim: float,
    z: float | None = None,
) -> Choosing:
    """The weight that saves the most while the loss to the best arm stays within `aim`.

    All arrays are (n, arms): `quality` and `expected` cost as estimated without the question's
    own outcome, `scores` and `costs` what there was, NaN where nothing. `aim` is in [0, 1].
    The mean loss plus `z` standard errors must not be more than `aim`. Where no cost is known,
    nothing can be saved: then arms are chosen by quality alone, if that gains on the best arm as it
    would have been found without the question; by more than its error where labels are few.
    """
    z = (Z_OF_FEW if len(scores) < FEW_LABELS else Z) if z is None else z
    best = best_arm(scores)
    stays = Choosing(best, None)
    if len(scores) < _LOSSES_MIN:
        return stays
    if np.isnan(expected).any():
        freely = Choosing(best, 0.0)
        loss = _loss(freely.choose(quality, expected), scores, _found_without(scores))
        sure = z if len(scores) < FEW_LABELS else 0.0
        return stays if loss is None or loss[0] + sure * loss[1] > 0 else freely
    rows = np.arange(len(scores))
    least, saved = float(np.nanmean(costs[:, best])), stays
    for weight in _weights(expected):
        choosing = Choosing(best, weight)
        chosen = choosing.choose(quality, expected)
        loss = _loss(chosen, scores, scores[:, best])
        paid = float(np.nanmean(costs[rows, chosen]))
        if loss is not None and loss[0] + z * loss[1] <= aim and paid < least:
            least, saved = paid, choosing
    return saved


def _loss(chosen: NDArray[np.intp], scores: Floats, single: Floats) -> tuple[float, float] | None:
    """The mean loss to a `single` arm and its standard error; None where hardly any is known."""
    loss = single - scores[np.arange(len(scores)), chosen]
    loss = loss[~np.isnan(loss)]
    if len(loss) < _LOSSES_MIN:
        return None
    return float(loss.mean()), float(loss.std(ddof=1)) / len(loss) ** 0.5


def _found_without(scores: Floats) -> Floats:
    """The score for each question of the arm that was best among the other tenths.

    The best mean of several is higher than what that arm will go on to score; an arm that was
    found without a question is not flattered by it.
    """
    fold = np.arange(len(scores)) % _FOLDS
    single = np.full(len(scores), np.nan)
    for place in range(min(_FOLDS, len(scores))):
        here = fold == place
        single[here] = scores[here, best_arm(scores[~here])]
    return single


def best_arm(scores: Floats) -> int:
    """The arm with the best mean, the first where several have it."""
    counts = (~np.isnan(scores)).sum(axis=0)
    means = np.nansum(scores, axis=0) / np.maximum(counts, 1)
    return int(np.argmax(np.where(counts > 0, means, -1.0)))


def _weights(expected: Floats) -> Floats:
    """Weights from where price hardly matters to where nothing else does."""
    means = expected.mean(axis=0)
    spread = float(means.max() - means.min())
    scale = spread if spread > 0 else max(float(means.max()), 1e-12)
    return np.concatenate([[0.0], np.geomspace(1e-3, 1e3, _STEPS) / scale])
