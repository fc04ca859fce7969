"""Score one question for all arms at once, as fast as a request needs it.

Knows estimates and the feature map, folded into one another when outcomes are settled: what is
left for each question is one product. Knows no offers and no prices.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayfare.routing.estimates import Estimates
from wayfare.routing.experience import TOPIC_WEIGHT, Experience


class Scorer:
    """What estimates say of a question beside the average one. Never changed once it is made."""

    def __init__(self, experience: Experience, estimates: Estimates) -> None:
        shared = estimates.shared
        slopes = np.vstack([shared, (estimates.slopes - shared[:, None]).T])
        self._map = experience.feature_map
        plain = experience.plain
        self._weights = self._map.folded(slopes[:, :plain])
        self._average = np.concatenate([[-estimates.middle @ shared], estimates.centred])
        self._topics = {
            topic: self._average + TOPIC_WEIGHT * slopes[:, plain + place]
            for topic, place in experience.topics.items()
        }

    def score(self, vector: NDArray[Any], topic: str | None) -> tuple[float, list[float]]:
        """How much easier than the average question one is, and how much better each arm is at it.

        The first is for all arms alike. The second is what sets each arm apart, in the order of
        the estimates' arms. Both are shares of good answers. `vector` is the embedder's, (size,);
        a topic that is not known says nothing.
        """
        known = self._average if topic is None else self._topics.get(topic, self._average)
        ease, *apart = (self._weights @ self._map.unfolded(vector) + known).tolist()
        return ease, apart
