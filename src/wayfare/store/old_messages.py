"""Forget what was said in conversations before a time; figures stay.

Of a conversation in which nothing was said since then nothing stays; what it cost is in the log.
"""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update

from wayfare.domain.conversation import AttachedFile
from wayfare.domain.run import RunStatus
from wayfare.domain.share import SharedMessage
from wayfare.store.schema import (
    battles,
    challenges,
    conversations,
    files,
    messages,
    run_events,
    runs,
    shares,
)
from wayfare.store.unsent_files import forget_attached

_to_files = msgspec.json.Decoder(tuple[AttachedFile, ...]).decode
_to_shown = msgspec.json.Decoder(tuple[SharedMessage, ...]).decode
#: So many at once: no database takes any number of values in one statement.
BATCH = 500


def forget_messages(connection: Connection, project: str, before: float) -> int:
    """Forget the texts and files of a project's messages. Returns how many messages."""
    old = (
        select(messages.c.id, messages.c.files, messages.c.conversation_id)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .outerjoin(runs, runs.c.message_id == messages.c.id)
        .where(
            conversations.c.project == project,
            messages.c.created_at < before,
            messages.c.text.is_not(None),
            (runs.c.id.is_(None)) | (runs.c.status != str(RunStatus.RUNNING)),
        )
    )
    rows = connection.execute(old).all()
    for some in _batches(rows):
        _forget(connection, some, before)
    its = conversations.c.project == project
    gone = select(conversations.c.id).where(its, conversations.c.updated_at < before)
    for ids in _batches(list(connection.execute(gone).scalars())):
        delete_conversations(connection, ids)
    shown = select(conversations.c.id).where(its)
    links = delete(shares).where(shares.c.conversation.in_(shown), shares.c.created_at < before)
    connection.execute(links)
    for some in _batches(sorted({row.conversation_id for row in rows})):
        _forget_shared(connection, some, before)
    titled = update(conversations).where(its, conversations.c.created_at < before)
    connection.execute(titled.values(title=""))  # it was made of the first question
    return len(rows)


def delete_conversations(connection: Connection, ids: Collection[str]) -> None:
    """Delete conversations with all that was said in them, and of battles why somebody voted so."""
    forget_attached(connection, ids)
    connection.execute(update(battles).where(battles.c.id.in_(ids)).values(why=None))
    theirs = select(runs.c.id).where(runs.c.conversation_id.in_(ids))
    connection.execute(delete(run_events).where(run_events.c.run_id.in_(theirs)))
    connection.execute(delete(runs).where(runs.c.conversation_id.in_(ids)))
    connection.execute(delete(shares).where(shares.c.conversation.in_(ids)))
    connection.execute(delete(challenges).where(challenges.c.conversation.in_(ids)))
    connection.execute(delete(messages).where(messages.c.conversation_id.in_(ids)))
    connection.execute(delete(conversations).where(conversations.c.id.in_(ids)))


def _forget(connection: Connection, rows: Sequence[Any], before: float) -> None:
    ids = [row.id for row in rows]
    attached = [each.id for row in rows if row.files for each in _to_files(row.files)]
    connection.execute(update(messages).where(messages.c.id.in_(ids)).values(text=None, files=None))
    connection.execute(delete(files).where(files.c.id.in_(attached), files.c.created_at < before))
    told = select(runs.c.id, runs.c.ticket).where(
        runs.c.message_id.in_(ids), runs.c.ticket.contains('"pivot":{', autoescape=True)
    )
    for run_id, ticket in connection.execute(told).all():
        untold = update(runs).where(runs.c.id == run_id)
        connection.execute(untold.values(ticket=_without_texts(ticket)))


def _forget_shared(connection: Connection, ids: Sequence[str], before: float) -> None:
    """Have younger links to conversations show nothing of what was said before."""
    links = select(shares.c.id, shares.c.shown).where(shares.c.conversation.in_(ids))
    for link_id, shown in connection.execute(links).all():
        kept = tuple(each for each in _to_shown(shown) if each.at >= before)
        its = shares.c.id == link_id
        if kept:
            left = {"title": "", "shown": msgspec.json.encode(kept).decode()}
            connection.execute(update(shares).where(its).values(left))
        else:
            connection.execute(delete(shares).where(its))


def _without_texts(ticket: str) -> str:
    """A ticket without what was said in the language in the middle."""
    told = msgspec.json.decode(ticket)
    told["pivot"] |= {"question": "", "answer": ""}
    return msgspec.json.encode(told).decode()


def _batches(rows: Sequence[Any]) -> "list[Sequence[Any]]":
    return [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]
