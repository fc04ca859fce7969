"""Keep conversations that were had elsewhere, each wholly or not at all.

Knows the tables. Knows nothing of where they come from.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Table, select

from wayfare.domain.conversation import Conversation, KeptMessage
from wayfare.domain.run import Run
from wayfare.store.database import Database
from wayfare.store.rows import mended_text
from wayfare.store.schema import conversations, messages, runs

_COLUMNS = tuple(conversations.c.keys())


def ids_there(database: Database, ids: Collection[str]) -> set[str]:
    """Those of some ids that conversations have, whoever has them."""
    with database.read() as connection:
        return _there(connection, ids)


def add_whole(
    database: Database, some: Iterable[tuple[Conversation, Sequence[KeptMessage]]]
) -> set[str]:
    """Add conversations with all their messages and the runs of their answers, which are over.

    Returns the ids of those that were added: none that is there already, such as by the same
    request that came twice at once, and none twice.

    Raises:
        StoreError: they cannot be written; nothing of them was.
    """
    first: dict[str, tuple[Conversation, Sequence[KeptMessage]]] = {}
    for its, said in some:
        first.setdefault(its.id, (its, said))
    with database.write() as connection:
        there = _there(connection, first)
        new = [its for its, _ in first.values() if its.id not in there]
        pairs = [(its.id, each) for its in new for each in first[its.id][1]]
        _add(database, connection, conversations, [_conversation(its) for its in new])
        _add(database, connection, messages, [_message(*pair) for pair in pairs])
        ran = [_run(its_id, each, each.run) for its_id, each in pairs if each.run is not None]
        _add(database, connection, runs, ran)
    return {its.id for its in new}


def _there(connection: Connection, ids: Collection[str]) -> set[str]:
    wanted = select(conversations.c.id).where(conversations.c.id.in_(ids))
    return set(connection.execute(wanted).scalars())


def _add(
    database: Database, connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]
) -> None:
    """Add rows as a whole: one by one, most of the time went by in building statements."""
    if not rows:
        return
    names, mark = table.c.keys(), database.place.nul_mark
    whole = [tuple(mended_text(row.get(name), mark) for name in names) for row in rows]
    database.place.add_rows(connection, table, whole)


def _conversation(conversation: Conversation) -> Mapping[str, object]:
    return {name: getattr(conversation, name) for name in _COLUMNS}


def _message(conversation_id: str, message: KeptMessage) -> Mapping[str, object]:
    return {
        "id": message.id,
        "conversation_id": conversation_id,
        "parent": message.parent,
        "role": str(message.role),
        "text": message.text,
        "created_at": message.created_at,
    }


def _run(conversation_id: str, message: KeptMessage, run: Run) -> Mapping[str, object]:
    return {
        "id": run.id,
        "conversation_id": conversation_id,
        "message_id": message.id,
        "key": run.id,
        "status": str(run.status),
        "model": run.model,
        "arm": run.arm,
        "last_event": run.last_event,
        "is_blind": False,
        "is_stopping": False,
        "process": "",
        "created_at": message.created_at,
        "beat_at": message.created_at,
    }
