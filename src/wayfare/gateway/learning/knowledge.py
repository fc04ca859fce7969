"""What outcomes have taught about arms and questions, put to use for one offer after another.

Knows vectors and the estimates. Knows nothing of where outcomes come from, or how a question
becomes a vector. Read only where something is learned: numbers are large.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

import msgspec
import numpy as np
from numpy.typing import NDArray

from wayfare.domain.chat import Context
from wayfare.domain.measured_gain import MeasuredGain
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import Outcome
from wayfare.embedding.projection import shipped
from wayfare.embedding.surface import SIZE
from wayfare.gateway.learning.belief import Belief
from wayfare.gateway.learning.exploring import Candidate
from wayfare.gateway.learning.foreseeing import Foreseeing
from wayfare.gateway.learning.lessons import given, lessons_of, weight_of
from wayfare.gateway.learning.noting import is_doubted, note
from wayfare.gateway.learning.snapshot import Snapshot, made_of
from wayfare.gateway.learning.standing import Learned, Standing
from wayfare.routing.common_space import CommonSpace
from wayfare.routing.estimates import estimate
from wayfare.routing.experience import Experience
from wayfare.routing.feature_map import FeatureMap, Features, PlainMap
from wayfare.routing.guards.watch import Watch
from wayfare.routing.judges import Judges
from wayfare.routing.scoring import Scorer
from wayfare.routing.served import Served
from wayfare.routing.standings import gather
from wayfare.routing.sums import Sums
from wayfare.routing.topics import Topics
from wayfare.routing.trust import SIZE as TRUST_SIZE
from wayfare.routing.trust import Rule, Trust
from wayfare.routing.worth_trying import Outlook
from wayfare.store.outcomes import Learnable

#: Outcomes in a language after which half is believed of what those in others say of it.
LANGUAGE_HALF = 25.0
#: Questions after which it is weighed anew which arms are worth trying.
WEIGHED_FOR = 200
#: How many questions are still to come: so many where each brings an outcome, and this share of
#: those that came already.
COMING, COMING_SHARE = 500.0, 0.5
#: Where no landmarks ship for an embedder, every other one of the first so many questions with an
#: outcome becomes one.
LANDMARKS_OF = 512

Landmarks = NDArray[np.float32]


class Knowledge:
    """Learns in one thread, appraises in another: what is appraised by is never changed.

    How it believes outcomes, its `belief`, is said once and for all.

    `version` names how questions were looked at that are learned from; None: by what ships. For
    another embedder `landmarks` come from the log, once there are enough questions, and no topics
    are found: what tells languages apart is known of the one that ships alone.
    """

    def __init__(
        self,
        belief: Belief | None = None,
        *,
        version: str | None = None,
        landmarks: Landmarks | None = None,
    ) -> None:
        fitted = shipped()
        self.version = version or fitted.version
        self.ships = self.version == fitted.version
        if self.ships:
            landmarks = fitted.landmarks
        self._directions = fitted.size
        self._is_plain = landmarks is None
        spread: Features = PlainMap(fitted.size) if landmarks is None else FeatureMap(landmarks)
        self._experience = Experience(spread, self.version, fitted.size + SIZE)
        self.space = CommonSpace(fitted.centres, fitted.across, fitted.into)
        self.topics = Topics(self.version, self.space)
        self._languages: Counter[str] = Counter()
        self.trusts: dict[str, Trust] = {}
        self._rules: Mapping[str, Rule] = {}
        self._lock = Lock()
        self._learned: Learned | None = None
        self.belief = belief or Belief()
        self._foreseeing = Foreseeing((), self.belief.epochs.start)
        self.watch = Watch()
        self.judges = Judges()
        self.served = Served()
        self.lessons = 0
        self.questions = 0
        self.number = 0
        self._folded = 0
        self._learnable = 0

    def topic_of(self, context: Context) -> str | None:
        """The topic of a question: as given, else found, None where it is far from all of them."""
        if context.topic is not None:
            return context.topic
        vector = self._vector_of(context)
        return None if vector is None else self.topics.find(vector, context.language)

    def landmarks_due(self) -> Landmarks | None:
        """Landmarks for whoever learns all anew; None where there are some, or too few questions.

        They are directions of the first questions of the log: the same log gives the same ones.
        """
        vectors = self._experience.sample.vectors
        if not self._is_plain or len(vectors) < LANDMARKS_OF:
            return None
        first = [vectors[question] for question in sorted(vectors)[:LANDMARKS_OF:2]]
        return np.stack(first)[:, : self._directions].astype(np.float32)

    def learn(self, some: Iterable[Learnable]) -> None:
        """Learn outcomes in the order in which they came, each in the place of what it replaces.

        Those without a vector of this embedder, or of whoever does not allow it, are passed over.
        """
        with self._lock:
            for each in some:
                note(self.watch, each, self.belief.epochs)
                decided = each.decided
                if decided.may_learn:
                    self.judges.note(each.outcome)
                    for deployment, model in each.served.items():
                        self.served.note(deployment, model, decided.started_at)
                    self._trust(each)
                self.number = each.number
                self._folded += 1
                if not decided.may_learn or decided.features_version != self.version:
                    continue
                if decided.features is None:
                    continue
                self._learnable += 1
                vector = np.frombuffer(decided.features, dtype="<f2").astype(np.float32)
                if each.replaces is not None and self._believes(each, each.replaces):
                    for lesson in lessons_of(each, each.replaces, vector, self.belief):
                        self._experience.forget(lesson)
                    self._languages[decided.language] -= 1
                    self.lessons -= 1
                if self._believes(each, each.outcome):
                    lessons = lessons_of(each, each.outcome, vector, self.belief)
                    self._experience.learn_all(lessons)
                    self._languages[decided.language] += 1
                    self.lessons += 1

    def _trust(self, each: Learnable) -> None:
        """Learn how an answer looked that was held back, beside how good it was."""
        if each.form is None:
            return
        trust = self.trusts.setdefault(each.outcome.arm, Trust())
        for outcome, weight in ((each.replaces, -1.0), (each.outcome, 1.0)):
            if outcome is not None and outcome.score is not None:
                trust.learn(each.form, outcome.score, weight)

    def rule_of(self, arm: str) -> Rule | None:
        """How likely an arm's answers are good, by their form; None: that is not known yet."""
        return self._rules.get(arm)

    def snapshot(self) -> Snapshot:
        """All that was learned, to be kept."""
        with self._lock:
            return Snapshot(
                made_of=made_of(self.version),
                embedder=self.version,
                number=self.number,
                folded=self._folded,
                learnable=self._learnable,
                lessons=self.lessons,
                languages=dict(self._languages),
                belief=self.belief,
                watch=self.watch.kept,
                judges=self.judges.kept,
                served=self.served.kept,
                served_changes=self.served.changes,
                trusts={arm: trust.sums.to_bytes() for arm, trust in self.trusts.items()},
                experience=self._experience.to_bytes(),
            )

    @classmethod
    def restored(cls, kept: Snapshot) -> "Knowledge":
        """One that goes on where a snapshot was taken.

        Raises:
            ValueError: the snapshot is damaged.
        """
        made = cls(kept.belief)
        made._experience = Experience.from_bytes(kept.experience, made._experience.feature_map)
        made._languages = Counter(kept.languages)
        made.watch, made.judges = Watch(kept.watch), Judges(kept.judges)
        made.served = Served(kept.served, kept.served_changes)
        for arm, sums in kept.trusts.items():
            made.trusts[arm] = Trust(Sums.from_bytes(TRUST_SIZE, sums))
        made.lessons, made.number = kept.lessons, kept.number
        made._folded, made._learnable = kept.folded, kept.learnable
        return made

    def _believes(self, each: Learnable, outcome: Outcome) -> bool:
        counts = weight_of(outcome, self.belief.weights) > 0
        return counts and not is_doubted(self.belief.suspected, each, outcome)

    def settle(self) -> None:
        """Make the estimates anew, of all that was learned."""
        with self._lock:
            rules = {arm: trust.rule() for arm, trust in self.trusts.items()}
            self._rules = {arm: rule for arm, rule in rules.items() if rule is not None}
            if self._experience.arms:
                found = estimate(self._experience, self._experience.arms)
                scorer = Scorer(self._experience, found)
                self._learned = Learned(found, gather(found), scorer, self._foreseeing)

    def foresee(self, gains: Sequence[MeasuredGain]) -> bool:
        """Presume of pivots by what was measured, once all is made anew; whether that is new."""
        if tuple(gains) == self._foreseeing.gains:
            return False
        self._foreseeing = Foreseeing(gains, self.belief.epochs.start)
        return True

    @property
    def rate(self) -> float:
        """The share of questions that bring an outcome."""
        return min(1.0, self.lessons / max(1, self.questions))

    def appraise(self, context: Context, offers: list[Offer], anchor: str) -> list[Offer]:
        """The offers for a question that was looked at, each with the quality that was learned.

        A quality is how the arm stands on average, by what is presumed and by what outcomes say,
        moved by how easy the question is and by how well the arm answers such questions. `anchor`
        is the arm that others are compared with. Of a language that no outcome speaks of, all is
        as presumed. A question that was not looked at is taken for an average one.
        """
        learned = self._learned
        believed = self.believed(context.language)
        if learned is None or not believed:
            return offers
        standing = learned.standing(context.language, believed, offers, anchor)
        if standing is None:
            return offers
        vector = self._vector_of(context)
        ease, apart = 0.0, [0.0] * len(learned.estimates.arms)
        if vector is not None:
            ease, apart = learned.scorer.score(vector, given(context.topic))
        sets_apart = standing.apart(apart)
        return [
            _appraised(
                offer,
                mean + believed * (ease + own),
                doubt,
                worth,
                (mean, error),
                self.belief.epochs.start(offer.arm.name),
            )
            for offer, mean, error, doubt, worth, own in zip(
                offers,
                standing.means,
                standing.errors,
                standing.doubts,
                standing.outcomes,
                sets_apart,
                strict=True,
            )
        ]

    def stand(self, language: str, offers: Sequence[Offer]) -> Standing | None:
        """How offers stand at the average question in a language; None: all is as presumed."""
        learned, believed = self._learned, self.believed(language)
        if learned is None or not believed:
            return None
        return learned.standing(language, believed, offers, offers[0].arm.name)

    def survey(
        self, questions: Sequence[tuple[bytes, str | None]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float64] | None]:
        """The features of questions, by vector and topic, (n, size), and each arm's quality there.

        The qualities are (n, arms); None where nothing was learned.
        """
        vectors = [np.frombuffer(row, dtype="<f2").astype(np.float32) for row, _ in questions]
        topics = [given(topic) for _, topic in questions]
        features = self._experience.features_of(np.stack(vectors), topics)
        learned = self._learned
        return features, None if learned is None else learned.estimates.quality(features)

    def candidates(
        self, context: Context, offers: list[Offer], anchor: str, point_micros: int
    ) -> Mapping[str, Candidate]:
        """The arms that it is worth asking this question to learn of them, by name.

        `offers` are as presumed, before they are appraised. `point_micros` is what a point of
        quality is worth; 0: price does not count.
        """
        self.questions += 1
        learned, believed = self._learned, self.believed(context.language)
        if learned is None or not believed:
            return {}
        standing = learned.standing(context.language, believed, offers, anchor)
        if standing is None:
            return {}
        weighing = standing.weighed.get(point_micros)
        if weighing is None or self.questions - weighing.at >= WEIGHED_FOR:
            outlook = Outlook(COMING * self.rate + COMING_SHARE * self.questions, self.rate)
            weighing = standing.weigh(offers, point_micros, outlook, self.questions)
            standing.weighed[point_micros] = weighing
        return weighing.candidates(offers)

    def _vector_of(self, context: Context) -> NDArray[np.float32] | None:
        """A question's vector; None where there is none that can be compared with those learned."""
        if context.features is None or context.features_version != self.version:
            return None
        return np.frombuffer(context.features, dtype="<f2").astype(np.float32)

    def believed(self, language: str) -> float:
        """How far all outcomes speak of a language: its own do wholly, others with their number."""
        own = max(0, self._languages[language])
        if not own:
            return 0.0
        others = max(0, self.lessons - own)
        return (own + others * own / (own + LANGUAGE_HALF)) / (own + others)


def _appraised(
    offer: Offer,
    quality: float,
    doubt: float,
    outcomes: int,
    usual: tuple[float, float],
    changed_at: float | None,
) -> Offer:
    """An offer with what was learned; of a stranger that is the level that all outcomes have.

    `usual` are its quality at the average question and the standard error of that; `changed_at`
    is when the arm changed last.
    """
    return msgspec.structs.replace(
        offer,
        quality=min(1.0, max(0.0, quality)),
        doubt=doubt,
        outcomes=outcomes,
        usual=usual[0],
        error=usual[1] if outcomes else None,
        changed_at=changed_at,
    )
