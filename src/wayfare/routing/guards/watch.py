"""Watch outcomes for faults: a fold over the log, and what it finds.

Looks at checks, votes and verdicts. Signals are passed over: somebody who copies an answer always
says the same. What a log without any fault shows is bounded by `ALPHA`, however often one looks.
"""

from wayfare.domain.outcome import OutcomeKind
from wayfare.routing.guards.cells import Cells
from wayfare.routing.guards.cut import Cuts
from wayfare.routing.guards.finding import Finding, judge_of
from wayfare.routing.guards.jumps import Jumps
from wayfare.routing.guards.noted import Noted
from wayfare.routing.guards.sources import Sources

#: How likely it is that a log without fault ever shows any finding.
ALPHA = 0.05
#: A router looks again after so many outcomes, or this share of all: a fault takes long to show,
#: and whenever something is found, everything is learned anew.
LOOK_AFTER, LOOK_SHARE = 25, 0.05


class Watch:
    """What is known of the outcomes so far."""

    def __init__(self) -> None:
        self._cells = Cells()
        self._jumps = Jumps(ALPHA / 4)
        self._cuts = Cuts()
        self._sources = Sources()
        self._count = 0
        self._next_look = LOOK_AFTER
        self._looked: tuple[Finding, ...] = ()

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
            self._jumps.add(noted.arm, kind, noted.score, noted.at, noted.number)
        elif noted.against is not None and noted.won is not None:
            self._sources.add_comparison(noted.source, noted.arm, noted.against, noted.won)
