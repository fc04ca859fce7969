"""Watch outcomes for faults: a fold over the log, and what it finds.

Looks at checks, votes and verdicts. Signals are passed over: somebody who copies an answer always
says the same. What a log without any fault shows is bounded by `ALPHA`, however often one looks.
"""

import msgspec

from wayfare.domain.outcome import OutcomeKind
from wayfare.routing.guards.cells import Cells, CellState
from wayfare.routing.guards.cut import Cuts, CutState
from wayfare.routing.guards.finding import Finding, judge_of
from wayfare.routing.guards.jumps import GamblerState, Jumps
from wayfare.routing.guards.noted import Noted
from wayfare.routing.guards.sources import NOTHING_SAID, Sources, SourcesState

#: How likely it is that a log without fault ever shows any finding.
ALPHA = 0.05
#: A router looks again after so many outcomes, or this share of all: a fault takes long to show,
#: and whenever something is found, everything is learned anew.
LOOK_AFTER, LOOK_SHARE = 25, 0.05


class WatchState(msgspec.Struct, frozen=True):
    """What is kept of a watch, so that it goes on as if it had never ended."""

    cells: list[CellState] = []
    gamblers: list[GamblerState] = []
    cuts: list[CutState] = []
    sources: SourcesState = NOTHING_SAID
    count: int = 0
    next_look: int = LOOK_AFTER
    looked: tuple[Finding, ...] = ()


class Watch:
    """What is known of the outcomes so far."""

    def __init__(self, kept: WatchState | None = None) -> None:
        kept = kept or WatchState()
        self._cells = Cells(kept.cells)
        self._jumps = Jumps(ALPHA / 4, kept.gamblers)
        self._cuts = Cuts(kept.cuts)
        self._sources = Sources(kept.sources)
        self._count = kept.count
        self._next_look = kept.next_look
        self._looked = kept.looked

    @property
    def kept(self) -> WatchState:
        """All of it, to be kept."""
        return WatchState(
            self._cells.kept,
            self._jumps.kept,
            self._cuts.kept,
            self._sources.kept,
            self._count,
            self._next_look,
            self._looked,
        )

    def note(self, noted: Noted, replaces: Noted | None = None) -> None:
        """One outcome more, in the order of the log, in the place of what it replaces."""
        if replaces is not None:
            self._count_in(replaces, -1)
        self._count_in(noted, 1)
        if replaces is None:
            self._bet(noted)
        self._count += 1
        if self._count >= self._next_look:
            self._next_look = max(self._count + LOOK_AFTER, int(self._count * (1 + LOOK_SHARE)))
            self._looked = self.findings()

    def findings(self) -> tuple[Finding, ...]:
        """All that is suspected now, the most outcomes first."""
        found = [
            *self._cells.findings(ALPHA / 4),
            *self._jumps.findings(),
            *self._cuts.findings(ALPHA / 4),
            *self._sources.findings(ALPHA / 4),
        ]
        return tuple(sorted(found, key=lambda each: (-each.count, each.id)))

    @property
    def looked(self) -> tuple[Finding, ...]:
        """What was suspected at the last look. It depends on the log alone."""
        return self._looked

    def _count_in(self, noted: Noted, sign: int) -> None:
        if noted.kind is OutcomeKind.SIGNAL or noted.score is None:
            return
        judge = judge_of(noted.kind, noted.source)
        # a cut answer is looked at as such, not as a fault of its cell, nor as a jump
        if not noted.is_cut:
            self._cells.add(judge, noted.arm, noted.topic, noted.score, sign)
        self._cuts.add(judge, noted.arm, noted.score, noted.is_cut, sign)
        self._sources.add_score(noted.source, noted.arm, noted.score, sign)

    def _bet(self, noted: Noted) -> None:
        if noted.kind is OutcomeKind.SIGNAL or noted.is_cut:
            return
        if noted.score is not None:
            kind = (noted.topic, judge_of(noted.kind, noted.source))
            self._jumps.add(noted.arm, kind, noted.score, noted.at, noted.number, noted.epoch)
        elif noted.against is not None and noted.won is not None:
            self._sources.add_comparison(noted.source, noted.arm, noted.against, noted.won)
