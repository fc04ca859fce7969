"""Spread a question's vector out, so that a straight line can follow a bent surface.

Knows vectors and landmarks. Knows nothing of texts, arms or outcomes. Where there are no landmarks
yet, a vector stays as it is, and the surface is straight.

The features are those of Nyström (Williams and Seeger, 2001) for the kernel
k(u, v) = exp(2 (u.v - 1)) on directions, with landmarks that stay as they are: so sums over
outcomes can be added, shared and subtracted. Beside them stand the surface numbers.
"""

import numpy as np
from numpy.typing import NDArray

SHARPNESS = 2.0
SURFACE_WEIGHT = 0.2
_JITTER = 1e-3

Matrix = NDArray[np.float32]


class FeatureMap:
    """From vectors (n, directions + surface numbers) to features (n, size)."""

    def __init__(self, landmarks: Matrix) -> None:
        among = np.exp(SHARPNESS * (landmarks @ landmarks.T - 1)).astype(np.float64)
        values, vectors = np.linalg.eigh(among + _JITTER * np.eye(len(landmarks)))
        self._landmarks = np.float32(SHARPNESS) * np.ascontiguousarray(landmarks.T)
        self._whiten = (vectors / np.sqrt(values)).astype(np.float32)
        self._directions = landmarks.shape[1]

    def size(self, vector_size: int) -> int:
        """How many features vectors of a size become."""
        return int(self._whiten.shape[1] + vector_size - self._directions)

    def __call__(self, vectors: Matrix) -> Matrix:
        """The features of vectors."""
        surface = np.float32(SURFACE_WEIGHT) * vectors[:, self._directions :]
        return np.hstack([self._near(vectors[:, : self._directions]) @ self._whiten, surface])

    def unfolded(self, vector: Matrix) -> Matrix:
        """What `folded` weights are multiplied with to weigh the features of one vector."""
        count = self._directions
        return np.concatenate([self._near(vector[:count]), vector[count:]])

    def folded(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weights of features, (n, size), as weights of what is `unfolded`.

        It spares each question the widest of the products.
        """
        count = self._whiten.shape[1]
        near = weights[:, :count] @ self._whiten.T.astype(np.float64)
        return np.hstack([near, SURFACE_WEIGHT * weights[:, count:]])

    def _near(self, directions: Matrix) -> Matrix:
        """How near directions are to each landmark, in (0, 1]."""
        near: Matrix = directions @ self._landmarks
        near -= np.float32(SHARPNESS)
        return np.exp(near, out=near)


class PlainMap:
    """The same without landmarks. `directions` is how many numbers the direction has."""

    def __init__(self, directions: int) -> None:
        self._directions = directions

    def size(self, vector_size: int) -> int:
        """How many features vectors of a size become."""
        return vector_size

    def __call__(self, vectors: Matrix) -> Matrix:
        """The features of vectors."""
        features = vectors.astype(np.float32)
        features[:, self._directions :] *= np.float32(SURFACE_WEIGHT)
        return features

    def unfolded(self, vector: Matrix) -> Matrix:
        """What `folded` weights are multiplied with to weigh the features of one vector."""
        return vector

    def folded(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weights of features, (n, size), as weights of what is `unfolded`."""
        count = self._directions
        return np.hstack([weights[:, :count], SURFACE_WEIGHT * weights[:, count:]])


#: Either of both.
Features = FeatureMap | PlainMap
