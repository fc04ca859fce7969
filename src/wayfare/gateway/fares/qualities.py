"""How good each arm is, on all questions or on one topic, with how surely: measured or presumed.

Knows standings and what was said. Large, since numbers are.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from wayfare.domain.offer import Offer
from wayfare.gateway.fares.quality import Basis, Quality, Standing
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.gateway.learning.lessons import WEIGHTS
from wayfare.routing.equality import Equality, equality
from wayfare.routing.standings import STRANGER, STRANGER_ERROR, Standings
from wayfare.routing.topical import Heard, heard_of, on_topic
from wayfare.store.said import SaidOf

#: The variance of one outcome, before any was heard.
NOISE = 0.2
#: So many standard errors hold 95 %.
WIDTH = 1.96


class Qualities:
    """How arms stand that make `offers`, by what was learned and by what was `said`."""

    def __init__(
        self,
        offers: Sequence[Offer],
        knowledge: Knowledge | None,
        language: str,
        said: Sequence[SaidOf],
    ) -> None:
        self._offers = offers
        self._said = said
        self._believed = 1.0 if knowledge is None else knowledge.believed(language)
        found = None if knowledge is None or not offers else knowledge.stand(language, offers)
        self._usual = _presumed(offers) if found is None else found.standings
        if found is None and knowledge is None:
            self._usual = heard_of(self._usual, self._heard(None))

    def on(self, topic: str | None) -> tuple[str | None, Mapping[str, Standing]]:
        """The arm that the others stand beside, None where none was measured; and how each does."""
        if not self._offers:
            return None, {}
        standings, counts = self._usual, self._counts(topic)
        if topic is not None:
            standings = on_topic(standings, self._heard(topic))
        errors = standings.errors()
        measured = [place for place, count in enumerate(counts) if count and self._believed]
        anchor = max(measured, key=lambda p: standings.means[p] - errors[p], default=None)
        doubts = errors if anchor is None else standings.doubts(anchor)
        found = {}
        for place, offer in enumerate(self._offers):
            state, is_measured = Equality.UNKNOWN, place in measured
            if anchor is not None and is_measured:
                lead = float(standings.means[place] - standings.means[anchor])
                state = equality(lead, float(doubts[place]))
            mean, error = float(standings.means[place]), float(errors[place])
            count = counts[place] if is_measured else 0
            found[offer.arm.name] = Standing(_quality(offer, mean, error, count), state)
        return None if anchor is None else self._offers[anchor].arm.name, found

    def _counts(self, topic: str | None) -> list[int]:
        found: dict[str, int] = {}
        for each in self._said:
            if topic is None or each.topic == topic:
                found[each.arm] = found.get(each.arm, 0) + each.count
        return [found.get(offer.arm.name, 0) for offer in self._offers]

    def _heard(self, topic: str | None) -> Heard:
        weights, sums = np.zeros(len(self._offers)), np.zeros(len(self._offers))
        places = {offer.arm.name: place for place, offer in enumerate(self._offers)}
        for each in self._said:
            place = places.get(each.arm)
            if place is not None and (topic is None or each.topic == topic):
                weight = each.count * WEIGHTS[each.kind] * self._believed
                weights[place] += weight
                sums[place] += weight * each.mean
        return Heard(sums / np.maximum(weights, 1e-12), weights)


def _presumed(offers: Sequence[Offer]) -> Standings:
    means = [STRANGER if offer.quality is None else offer.quality for offer in offers]
    errors = [
        STRANGER_ERROR if offer.quality is None else offer.arm.deployment.prior.error
        for offer in offers
    ]
    return Standings(np.array(means), np.diag(np.square(errors)), NOISE)


def _quality(offer: Offer, mean: float, error: float, count: int) -> Quality | None:
    if not count and offer.quality is None:
        return None
    low, high = (min(1.0, max(0.0, mean + side * WIDTH * error)) for side in (-1, 1))
    basis, as_of = Basis.MEASURED, None
    if not count:
        basis, as_of = Basis.PRESUMED, offer.arm.deployment.prior.as_of
    mean = min(1.0, max(0.0, mean))
    return Quality(round(mean, 4), round(low, 4), round(high, 4), count, basis, as_of)
