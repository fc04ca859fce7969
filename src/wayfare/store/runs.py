"""Keep runs: begin each once, add what comes of it piece by piece, and end it.

A run that is under way belongs to one process, which says from time to time that it has it. What
another process has ended meanwhile is neither added to nor ended again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from wayfare.domain.conversation import Conversation, KeptMessage
from wayfare.domain.decision import Reason
from wayfare.domain.errors import NotFoundError
from wayfare.domain.run import Run, RunFault, RunStatus, event_id
from wayfare.store.database import Database
from wayfare.store.schema import conversations, messages, run_events, runs
from wayfare.store.texts import kept_values

_to_fault = msgspec.json.Decoder(RunFault).decode
_encode = msgspec.json.Encoder().encode
_RUNNING = str(RunStatus.RUNNING)


class _Told(msgspec.Struct):
    """What is read of a ticket."""

    reason: Reason | None = None


_to_told = msgspec.json.Decoder(_Told).decode

RUN_COLUMNS: tuple[ColumnElement[Any], ...] = (
    runs.c.id,
    runs.c.message_id,
    runs.c.conversation_id,
    runs.c.status,
    runs.c.model,
    runs.c.arm,
    runs.c.decision_id,
    runs.c.first_token_ms,
    runs.c.total_ms,
    runs.c.cost_micros,
    runs.c.error,
    runs.c.ticket,
    runs.c.last_event,
    runs.c.is_blind,
    runs.c.created_at,
)


@dataclass(frozen=True, slots=True)
class NewRun:
    """A run to begin: in a conversation, by a process, with the messages that it adds.

    `question` is None where an answer is given anew. `key` is the client's own name of the run.
    `is_beside`: the conversation goes on from where it was.
    """

    conversation: Conversation
    run: Run
    key: str
    process: str
    question: KeptMessage | None
    answer: KeptMessage
    is_beside: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a run's text. `number` is the id of the event that tells it."""

    run_id: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run with its ticket, as JSON, once there is one."""

    run: Run
    ticket: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How a run stands, and its text from some event on."""

    kept: KeptRun
    text: str


def begin_run(database: Database, new: NewRun) -> str | None:
    """Keep a run with its messages, before anybody is asked.

    Returns the id of the run that was begun by the same key before, if one was: then nothing is
    kept of this one.

    Raises:
        NotFoundError: the conversation was just deleted; nothing is kept.
    """
    conversation, run = new.conversation, new.run
    by_key = select(runs.c.id).where(
        runs.c.conversation_id == conversation.id, runs.c.key == new.key
    )
    with database.write() as connection:
        if (before := connection.execute(by_key).scalar()) is not None:
            return str(before)
        its = conversations.c.id == conversation.id
        if connection.execute(select(conversations.c.id).where(its)).first() is None:
            raise NotFoundError(f"There is no conversation {conversation.id!r} of yours.")
        for message in (new.question, new.answer):
            if message is not None:
                connection.execute(insert(messages).values(_row(database, new, message)))
        connection.execute(
            insert(runs).values(
                id=run.id,
                conversation_id=conversation.id,
                message_id=run.message,
                key=new.key,
                status=_RUNNING,
                model=run.model,
                last_event=run.last_event,
                is_blind=run.is_blind,
                is_stopping=False,
                process=new.process,
                created_at=run.created_at,
                beat_at=run.created_at,
            )
        )
        if new.is_beside:
            return None
        changes = {"leaf": new.answer.id, "title": conversation.title, "updated_at": run.created_at}
        connection.execute(update(conversations).where(its).values(kept_values(database, changes)))
    return None


def find_run(database: Database, run_id: str, user: str) -> KeptRun | None:
    """One run of a user's own."""
    wanted = (
        select(*RUN_COLUMNS)
        .join(conversations, conversations.c.id == runs.c.conversation_id)
        .where(runs.c.id == run_id, conversations.c.user == user)
    )
    with database.read() as connection:
        row = connection.execute(wanted).first()
        return None if row is None else _kept(connection, row)


def find_by_key(database: Database, conversation_id: str, key: str) -> str | None:
    """The id of the run that was begun by a key."""
    wanted = select(runs.c.id).where(runs.c.conversation_id == conversation_id, runs.c.key == key)
    with database.read() as connection:
        return connection.execute(wanted).scalar()


def running_in(database: Database, conversation_id: str) -> list[str]:
    """The ids of the runs that are under way in a conversation."""
    wanted = select(runs.c.id).where(
        runs.c.conversation_id == conversation_id, runs.c.status == _RUNNING
    )
    with database.read() as connection:
        return list(connection.execute(wanted).scalars())


def count_running(database: Database) -> int:
    """How many runs are under way, whichever process has them."""
    counted = select(func.count()).select_from(runs).where(runs.c.status == _RUNNING)
    with database.read() as connection:
        return connection.execute(counted).scalar_one()


def read_progress(database: Database, run_id: str, after: int) -> Progress | None:
    """How a run stands, and its text after some event; None where it was deleted."""
    with database.read() as connection:
        row = connection.execute(select(*RUN_COLUMNS).where(runs.c.id == run_id)).first()
        if row is None:
            return None
        run = run_of(row)
        if run.is_over:
            its = select(messages.c.text).where(messages.c.id == run.message)
            whole = connection.execute(its).scalar() or ""
            return Progress(KeptRun(run, row.ticket), whole[max(0, after - 1) :])
        later = connection.execute(_pieces_of(run_id).where(run_events.c.number > after)).all()
    text = "".join(piece.text for piece in later)
    if not later:
        return Progress(KeptRun(msgspec.structs.replace(run, last_event=max(1, after)), None), "")
    last = later[-1].number
    run = msgspec.structs.replace(run, last_event=last)
    # whoever asks may have half of the first piece
    return Progress(KeptRun(run, None), text[max(0, len(text) - (last - max(1, after))) :])


def add_pieces(
    database: Database, process: str, pieces: Collection[Piece], begun: Iterable[Run] = ()
) -> set[str]:
    """Keep pieces of what runs in a process, and who answers. Returns the runs it has no more.

    Raises:
        StoreError: they cannot be written; none of them was.
    """
    named = {piece.run_id for piece in pieces}
    with database.write() as connection:
        own = set(connection.execute(_own(process, named)).scalars())
        rows = [
            kept_values(database, {"run_id": p.run_id, "number": p.number, "text": p.text})
            for p in pieces
            if p.run_id in own and p.text
        ]
        if rows:
            connection.execute(insert(run_events), rows)
        for run in begun:
            if run.id in own:
                names = {name: getattr(run, name) for name in _BEGUN}
                connection.execute(update(runs).where(runs.c.id == run.id).values(names))
    return named - own


_BEGUN = ("arm", "decision_id", "first_token_ms")


def end_run(
    database: Database, process: str, run: Run, text: str, ticket: str | None, now: float
) -> bool:
    """Keep how a run ended, with its whole text. False: another process has ended it before."""
    with database.write() as connection:
        if connection.execute(_own(process, [run.id])).scalar() is None:
            return False
        _end(database, connection, run, text, ticket, now)
    return True


def beat(database: Database, process: str, run_ids: Collection[str], now: float) -> set[str]:
    """Say that a process still has some runs. Returns those that somebody wants stopped."""
    with database.write() as connection:
        connection.execute(
            update(runs)
            .where(runs.c.id.in_(run_ids), runs.c.process == process, runs.c.status == _RUNNING)
            .values(beat_at=now)
        )
    return stopping(database, process)


def stopping(database: Database, process: str) -> set[str]:
    """The runs of a process that somebody wants stopped."""
    wanted = select(runs.c.id).where(
        runs.c.process == process, runs.c.status == _RUNNING, runs.c.is_stopping.is_(True)
    )
    with database.read() as connection:
        return set(connection.execute(wanted).scalars())


def ask_to_stop(database: Database, run_id: str) -> None:
    """Have whoever has a run stop it."""
    with database.write() as connection:
        connection.execute(update(runs).where(runs.c.id == run_id).values(is_stopping=True))


def interrupt_runs(
    database: Database, *, beaten_before: float, but: Collection[str], now: float
) -> list[str]:
    """End the runs of which nobody said for long that they have them; their text is kept.

    `but` are those that this process has. Returns the others' ids.
    """
    wanted = (
        select(*RUN_COLUMNS)
        .where(runs.c.status == _RUNNING, runs.c.beat_at < beaten_before)
        .order_by(runs.c.id)
    )
    with database.read() as connection:
        # the usual case: nobody has to wait for a look
        if all(row.id in but for row in connection.execute(wanted)):
            return []
    with database.write() as connection:
        lost = [row for row in connection.execute(wanted).all() if row.id not in but]
        for row in lost:
            text = text_so_far(connection, row.id)
            run = msgspec.structs.replace(
                run_of(row), status=RunStatus.INTERRUPTED, last_event=event_id(len(text))
            )
            _end(database, connection, run, text, None, now)
    return [row.id for row in lost]


def text_so_far(connection: Connection, run_id: str) -> str:
    """The text of a run that is under way."""
    return "".join(piece.text for piece in connection.execute(_pieces_of(run_id)))


def _pieces_of(run_id: str) -> Select[Any]:
    return (
        select(run_events.c.number, run_events.c.text)
        .where(run_events.c.run_id == run_id)
        .order_by(run_events.c.number)
    )


def run_of(row: Row[Any]) -> Run:
    """A run as it is kept."""
    return Run(
        id=row.id,
        message=row.message_id,
        conversation=row.conversation_id,
        status=RunStatus(row.status),
        model=row.model,
        created_at=row.created_at,
        arm=row.arm,
        decision_id=row.decision_id,
        reason=_to_told(row.ticket).reason if row.ticket else None,
        first_token_ms=row.first_token_ms,
        total_ms=row.total_ms,
        cost_micros=row.cost_micros,
        error=_to_fault(row.error) if row.error else None,
        last_event=row.last_event,
        is_blind=row.is_blind,
    )


def _kept(connection: Connection, row: Row[Any]) -> KeptRun:
    run = run_of(row)
    if not run.is_over:
        letters = len(text_so_far(connection, run.id))
        run = msgspec.structs.replace(run, last_event=event_id(letters))
    return KeptRun(run, row.ticket)


def _own(process: str, run_ids: Iterable[str]) -> Select[Any]:
    return select(runs.c.id).where(
        runs.c.id.in_(list(run_ids)), runs.c.process == process, runs.c.status == _RUNNING
    )


def _row(database: Database, new: NewRun, message: KeptMessage) -> Mapping[str, object]:
    values = {
        "id": message.id,
        "conversation_id": new.conversation.id,
        "parent": message.parent,
        "role": str(message.role),
        "text": message.text,
        "files": _encode(message.files).decode() if message.files else None,
        "created_at": message.created_at,
    }
    return kept_values(database, values)


def _end(
    database: Database,
    connection: Connection,
    run: Run,
    text: str,
    ticket: str | None,
    now: float,
) -> None:
    ended = {
        "status": str(run.status),
        "arm": run.arm,
        "decision_id": run.decision_id,
        "first_token_ms": run.first_token_ms,
        "total_ms": run.total_ms,
        "cost_micros": run.cost_micros,
        "error": None if run.error is None else _encode(run.error).decode(),
        "ticket": ticket,
        "last_event": run.last_event,
    }
    values = kept_values(database, ended)
    connection.execute(update(runs).where(runs.c.id == run.id).values(values))
    said = kept_values(database, {"text": text})
    connection.execute(update(messages).where(messages.c.id == run.message).values(said))
    connection.execute(delete(run_events).where(run_events.c.run_id == run.id))
    its = conversations.c.id == run.conversation
    connection.execute(update(conversations).where(its).values(updated_at=now))
