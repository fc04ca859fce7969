"""Fold conversations into the claim over the whole policy, in the order in which they began.

A conversation enters a day after its first turn, with what was asked and said until then: by when
it is over, or by when somebody votes, the slow ones would be seen last, and the endless ones never.
Where a turn is written when later ones were read, all is folded anew. All follows from the log
alone. Knows the order. Knows nothing of the statistics.
"""

import logging
import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from threading import Lock

from wayfare.evidence.two_groups import BOUNDS, TwoGroups
from wayfare.gateway.certify.halves import Conversation, Halves
from wayfare.store.drawn_turns import DrawnTurn, TurnFigures

#: So long after its first turn a conversation counts, as it is then.
OPEN_S = 86_400.0
#: A turn has its id when it comes, and is written once an arm is chosen for it: it may wait in
#: between for a limit or for an embedder. Nothing counts for a day, so that there is time.
WRITTEN_S = 600.0
#: So many conversations are looked at in one piece.
_AT_ONCE = 200

#: Reads some turns after a decision, asked for before a moment. Waits for the disk.
ReadTurns = Callable[[str, float], Sequence[DrawnTurn]]
#: Counts the turns up to a decision. Waits for the disk.
CountTurns = Callable[[str], int]
#: Reads what turns took, and what was said of them. Waits for the disk.
ReadFigures = Callable[[Sequence[DrawnTurn]], Mapping[str, TurnFigures]]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class WholePolicy:
    """The claims against each baseline, as far as this process has folded the log.

    `margin` in (0, 1] is what they are about; `changes` says when models changed last. `count`
    tells whether a turn came later than those after it, None where nobody writes. Whoever reads
    `halves` holds `folding`: they change while it folds. All that began a day before `as_of` has
    entered, None: nothing was folded. A claim may be looked at whenever one likes, so that one over
    a part of the log, from its beginning, is early and not wrong.
    """

    read: ReadTurns
    figures: ReadFigures
    changes: Callable[[], Mapping[str, float]]
    margin: float
    now: Callable[[], float]
    count: CountTurns | None = None
    halves: dict[str, Halves] = field(default_factory=dict)
    after: str = ""
    as_of: float | None = None
    _noted: int = 0
    _read_to: float = -math.inf
    _changed: Mapping[str, float] = field(default_factory=dict)
    _known: dict[str, Conversation] = field(default_factory=dict)
    _open: deque[Conversation] = field(default_factory=deque)
    folding: Lock = field(default_factory=Lock)

    @property
    def open(self) -> int:
        """How many conversations began less than a day ago, and do not count yet."""
        return len(self._open)

    def refresh(self) -> None:
        """Fold all that came since.

        Raises:
            StoreError: the log cannot be read.
        """
        while self.fold_some():
            pass

    def fold_some(self) -> bool:
        """Fold some of what came since; returns whether there may be more.

        Raises:
            StoreError: the log cannot be read.
        """
        with self.folding:
            changed = dict(self.changes())
            if any(changed.get(name) != self._changed.get(name) for name in self.halves):
                self._begin_anew()
            self._changed = changed
            has_more = True
            if not self._is_due():
                has_more = self._read_on()
                if not has_more and self._sees_late():
                    return True
            self._enter_some()
            return has_more or self._is_due()

    def _begin_anew(self) -> None:
        self.halves, self.after, self._known, self._open = {}, "", {}, deque()
        self._noted = 0
        self.as_of, self._read_to = None, -math.inf

    def _sees_late(self) -> bool:
        """Begin anew where a turn was written after later ones were read; whether one was."""
        if self.count is None or self.count(self.after) == self._noted:
            return False
        _log.warning("a conversation was written late: all of them are weighed anew")
        self._begin_anew()
        return True

    def _is_due(self) -> bool:
        """Whether the next conversation is to enter."""
        return bool(self._open) and self._open[0].began_at < self._read_to - OPEN_S

    def _read_on(self) -> bool:
        """Note some turns; returns whether there were any."""
        until = self.now() - WRITTEN_S
        turns = self._read_written(until)
        for turn in turns:
            self._note(turn)
            self.after, self._noted = turn.decision_id, self._noted + 1
        # what comes next may still belong to those that began less than a day before
        self._read_to = turns[-1].at - WRITTEN_S if turns else until
        return bool(turns)

    def _read_written(self, until: float) -> list[DrawnTurn]:
        """The next turns, up to the first before which another may still be written."""
        turns = self.read(self.after, self.now())
        return list(takewhile(lambda turn: turn.at < until, turns))

    def _note(self, turn: DrawnTurn) -> None:
        if turn.begins:
            one = Conversation(turn.lot, turn.baseline, turn.at, [turn])
            self._known[turn.lot.unit] = one
            self._open.append(one)
            return
        known = self._known.get(turn.lot.unit)  # one that has entered is not remembered
        if known is not None and turn.at <= known.began_at + OPEN_S:
            known.turns.append(turn)

    def _enter_some(self) -> None:
        """Enter conversations that are due, in the order in which they began."""
        moment = self._read_to - OPEN_S
        due = list(takewhile(lambda one: one.began_at < moment, islice(self._open, _AT_ONCE)))
        figures = self.figures([turn for one in due for turn in one.turns]) if due else {}
        for one in due:
            self._open.popleft()
            self._enter(one, figures)
        self.as_of = self._open[0].began_at + OPEN_S if self._is_due() else self._read_to

    def _enter(self, one: Conversation, figures: Mapping[str, TurnFigures]) -> None:
        del self._known[one.lot.unit]
        if one.began_at < self._changed.get(one.baseline, 0.0):
            return  # against what the baseline was then
        halves = self.halves.get(one.baseline)
        if halves is None:
            bounds = {*BOUNDS, -self.margin, self.margin}
            halves = Halves(one.began_at, TwoGroups(tuple(bounds)), TwoGroups(tuple(bounds)))
            self.halves[one.baseline] = halves
        halves.enter(one, figures, one.began_at + OPEN_S)
