"""Find topics in the questions that were asked, when enough have come since the last time.

Of several processes one finds them, and the others read what it found. Knows when, and whose
texts may name a topic. Knows nothing of how they are found. Large, as `knowledge.py` is.
"""

import logging
from collections.abc import Callable, Sequence
from random import Random

import numpy as np

from wayfare.domain.errors import BadRequestError
from wayfare.routing.common_space import CommonSpace
from wayfare.routing.telling_words import Asked, telling_words
from wayfare.routing.topics import WINDOW, Topics
from wayfare.store.topics import KeptTopics, LookedAt, TopicLog
from wayfare.wire.wires import WIRES

#: A decision is written soon after its id was made; until then others may come before it.
SETTLED_S = 10.0

_log = logging.getLogger(__name__)


class TopicFinder:
    """Follows the log of decisions from where the topics were fitted last."""

    def __init__(self, log: TopicLog, now: Callable[[], float], space: CommonSpace) -> None:
        self._log = log
        self._now = now
        self._space = space
        self._last = ""  # looked for more until here
        self._waiting = 0

    def refresh(self, topics: Topics) -> Topics:
        """The topics as they are now: found by another process, or anew by this one.

        Raises:
            StoreError: the log cannot be read, or the topics not be kept.
        """
        topics = self._read(topics)
        while self._is_due(topics):
            topics = self._read(self._follow(topics))
        return topics

    def _read(self, topics: Topics) -> Topics:
        kept = self._log.read(topics.embedder, but=topics.seen)
        if kept is None:
            return topics
        try:
            found = Topics.from_bytes(kept.state, self._space)
        except ValueError as error:
            _log.warning("the topics that are kept are of no use, and found anew: %s", error)
            # their ids are written in decisions; no id is larger than what was seen
            found = Topics(topics.embedder, self._space, seen=kept.seen, given=kept.seen)
        self._last = kept.until
        self._waiting = 0
        return found

    def _is_due(self, topics: Topics) -> bool:
        before = f"{int((self._now() - SETTLED_S) * 1_000):012x}"
        wanted = topics.due - self._waiting
        some = self._log.looked_at(topics.embedder, self._last, before, wanted)
        if some:
            self._last = some[-1]
            self._waiting += len(some)
        return self._waiting >= topics.due

    def _follow(self, topics: Topics) -> Topics:
        """The topics fitted on what has come since. Kept, unless another process was quicker."""
        newest = self._log.newest(topics.embedder, self._last, WINDOW)
        vectors = np.stack([np.frombuffer(each.features, dtype="<f2") for each in newest])
        vectors = vectors.astype(np.float32)
        languages = [each.language for each in newest]
        rng = Random(topics.seen)  # noqa: S311 - no secret
        found = topics.fit(vectors, languages, self._waiting, rng)
        places = [found.find(v, each) for v, each in zip(vectors, languages, strict=True)]
        found = found.named(telling_words(_texts(newest, places)))
        kept = KeptTopics(found.embedder, found.seen, self._last, found.to_bytes())
        if not self._log.keep(kept, instead_of=topics.seen):
            return topics
        self._waiting = 0
        return found


def _texts(newest: Sequence[LookedAt], places: Sequence[str | None]) -> list[Asked]:
    """The questions whose texts are kept, with their topics."""
    found = []
    for each, topic in zip(newest, places, strict=True):
        if topic is not None and each.prompt is not None:
            found.append(Asked(topic, each.user, _question(each.wire, each.prompt)))
    return found


def _question(wire: str, prompt: bytes) -> str:
    """The question in a body that was kept; none where its wire cannot read it any more."""
    known = WIRES.get(wire)
    if known is None or known.decode is None:
        return ""
    try:
        return known.decode(prompt).request.question
    except BadRequestError:
        return ""
