"""Fold what was compared into claims, in the order of the requests, and say how they stand.

A comparison enters when all before it are settled: by the order in which they come, late losses
would be seen last. All that is said follows from the log alone, so that it can be said again from
the same log. Knows the order. Knows nothing of the statistics of one claim.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from wayfare.domain.claim import Cell, ClaimState, cells_of
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.evidence.board import shown
from wayfare.evidence.claim import ClaimEvidence
from wayfare.gateway.certify.standing import NOTHING_SHOWN, Standing
from wayfare.store.shadows import Drawn

#: A decision is written a tenth of a second after it was made; another process may be slower.
SETTLED_S = 2.0
#: What a lost comparison counts: as if the baseline had been right, and the arm wrong.
LOST = -1.0
#: With fewer comparisons a topic has no claim of its own: each on the board costs the others.
TOPIC_FROM = 300
#: What was compared last so long ago tells nothing of today.
AGE_MAX_S = 30 * 86_400.0

#: A baseline and an arm.
Pair = tuple[str, str]
#: Reads the shadows after a decision, in the order of the requests. Waits for the disk.
ReadDrawn = Callable[[str], Iterable[Drawn]]
#: Reads when arms changed last, by name, in Unix time. Waits for the disk.
ReadChanges = Callable[[], Mapping[str, float]]


@dataclass(slots=True)
class Weighed:
    """A claim, and what is known of it. `at` is when the last answer in it was asked for."""

    evidence: ClaimEvidence
    at: float = 0.0
    has_expired: bool = False


@dataclass(slots=True)
class Claims:
    """All claims, as far as this process has folded the log.

    `share` is how likely an answer by a certified arm is to be compared, `margin` in (0, 1] what
    all claims are about, and `now` Unix time in seconds. `states` are replaced as a whole, so that
    whoever reads them sees one moment.
    """

    read: ReadDrawn
    changes: ReadChanges
    margin: float
    share: float
    now: Callable[[], float]
    weighed: dict[Cell, Weighed] = field(default_factory=dict)
    states: Mapping[Cell, ClaimState] = field(default_factory=dict)
    after: str = ""
    changed: Mapping[str, float] = field(default_factory=dict)
    _open: Mapping[Pair, float] = field(default_factory=dict)
    _waiting: Mapping[Cell, int] = field(default_factory=dict)
    _unwritten: dict[str, Pair] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _folding: Lock = field(default_factory=Lock)

    def standing(self, baseline: str, arm: str, topic: str | None) -> Standing:
        """How the narrowest claim stands that says something of such a question."""
        whole = self.weighed.get(Cell(baseline, arm))
        if whole is None and not self._open and not self._unwritten:
            return NOTHING_SHOWN
        lost = self._lost((baseline, arm), whole)
        for cell in cells_of(baseline, arm, topic)[:-1]:
            state, its = self.states.get(cell), self.weighed.get(cell)
            if its is not None and state in _DECIDED:
                share = 1.0 if its.evidence.is_amber else self.share
                return Standing(state, share, self.share, its.evidence.compared, lost)
        if whole is None:
            return Standing(lost=lost)
        state = self.states.get(Cell(baseline, arm), ClaimState.NONE)
        return Standing(state, 1.0, 1.0, whole.evidence.compared, lost)

    def note_drawn(self, baseline: str, arm: str, decision_id: str) -> None:
        """One answer more is to be compared: until it is, it counts as lost."""
        with self._lock:
            self._unwritten[decision_id] = (baseline, arm)

    def waiting(self, cell: Cell) -> int:
        """How many answers of a cell are not compared yet, or wait for others before them."""
        return self._waiting.get(cell, 0)

    def refresh(self) -> int:
        """Fold what was settled since; returns how many comparisons that were.

        Raises:
            StoreError: the log cannot be read; all stays as it was.
        """
        with self._folding:
            return self._refresh()

    def _refresh(self) -> int:
        self._forget_changed(self.changes())
        folded = 0
        open_: dict[Pair, float] = {}
        waiting: Counter[Cell] = Counter()
        is_settled = True
        for drawn in self.read(self.after):
            shadow, comparison = drawn.shadow, drawn.comparison
            with self._lock:
                self._unwritten.pop(shadow.decision_id, None)
            # another process may still write one from before it
            is_settled = is_settled and shadow.at < self.now() - SETTLED_S
            if comparison is None or not is_settled:
                is_settled = False
                pair = (shadow.baseline, shadow.arm)
                open_[pair] = open_.get(pair, 0.0) - difference_of(comparison)
                waiting.update(cells_of(shadow.baseline, shadow.arm, shadow.topic))
                continue
            self.after = shadow.decision_id
            folded += self._fold(drawn, comparison)
        self._open, self._waiting = open_, waiting
        self.states = self._states()
        return folded

    def _fold(self, drawn: Drawn, comparison: Comparison) -> bool:
        """One comparison that is settled, as all before it are; whether it says anything."""
        shadow = drawn.shadow
        if comparison.fate is Fate.SKIPPED:
            return False
        for cell in cells_of(shadow.baseline, shadow.arm, shadow.topic):
            its = self.weighed.get(cell)
            if its is None:
                its = self.weighed[cell] = Weighed(ClaimEvidence(self.margin))
            if shadow.at < self.changed_at(cell):
                its.has_expired = True
                continue
            enter(its.evidence, shadow, comparison)
            its.at, its.has_expired = shadow.at, False
            if its.evidence.has_expired:  # what was shown does not hold: all is weighed anew
                its.evidence, its.has_expired = ClaimEvidence(self.margin), True
        return True

    def changed_at(self, cell: Cell) -> float:
        """When the baseline or the arm changed last; what all arms answer goes by the baseline."""
        return max(self.changed.get(name, 0.0) for name in (cell.baseline, cell.arm or ""))

    def _forget_changed(self, changed: Mapping[str, float]) -> None:
        """Weigh anew the claims of whoever changed."""
        before = {cell: self.changed_at(cell) for cell in self.weighed}
        self.changed = changed
        for cell, its in self.weighed.items():
            if self.changed_at(cell) != before[cell]:
                its.evidence, its.has_expired = ClaimEvidence(self.margin), True

    def board(self) -> dict[Cell, float]:
        """The claims that are shown side by side, with the logarithms of their e-values."""
        return {
            cell: its.evidence.log_value
            for cell, its in self.weighed.items()
            if cell.topic is None or its.evidence.compared >= TOPIC_FROM
        }

    def _states(self) -> dict[Cell, ClaimState]:
        """How every claim stands beside all others."""
        seals = shown(self.board())
        return {cell: self._state(cell in seals, its) for cell, its in self.weighed.items()}

    def _state(self, is_shown: bool, its: Weighed) -> ClaimState:
        if its.evidence.is_harmful:
            return ClaimState.SUSPENDED
        is_old = self.now() - its.at > AGE_MAX_S
        if its.has_expired or (is_shown and is_old):
            return ClaimState.EXPIRED
        if is_shown:
            return ClaimState.CERTIFIED
        return ClaimState.TRIAL if its.evidence.compared else ClaimState.NONE

    def _lost(self, pair: Pair, whole: Weighed | None) -> float:
        """What the arm's trial has lost, with all that is not known yet."""
        with self._lock:
            unwritten = sum(each == pair for each in self._unwritten.values())
        seen = 0.0 if whole is None else whole.evidence.lost
        return seen + self._open.get(pair, 0.0) + unwritten


#: States in which a claim speaks for itself, and a wider one need not be asked.
_DECIDED = frozenset({ClaimState.CERTIFIED, ClaimState.SUSPENDED})


def difference_of(comparison: Comparison | None) -> float:
    """What a comparison says; one that is open, or lost, says the worst."""
    if comparison is None or comparison.fate is not Fate.COMPARED or comparison.difference is None:
        return LOST
    return comparison.difference


def enter(evidence: ClaimEvidence, shadow: Shadow, comparison: Comparison) -> None:
    """Enter a comparison that is settled, and was not skipped, into a claim."""
    if comparison.judge_error is not None:
        evidence.expect_judge(comparison.judge_error)
    learn = evidence.learn_judged if comparison.by is By.JUDGE else evidence.learn
    learn(difference_of(comparison), shadow.share, shadow.floor, shadow.at)


def is_about(cell: Cell, shadow: Shadow) -> bool:
    """Whether an answer is evidence for a claim."""
    return cell in cells_of(shadow.baseline, shadow.arm, shadow.topic)
