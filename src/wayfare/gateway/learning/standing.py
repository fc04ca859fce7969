"""How offers stand by what was learned, and which are worth trying: worked out once for each set.

Knows estimates, presumed qualities and prices. Knows nothing of outcomes, or of one question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayfare.domain.offer import Offer
from wayfare.gateway.learning.exploring import Candidate
from wayfare.gateway.learning.foreseeing import NOTHING_MEASURED, Foreseeing
from wayfare.routing.estimates import Estimates
from wayfare.routing.quote import PIVOT_LOSS
from wayfare.routing.router import sureness_of
from wayfare.routing.scoring import Scorer
from wayfare.routing.standings import STRANGER_ERROR, Evidence, Guess, Standings, stand
from wayfare.routing.worth_trying import Outlook, worth_trying

#: Of questions, so many go through a pivot to learn of it, at most: where it loses what is
#: presumed, all lose .2 points of 100.
PIVOT_TRIED = 0.04
#: A pivot's outcomes after which half is believed of where it helps more than elsewhere: gains
#: differ by 4 points among the 28 places of `bench/language_gain.py` that bloom and polylm were
#: asked in, so that each tells half after 0.2 / 0.04^2 = 125 outcomes.
PIVOT_HALF = 3_500.0
#: How many sets of offers it is remembered of how they stand.
STANDINGS_MAX = 500


class Learned:
    """What was learned, until more is: and how offers stand by it, worked out once for each set."""

    def __init__(
        self,
        estimates: Estimates,
        evidence: Evidence,
        scorer: Scorer,
        foreseeing: Foreseeing = NOTHING_MEASURED,
    ) -> None:
        self.estimates = estimates
        self.scorer = scorer
        self._foreseeing = foreseeing
        self._evidence = evidence
        self._places = {arm: place for place, arm in enumerate(estimates.arms)}
        self._standings: dict[object, Standing] = {}

    def standing(
        self, language: str, believed: float, offers: Sequence[Offer], anchor: str
    ) -> "Standing | None":
        """How offers stand; None where nothing was learned of any."""
        key = (language, anchor, *((offer.arm.name, offer.quality) for offer in offers))
        known = self._standings.get(key)
        if known is not None:
            return known
        names = [offer.arm.name for offer in offers]
        places = [self._places.get(name) for name in names]
        if all(place is None for place in places):
            return None
        bases = [_base(offer, offers) for offer in offers]
        guesses = [
            self._guess(offer, base, language) for offer, base in zip(offers, bases, strict=True)
        ]
        standings = stand(self._evidence, names, guesses, believed)
        weights = self.estimates.weights.tolist()
        outcomes = [0 if p is None else round(max(0.0, weights[p] * believed)) for p in places]
        sureness = [
            sureness_of(offer.arm, self._foreseeing.changed_at(offer.arm)) for offer in offers
        ]
        made = Standing(standings, names.index(anchor), places, outcomes, bases, sureness)
        if len(self._standings) >= STANDINGS_MAX:
            self._standings.clear()
        self._standings[key] = made
        return made

    def _guess(self, offer: Offer, base: int | None, language: str) -> Guess:
        """What is presumed of an arm; of a pivot, beside the model that it asks."""
        if base is None:
            known = STRANGER_ERROR if offer.quality is None else offer.arm.deployment.prior.error
            return Guess(offer.quality, known)
        foreseen = self._foreseeing.of(offer.arm, language)
        if offer.quality is None:
            return Guess(None, foreseen.error, of=base)
        return Guess(offer.quality + PIVOT_LOSS + foreseen.gain, foreseen.error, of=base)


class Standing:
    """How some offers stand on average, as plain numbers, and which of them are worth trying.

    `weighed` is by what a point of quality is worth, in micro-dollars.
    """

    def __init__(
        self,
        standings: Standings,
        anchor: int,
        places: Sequence[int | None],
        outcomes: Sequence[int],
        bases: Sequence[int | None],
        sureness: Sequence[float],
    ) -> None:
        self.standings = standings
        self._anchor = anchor
        self.places = places
        self.outcomes = outcomes
        self._bases = bases
        self._sureness = np.array(sureness)
        self.means: list[float] = standings.means.tolist()
        self.errors: list[float] = standings.errors().tolist()
        self.doubts: list[float] = standings.doubts(anchor).tolist()
        self.weighed: dict[int, Weighing] = {}

    def apart(self, apart: Sequence[float]) -> list[float]:
        """What sets each offer apart at a question, where `apart` is what sets each learned arm.

        A pivot is taken for its model, as long as few outcomes say where it differs.
        """
        own = [0.0 if place is None else apart[place] for place in self.places]
        for place, base in enumerate(self._bases):
            if base is not None:
                known = self.outcomes[place] / (self.outcomes[place] + PIVOT_HALF)
                own[place] = own[base] + known * (own[place] - own[base])
        return own

    def weigh(
        self, offers: Sequence[Offer], point_micros: int, outlook: Outlook, at: int
    ) -> "Weighing":
        """Weigh which arms are worth trying, at question number `at`, by what the offers cost."""
        prices = _prices(offers, point_micros)
        weighed = worth_trying(self.standings, prices, self._sureness, self._anchor, outlook)
        gains = {
            int(place): (float(weighed.gains[place]), float(weighed.charges[place]))
            for place in np.flatnonzero(weighed.gains)
        }
        return Weighing(at, weighed.favourite, gains)


@dataclass(frozen=True, slots=True)
class Weighing:
    """What each arm is worth trying and may lose, by its place among the offers."""

    at: int
    favourite: int
    gains: Mapping[int, tuple[float, float]]

    def candidates(self, offers: Sequence[Offer]) -> dict[str, Candidate]:
        """Those that are, with what it adds to the price of this question."""
        usual = offers[self.favourite].fare_micros or 0
        return {
            offers[place].arm.name: Candidate(
                gain,
                charge,
                (offers[place].fare_micros or 0) - usual,
                1.0 if offers[place].arm.middle is None else PIVOT_TRIED,
            )
            for place, (gain, charge) in self.gains.items()
        }


def _base(offer: Offer, offers: Sequence[Offer]) -> int | None:
    """The place of the model that a pivot asks; None where it is no pivot, or that is not there."""
    if offer.arm.middle is None:
        return None
    name = offer.arm.deployment.name
    return next((n for n, other in enumerate(offers) if other.arm.name == name), None)


def _prices(offers: Sequence[Offer], point_micros: int) -> NDArray[np.float64]:
    """What each offer costs, in points of quality; an unknown price is beyond any known one."""
    fares = [offer.fare_micros for offer in offers]
    if not point_micros or all(fare is None for fare in fares):
        return np.zeros(len(offers))
    return np.array([np.inf if fare is None else fare / point_micros for fare in fares])
