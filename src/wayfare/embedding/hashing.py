"""Embed a question by its words, its letters and its surface: no model, no network.

Knows the projection that ships. Knows nothing of arms or outcomes.
"""

import numpy as np
from numpy.typing import NDArray

from wayfare.embedding.grams import count_grams
from wayfare.embedding.projection import Projection, shipped
from wayfare.embedding.surface import SIZE, surface
from wayfare.ports import Asker, Embedding

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

    async def embed(self, question: str, asker: Asker | None) -> Embedding:
        """The direction of a question, which stays here. Waits for nothing."""
        direction = self._projection.project(*count_grams(question))
        return Embedding(self.version, direction.astype("<f4", copy=False).tobytes())

    def vector(self, text: str) -> NDArray[np.float32]:
        """The vector of a text, shape (size,)."""
        fitted = self._projection
        return whole_vector(fitted.project(*count_grams(text)), text, fitted)


def whole_vector(
    direction: NDArray[np.float32], text: str, fitted: Projection
) -> NDArray[np.float32]:
    """A text's direction, whoever made it, with the surface numbers behind."""
    numbers = surface(text)
    numbers -= fitted.surface_mean
    numbers /= fitted.surface_scale
    np.minimum(np.maximum(numbers, -_CLIP, out=numbers), _CLIP, out=numbers)
    return np.concatenate([direction, numbers])


def look(text: str) -> bytes:
    """The vector of a text by what ships, as it is kept: little-endian halves of a float."""
    return HashingEmbedder(shipped()).vector(text).astype("<f2").tobytes()
