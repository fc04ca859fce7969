"""Read the questions of conversations that somebody brought in, with the answers they got there.

Knows the tables. Knows nothing of who will be asked.
"""

from collections.abc import Sequence
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


def imported_ids(database: Database, user: str, project: str) -> list[str]:
    """The questions that a user brought into a project, by id; those forgotten are left out."""
    wanted = (
        select(messages.c.id)
        .select_from(messages.join(conversations))
        .where(
            conversations.c.user == user,
            conversations.c.project == project,
            conversations.c.id.startswith(PREFIX),
            messages.c.parent.is_(None),
            messages.c.role == str(Speaker.USER),
            messages.c.text.is_not(None),
            messages.c.text != "",
        )
    )
    with database.read() as connection:
        return list(connection.execute(wanted).scalars())


def read_imported(database: Database, ids: Sequence[str]) -> list[ImportedQuestion]:
    """Some of them, in that order; the same question once."""
    answers = messages.alias()
    wanted = (
        select(messages.c.id, messages.c.text, answers.c.text.label("answer"))
        .select_from(messages.outerjoin(answers, answers.c.parent == messages.c.id))
        .where(messages.c.id.in_(ids))
        .order_by(answers.c.created_at, answers.c.id)
    )
    first: dict[str, ImportedQuestion] = {}
    with database.read() as connection:
        for row in connection.execute(wanted):
            first.setdefault(row.id, ImportedQuestion(row.id, row.text or "", row.answer))
    found = {first[each].text.strip(): first[each] for each in ids if each in first}
    return [question for text, question in found.items() if text]
