"""Read the turns of conversations that had a lot, what each took, and what was said of it.

Knows the tables. Knows nothing of what is compared, or when a conversation has ended.
"""

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import Connection, exists, func, select

from wayfare.domain.lot import Lot
from wayfare.domain.outcome import OutcomeKind
from wayfare.domain.record import AttemptRecord, Ending
from wayfare.store.database import Database
from wayfare.store.requests import read_all_attempts
from wayfare.store.schema import decisions, outcomes, requests

#: So many are asked for at once: databases bound how long a list may be.
_AT_ONCE = 400


class DrawnTurn(msgspec.Struct, frozen=True):
    """A turn of a conversation that had a lot. `at` is Unix time in seconds.

    `begins`: it is the first one of its conversation that was ever asked.
    """

    decision_id: str
    request_id: str
    at: float
    lot: Lot
    baseline: str
    begins: bool


class Said(msgspec.Struct, frozen=True):
    """A score in [0, 1] that a person gave, or something that was done with an answer.

    Of two with one `id` the later one counts.
    """

    kind: OutcomeKind
    source: str
    score: float | None
    at: float
    id: str


class TurnFigures(msgspec.Struct, frozen=True):
    """What a turn took; None where that is not known. `said` is in the order in which it came."""

    cost_micros: int | None
    first_token_ms: float | None
    total_ms: float | None
    said: tuple[Said, ...] = ()


def turns_after(
    database: Database, after: str, before: float, limit: int = 1_000
) -> list[DrawnTurn]:
    """The next turns after a decision, asked for before a moment, in the order of their ids."""
    earlier = decisions.alias()
    went_before = exists().where(
        earlier.c.lot_unit == decisions.c.lot_unit, earlier.c.id < decisions.c.id
    )
    wanted = (
        select(
            decisions.c.id,
            decisions.c.request_id,
            requests.c.started_at,
            decisions.c.lot_unit,
            decisions.c.lot_share,
            decisions.c.lot_held,
            decisions.c.baseline,
            (~went_before).label("begins"),
        )
        .select_from(decisions.join(requests))
        .where(
            decisions.c.id > after,
            decisions.c.lot_unit.is_not(None),
            requests.c.started_at < before,
        )
        .order_by(decisions.c.id)
        .limit(limit)
    )
    with database.read() as connection:
        return [
            DrawnTurn(
                row.id,
                row.request_id,
                row.started_at,
                Lot(row.lot_unit, row.lot_share, row.lot_held),
                row.baseline or "",
                row.begins,
            )
            for row in connection.execute(wanted)
        ]


def count_turns(database: Database, until: str) -> int:
    """How many there are up to a decision."""
    wanted = select(func.count()).where(decisions.c.id <= until, decisions.c.lot_unit.is_not(None))
    with database.read() as connection:
        return connection.execute(wanted).scalar_one()


def figures_of(database: Database, turns: Sequence[DrawnTurn]) -> dict[str, TurnFigures]:
    """What turns took and what was said of them, by decision."""
    found: dict[str, TurnFigures] = {}
    for begin in range(0, len(turns), _AT_ONCE):
        some = turns[begin : begin + _AT_ONCE]
        with database.read() as connection:
            attempts = read_all_attempts(connection, [turn.request_id for turn in some])
            said = _said(connection, [turn.decision_id for turn in some])
        for turn in some:
            its = attempts.get(turn.request_id, [])
            words = tuple(said.get(turn.decision_id, ()))
            found[turn.decision_id] = _figures(turn, its, words)
    return found


def _figures(
    turn: DrawnTurn, attempts: Sequence[AttemptRecord], said: tuple[Said, ...]
) -> TurnFigures:
    costs = [attempt.cost.micros for attempt in attempts]
    known = [cost for cost in costs if cost is not None]
    cost = sum(known) if known and len(known) == len(costs) else None
    answered = [
        attempt for attempt in attempts if attempt.ending is Ending.WHOLE and not attempt.is_leg
    ]
    if not answered:
        return TurnFigures(cost, None, None, said)
    last = answered[-1]
    waited = max(0.0, (last.started_at - turn.at) * 1_000)
    first = None if last.first_token_ms is None else waited + last.first_token_ms
    return TurnFigures(cost, first, waited + last.total_ms, said)


def _said(connection: Connection, decision_ids: Collection[str]) -> dict[str, list[Said]]:
    """All words, the later ones of an id too: whoever reads them knows up to when."""
    wanted = (
        select(
            outcomes.c.decision_id,
            outcomes.c.id,
            outcomes.c.kind,
            outcomes.c.source,
            outcomes.c.score,
            outcomes.c.at,
        )
        .where(
            outcomes.c.decision_id.in_(decision_ids),
            outcomes.c.kind.in_([str(OutcomeKind.VOTE), str(OutcomeKind.SIGNAL)]),
        )
        .order_by(outcomes.c.number)
    )
    found: dict[str, list[Said]] = {}
    for row in connection.execute(wanted):
        its = Said(OutcomeKind(row.kind), row.source, row.score, row.at, row.id)
        found.setdefault(row.decision_id, []).append(its)
    return found
