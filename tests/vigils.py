"""Vigils as the store has them: a model was asked its old questions, and changed or did not."""

from sqlalchemy import insert

from outcome_logs import write
from wayfare.domain.shadow import By
from wayfare.domain.vigil import Round, Scored, Vigil, Watched
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.say_changed import note_watched
from wayfare.gateway.vigils.weigh import draw, weigh
from wayfare.store.database import Database
from wayfare.store.schema import decisions, vigil_rounds, vigil_scores
from wayfare.store.vigils import Told, begin_vigil, read_rounds

SINCE = 1_763_596_800.0  # 2025-11-20
QUESTIONS = 8


def keep_vigil(
    database: Database, arm: str, right: int, wrong: int = 0, since: float = SINCE
) -> None:
    """So many answers that were right, one an hour, and then so many that were wrong.

    It begins at `since`, or seconds before, so that its lots fall such that the change is told to
    the hour: one time in eight it is told to have been sooner.
    """
    write(database, range(QUESTIONS), [1] * QUESTIONS, arm)
    with database.read() as connection:
        names = list(connection.execute(decisions.select().limit(QUESTIONS)).scalars())
    watched = tuple(Watched(name) for name in names)
    begun = (Vigil(arm, since - seconds, watched) for seconds in range(100))
    vigil = next(
        each
        for each in begun
        if weigh(each, asked(each, right, wrong)).changed_at in (None, _hour(each, right))
    )
    begin_vigil(database, vigil)
    told = asked(vigil, right, wrong)
    with database.write() as connection:
        connection.execute(
            insert(vigil_rounds),
            [_values(each.round) | {"among": str(list(each.round.among))} for each in told],
        )
        connection.execute(insert(vigil_scores), [_values(each.scored) for each in told])
    weighed = weigh(vigil, read_rounds(database, vigil))
    if weighed.changed_at is not None:
        note_watched(database, Clock(), arm, weighed.changed_at, is_worse=weighed.is_worse)


def asked(vigil: Vigil, right: int, wrong: int) -> list[Told]:
    """Its rounds, one an hour: first those that were right."""
    arm, since, among, told = vigil.arm, vigil.since, tuple(range(QUESTIONS)), []
    for number in range(right + wrong):
        at = _hour(vigil, number)
        its = Round(arm, since, number, at, draw(vigil, number, among), among)
        scored = Scored(arm, since, number, at, float(number < right), By.CHECK)
        told.append(Told(its, scored))
    return told


def _hour(vigil: Vigil, number: int) -> float:
    return vigil.since + 3_600.0 * number


def _values(row: Round | Scored) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__struct_fields__}
