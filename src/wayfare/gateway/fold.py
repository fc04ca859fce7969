"""Fold the log of outcomes into what is known, from where it was folded last.

Knows the log, what is doubted of it, and what was kept of a former fold. Knows nothing of
requests. What is learned is large, and read when the first outcome or question is there.
"""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from time import time
from typing import TYPE_CHECKING

import msgspec

from wayfare.domain.errors import StoreError
from wayfare.routing.guards.finding import Finding
from wayfare.store.learned import Snapshots
from wayfare.store.outcomes import Learnable
from wayfare.store.topics import TopicLog

if TYPE_CHECKING:
    from wayfare.gateway.find_topics import TopicFinder
    from wayfare.gateway.kept_learning import KeptLearning
    from wayfare.gateway.knowledge import Knowledge

BATCH = 500

#: The outcomes after a number, so many at most. Waits for the database.
ReadOutcomes = Callable[[int, int], Sequence[Learnable]]
#: The ids of findings that somebody confirmed. Waits for the database.
ReadConfirmed = Callable[[], frozenset[str]]
#: How many questions a router chose for, so far. Waits for the database.
CountQuestions = Callable[[], int]

_log = logging.getLogger(__name__)


class Sources(msgspec.Struct, frozen=True):
    """What is folded, and what lies beside it.

    Without `topics` none are found. Without `snapshots` the whole log is folded at every start.
    """

    read: ReadOutcomes
    count: CountQuestions = lambda: 0
    confirmed: ReadConfirmed = frozenset
    topics: TopicLog | None = None
    snapshots: Snapshots | None = None
    now: Callable[[], float] = time


class Fold:
    """What was learned, by this process. Every method but `knowledge` waits for the database."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.knowledge: Knowledge | None = None
        self._making, self._folding = Lock(), Lock()
        self._finder: TopicFinder | None = None
        self._kept: KeptLearning | None = None
        self._has_begun = False

    def load(self) -> "Knowledge":
        """What was learned so far; what can learn is read now, if it was not yet."""
        with self._making:
            if self.knowledge is None:
                self.knowledge = self._make()
            return self.knowledge

    def follow(self) -> int:
        """Learn what was said since; returns how many outcomes that were.

        Raises:
            StoreError: the log cannot be read; what was learned stays.
        """
        with self._folding:
            if not self._has_begun:
                self._begin()
            number = 0 if self.knowledge is None else self.knowledge.number
            count = 0
            while some := self._sources.read(number, BATCH):
                self.load().learn(some)
                number = some[-1].number
                count += len(some)
            if self.knowledge is not None and self._believes_otherwise(self.knowledge):
                self._begin_anew()
            elif count:
                self.load().settle()
            self._find_topics()
            if self.knowledge is not None and not self._keep(self.knowledge):
                _log.warning("outcomes were taken out of the log: all others are learned anew")
                self._begin_anew()
            return count

    def keep_at_the_end(self) -> None:
        """Keep what was learned, for the next start; not if it is folded just now."""
        if self._kept is None or self.knowledge is None:
            return
        if not self._folding.acquire(blocking=False):
            return
        try:
            self._kept.keep(self.knowledge, is_end=True)
        except StoreError as error:
            _log.warning("what was learned could not be kept: %s", error)
        finally:
            self._folding.release()

    def _begin(self) -> None:
        """Go on from what was kept, where anything was."""
        snapshots = self._sources.snapshots
        if snapshots is not None and snapshots.newest():
            _read_numbers()
            from wayfare.gateway.kept_learning import KeptLearning, read_kept  # noqa: PLC0415

            kept = read_kept(snapshots)
            if kept is not None:
                kept.questions = self._sources.count()
                kept.settle()
                with self._making:
                    if self.knowledge is not None:
                        kept.topics = self.knowledge.topics
                    self.knowledge = kept
                self._kept = KeptLearning(snapshots, kept.number)
                _log.info("goes on from outcome %d, until which all was kept", kept.number)
        self._has_begun = True

    def _believes_otherwise(self, knowledge: "Knowledge") -> bool:
        """Whether other outcomes are under a finding now, or judges count otherwise."""
        suspected = self._suspected(knowledge)
        if _spans(suspected) != _spans(knowledge.suspected):
            names = ", ".join(each.id for each in suspected) or "none"
            _log.warning("findings about outcomes, see `wayfare doctor routing`: %s", names)
            return True
        return knowledge.judges.weights() != knowledge.weights

    def _suspected(self, knowledge: "Knowledge") -> tuple[Finding, ...]:
        confirmed = self._sources.confirmed()
        return tuple(each for each in knowledge.watch.looked if each.id not in confirmed)

    def _begin_anew(self) -> None:
        """Fold the log once more, by what is believed now; meanwhile all stays as it was."""
        before = self.load()
        fresh, number = self._make(self._suspected(before), before.judges.weights()), 0
        while some := self._sources.read(number, BATCH):
            fresh.learn(some)
            number = some[-1].number
        fresh.settle()
        fresh.topics = before.topics
        self.knowledge = fresh

    def _find_topics(self) -> None:
        log = self._sources.topics
        if log is None or (self.knowledge is None and not log.has_any()):
            return
        knowledge = self.load()
        if self._finder is None:
            from wayfare.gateway.find_topics import TopicFinder  # noqa: PLC0415 - large

            self._finder = TopicFinder(log, self._sources.now, knowledge.space)
        knowledge.topics = self._finder.refresh(knowledge.topics)

    def _keep(self, knowledge: "Knowledge") -> bool:
        if self._sources.snapshots is None:
            return True
        if self._kept is None:
            from wayfare.gateway.kept_learning import KeptLearning  # noqa: PLC0415 - large

            self._kept = KeptLearning(self._sources.snapshots)
        return self._kept.keep(knowledge)

    def _make(
        self, suspected: tuple[Finding, ...] = (), weights: Mapping[str, float] | None = None
    ) -> "Knowledge":
        _read_numbers()
        from wayfare.gateway.knowledge import Knowledge  # noqa: PLC0415 - large

        made = Knowledge(suspected, weights)
        made.questions = self._sources.count()
        return made


def _read_numbers() -> None:
    # one question is too small to share among threads: waking them takes longer
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _spans(findings: Sequence[Finding]) -> set[tuple[str, float | None]]:
    """What findings cover: those of one id cover the same until the arm changes again."""
    return {(each.id, each.until) for each in findings}
