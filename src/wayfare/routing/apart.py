"""Set arms apart: one ridge for all, over what is left of each arm's outcomes.

Knows sums and features. Knows nothing of what all arms share, but that it was taken away. A gram
is taken apart once, and then serves every strength and every arm that answered the same questions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayfare.routing.sums import Sums

OWN_LEAST = 30.0  # outcomes; with fewer no arm has a kind of question of its own

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of one arm's outcomes, once what it shares with all others was taken away.

    `sums` are those of all of them. `centre` (size,) is the average question that it answered,
    `along` (size,) how what is left goes with each feature, about that question.
    """

    sums: Sums
    centre: Array
    along: Array


def left_of(sums: Sums, level: float, shared: Array) -> Left:
    """What an arm's outcomes say beyond its `level` and the slopes (size,) that all share."""
    centre = sums.features / max(sums.weight, 1e-9)
    along = sums.cross - level * sums.features - sums.gram @ shared
    total = sums.score - level * sums.weight - float(sums.features @ shared)
    return Left(sums, centre, along - centre * total)


@dataclass(frozen=True, slots=True)
class Ridge:
    """One solution, by its `strength`.

    `slopes` (arms, size) are about each arm's centre. `pulls` (n, arms) say how far the outcome of
    each question of the sample pulls its own estimate.
    """

    strength: float
    slopes: Array
    pulls: Array


def ridges(
    arms: Sequence[Left],
    features: Array,
    seen: Mask,
    strengths: Sequence[float],
    stretch: Array,
) -> Iterator[Ridge]:
    """A ridge for each of the strengths.

    `features` (n, size) are those of the sample, `seen` (n, arms) tells who answered. `stretch`
    (size,) says how freely each feature sets arms apart: twice as freely is a quarter of the
    strength.
    """
    frames: list[_Frame] = []
    for arm, left in enumerate(arms):
        same = (frame for frame in frames if _same_questions(frame.sums, left.sums))
        frame = next(same, None)
        frames.append(frame or _take_apart(left, features, seen[:, arm], strengths, stretch))
    alongs = [frame.vectors.T @ left.along for frame, left in zip(frames, arms, strict=True)]
    own = np.array([1 / max(left.sums.weight, 1.0) for left in arms])
    for place, strength in enumerate(strengths):
        slopes = [
            frame.vectors @ (along / (frame.values + strength))
            for frame, along in zip(frames, alongs, strict=True)
        ]
        pulls = np.stack([frame.pulls[:, place] for frame in frames], axis=1)
        yield Ridge(strength, np.stack(slopes), pulls + own)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A centred gram taken apart. One without directions sets nothing apart.

    `pulls` (n, strengths) are 0 for questions that have no outcome.
    """

    sums: Sums
    values: Array
    vectors: Array
    pulls: Array


def _take_apart(
    left: Left, features: Array, seen: Mask, strengths: Sequence[float], stretch: Array
) -> _Frame:
    sums = left.sums
    pulls = np.zeros((len(seen), len(strengths)))
    if sums.weight < OWN_LEAST:
        return _Frame(sums, np.zeros(0), np.zeros((sums.size, 0)), pulls)
    centred = sums.gram - np.outer(sums.features, left.centre)
    values, vectors = np.linalg.eigh(centred * stretch * stretch[:, None])
    values, vectors = np.maximum(values, 0.0), vectors * stretch[:, None]
    turned = ((features[seen] - left.centre) @ vectors) ** 2
    pulls[seen] = turned @ (1 / (values[:, None] + np.array(strengths)))
    return _Frame(sums, values, vectors, pulls)


def _same_questions(one: Sums, other: Sums) -> bool:
    return one.weight == other.weight and np.allclose(one.gram, other.gram, rtol=1e-12, atol=1e-9)
