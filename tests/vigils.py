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
from wayfare.store.vigils import begin_vigil, read_rounds

SINCE = 1_763_596_800.0  # 2025-11-20
QUESTIONS = 8


def keep_vigil(
    database: Database, arm: str, right: int, wrong: int = 0, since: float = SINCE
) -> None:
    """So many answers that were right, one an hour, and then so many that were wrong."""
    write(database, range(QUESTIONS), [1] * QUESTIONS, arm)
    with database.read() as connection:
        names = list(connection.execute(decisions.select().limit(QUESTIONS)).scalars())
    vigil = Vigil(arm, since, tuple(Watched(name) for name in names))
    begin_vigil(database, vigil)
    among = tuple(range(QUESTIONS))
    rounds, scores = [], []
    for number in range(right + wrong):
        at, place = since + 3_600.0 * number, draw(vigil, number, among)
        rounds.append(Round(arm, since, number, at, place, among))
        scores.append(Scored(arm, since, number, at, float(number < right), By.CHECK))
    with database.write() as connection:
        connection.execute(
            insert(vigil_rounds), [_values(each) | {"among": str(list(among))} for each in rounds]
        )
        connection.execute(insert(vigil_scores), [_values(each) for each in scores])
    weighed = weigh(vigil, read_rounds(database, vigil))
    if weighed.changed_at is not None:
        note_watched(database, Clock(), arm, weighed.changed_at, is_worse=weighed.is_worse)


def _values(row: Round | Scored) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__struct_fields__}
