"""Fold the log of outcomes into what is known, from where it was folded last.

Knows the log, what is doubted of it, and what was kept of a former fold. Knows nothing of
requests. What is learned is large, and read when the first outcome or question is there. Only
vectors of one version are learned by, that of the embedder in use.
"""

import logging
import os
from collections.abc import Callable, Sequence
from threading import Lock
from time import time
from typing import TYPE_CHECKING

import msgspec

from wayfare.domain.errors import StoreError
from wayfare.domain.measured_gain import MeasuredGain
from wayfare.gateway.learning.belief import Belief
from wayfare.ports import Embedder
from wayfare.routing.epochs import Epochs
from wayfare.routing.guards.finding import Fault
from wayfare.routing.served import ServedChange
from wayfare.store.learned import Snapshots
from wayfare.store.outcomes import Learnable
from wayfare.store.topics import TopicLog

if TYPE_CHECKING:
    from wayfare.gateway.learning.find_topics import TopicFinder
    from wayfare.gateway.learning.kept import KeptLearning
    from wayfare.gateway.learning.knowledge import Knowledge, Landmarks
    from wayfare.gateway.learning.sight import Sight

BATCH = 500

#: The outcomes after a number, so many at most. Waits for the database.
ReadOutcomes = Callable[[int, int], Sequence[Learnable]]
#: The ids of findings that somebody confirmed. Waits for the database.
ReadConfirmed = Callable[[], frozenset[str]]
#: When each arm changed. Waits for the database.
ReadEpochs = Callable[[], Epochs]
#: What pivots were measured to gain. Waits for the database.
ReadGains = Callable[[], Sequence[MeasuredGain]]
#: Keep the changes of who answers, but those that are kept already. Waits for the database.
KeepChanges = Callable[[Sequence[ServedChange]], None]
#: How many questions a router chose for, so far. Waits for the database.
CountQuestions = Callable[[], int]

_log = logging.getLogger(__name__)


def _keep_none(_: Sequence[ServedChange]) -> None:
    """Where nobody keeps them, none is a change."""


class Sources(msgspec.Struct, frozen=True):
    """What is folded, and what lies beside it.

    Without `topics` none are found. Without `snapshots` the whole log is folded at every start.
    """

    read: ReadOutcomes
    count: CountQuestions = lambda: 0
    confirmed: ReadConfirmed = frozenset
    epochs: ReadEpochs = Epochs
    gains: ReadGains = tuple
    keep_changes: KeepChanges = _keep_none
    topics: TopicLog | None = None
    snapshots: Snapshots | None = None
    now: Callable[[], float] = time


class Fold:
    """What was learned, by this process. Every method waits for the database.

    `embedder` None: the one that ships. `sight` looks at questions, and is None until it is read.
    """

    def __init__(self, sources: Sources, embedder: Embedder | None = None) -> None:
        self._sources = sources
        self._embedder = embedder
        self.sight: Sight | None = None
        self._landmarks: Landmarks | None = None
        self.knowledge: Knowledge | None = None
        self._making, self._folding = Lock(), Lock()
        self._finder: TopicFinder | None = None
        self._kept: KeptLearning | None = None
        self._has_begun = False

    def load(self) -> "Knowledge | None":
        """What was learned so far; what can look and learn is read now, if it was not yet.

        None: the embedder has not shown yet how it looks at questions.
        """
        with self._making:
            sight = self._open_eyes()
            if self.knowledge is None and sight.version is not None:
                self.knowledge = self._make(sight.version)
            return self.knowledge

    def follow(self) -> int:
        """Learn what was said since; returns how many outcomes that were.

        Raises:
            StoreError: the log cannot be read; what was learned stays.
        """
        with self._folding:
            if not self._has_begun:
                self._begin()
            self._forget_other_versions()
            number = 0 if self.knowledge is None else self.knowledge.number
            count = 0
            while some := self._sources.read(number, BATCH):
                if (learning := self.load()) is None:
                    return 0
                learning.learn(some)
                number = some[-1].number
                count += len(some)
            if (known := self.knowledge) is not None:
                if known.served.changes:
                    self._sources.keep_changes(known.served.changes)
                if self._believes_otherwise(known) or self._has_new_landmarks(known):
                    self._begin_anew(known)
                elif known.foresee(self._sources.gains()) or count:
                    known.settle()
            self._find_topics()
            if (known := self.knowledge) is not None and not self._keep(known):
                _log.warning("outcomes were taken out of the log: all others are learned anew")
                self._begin_anew(known)
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
        snapshots = self._sources.snapshots if self._embedder is None else None
        if snapshots is not None and snapshots.newest():
            self._open_eyes()
            from wayfare.gateway.learning.kept import KeptLearning, read_kept  # noqa: PLC0415

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

    def _forget_other_versions(self) -> None:
        """Begin anew where the embedder makes other vectors now than those learned by."""
        sight, known = self.sight, self.knowledge
        if sight is None or known is None or known.version == sight.version:
            return
        _log.warning("questions are looked at as %s now, not as %s", sight.version, known.version)
        self.knowledge, self._landmarks = None, None

    def _has_new_landmarks(self, knowledge: "Knowledge") -> bool:
        """Whether there are landmarks for an embedder that ships none, for the first time."""
        found = knowledge.landmarks_due()
        if found is None:
            return False
        self._landmarks = found
        return True

    def _believes_otherwise(self, knowledge: "Knowledge") -> bool:
        """Whether the outcomes that were folded would come to something else by now."""
        believed = self._believed(knowledge)
        if believed.folds_as(knowledge.belief):
            return False
        as_before = msgspec.structs.replace(knowledge.belief, weights=believed.weights)
        if not believed.folds_as(as_before):  # that a judge is measured anew is no news
            found = ", ".join(each.id for each in believed.suspected) or "none"
            changed = ", ".join(believed.epochs.starts) or "none"
            _log.warning(
                "learns all outcomes anew: findings, see `wayfare doctor routing`: %s; "
                "models that changed: %s",
                found,
                changed,
            )
        return True

    def _believed(self, knowledge: "Knowledge") -> Belief:
        confirmed, epochs = self._sources.confirmed(), self._sources.epochs()
        before = knowledge.belief.epochs
        suspected = tuple(
            each
            for each in knowledge.watch.looked
            # a change that is known now was watched for jumps when it was not
            if each.id not in confirmed
            and not (each.fault is Fault.JUMP and epochs.differs(before, each.arm))
        )
        return Belief(suspected, dict(knowledge.judges.weights()), epochs)

    def _begin_anew(self, before: "Knowledge") -> None:
        """Fold the log once more, by what is believed now; meanwhile all stays as it was."""
        fresh, number = self._make(before.version, self._believed(before)), 0
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
        if knowledge is None or not knowledge.ships:
            return
        if self._finder is None:
            from wayfare.gateway.learning.find_topics import TopicFinder  # noqa: PLC0415 - large

            self._finder = TopicFinder(log, self._sources.now, knowledge.space)
        knowledge.topics = self._finder.refresh(knowledge.topics)

    def _keep(self, knowledge: "Knowledge") -> bool:
        if self._sources.snapshots is None or not knowledge.ships:
            return True
        if self._kept is None:
            from wayfare.gateway.learning.kept import KeptLearning  # noqa: PLC0415 - large

            self._kept = KeptLearning(self._sources.snapshots)
        return self._kept.keep(knowledge)

    def _open_eyes(self) -> "Sight":
        # one question is too small to share among threads: waking them takes longer
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from wayfare.gateway.learning.sight import Sight  # noqa: PLC0415 - large

        if self.sight is None:
            self.sight = Sight(self._embedder)
        return self.sight

    def _make(self, version: str, belief: Belief | None = None) -> "Knowledge":
        from wayfare.gateway.learning.knowledge import Knowledge  # noqa: PLC0415 - large

        believed = belief or Belief(epochs=self._sources.epochs())
        made = Knowledge(believed, version=version, landmarks=self._landmarks)
        made.questions = self._sources.count()
        made.foresee(self._sources.gains())
        return made
