"""Embed a question by its words, its letters and its surface: no model, no network.

Knows the projection that ships. Knows nothing of arms or outcomes.
"""

import numpy as np
from numpy.typing import NDArray

from wayfare.embedding.grams import count_grams
from wayfare.embedding.projection import Projection
from wayfare.embedding.surface import SIZE, surface

#: A surface number further than this many standard deviations from the mean is cut.
CLIP = 4.0
_CLIP = np.float32(CLIP)


class HashingEmbedder:
    """Turns a text into one vector: a direction of length 1, then the surface numbers."""

    def __init__(self, projection: Projection) -> None:
        self._projection = projection

    @property
    def version(self) -> str:
        """Names how vectors are made. Only those of one version may be compared."""
        return self._projection.version

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return self._projection.size + SIZE

    def embed(self, text: str) -> NDArray[np.float32]:
        """The vector of a text, shape (size,)."""
        fitted = self._projection
        direction = fitted.project(*count_grams(text))
        numbers = surface(text)
        numbers -= fitted.surface_mean
        numbers /= fitted.surface_scale
        np.minimum(np.maximum(numbers, -_CLIP, out=numbers), _CLIP, out=numbers)
        return np.concatenate([direction, numbers])
