"""Keep comparisons on people's own questions: how each stands, and what it asked and found.

Questions and findings are lines of JSON that others write and read. One that is under way belongs
to a process, which says from time to time that it has it.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, exists, func, insert, select, update

from wayfare.domain.own_comparison import JobState, OwnComparison
from wayfare.store.database import Database
from wayfare.store.schema import own_comparisons, own_findings
from wayfare.store.texts import kept_values

_its = own_comparisons.c
_FIELDS = OwnComparison.__struct_fields__
_COLUMNS = [_its[name] for name in _FIELDS]
_to_names = msgspec.json.Decoder(tuple[str, ...]).decode
_RUNNING = str(JobState.RUNNING)


def add_comparison(database: Database, made: OwnComparison, questions: bytes, process: str) -> bool:
    """Keep one that begins; False where another of the user's is under way."""
    values: dict[str, object] = {name: getattr(made, name) for name in _FIELDS}
    values |= {"state": str(made.state), "arms": msgspec.json.encode(made.arms).decode()}
    values |= {"questions": questions.decode(), "process": process, "beat_at": made.created_at}
    values["is_stopping"] = False
    under_way = select(_its.id).where(_its.user == made.user, _its.state == _RUNNING)
    with database.write() as connection:
        if connection.execute(under_way).first() is not None:
            return False
        connection.execute(insert(own_comparisons).values(kept_values(database, values)))
    return True


def take_up(
    database: Database, comparison_id: str, process: str, budget_micros: int, now: float
) -> bool:
    """Have a process go on with one that has ended; False where any of its user's is under way."""
    others = own_comparisons.alias()
    whose = select(_its.user).where(_its.id == comparison_id).scalar_subquery()
    under_way = select(others.c.id).where(others.c.user == whose, others.c.state == _RUNNING)
    ended = _its.id == comparison_id
    values = {
        "state": _RUNNING,
        "process": process,
        "budget_micros": budget_micros,
        "beat_at": now,
        "ended_at": None,
        "error": None,
        "is_stopping": False,
    }
    with database.write() as connection:
        if connection.execute(under_way).first() is not None:
            return False
        changed = update(own_comparisons).where(ended).values(values)
        return bool(connection.execute(changed).rowcount)


def list_comparisons(database: Database, user: str, limit: int = 50) -> list[OwnComparison]:
    """A user's own, the newest first."""
    wanted = select(*_COLUMNS).where(_its.user == user).order_by(_its.created_at.desc(), _its.id)
    with database.read() as connection:
        return [_comparison(row) for row in connection.execute(wanted.limit(limit))]


def find_comparison(database: Database, comparison_id: str, user: str) -> OwnComparison | None:
    """One of a user's own."""
    wanted = select(*_COLUMNS).where(_its.id == comparison_id, _its.user == user)
    with database.read() as connection:
        row = connection.execute(wanted).first()
    return None if row is None else _comparison(row)


def read_questions(database: Database, comparison_id: str) -> bytes:
    """Its questions as they were given; `[]` where they were forgotten."""
    wanted = select(_its.questions).where(_its.id == comparison_id)
    with database.read() as connection:
        return str(connection.execute(wanted).scalar() or "[]").encode()


def read_result(database: Database, comparison_id: str) -> bytes | None:
    """What came of it, where that is told yet."""
    wanted = select(_its.result).where(_its.id == comparison_id)
    with database.read() as connection:
        found = connection.execute(wanted).scalar()
    return None if found is None else str(found).encode()


def read_findings(database: Database, comparison_id: str) -> list[bytes]:
    """What it asked and found, in that order."""
    lines = own_findings.c
    wanted = select(lines.line).where(lines.comparison_id == comparison_id).order_by(lines.number)
    with database.read() as connection:
        return [str(line).encode() for line in connection.execute(wanted).scalars()]


def add_findings(database: Database, comparison_id: str, lines: Sequence[bytes]) -> None:
    """Keep some more of what it found."""
    if not lines:
        return
    known = select(_its.id).where(_its.id == comparison_id)
    with database.write() as connection:
        if connection.execute(known).first() is not None:  # it may just have been deleted
            _add(connection, database, comparison_id, lines)


def note_progress(
    database: Database, job: OwnComparison, process: str, lines: Sequence[bytes], now: float
) -> bool:
    """Keep how far it is and what it found since; whether it may go on.

    It may not where somebody wants it to stop, or another process took it for dead.
    """
    ours = (_its.id == job.id) & (_its.process == process) & (_its.state == _RUNNING)
    with database.write() as connection:
        asked = update(own_comparisons).where(ours)
        changed = asked.values(done=job.done, spent_micros=job.spent_micros, beat_at=now)
        if not connection.execute(changed).rowcount:
            return False
        _add(connection, database, job.id, lines)
        stopping = select(_its.is_stopping).where(_its.id == job.id)
        return not connection.execute(stopping).scalar()


def end_comparison(database: Database, ended: OwnComparison, result: bytes | None) -> None:
    """Keep how it ended, and what came of it."""
    values: dict[str, object] = {
        "state": str(ended.state),
        "done": ended.done,
        "spent_micros": ended.spent_micros,
        "ended_at": ended.ended_at,
        "error": ended.error,
    }
    if result is not None:
        values["result"] = result.decode()
    its = (_its.id == ended.id) & (_its.state == _RUNNING)
    with database.write() as connection:
        changed = update(own_comparisons).where(its).values(kept_values(database, values))
        connection.execute(changed)


def keep_result(database: Database, comparison_id: str, result: bytes) -> None:
    """Keep what it comes to now."""
    changed = update(own_comparisons).where(_its.id == comparison_id)
    with database.write() as connection:
        connection.execute(changed.values(result=result.decode()))


def ask_to_stop(database: Database, comparison_id: str) -> None:
    """Let whichever process has it know that it shall stop."""
    changed = update(own_comparisons).where(_its.id == comparison_id)
    with database.write() as connection:
        connection.execute(changed.values(is_stopping=True))


def end_dead(database: Database, user: str, before: float, now: float) -> None:
    """Mark a user's as interrupted that nobody has had since before."""
    dead = (_its.user == user) & (_its.state == _RUNNING) & (_its.beat_at < before)
    ended = update(own_comparisons).where(dead)
    with database.write() as connection:
        connection.execute(ended.values(state=str(JobState.INTERRUPTED), ended_at=now))


def delete_comparison(database: Database, comparison_id: str) -> None:
    """Delete one with all it found. What it cost stays in the log."""
    with database.write() as connection:
        lines = own_findings.c.comparison_id == comparison_id
        connection.execute(delete(own_findings).where(lines))
        connection.execute(delete(own_comparisons).where(_its.id == comparison_id))


def forget_comparisons(connection: Connection, project: str, before: float) -> int:
    """Forget the texts of a project's comparisons from before a time; figures stay."""
    # one that goes on while it is forgotten may have found more since
    found = exists().where(own_findings.c.comparison_id == _its.id)
    has_texts = (_its.questions != "[]") | found
    old = (_its.project == project) & (_its.created_at < before) & has_texts
    ids = list(connection.execute(select(_its.id).where(old)).scalars())
    for each in ids:
        connection.execute(delete(own_findings).where(own_findings.c.comparison_id == each))
    connection.execute(update(own_comparisons).where(old).values(questions="[]"))
    return len(ids)


def _add(
    connection: Connection, database: Database, comparison_id: str, lines: Sequence[bytes]
) -> None:
    if not lines:
        return
    found = own_findings.c
    last = select(func.max(found.number)).where(found.comparison_id == comparison_id)
    begin = (connection.execute(last).scalar() or 0) + 1
    rows = [
        kept_values(
            database, {"comparison_id": comparison_id, "number": number, "line": line.decode()}
        )
        for number, line in enumerate(lines, start=begin)
    ]
    connection.execute(insert(own_findings), rows)


def _comparison(row: Row[Any]) -> OwnComparison:
    found = {name: getattr(row, name) for name in _FIELDS}
    return OwnComparison(**{**found, "state": JobState(row.state), "arms": _to_names(row.arms)})
