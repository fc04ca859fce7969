"""Delete files that were uploaded on the page and are in no message: nobody can ask about them.

Files that a key keeps are not of these: programs name them in requests, and they go with the
texts of the key's project. Knows nothing of when this is done.
"""

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, delete, select

from wayfare.domain.audit import SESSION
from wayfare.domain.conversation import AttachedFile
from wayfare.store.database import Database
from wayfare.store.schema import conversations, files, messages

_to_files = msgspec.json.Decoder(tuple[AttachedFile, ...]).decode
#: So many at once: no database takes any number of values in one statement.
BATCH = 500


def forget_unsent(database: Database, *, after: float, before: float) -> int:
    """Delete those uploaded from one time to before another. Returns how many.

    Raises:
        StoreError: the database cannot be written; nothing was deleted.
    """
    old = select(files.c.id, files.c.user).where(
        files.c.key_id == SESSION, files.c.created_at >= after, files.c.created_at < before
    )
    with database.read() as connection:
        if connection.execute(old.limit(1)).first() is None:
            return 0
    with database.write() as connection:
        rows = connection.execute(old).all()
        return _delete_untaken(connection, [row.id for row in rows], {row.user for row in rows})


def forget_attached(connection: Connection, conversation_ids: Collection[str]) -> None:
    """Delete the files of conversations that are being deleted, where no other has them."""
    theirs = conversations.c.id.in_(conversation_ids)
    users = set(connection.execute(select(conversations.c.user).where(theirs)).scalars())
    told = select(messages.c.files).where(
        messages.c.conversation_id.in_(conversation_ids), messages.c.files.is_not(None)
    )
    attached = _ids(connection.execute(told).scalars().all())
    if attached:
        _delete_untaken(connection, sorted(attached), users, beside=conversation_ids)


def _delete_untaken(
    connection: Connection,
    ids: Collection[str],
    users: Collection[str],
    beside: Collection[str] = (),
) -> int:
    """Delete files of the page that are in no message of their users', but for some talks."""
    told = (
        select(messages.c.files)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(
            conversations.c.user.in_(users),
            conversations.c.id.not_in(beside),
            messages.c.files.is_not(None),
        )
    )
    taken = _ids(connection.execute(told).scalars().all())
    untaken = [each for each in ids if each not in taken]
    for at in range(0, len(untaken), BATCH):
        some = files.c.id.in_(untaken[at : at + BATCH]) & (files.c.key_id == SESSION)
        connection.execute(delete(files).where(some))
    return len(untaken)


def _ids(told: Collection[str]) -> set[str]:
    return {each.id for files_of_one in told for each in _to_files(files_of_one)}
