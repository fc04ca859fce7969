"""What outcomes have taught: a fold over the log, from which estimates are made.

Knows vectors, arms, scores and costs. Knows no texts, and nothing of how a choice is made.
Learning in any order, in shards that are merged, or all at once comes to the same.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from wayfare.routing.epochs import share_of_earlier
from wayfare.routing.feature_map import Features
from wayfare.routing.sample import QUESTIONS_MAX, Sample
from wayfare.routing.sums import Sums

STATE_VERSION = 2
TOPICS_MAX = 64
TOPIC_WEIGHT = 0.7


class Lesson(msgspec.Struct, frozen=True):
    """One outcome, with what was known of the question when it was decided.

    `vector` is the embedder's, shape (size,). `score` is in [0, 1]; `cost_micros` None: not
    known. `weight` says how much it counts beside a check, 1 for one that is as good.
    `is_earlier`: the answer is from before the arm's last change.
    """

    question: str
    arm: str
    vector: Any
    score: float
    cost_micros: float | None = None
    topic: str | None = None
    weight: float = 1.0
    is_earlier: bool = False


class Experience:
    """The state that learning folds over. `vector_size` is that of the embedder's vectors.

    `plain` is how many features vectors become; those of topics follow.
    `sums` are those of each arm as it is now, `earlier` those from before its last change, of
    all its epochs together. The sample holds no earlier answers.
    """

    def __init__(
        self,
        feature_map: Features,
        embedder: str,
        vector_size: int,
        *,
        questions_max: int = QUESTIONS_MAX,
    ) -> None:
        self.feature_map = feature_map
        self.embedder = embedder
        self.vector_size = vector_size
        self.topics: dict[str, int] = {}
        self.sums: dict[str, Sums] = {}
        self.earlier: dict[str, Sums] = {}
        self.sample = Sample(vector_size, questions_max)
        self.plain = feature_map.size(vector_size)

    @property
    def arms(self) -> tuple[str, ...]:
        """All of which anything was learned."""
        return tuple(self.sums | self.earlier)

    @property
    def size(self) -> int:
        """How many features there are: those of vectors, then a place for each known topic."""
        return self.plain + TOPICS_MAX

    def learn(self, lesson: Lesson) -> None:
        """Learn one outcome.

        Raises:
            ValueError: its vector is of another size or its score is not in [0, 1].
        """
        self.learn_all([lesson])

    def forget(self, lesson: Lesson) -> None:
        """Take an outcome away again that was learnt before; a newer one may follow."""
        features = self.features_of(lesson.vector[None], [lesson.topic])[0]
        sums = self.earlier if lesson.is_earlier else self.sums
        sums[lesson.arm].add(features, lesson.score, -lesson.weight)
        if lesson.is_earlier:
            return
        outcome = (lesson.score, lesson.cost_micros, lesson.weight)
        self.sample.drop(lesson.question, lesson.arm, outcome)

    def learn_all(self, lessons: Iterable[Lesson]) -> None:
        """Learn many outcomes. Raises what `learn` raises, before any of them is learnt."""
        batch = list(lessons)
        for lesson in batch:
            if lesson.vector.shape != (self.vector_size,):
                raise ValueError(f"A vector of {self.vector_size} numbers is needed.")
            if not 0 <= lesson.score <= 1:
                raise ValueError(f"A score lies between 0 and 1; this one is {lesson.score}.")
        if not batch:
            return
        for lesson in batch:
            self._place(lesson.topic)
        vectors = np.stack([lesson.vector for lesson in batch]).astype(np.float32)
        features = self.features_of(vectors, [lesson.topic for lesson in batch])
        for lesson, row in zip(batch, features, strict=True):
            epoch = self.earlier if lesson.is_earlier else self.sums
            sums = epoch.get(lesson.arm)
            if sums is None:
                sums = epoch[lesson.arm] = Sums(self.size)
            sums.add(row, lesson.score, lesson.weight)
            if lesson.is_earlier:
                continue
            outcome = (lesson.score, lesson.cost_micros, lesson.weight)
            self.sample.add(lesson.question, lesson.vector, lesson.topic, lesson.arm, outcome)

    def features_of(
        self, vectors: NDArray[np.float32], topics: list[str | None]
    ) -> NDArray[np.float32]:
        """The features of questions, (n, size). A topic that is not known has no place."""
        features = np.zeros((len(vectors), self.size), dtype=np.float32)
        features[:, : self.plain] = self.feature_map(vectors)
        for row, topic in enumerate(topics):
            place = None if topic is None else self.topics.get(topic)
            if place is not None:
                features[row, self.plain + place] = TOPIC_WEIGHT
        return features

    def merge(self, other: "Experience") -> None:
        """Add what another one learnt, from other outcomes, by the same embedder and epochs.

        Raises:
            ValueError: its embedder is another one.
        """
        if other.embedder != self.embedder:
            raise ValueError(f"Vectors of {other.embedder} and {self.embedder} cannot be added.")
        for topic in other.topics:
            self._place(topic)
        shared = [topic for topic in other.topics if topic in self.topics]
        plain = list(range(self.plain))
        here = np.array(plain + [self.plain + self.topics[topic] for topic in shared])
        there = np.array(plain + [self.plain + other.topics[topic] for topic in shared])
        for ours, theirs in ((self.sums, other.sums), (self.earlier, other.earlier)):
            for arm, sums in theirs.items():
                moved = sums.moved(there, here)
                ours[arm] = ours[arm].plus(moved) if arm in ours else moved
        self.sample.merge(other.sample)

    def to_bytes(self) -> bytes:
        """All of it, to be kept: numbers and names, nothing that could be executed."""
        kept = self.sample
        outcomes = {question: kept.outcomes[question] for question in kept}
        return msgspec.msgpack.encode(
            _State(
                version=STATE_VERSION,
                embedder=self.embedder,
                vector_size=self.vector_size,
                questions_max=kept.questions_max,
                topics=self.topics,
                sums={arm: sums.to_bytes() for arm, sums in self.sums.items()},
                earlier={arm: sums.to_bytes() for arm, sums in self.earlier.items()},
                outcomes=outcomes,
                question_topics={question: kept.topics[question] for question in outcomes},
                vectors=b"".join(kept.vectors[q].astype("<f2").tobytes() for q in outcomes),
            )
        )

    @classmethod
    def from_bytes(cls, data: bytes, feature_map: Features) -> "Experience":
        """What `to_bytes` wrote.

        Raises:
            ValueError: it is no state, it is damaged, or another version wrote it.
        """
        try:
            state = msgspec.msgpack.decode(data, type=_State)
        except msgspec.DecodeError as error:
            raise ValueError(f"This is no state of a router: {error}.") from error
        if state.version != STATE_VERSION:
            raise ValueError(f"This state is of version {state.version}, not {STATE_VERSION}.")
        result = cls(
            feature_map, state.embedder, state.vector_size, questions_max=state.questions_max
        )
        result.topics = state.topics
        result.sums = {arm: Sums.from_bytes(result.size, kept) for arm, kept in state.sums.items()}
        result.earlier = {
            arm: Sums.from_bytes(result.size, kept) for arm, kept in state.earlier.items()
        }
        vectors = np.frombuffer(state.vectors, dtype="<f2").reshape(-1, state.vector_size)
        if len(vectors) != len(state.outcomes):
            raise ValueError("This state is damaged: a question has no vector.")
        for vector, (question, outcomes) in zip(vectors, state.outcomes.items(), strict=True):
            topic = state.question_topics[question]
            result.sample.restore(question, vector, topic, outcomes)
        return result

    def _place(self, topic: str | None) -> None:
        if topic is not None and topic not in self.topics and len(self.topics) < TOPICS_MAX:
            self.topics[topic] = len(self.topics)


class _State(msgspec.Struct, frozen=True):
    """What is kept of an experience. `vectors` are halves of a float, question by question."""

    version: int
    embedder: str
    vector_size: int
    questions_max: int
    topics: dict[str, int]
    sums: dict[str, bytes]
    earlier: dict[str, bytes]
    outcomes: dict[str, dict[str, tuple[float, float | None, float]]]
    question_topics: dict[str, str | None]
    vectors: bytes


def as_sums(experience: Experience, arm: str) -> Sums:
    """An arm's sums, settled; empty ones for an arm that nothing is known of.

    Those from before its last change count by `share_of_earlier`.
    """
    sums, earlier = experience.sums.get(arm), experience.earlier.get(arm)
    if sums is None:
        sums = Sums(experience.size)
    sums.settle()
    if earlier is None:
        return sums
    earlier.settle()
    return sums.plus(earlier.scaled(share_of_earlier(earlier.weight)))
