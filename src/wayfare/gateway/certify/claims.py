"""Fold what was compared into claims, in the order of the requests, and say how they stand.

A comparison enters when all before it are settled: by the order in which they come, late losses
would be seen last. One that waits for a person's vote holds those after it. Where a row is written
later still, all is folded anew. All that is said follows from the log alone, so that it can be said
again from the same log. Knows the order. Knows nothing of the statistics of one claim.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

import msgspec

from wayfare.domain.claim import Cell, ClaimState, Expiry, Scope, cells_of, past_cells_of
from wayfare.domain.past import PastComparison
from wayfare.domain.shadow import By, Fate, Shadow
from wayfare.gateway.certify.prices import NO_PRICES, Prices
from wayfare.gateway.certify.shares import Pair, Sampling, Shares, floor_of
from wayfare.gateway.certify.standing import NOTHING_SHOWN, Standing
from wayfare.gateway.certify.states import Side, states_of
from wayfare.gateway.certify.voted import LOST, awaits_vote, vote_on, worth_of_drawn
from wayfare.gateway.certify.weighed import PastWeighed, Weighed, enter, truth_of
from wayfare.store.shadows import Drawn

#: A decision is written a tenth of a second after it was made. Another process may be slower, or
#: wait for its database; until then others may come before it.
SETTLED_S = 30.0

#: Reads the shadows after a decision, in the order of the requests. Waits for the disk.
ReadDrawn = Callable[[str], Iterable[Drawn]]
#: Counts the shadows up to a decision. Waits for the disk.
CountDrawn = Callable[[str], int]
#: Reads the past questions after so many, in their order. Waits for the disk.
ReadPast = Callable[[int], Iterable[PastComparison]]
#: Reads when arms changed last, by name, in Unix time. Waits for the disk.
ReadChanges = Callable[[], Mapping[str, float]]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Claims:
    """All claims, as far as this process has folded the log.

    Of answers by a certified arm a `share` is compared on average at most. `margin` in (0, 1] what
    all claims are about, and `now` Unix time in seconds. Rows older than `settled_s` are settled;
    `count` tells whether one came later nevertheless, None where nobody writes. `states` are
    replaced as a whole, so that whoever reads them sees one moment; so are `weighed`, the claims as
    they are at today's prices, and `expired`, why some of them are. All that was known `as_of` a
    moment is in them; None: nothing was folded yet.

    What was compared while the arm cost less than the baseline is evidence apart from what was
    compared while it did not: which of the two counts is known before anybody answers, so each is
    valid by itself. Where a price turns them about, the other one speaks, until it turns back.
    Past questions are no sample of what `auto` is asked, and have claims of their own.
    """

    read: ReadDrawn
    changes: ReadChanges
    margin: float
    share: float
    now: Callable[[], float]
    prices: Callable[[], Prices] = Prices
    read_past: ReadPast = field(default=lambda _: ())
    count: CountDrawn | None = None
    settled_s: float = SETTLED_S
    weighed: Mapping[Cell, Weighed] = field(default_factory=dict)
    states: Mapping[Cell, ClaimState] = field(default_factory=dict)
    expired: Mapping[Cell, Expiry] = field(default_factory=dict)
    as_of: float | None = None
    after: str = ""
    past: int = 0
    changed: Mapping[str, float] = field(default_factory=dict)
    priced: Prices = NO_PRICES
    _entered: int = 0
    _until: float = 0.0
    _sides: dict[Side, Weighed] = field(default_factory=dict)
    _open: Mapping[Pair, float] = field(default_factory=dict)
    _spent: Mapping[Pair, float] = field(default_factory=dict)
    _waiting: Mapping[Cell, int] = field(default_factory=dict)
    _unwritten: dict[str, Pair] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _folding: Lock = field(default_factory=Lock)
    _shares: Shares = field(init=False)

    def __post_init__(self) -> None:
        self._shares = Shares(self.share)

    def standing(self, baseline: str, arm: str, topic: str | None) -> Standing:
        """How the narrowest claim stands that says something of such a question."""
        whole = self.weighed.get(Cell(baseline, arm))
        if not self.weighed and not self._open and not self._unwritten:
            return NOTHING_SHOWN
        lost = self._lost((baseline, arm))
        past = past_cells_of(baseline, arm, topic)
        doubted: Weighed | None = None
        for cell in (*cells_of(baseline, arm, topic)[:-1], *past):
            state, its = self.states.get(cell), self.weighed.get(cell)
            if its is None:
                continue
            if state in _DECIDED:
                if doubted is not None and state is ClaimState.CERTIFIED:
                    sampling = self._shares.sampling(baseline, arm, topic, None)
                    return _standing(ClaimState.TRIAL, sampling, doubted, lost)
                sampling = self._shares.sampling(baseline, arm, topic, cell.live)
                found = _standing(state, sampling, its, lost)
                return msgspec.structs.replace(found, scope=cell.scope)
            if its.evidence.looks_worse:  # a wider seal does not cover it; a suspension does
                doubted = doubted or its
        state = self.states.get(Cell(baseline, arm), ClaimState.NONE)
        sampling = self._shares.sampling(baseline, arm, topic, None)
        expired_by = self.expired.get(Cell(baseline, arm)) or self.expired.get(past[-1])
        found = _standing(state, sampling, whole, lost)
        return msgspec.structs.replace(found, expired_by=expired_by)

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
        began = self.now()
        self._see_late()
        self._see_prices(self.prices())
        self._forget_changed(self.changes())
        folded = self._fold_past()
        open_: dict[Pair, float] = {}
        waiting: Counter[Cell] = Counter()
        is_settled = True
        for drawn in self.read(self.after):
            shadow = drawn.shadow
            with self._lock:
                self._unwritten.pop(shadow.decision_id, None)
            # another process may still write one from before it
            is_settled = is_settled and self._is_settled(drawn)
            if not is_settled:
                pair = (shadow.baseline, shadow.arm)
                awaits = awaits_vote(drawn, self.now())
                open_[pair] = open_.get(pair, 0.0) - (LOST if awaits else worth_of_drawn(drawn))
                waiting.update(cells_of(shadow.baseline, shadow.arm, shadow.topic))
                continue
            self.after, self._entered = shadow.decision_id, self._entered + 1
            self._until = max(self._until, shadow.at)
            folded += self._fold(drawn)
        self._open, self._waiting, self._spent = open_, waiting, self._spent_by()
        self.weighed = self._weighed()
        self.states, self.expired = states_of(self.weighed, self._sides, self.now())
        self._shares.settle(self._sampled())
        self.as_of = began
        return folded

    def _is_settled(self, drawn: Drawn) -> bool:
        """Whether nothing more will come of it, as far as another process may have written it."""
        now = self.now()
        if drawn.comparison is None or drawn.shadow.at >= now - self.settled_s:
            return False
        return not awaits_vote(drawn, now, self.settled_s)

    def _sampled(self) -> set[Cell]:
        """Of whose answers a share suffices: the claim is shown, and not in doubt.

        Where one about what is asked is in doubt, no claim about past questions stands for it.
        """
        seals = {cell for cell, state in self.states.items() if state is ClaimState.CERTIFIED}
        in_doubt = {cell for cell in seals if self.weighed[cell].is_amber}
        return {cell.live for cell in seals - in_doubt} - in_doubt

    def _fold_past(self) -> int:
        """Past questions, each when it was kept; how many count."""
        folded = 0
        for row in self.read_past(self.past):
            self.past += 1
            self._until = max(self._until, row.at)
            for cell in past_cells_of(row.baseline, row.arm, row.topic):
                its = self._of(self._side(cell, row.at))
                assert isinstance(its, PastWeighed), "a claim about past questions"
                its.since = self.changed_at(cell)
                folded += its.learn(row) and cell.topic is None
        return folded

    def _watch(self, drawn: Drawn) -> None:
        """Hold what was drawn against what past questions have shown."""
        shadow, comparison = drawn.shadow, drawn.comparison
        if comparison is not None and comparison.fate is Fate.UNSURE and vote_on(drawn) is None:
            return
        for cell in past_cells_of(shadow.baseline, shadow.arm, shadow.topic):
            its = self._sides.get(self._side(cell, shadow.at))
            if isinstance(its, PastWeighed) and shadow.at >= self.changed_at(cell):
                its.watch(self._excess(cell, drawn), shadow.at)

    def _excess(self, cell: Cell, drawn: Drawn) -> float:
        """By how much an answer is better than the margin allows, as a claim weighs it."""
        shadow, comparison = drawn.shadow, drawn.comparison
        assert comparison is not None, "it is settled"
        weight = floor_of(cell, shadow) / shadow.share
        is_judged = comparison.by is By.JUDGE and vote_on(drawn) is None
        moves = 1 - 2 * (comparison.judge_error or 0.0)
        told = worth_of_drawn(drawn)
        return weight * ((told if is_judged else moves * told) + moves * self.margin)

    def _fold(self, drawn: Drawn) -> bool:
        """One comparison that is settled, as all before it are; whether it says anything."""
        shadow, comparison = drawn.shadow, drawn.comparison
        if comparison is None or comparison.fate is Fate.SKIPPED:
            return False
        self._shares.learn(shadow, worth_of_drawn(drawn))
        for cell in cells_of(shadow.baseline, shadow.arm, shadow.topic):
            its = self._of(self._side(cell, shadow.at))
            if shadow.at < self.changed_at(cell):
                its.expired_by = Expiry.MODEL_CHANGED
                continue
            enter(its.evidence, cell, drawn)
            its.compared_by[truth_of(drawn)] += 1
            its.at, its.expired_by = shadow.at, None
            if its.evidence.has_expired:
                its.begin_anew(Expiry.DRIFTED)
        self._watch(drawn)
        return True

    def counts(self, cell: Cell, shadow: Shadow) -> bool:
        """Whether an answer is evidence for a claim as it is at today's prices."""
        if not is_about(cell, shadow) or shadow.at < self.changed_at(cell):
            return False
        return self._side(cell, shadow.at) == self._side(cell, self.now())

    def _side(self, cell: Cell, at: float) -> Side:
        """A claim as it was at the prices of a moment; what all arms answer has no price."""
        return cell, cell.arm is None or self.priced.costs_less(cell.baseline, cell.arm, at)

    def _of(self, side: Side) -> Weighed:
        its = self._sides.get(side)
        if its is None:
            kind = Weighed if side[0].scope is Scope.LIVE else PastWeighed
            its = self._sides[side] = kind(self.margin)
        return its

    def _weighed(self) -> dict[Cell, Weighed]:
        """Every claim at today's prices."""
        now, cells = self.now(), dict.fromkeys(cell for cell, _ in self._sides)
        return {cell: self._of(self._side(cell, now)) for cell in cells}

    def changed_at(self, cell: Cell) -> float:
        """When the baseline or the arm changed last; what all arms answer goes by the baseline."""
        return max(self.changed.get(name, 0.0) for name in (cell.baseline, cell.arm or ""))

    def _forget_changed(self, changed: Mapping[str, float]) -> None:
        """Fold all anew where somebody changed: perhaps long ago, or not after all."""
        before = {cell: self.changed_at(cell) for cell, _ in self._sides}
        self.changed = changed
        if any(self.changed_at(cell) != at for cell, at in before.items()):
            self._fold_anew()

    def _see_late(self) -> None:
        """Fold all anew where a row was written after later ones were folded."""
        if self.count is None or self.count(self.after) == self._entered:
            return
        _log.warning("an answer was written late: all that was compared is weighed anew")
        self._fold_anew()

    def _see_prices(self, prices: Prices) -> None:
        """Fold all anew where more is known of prices at which something was compared."""
        names = {name for cell, _ in self._sides for name in (cell.baseline, cell.arm or "")}
        if not prices.continues(self.priced, names, self._until):
            self._fold_anew()
        self.priced = prices

    def _fold_anew(self) -> None:
        self._sides, self.after, self.past = {}, "", 0
        self._entered, self._until = 0, 0.0
        self._shares = Shares(self.share)

    def _lost(self, pair: Pair) -> float:
        """What the arm's trial has lost, with all that is not known yet."""
        with self._lock:
            unwritten = sum(each == pair for each in self._unwritten.values())
        return self._spent.get(pair, 0.0) + self._open.get(pair, 0.0) + unwritten

    def _spent_by(self) -> dict[Pair, float]:
        """What each arm's trial has lost, as far as it is folded."""
        spent: dict[Pair, float] = {}
        for (cell, _), its in self._sides.items():
            if cell.scope is Scope.LIVE and cell.arm is not None and cell.topic is None:
                pair = (cell.baseline, cell.arm)
                spent[pair] = spent.get(pair, 0.0) + its.evidence.lost
        return spent


#: States in which a claim speaks for itself, and a wider one need not be asked.
_DECIDED = frozenset({ClaimState.CERTIFIED, ClaimState.SUSPENDED})


def is_about(cell: Cell, shadow: Shadow) -> bool:
    """Whether an answer is evidence for a claim."""
    return cell in cells_of(shadow.baseline, shadow.arm, shadow.topic)


def _standing(state: ClaimState, sampling: Sampling, its: Weighed | None, lost: float) -> Standing:
    if its is None:
        return Standing(state, sampling, lost=lost)
    compared, voted = its.evidence.compared, its.evidence.voted
    by = dict(sorted(its.compared_by.items()))
    return Standing(state, sampling, compared, lost, voted=voted, compared_by=by)
