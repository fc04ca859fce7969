"""Look at a question: an embedder says where it points, and its surface is counted.

Knows embedders by their port, and the projection that ships. Knows nothing of arms or outcomes.
Large, as `knowledge.py` is.
"""

import numpy as np

from wayfare.embedding.hashing import HashingEmbedder, look, whole_vector
from wayfare.embedding.projection import shipped
from wayfare.embedding.squeeze import squeeze
from wayfare.gateway.learning.looked import Looked
from wayfare.ports import Asker, Embedder

#: So many of the latest questions are known again: while tools are called, one question goes on
#: over many requests.
REMEMBERED_MAX = 512


class Sight:
    """Looks by one embedder; None: by the one that ships.

    `version` names how vectors are made; None: that shows with the first one.
    """

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._fitted = shipped()
        self._embedder: Embedder = embedder or HashingEmbedder(self._fitted)
        self.version = self._fitted.version if embedder is None else None
        look("")  # tables are made now, by whoever loads, and not while a question waits
        # by a number that means something in this process alone: no text is remembered
        self._known: dict[int, Looked] = {}

    async def look(self, question: str, asker: Asker | None) -> Looked:
        """The vector of a question, as it is kept: little-endian halves of a float.

        Of an embedder that does not ship the numbers are brought to the usual size, and the
        version says so. A question that was looked at lately is sent to nobody again.
        """
        key = hash(question)
        known = self._known.pop(key, None)
        if known is not None:
            self._known[key] = known  # the latest stand last
            return known
        looked = await self._look(question, asker)
        if looked.features is not None:
            self._known[key] = Looked(looked.features, looked.version)
            if len(self._known) > REMEMBERED_MAX:
                del self._known[next(iter(self._known))]
        return looked

    def let_go(self) -> None:
        """Hold less in memory, until the next question."""
        self._fitted.let_go()

    async def _look(self, question: str, asker: Asker | None) -> Looked:
        made, fitted = await self._embedder.embed(question, asker), self._fitted
        if made.numbers is None:
            return Looked(made=made)
        version, direction = made.version, np.frombuffer(made.numbers, dtype="<f4")
        if version != fitted.version:
            squeezed = squeeze(direction, fitted.size)
            if squeezed is None:
                return Looked(made=made)
            version, direction = f"{version}+{fitted.version}", squeezed
        if version != self.version:
            self._known.clear()
            self.version = version
        vector = whole_vector(direction, question, fitted)
        return Looked(vector.astype("<f2").tobytes(), version, made)
