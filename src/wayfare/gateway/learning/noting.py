"""Show outcomes to the guards that watch them for faults."""

from collections.abc import Iterable

from wayfare.domain.outcome import TIE, Outcome
from wayfare.routing.epochs import Epochs
from wayfare.routing.guards.finding import Finding
from wayfare.routing.guards.noted import Noted
from wayfare.routing.guards.watch import Watch
from wayfare.store.outcomes import Learnable

#: Where no arm ever changed.
ALWAYS_THE_SAME = Epochs()


def note(watch: Watch, each: Learnable, epochs: Epochs = ALWAYS_THE_SAME) -> None:
    """One outcome more. Of whoever does not allow it, nothing is looked at."""
    if each.decided.may_learn:
        replaced = None if each.replaces is None else _noted(each, each.replaces, epochs)
        watch.note(_noted(each, each.outcome, epochs), replaced)


def is_doubted(suspected: Iterable[Finding], each: Learnable, outcome: Outcome) -> bool:
    """Whether an outcome, or the one it replaces, is under a finding."""
    return any(
        finding.covers(
            arm=outcome.arm,
            topic=each.decided.topic,
            kind=outcome.kind,
            source=outcome.source,
            at=outcome.at,
            is_comparison=outcome.winner is not None,
            is_cut=each.is_cut,
        )
        for finding in suspected
    )


def _noted(each: Learnable, outcome: Outcome, epochs: Epochs) -> Noted:
    won = None
    if outcome.winner is not None:
        won = 0.5 if outcome.winner == TIE else float(outcome.winner == outcome.arm)
    return Noted(
        number=each.number,
        arm=outcome.arm,
        topic=each.decided.topic,
        kind=outcome.kind,
        source=outcome.source,
        at=outcome.at,
        score=outcome.score,
        against=outcome.against,
        won=won,
        is_cut=each.is_cut,
        epoch=epochs.start_of(outcome.arm, each.decided.started_at),
    )
