"""Read the messages of conversations, each answer with the run that made it.

The text of an answer that is being given is put together from its pieces.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from wayfare.domain.conversation import AttachedFile, KeptMessage, Speaker
from wayfare.domain.run import RunStatus
from wayfare.store.database import Database
from wayfare.store.runs import RUN_COLUMNS, run_of, text_so_far
from wayfare.store.schema import messages, runs

_to_files = msgspec.json.Decoder(tuple[AttachedFile, ...]).decode


def read_messages(database: Database, conversation_id: str) -> list[KeptMessage]:
    """All messages of a conversation, the oldest first."""
    wanted = _READ.where(messages.c.conversation_id == conversation_id)
    with database.read() as connection:
        rows = connection.execute(wanted.order_by(messages.c.created_at, messages.c.id)).all()
        texts = _running_texts(connection, rows)
    return [_message(row, texts) for row in rows]


def read_path(database: Database, conversation_id: str, message_id: str) -> list[KeptMessage]:
    """The messages from the beginning to one, in their order; empty where it is not there."""
    found = {each.id: each for each in read_messages(database, conversation_id)}
    path: list[KeptMessage] = []
    at: str | None = message_id
    while at is not None and at in found:
        path.append(found.pop(at))
        at = path[-1].parent
    return path[::-1]


def find_message(database: Database, conversation_id: str, message_id: str) -> KeptMessage | None:
    """One message of a conversation."""
    wanted = _READ.where(messages.c.conversation_id == conversation_id, messages.c.id == message_id)
    with database.read() as connection:
        rows = connection.execute(wanted).all()
        texts = _running_texts(connection, rows)
    return next((_message(row, texts) for row in rows), None)


_READ = select(
    messages.c.id.label("its_id"),
    messages.c.parent,
    messages.c.role,
    messages.c.text,
    messages.c.files,
    messages.c.created_at.label("said_at"),
    *RUN_COLUMNS,
).outerjoin(runs, runs.c.message_id == messages.c.id)


def _running_texts(connection: Connection, rows: Iterable[Row[Any]]) -> Mapping[str, str]:
    running = [row.id for row in rows if row.status == str(RunStatus.RUNNING)]
    return {run_id: text_so_far(connection, run_id) for run_id in running}


def _message(row: Row[Any], texts: Mapping[str, str]) -> KeptMessage:
    run = None if row.id is None else run_of(row)
    text: str | None = row.text
    if run is not None and not run.is_over:
        text = texts.get(run.id, "")
        run = msgspec.structs.replace(run, last_event=len(text) + 1)
    return KeptMessage(
        id=row.its_id,
        parent=row.parent,
        role=Speaker(row.role),
        text=text or "",
        files=_to_files(row.files) if row.files else (),
        created_at=row.said_at,
        run=run,
        is_forgotten=text is None,
    )
