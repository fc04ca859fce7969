"""Keep conversations that were had elsewhere, each wholly or not at all.

Knows the tables. Knows nothing of where they come from.
"""

from collections.abc import Sequence

from sqlalchemy import insert, select

from wayfare.domain.conversation import Conversation, KeptMessage
from wayfare.store.database import Database
from wayfare.store.schema import conversations, messages, runs
from wayfare.store.texts import kept_values


def is_there(database: Database, conversation_id: str) -> bool:
    """Whether there is a conversation of this id, whoever has it."""
    wanted = select(conversations.c.id).where(conversations.c.id == conversation_id)
    with database.read() as connection:
        return connection.execute(wanted).first() is not None


def add_whole(database: Database, conversation: Conversation, said: Sequence[KeptMessage]) -> bool:
    """Add a conversation with all its messages and the runs of its answers, which are over.

    False where it is there already, such as by the same request that came twice at once.

    Raises:
        StoreError: it cannot be written; nothing of it was.
    """
    columns = conversations.c.keys()
    row = {name: getattr(conversation, name) for name in columns}
    known = select(conversations.c.id).where(conversations.c.id == conversation.id)
    with database.write() as connection:
        if connection.execute(known).first() is not None:
            return False
        connection.execute(insert(conversations).values(kept_values(database, row)))
        for each in said:
            message = {
                "id": each.id,
                "conversation_id": conversation.id,
                "parent": each.parent,
                "role": str(each.role),
                "text": each.text,
                "files": None,
                "created_at": each.created_at,
            }
            connection.execute(insert(messages).values(kept_values(database, message)))
            if each.run is not None:
                run = {
                    "id": each.run.id,
                    "conversation_id": conversation.id,
                    "message_id": each.id,
                    "key": each.run.id,
                    "status": str(each.run.status),
                    "model": each.run.model,
                    "arm": each.run.arm,
                    "last_event": each.run.last_event,
                    "is_blind": False,
                    "is_stopping": False,
                    "process": "",
                    "created_at": each.created_at,
                    "beat_at": each.created_at,
                }
                connection.execute(insert(runs).values(kept_values(database, run)))
    return True
