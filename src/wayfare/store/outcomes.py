"""Keep outcomes: they are added and read, never changed. Of two with one id the later counts.

Knows the table. Knows nothing of what an outcome teaches.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.sql import Select

from wayfare.domain.decision import PREFERRED, Goal
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.domain.record import AttemptRecord
from wayfare.store.database import Database
from wayfare.store.requests import read_all_attempts
from wayfare.store.schema import decisions, outcomes, requests

_COLUMNS = [column for column in outcomes.columns if column.name != "number"]


class Decided(msgspec.Struct, frozen=True):
    """What was known when the decision was made that an outcome is about.

    `may_learn`: whoever asked allows that it is learned from.
    """

    language: str
    topic: str | None
    project: str
    propensity: float
    started_at: float
    may_learn: bool
    features: bytes | None
    features_version: str | None


class Learnable(msgspec.Struct, frozen=True):
    """An outcome as a learner reads it: its `number` in the log, what it replaces, its decision.

    `cost_micros` is what all of the arm's attempts cost, `output_tokens` and `total_ms` are the
    last one's; None where unknown. `is_cut`: its answer was empty, or ended as too long.
    `served` names who answered for each deployment that was asked, as its provider does. `form` are
    the numbers of an answer that was held back and not given, where the outcome is about that one
    by itself.
    """

    number: int
    outcome: Outcome
    replaces: Outcome | None
    decided: Decided
    cost_micros: int | None
    output_tokens: int | None
    total_ms: float | None
    is_cut: bool = False
    served: dict[str, str] = {}
    form: tuple[float, ...] | None = None


def add_outcomes(database: Database, said: Sequence[Outcome]) -> list[bool]:
    """Add outcomes in one transaction; whether each was new.

    One that says what the last one of its id says already is not added again.

    Raises:
        StoreError: they cannot be written; none of them was.
    """
    added = []
    with database.write() as connection:
        last = connection.execute(select(func.max(outcomes.c.number))).scalar() or 0
        for outcome in said:
            row = connection.execute(_newest(outcome.decision_id, outcome.id)).first()
            if row is not None and _outcome(row).says_the_same(outcome):
                added.append(False)
                continue
            last += 1
            values = msgspec.structs.asdict(outcome) | {"kind": str(outcome.kind), "number": last}
            connection.execute(insert(outcomes).values(values))
            added.append(True)
    return added


def outcomes_of(database: Database, decision_id: str) -> list[Outcome]:
    """All that was ever said of a decision, the oldest first."""
    wanted = (
        select(*_COLUMNS).where(outcomes.c.decision_id == decision_id).order_by(outcomes.c.number)
    )
    with database.read() as connection:
        return [_outcome(row) for row in connection.execute(wanted)]


def outcomes_by_decision(
    database: Database, decision_ids: Collection[str]
) -> dict[str, list[Outcome]]:
    """What holds of some decisions: of several outcomes with one id the last one."""
    wanted = (
        select(*_COLUMNS)
        .where(outcomes.c.decision_id.in_(decision_ids))
        .order_by(outcomes.c.number)
    )
    found: dict[str, dict[str, Outcome]] = {}
    with database.read() as connection:
        for row in connection.execute(wanted):
            outcome = _outcome(row)
            found.setdefault(outcome.decision_id, {})[outcome.id] = outcome
    return {name: list(its.values()) for name, its in found.items()}


def read_since(database: Database, number: int, limit: int = 500) -> list[Learnable]:
    """The next outcomes after a number, in the order in which they came."""
    wanted = (
        select(outcomes, *_DECIDED, decisions.c.request_id)
        .select_from(outcomes.join(decisions).join(requests))
        .where(outcomes.c.number > number)
        .order_by(outcomes.c.number)
        .limit(limit)
    )
    with database.read() as connection:
        rows = connection.execute(wanted).all()
        before = _said_before(connection, rows)
        tried = read_all_attempts(connection, [row.request_id for row in rows])
    return [_learnable(row, before.get(row.number), tried.get(row.request_id, ())) for row in rows]


def _said_before(
    connection: Connection, rows: "Sequence[Row[tuple[object, ...]]]"
) -> dict[int, Outcome]:
    """What outcomes replace, by their number: the last one before with the same id."""
    if not rows:
        return {}
    wanted = (
        select(outcomes)
        .where(
            outcomes.c.decision_id.in_({row.decision_id for row in rows}),
            outcomes.c.number <= rows[-1].number,
        )
        .order_by(outcomes.c.number)
    )
    newest: dict[tuple[str, str], Row[tuple[object, ...]]] = {}
    found = {}
    for row in connection.execute(wanted):
        key = (row.decision_id, row.id)
        if row.number >= rows[0].number and key in newest:
            found[row.number] = _outcome(newest[key])
        newest[key] = row
    return found


def _learnable(
    row: "Row[tuple[object, ...]]", replaces: Outcome | None, tried: Sequence[AttemptRecord]
) -> Learnable:
    ours = [attempt for attempt in tried if attempt.arm == row.arm]
    last = _answering(ours)
    return Learnable(
        number=row.number,
        outcome=_outcome(row),
        replaces=replaces,
        decided=Decided(*(getattr(row, name) for name in Decided.__struct_fields__)),
        cost_micros=_total(attempt.cost.micros for attempt in ours),
        output_tokens=None if last is None else last.usage.output_tokens,
        total_ms=None if last is None else last.total_ms,
        is_cut=last is not None and _is_cut(last),
        served={a.deployment: a.served_model for a in tried if a.served_model is not None},
        form=_form_of(row.arm, tried),
    )


def _answering(ours: Sequence[AttemptRecord]) -> AttemptRecord | None:
    """The attempt that answered: the last, but of those held back beside each other the first."""
    if not ours:
        return None
    alone = [attempt for attempt in ours if attempt.form is None and not attempt.is_leg]
    return alone[-1] if alone else min(ours, key=lambda attempt: attempt.number)


def _form_of(arm: str, tried: Sequence[AttemptRecord]) -> tuple[float, ...] | None:
    """The numbers of an arm's own answer among those that were held back for another arm.

    Only where that other arm was asked after all: of answers that are confirmed one learns nothing
    about those that are not.
    """
    if all(attempt.form is not None for attempt in tried):
        return None
    held = (a.form for a in tried if a.deployment == arm and a.arm != arm and a.form is not None)
    return next(held, None)


def _total(costs: Iterable[int | None]) -> int | None:
    """What they come to; None where there is none, or one is not known."""
    known = list(costs)
    if not known or None in known:
        return None
    return sum(cost or 0 for cost in known)


#: What providers say of an answer that ended because it was too long.
_TOO_LONG = frozenset({"length", "max_tokens", "max_output_tokens"})


def _is_cut(attempt: AttemptRecord) -> bool:
    if (attempt.finish_reason or "").lower() in _TOO_LONG:
        return True
    is_blank = attempt.answer is not None and not attempt.answer.strip()
    # an answer that only calls tools has no text either, and is none the worse
    return attempt.usage.output_tokens == 0 or (is_blank and attempt.finish_reason == "stop")


def all_since(database: Database, number: int = 0, batch: int = 500) -> Iterator[Learnable]:
    """Every outcome after a number, batch by batch."""
    while some := read_since(database, number, batch):
        yield from some
        number = some[-1].number


def count_chosen(database: Database) -> int:
    """For how many questions a router chose an arm, by their vectors."""
    wanted = select(func.count()).where(
        decisions.c.features.is_not(None),
        decisions.c.goal != str(Goal.NAMED),
        decisions.c.reason_code != PREFERRED,
    )
    with database.read() as connection:
        return connection.execute(wanted).scalar() or 0


_DECIDED = (
    requests.c.language,
    decisions.c.topic,
    requests.c.project,
    decisions.c.propensity,
    requests.c.started_at,
    requests.c.may_learn,
    decisions.c.features,
    decisions.c.features_version,
)


def _newest(decision_id: str, outcome_id: str) -> "Select[tuple[object, ...]]":
    return (
        select(*_COLUMNS)
        .where(outcomes.c.decision_id == decision_id, outcomes.c.id == outcome_id)
        .order_by(outcomes.c.number.desc())
        .limit(1)
    )


def _outcome(row: "Row[tuple[object, ...]]") -> Outcome:
    values = {name: getattr(row, name) for name in Outcome.__struct_fields__}
    return Outcome(**values | {"kind": OutcomeKind(values["kind"])})
