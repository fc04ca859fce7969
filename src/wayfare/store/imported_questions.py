"""Read the questions of conversations that somebody brought in, with the answers they got there.

Knows the tables. Knows nothing of who will be asked.
"""

from typing import NamedTuple

from sqlalchemy import select

from wayfare.domain.conversation import Speaker
from wayfare.store.database import Database
from wayfare.store.schema import conversations, messages

#: How the ids begin of what was brought in; see `gateway/chats/take_over.py`.
PREFIX = "imported-"


class ImportedQuestion(NamedTuple):
    """The question that began a conversation, and its first answer; None: it got none."""

    id: str
    text: str
    answer: str | None


def read_imported(database: Database, user: str, project: str) -> list[ImportedQuestion]:
    """All that a user brought into a project, each question once. Forgotten ones are left out."""
    answers = messages.alias()
    wanted = (
        select(messages.c.id, messages.c.text, answers.c.text.label("answer"))
        .select_from(
            messages.join(
                conversations, conversations.c.id == messages.c.conversation_id
            ).outerjoin(answers, answers.c.parent == messages.c.id)
        )
        .where(
            conversations.c.user == user,
            conversations.c.project == project,
            conversations.c.id.startswith(PREFIX),
            messages.c.parent.is_(None),
            messages.c.role == str(Speaker.USER),
            messages.c.text.is_not(None),
        )
        .order_by(messages.c.id, answers.c.created_at, answers.c.id)
    )
    found: dict[str, ImportedQuestion] = {}
    with database.read() as connection:
        for row in connection.execute(wanted):
            text = row.text.strip()
            if text:
                found.setdefault(text, ImportedQuestion(row.id, text, row.answer))
    return list(found.values())
