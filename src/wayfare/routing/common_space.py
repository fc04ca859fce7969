"""Bring questions of all languages to one place: what only tells languages apart is taken away.

Knows vectors, the middles of languages and where translations of one question differ. Knows no
texts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Whose middle is taken for a language that has none of its own.
USUAL_LANGUAGE = "en"

Matrix = NDArray[np.float32]


class CommonSpace:
    """`middles` are the mean directions of languages, (directions,).

    `across` (directions, directions) makes small what differs among translations. `into`, by
    language and of the same shape, turns what lies off its middle to where the usual language
    has the same question; a language that is not there stays as it is.
    """

    def __init__(
        self,
        middles: Mapping[str, Matrix],
        across: Matrix,
        into: Mapping[str, Matrix] | None = None,
    ) -> None:
        self.size = len(across)
        turned = {
            language: (middle, _turned((into or {}).get(language), across))
            for language, middle in middles.items()
        }
        self._usual = turned[USUAL_LANGUAGE]
        self._turned = turned

    def point(self, vector: NDArray[Any], language: str) -> Matrix | None:
        """The point of one question, of length 1; None where it says nothing.

        `vector` is the embedder's; what stands behind its direction is not looked at.
        """
        direction = vector[: self.size]
        if not direction.any():
            return None
        middle, turned = self._turned.get(language, self._usual)
        point: Matrix = (direction - middle) @ turned
        length = float(np.sqrt(point @ point))
        return point / np.float32(length) if length > 0 else None

    def points(self, vectors: Matrix, languages: Sequence[str]) -> Matrix:
        """The points of those questions that say something, (n, directions)."""
        found = [self.point(v, each) for v, each in zip(vectors, languages, strict=True)]
        said = [point for point in found if point is not None]
        return np.stack(said) if said else np.zeros((0, self.size), np.float32)


def _turned(into: Matrix | None, across: Matrix) -> Matrix:
    turned = across if into is None else into @ across
    return np.ascontiguousarray(turned, dtype=np.float32)
