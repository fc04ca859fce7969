"""What outcomes have taught about arms and questions, put to use for one offer after another.

Knows the embedder and the estimates. Knows nothing of where outcomes come from. Read only where
something is learned: numbers are large.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from threading import Lock

import msgspec
import numpy as np
from numpy.typing import NDArray

from wayfare.domain.chat import Context
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import TIE, Outcome, OutcomeKind
from wayfare.embedding.hashing import HashingEmbedder
from wayfare.embedding.projection import shipped
from wayfare.routing.estimates import Estimates, estimate
from wayfare.routing.experience import Experience, Lesson
from wayfare.routing.feature_map import FeatureMap
from wayfare.store.outcomes import Learnable

#: How far what is presumed of an arm is off, beside other arms; and how far all of it may be
#: from what outcomes say, which come from people, judges and programs of every strictness.
PRESUMED_ERROR, LEVEL_ERROR = 0.1, 0.2
#: Outcomes that a presumed quality is worth: the error of one outcome is about 0.45.
PRESUMED_WORTH = (0.45 / PRESUMED_ERROR) ** 2
#: Outcomes in a language after which half is believed of what all of them say of it.
LANGUAGE_HALF = 25.0
#: How much an outcome counts beside a check that a program made.
WEIGHTS = {
    OutcomeKind.CHECK: 1.0,
    OutcomeKind.VOTE: 1.0,
    OutcomeKind.VERDICT: 0.5,
    OutcomeKind.SIGNAL: 0.1,
}


class Knowledge:
    """Learns in one thread, appraises in another: what is appraised by is never changed."""

    def __init__(self) -> None:
        fitted = shipped()
        self._embedder = HashingEmbedder(fitted)
        self._experience = Experience(
            FeatureMap(fitted.landmarks), self._embedder.version, self._embedder.size
        )
        self._languages: Counter[str] = Counter()
        self._lock = Lock()
        self._estimates: Estimates | None = None
        self.lessons = 0

    @property
    def version(self) -> str:
        """Names how questions are looked at."""
        return self._embedder.version

    def look(self, question: str) -> bytes:
        """The vector of a question, as it is kept: little-endian halves of a float."""
        return self._embedder.embed(question).astype("<f2").tobytes()

    def learn(self, some: Iterable[Learnable]) -> None:
        """Learn outcomes in the order in which they came, each in the place of what it replaces.

        Those without a vector of this embedder, or of whoever does not allow it, are passed over.
        """
        with self._lock:
            for each in some:
                decided = each.decided
                if not decided.may_learn or decided.features_version != self.version:
                    continue
                assert decided.features is not None, "it has a version"
                vector = np.frombuffer(decided.features, dtype="<f2").astype(np.float32)
                if each.replaces is not None:
                    for lesson in _lessons(each, each.replaces, vector):
                        self._experience.forget(lesson)
                    self._languages[decided.language] -= 1
                self._experience.learn_all(_lessons(each, each.outcome, vector))
                self._languages[decided.language] += 1
                self.lessons += each.replaces is None

    def settle(self) -> None:
        """Make the estimates anew, of all that was learned."""
        with self._lock:
            if self._experience.sums:
                self._estimates = estimate(self._experience, tuple(self._experience.sums))

    def appraise(self, context: Context, offers: list[Offer]) -> list[Offer]:
        """The offers for a question that was looked at, each with the quality that was learned.

        A quality is what is presumed, moved by the level of all outcomes, since a judge may be
        stricter than the public, by how easy the question is, and by how the arm's own outcomes
        differ from that level, as far as they outweigh what is presumed. Of a language that no
        outcome speaks of, all is as presumed.
        """
        found = self._estimates
        if found is None or context.features is None:
            return offers
        spoken = max(0, self._languages[context.language])
        believed = spoken / (spoken + LANGUAGE_HALF)
        places = {arm: place for place, arm in enumerate(found.arms)}
        mine = [places.get(offer.arm.name) for offer in offers]
        if not believed or all(place is None for place in mine):
            return offers
        vector = np.frombuffer(context.features, dtype="<f2").astype(np.float32)
        features = self._experience.features_of(vector[None], [context.topic])
        ease = float(found.ease(features)[0])
        learned = (found.quality(features)[0] - ease).tolist()
        level, outcomes = _level(found, offers, mine)
        shift = believed * (level * outcomes / (outcomes + PRESUMED_WORTH) + ease)
        weights = found.weights.tolist()
        return [
            _moved(offer, shift)
            if place is None
            else _appraised(offer, shift, learned[place] - level, weights[place] * believed)
            for offer, place in zip(offers, mine, strict=True)
        ]


def _moved(offer: Offer, shift: float) -> Offer:
    """An offer of which nothing was learned but the level of all."""
    if offer.quality is None:
        return offer
    return msgspec.structs.replace(offer, quality=min(1.0, max(0.0, offer.quality + shift)))


def _appraised(offer: Offer, shift: float, learned: float, worth: float) -> Offer:
    """An offer of which something was learned: how good, less the level of all outcomes."""
    worth = max(0.0, worth)
    presumed = learned if offer.quality is None else offer.quality
    quality = presumed + shift + worth / (worth + PRESUMED_WORTH) * (learned - presumed)
    quality = min(1.0, max(0.0, quality))
    return msgspec.structs.replace(offer, quality=quality, outcomes=round(worth))


def _level(
    found: Estimates, offers: Sequence[Offer], mine: Sequence[int | None]
) -> tuple[float, float]:
    """How much higher outcomes are than what is presumed of the same arms, and how many there are.

    Of one arm alone it cannot be told whether it or all outcomes are different; the more arms,
    the surer it is the level (the posterior mean of a normal level about normal priors).
    """
    apart, weights = [], []
    for offer, place in zip(offers, mine, strict=True):
        if place is not None and offer.quality is not None:
            apart.append(float(found.means[place]) - offer.quality)
            weights.append(max(0.0, float(found.weights[place])))
    total = sum(weights)
    if not total:
        return 0.0, 0.0
    mean = sum(a * w for a, w in zip(apart, weights, strict=True)) / total
    arms = total**2 / sum(w * w for w in weights)
    return mean * LEVEL_ERROR**2 / (LEVEL_ERROR**2 + PRESUMED_ERROR**2 / arms), total


def _lessons(each: Learnable, outcome: Outcome, vector: NDArray[np.float32]) -> list[Lesson]:
    """What an outcome teaches: of two arms, where it compares them."""
    scores = {outcome.arm: outcome.score}
    if outcome.winner is not None and outcome.against is not None:
        won = 0.5 if outcome.winner == TIE else float(outcome.winner == outcome.arm)
        scores = {outcome.arm: won, outcome.against: 1 - won}
    return [
        Lesson(
            question=outcome.decision_id,
            arm=arm,
            vector=vector,
            score=score,
            cost_micros=each.cost_micros if arm == outcome.arm else None,
            topic=each.decided.topic,
            weight=WEIGHTS[outcome.kind],
        )
        for arm, score in scores.items()
        if score is not None
    ]
