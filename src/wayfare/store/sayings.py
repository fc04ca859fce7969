"""Find what was said in one's conversations, in any language: by letters, not by words.

Korean particles cling to their nouns, and Japanese and Chinese have no spaces, so that an index of
words misses most of what people look for. Each word of a query has to stand in the text as it is,
but for capitals. It is looked for as plain bytes, never as a pattern: a pattern is tried anew at
every letter, which takes half a minute where long texts and the query repeat one letter.
Knows the tables. Knows nothing of how a hit is shown.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from sqlalchemy import Column, ColumnElement, func, literal, select

from wayfare.domain.conversation import Kind, Speaker
from wayfare.store.database import Database
from wayfare.store.schema import conversations, messages


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
        .where(*_hold(database, messages.c.text, words))
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
        .where(*_hold(database, its.title, words))
        .order_by(its.updated_at.desc(), its.id.desc())
        .limit(limit)
    )
    with database.read() as connection:
        return [(row.id, row.title, row.updated_at) for row in connection.execute(wanted)]


def _hold(
    database: Database, column: Column[str], words: Sequence[str]
) -> list[ColumnElement[bool]]:
    """That all words stand in a column, written large or small as the database knows letters."""
    holds = _HOLDS[database.place.kind]
    return [
        # most writing has no capitals, and to fold them takes as long as to look through a text
        holds(column, literal(word))
        if word.lower() == word.upper()
        else holds(func.lower(column), func.lower(word))
        for word in words
    ]


def _holds_in_sqlite(text: ColumnElement[str], word: ColumnElement[str]) -> ColumnElement[bool]:
    return func.instr(text, word) > 0


def _holds_in_postgres(text: ColumnElement[str], word: ColumnElement[str]) -> ColumnElement[bool]:
    # as bytes: strpos() of texts goes over a word letter by letter, anew at every letter
    return func.pg_catalog.position(_bytes(text), _bytes(word)) > 0


def _bytes(text: ColumnElement[str]) -> ColumnElement[bytes]:
    return func.convert_to(text, "UTF8")


#: That a text holds a word as it stands, by the kind of the database.
_HOLDS: Mapping[str, Callable[[ColumnElement[str], ColumnElement[str]], ColumnElement[bool]]] = {
    "sqlite": _holds_in_sqlite,
    "postgresql": _holds_in_postgres,
}
