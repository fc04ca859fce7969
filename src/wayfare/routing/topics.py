"""Find what questions are about, from the questions alone: topics that keep their names.

Knows vectors and languages. Knows no texts, no arms and no outcomes.

The topics are clusters of the newest questions, in a space that languages share. They are never
found anew: with more questions each moves a little, strangers that are many become a topic of
their own, and the widest is parted in two, of which the larger half keeps the id. So an id means
tomorrow what it meant today.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from wayfare.domain.chat import FOUND_PREFIX
from wayfare.routing.clusters import Clusters, first_clusters
from wayfare.routing.common_space import CommonSpace, Matrix

STATE_VERSION = 1
#: So many questions are needed for the first topics, and so many of the newest are looked at.
QUESTIONS_LEAST, WINDOW = 100, 2_000
#: The first topics, how many more with each doubling of the questions, and the most of all.
TOPICS_FIRST, TOPICS_A_DOUBLING, TOPICS_MAX = 8, 1.5, 32
#: Topics are fitted again after this share more questions, and at the latest after so many.
MORE_SHARE, MORE_MAX = 0.2, 400
#: What a mean was counts this much beside the mean of its questions now.
INERTIA = 2.0


class Topic(msgspec.Struct, frozen=True):
    """One topic. `names` are its telling words by language, `questions` those of the newest.

    `nearest` is how near a question must be, as a cosine, to be of it.
    """

    id: str
    questions: int = 0
    nearest: float = -1.0
    names: Mapping[str, tuple[str, ...]] = {}

    def name(self, language: str) -> str:
        """Its telling words in a language, else in another, else its id."""
        words = self.names.get(language) or next(filter(None, self.names.values()), ())
        return ", ".join(words) or self.id


class Topics:
    """All topics at one moment: never changed, only followed by others.

    `embedder` is the version of the vectors; `seen` are the questions that they were fitted on
    so far, of which the newest `WINDOW` counted.
    """

    def __init__(
        self,
        embedder: str,
        space: CommonSpace,
        *,
        seen: int = 0,
        given: int = 0,
        topics: Sequence[Topic] = (),
        means: Matrix | None = None,
    ) -> None:
        self.embedder = embedder
        self.seen = seen
        self.topics = tuple(topics)
        self._space = space
        self._given = given  # ids so far, so that none is given twice
        self._means = np.zeros((0, space.size), np.float32) if means is None else means

    @property
    def due(self) -> int:
        """How many more questions there must be until they are fitted again."""
        if not self.seen:
            return QUESTIONS_LEAST
        return max(1, min(MORE_MAX, round(MORE_SHARE * self.seen)))

    def find(self, vector: NDArray[Any], language: str) -> str | None:
        """The topic of a question, None where it is far from all of them."""
        point = self._space.point(vector, language) if self.topics else None
        if point is None:
            return None
        near = self._means @ point
        found = self.topics[int(near.argmax())]
        return found.id if near.max() >= found.nearest else None

    def fit(self, vectors: Matrix, languages: Sequence[str], more: int, rng: Random) -> "Topics":
        """The topics after `more` questions. `vectors` are the newest questions, old and new."""
        seen = self.seen + more
        points = self._space.points(vectors, languages)
        if len(points) < QUESTIONS_LEAST // 2:
            return self._followed(seen, self._given, self.topics, self._means)
        if self.topics:
            clusters = Clusters(self._means, [topic.nearest for topic in self.topics])
            clusters.take_in_strangers(points, TOPICS_MAX)
            clusters.part(points, _wanted(seen))
            clusters.move(points, INERTIA)
        else:
            clusters = first_clusters(points, _wanted(seen), rng)
        ids = [topic.id for topic in self.topics]
        given = self._given + len(clusters.means) - len(ids)
        ids += [f"{FOUND_PREFIX}{number + 1}" for number in range(self._given, given)]
        names = {topic.id: topic.names for topic in self.topics}
        counts = clusters.counts(points)
        topics = [
            Topic(each, counts[place], clusters.nearest[place], names.get(each, {}))
            for place, each in enumerate(ids)
        ]
        return self._followed(seen, given, topics, clusters.means)

    def named(self, names: Mapping[str, Mapping[str, tuple[str, ...]]]) -> "Topics":
        """The same topics with telling words, by topic and language."""
        topics = [msgspec.structs.replace(t, names=names.get(t.id, {})) for t in self.topics]
        return self._followed(self.seen, self._given, topics, self._means)

    def to_bytes(self) -> bytes:
        """All of it, to be kept: numbers and words, nothing that could be executed."""
        means = self._means.astype("<f4").tobytes()
        state = _State(STATE_VERSION, self.embedder, self.seen, self._given, self.topics, means)
        return msgspec.msgpack.encode(state)

    @classmethod
    def from_bytes(cls, data: bytes, space: CommonSpace) -> "Topics":
        """What `to_bytes` wrote.

        Raises:
            ValueError: these are no topics, they are damaged, or another version wrote them.
        """
        state = _read(data)
        if len(state.means) != 4 * space.size * len(state.topics):
            raise ValueError("These topics are damaged: one has no mean.")
        means = np.frombuffer(state.means, dtype="<f4").astype(np.float32).reshape(-1, space.size)
        return cls(
            state.embedder,
            space,
            seen=state.seen,
            given=state.given,
            topics=state.topics,
            means=means,
        )

    def _followed(self, seen: int, given: int, topics: Sequence[Topic], means: Matrix) -> "Topics":
        space = self._space
        return Topics(self.embedder, space, seen=seen, given=given, topics=topics, means=means)


class _State(msgspec.Struct, frozen=True):
    """What is kept of topics. `means` are floats of four bytes, topic by topic."""

    version: int
    embedder: str
    seen: int
    given: int
    topics: tuple[Topic, ...]
    means: bytes


def _read(data: bytes) -> _State:
    try:
        state = msgspec.msgpack.decode(data, type=_State)
    except msgspec.DecodeError as error:
        raise ValueError(f"These are no topics: {error}.") from error
    if state.version != STATE_VERSION:
        raise ValueError(f"These topics are of version {state.version}, not {STATE_VERSION}.")
    return state


def read_topics(data: bytes) -> tuple[Topic, ...]:
    """The topics in what `to_bytes` wrote; empty where it is of no use here."""
    try:
        return _read(data).topics
    except ValueError:
        return ()


def _wanted(seen: int) -> int:
    """How many topics so many questions have."""
    doublings = float(np.log2(max(seen, QUESTIONS_LEAST) / QUESTIONS_LEAST))
    return min(TOPICS_MAX, round(TOPICS_FIRST + TOPICS_A_DOUBLING * doublings))
