"""Gather points into clusters that stay where they are, however many more points come.

Knows points of length 1. Knows nothing of what they stand for. The clusters are those of
spherical k-means (Dhillon and Modha, 2001).

A server finds them now and then, for ever: of numpy nothing is asked that has it read some MB of
itself for that, as its medians and its random numbers do.
"""

from random import Random
from statistics import median

import numpy as np
from numpy.typing import NDArray

#: A point this many standard deviations further from its cluster than others is a stranger.
FAR = 3.0
#: A median of deviations from a median, times this, is a standard deviation where there is a bell.
BELL = 1.4826
#: Strangers among all points that are too many; points that make a cluster.
STRANGERS_SHARE, POINTS_LEAST = 0.1, 8
#: Cosines of the same point differ by less, in whatever order they are summed.
ROUNDING = 1e-5
NOT_KNOWN = -2.0  # of a cluster: how near is near
TRIES, FIRST_STEPS, SPLIT_STEPS = 4, 10, 8

Matrix = NDArray[np.float32]


class Clusters:
    """Some means, (clusters, size), and how near a point must be to each, as a cosine."""

    def __init__(self, means: Matrix, nearest: list[float]) -> None:
        self.means = means
        self.nearest = list(nearest)

    def counts(self, points: Matrix) -> list[int]:
        """How many points each has, strangers left out."""
        places, _, is_near = self._placed(points)
        counted = np.bincount(places[is_near], minlength=len(self.means))
        return [int(count) for count in counted]

    def take_in_strangers(self, points: Matrix, most: int) -> None:
        """Make clusters of strangers, the densest first, while they are too many."""
        while len(self.means) < most:
            strangers = points[~self._placed(points)[2]]
            if len(strangers) < max(POINTS_LEAST, STRANGERS_SHARE * len(points)):
                return
            dense = strangers[int((strangers @ strangers.T).clip(0).sum(axis=1).argmax())]
            mine = strangers[np.argsort(-(strangers @ dense), kind="stable")[:POINTS_LEAST]]
            self._add(unit(mine.sum(axis=0)), points)

    def part(self, points: Matrix, wanted: int) -> None:
        """Part the widest in two until there are enough; the larger half stays in its place."""
        while len(self.means) < wanted:
            places, near, _ = self._placed(points)
            counts = np.bincount(places, minlength=len(self.means))
            width = np.bincount(places, 1 - near, minlength=len(self.means))
            widest = int(np.where(counts >= 2 * POINTS_LEAST, width, -1.0).argmax())
            if counts[widest] < 2 * POINTS_LEAST:
                return
            larger, smaller = _halves(points[places == widest], self.means[widest])
            self.means = self.means.copy()
            self.means[widest] = larger
            self._add(smaller, points)

    def move(self, points: Matrix, inertia: float) -> None:
        """Move each towards its points. Strangers move nothing, so that nobody takes a place."""
        places, _, is_near = self._placed(points)
        self.means = _moved(points[is_near], places[is_near], self.means, inertia)
        self.look_again(points)

    def _add(self, mean: Matrix, points: Matrix) -> None:
        self.means = np.vstack([self.means, mean[None]])
        self.nearest.append(NOT_KNOWN)
        self.look_again(points, since=len(self.means) - 1)

    def look_again(self, points: Matrix, since: int = 0) -> None:
        """How near is near, of those that have enough points to tell, and else as of others.

        By medians, which strangers hardly move: to leave out those that are too far would draw
        the border closer each time.
        """
        near = points @ self.means.T
        places, own = near.argmax(axis=1), near.max(axis=1)
        for place in range(since, len(self.means)):
            mine = own[places == place]
            if len(mine) >= POINTS_LEAST:
                middle = median(mine.tolist())
                spread = BELL * median(np.abs(mine - middle).tolist())
                self.nearest[place] = middle - FAR * max(spread, ROUNDING)
        known = [each for each in self.nearest if each > NOT_KNOWN]
        usual = median(known) if known else NOT_KNOWN
        self.nearest = [each if each > NOT_KNOWN else usual for each in self.nearest]

    def _placed(
        self, points: Matrix
    ) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.bool_]]:
        """The place of each point, how near it is, and whether that is near enough."""
        near = points @ self.means.T
        places, own = near.argmax(axis=1), near.max(axis=1)
        return places, own, own >= np.array(self.nearest, dtype=np.float32)[places]


def first_clusters(points: Matrix, wanted: int, rng: Random) -> Clusters:
    """The best of a few k-means, each begun from points far apart (Arthur, Vassilvitskii 2007)."""
    found = []
    for _ in range(TRIES):
        means = points[[rng.randrange(len(points))]]
        while len(means) < wanted:
            far = np.maximum(1 - (points @ means.T).max(axis=1), 0.0).astype(np.float64) ** 2
            chance = far.tolist() if far.any() else None
            means = np.vstack([means, points[rng.choices(range(len(points)), chance)]])
        for _ in range(FIRST_STEPS):
            means = _moved(points, (points @ means.T).argmax(axis=1), means, 0.0)
        found.append((float((points @ means.T).max(axis=1).sum()), means))
    best = Clusters(max(found, key=lambda each: each[0])[1], [NOT_KNOWN] * wanted)
    best.look_again(points)
    return best


def unit(vectors: Matrix) -> Matrix:
    """A vector, or vectors, of length 1; zeros stay."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    shorter: Matrix = (vectors / np.maximum(length, 1e-9)).astype(np.float32)
    return shorter


def _moved(points: Matrix, places: NDArray[np.intp], means: Matrix, inertia: float) -> Matrix:
    """Every mean, moved towards its points; one without any stays."""
    moved = means.copy()
    for place in range(len(means)):
        mine = points[places == place]
        if len(mine):
            moved[place] = unit(unit(mine.sum(axis=0)) + np.float32(inertia) * means[place])
    return moved


def _halves(points: Matrix, mean: Matrix) -> tuple[Matrix, Matrix]:
    """The means of the larger and of the smaller half of a cluster."""
    both = np.stack([mean, points[int((points @ mean).argmin())]])
    for _ in range(SPLIT_STEPS):
        both = _moved(points, (points @ both.T).argmax(axis=1), both, 0.0)
    firsts = int(((points @ both.T).argmax(axis=1) == 0).sum())
    return (both[0], both[1]) if 2 * firsts >= len(points) else (both[1], both[0])
