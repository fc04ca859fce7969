"""Find what was said in one's conversations, in any language: by letters, not by words.

Korean particles cling to their nouns, and Japanese and Chinese have no spaces, so that an index of
words misses most of what people look for. Each word of a query has to stand in the text as it is.
Knows the tables. Knows nothing of how a hit is shown.
"""

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from wayfare.domain.conversation import Kind, Speaker
from wayfare.store.database import Database
from wayfare.store.schema import conversations, messages

_ESCAPE = "\\"


class Saying(msgspec.Struct, frozen=True):
    """A message that holds what was looked for; `at` is when it was said, Unix time."""

    conversation: str
    title: str
    message: str
    role: Speaker
    text: str
    at: float


def find_sayings(database: Database, user: str, words: Sequence[str], limit: int) -> list[Saying]:
    """Messages of a user's conversations that hold all words, the newest first."""
    wanted = (
        select(
            conversations.c.id,
            conversations.c.title,
            messages.c.id.label("message_id"),
            messages.c.role,
            messages.c.text,
            messages.c.created_at,
        )
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(conversations.c.user == user, conversations.c.kind == str(Kind.CHAT))
        .where(*[messages.c.text.ilike(_within(word), escape=_ESCAPE) for word in words])
        .order_by(messages.c.created_at.desc(), messages.c.id.desc())
        .limit(limit)
    )
    with database.read() as connection:
        rows = connection.execute(wanted).all()
    return [
        Saying(row.id, row.title, row.message_id, Speaker(row.role), row.text, row.created_at)
        for row in rows
    ]


def find_titles(
    database: Database, user: str, words: Sequence[str], limit: int
) -> list[tuple[str, str, float]]:
    """Conversations of a user whose title holds all words: id, title, when they last changed."""
    its = conversations.c
    wanted = (
        select(its.id, its.title, its.updated_at)
        .where(its.user == user, its.kind == str(Kind.CHAT))
        .where(*[its.title.ilike(_within(word), escape=_ESCAPE) for word in words])
        .order_by(its.updated_at.desc(), its.id.desc())
        .limit(limit)
    )
    with database.read() as connection:
        return [(row.id, row.title, row.updated_at) for row in connection.execute(wanted)]


def _within(word: str) -> str:
    for sign in (_ESCAPE, "%", "_"):
        word = word.replace(sign, _ESCAPE + sign)
    return f"%{word}%"
