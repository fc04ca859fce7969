"""Keep conversations of the page: whose they are, what they are called, where they stand.

Knows nothing of what is said in them; see `messages.py`.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Row, Select, and_, insert, or_, select, update

from wayfare.domain.conversation import Conversation, Kind
from wayfare.domain.run import RunStatus
from wayfare.store.database import Database
from wayfare.store.old_messages import delete_conversations
from wayfare.store.old_requests import forget_asked_in
from wayfare.store.schema import conversations, runs
from wayfare.store.texts import kept_values

#: Where to go on in a list, the newest first: when one was changed last, and its id.
Place = tuple[float, str]


def add_conversation(database: Database, made: Conversation) -> None:
    """Add a conversation in which nothing was said yet."""
    values = {name: getattr(made, name) for name in _COLUMNS}
    with database.write() as connection:
        connection.execute(insert(conversations).values(kept_values(database, values)))


def find_conversation(database: Database, conversation_id: str, user: str) -> Conversation | None:
    """One of a user's own, whatever it is for."""
    wanted = _LISTED.where(conversations.c.id == conversation_id, conversations.c.user == user)
    with database.read() as connection:
        row = connection.execute(wanted).first()
    return None if row is None else _conversation(row)


def list_conversations(
    database: Database,
    user: str,
    *,
    project: str | None = None,
    is_archived: bool = False,
    before: Place | None = None,
    limit: int = 50,
) -> list[Conversation]:
    """A user's own, those that were changed last first, from after a place on."""
    archived = conversations.c.archived_at
    wanted = _LISTED.where(
        conversations.c.user == user,
        conversations.c.kind == str(Kind.CHAT),
        archived.is_not(None) if is_archived else archived.is_(None),
    )
    if project is not None:
        wanted = wanted.where(conversations.c.project == project)
    if before is not None:
        wanted = wanted.where(_is_after(before))
    order = (conversations.c.updated_at.desc(), conversations.c.id.desc())
    with database.read() as connection:
        return [
            _conversation(row) for row in connection.execute(wanted.order_by(*order).limit(limit))
        ]


def change_conversation(
    database: Database, conversation_id: str, changes: Mapping[str, object]
) -> None:
    """Change some fields of a conversation."""
    if not changes:
        return
    changed = update(conversations).where(conversations.c.id == conversation_id)
    with database.write() as connection:
        connection.execute(changed.values(kept_values(database, changes)))


def delete_conversation(database: Database, conversation_id: str) -> None:
    """Delete a conversation with all that was said in it. What it cost stays in the log."""
    with database.write() as connection:
        forget_asked_in(connection, [conversation_id])
        delete_conversations(connection, [conversation_id])


_COLUMNS = tuple(conversations.c.keys())
_IS_RUNNING = (
    select(runs.c.id)
    .where(runs.c.conversation_id == conversations.c.id, runs.c.status == str(RunStatus.RUNNING))
    .correlate(conversations)
    .exists()
)
_LISTED: Select[tuple[object, ...]] = select(conversations, _IS_RUNNING.label("is_running"))


def _is_after(place: Place) -> ColumnElement[bool]:
    at, conversation_id = place
    updated_at = conversations.c.updated_at
    same = and_(updated_at == at, conversations.c.id < conversation_id)
    return or_(updated_at < at, same)


def _conversation(row: Row[tuple[object, ...]]) -> Conversation:
    found = {name: getattr(row, name) for name in _COLUMNS}
    return Conversation(**{**found, "kind": Kind(row.kind), "is_running": bool(row.is_running)})
