"""Read what a user asked in conversations of the page, with what each question is about."""

import msgspec
from sqlalchemy import select

from wayfare.domain.conversation import Kind, Speaker
from wayfare.store.database import Database
from wayfare.store.schema import conversations, decisions, messages, runs


class OwnQuestion(msgspec.Struct, frozen=True):
    """A question that began a conversation, and its topic, None where that is not known."""

    text: str
    topic: str | None


def read_own_questions(
    database: Database, user: str, *, is_battle: bool, since: float, limit: int
) -> list[OwnQuestion]:
    """The newest first: of conversations, or of battles. Those with files are left out."""
    kind = Kind.BATTLE if is_battle else Kind.CHAT
    answers = messages.alias()
    wanted = (
        select(messages.c.text, decisions.c.topic)
        .select_from(
            messages.join(conversations, conversations.c.id == messages.c.conversation_id)
            .outerjoin(answers, answers.c.parent == messages.c.id)
            .outerjoin(runs, runs.c.message_id == answers.c.id)
            .outerjoin(decisions, decisions.c.id == runs.c.decision_id)
        )
        .where(
            conversations.c.user == user,
            conversations.c.kind == str(kind),
            messages.c.role == str(Speaker.USER),
            messages.c.parent.is_(None),
            messages.c.text.is_not(None),
            messages.c.files.is_(None),
            messages.c.created_at >= since,
        )
        .order_by(messages.c.created_at.desc())
        .limit(limit)
    )
    with database.read() as connection:
        return [OwnQuestion(row.text, row.topic) for row in connection.execute(wanted)]
