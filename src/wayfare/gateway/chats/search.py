"""Search one's conversations, and show each hit with the plain words around it.

Waits for the disk.
"""

import unicodedata

import msgspec

from wayfare.domain.case import Case
from wayfare.domain.conversation import Speaker
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.gateway.chats.parts import Chats
from wayfare.store.sayings import Saying, find_sayings, find_titles
from wayfare.wire.markdown import plain

#: A query has so many letters at most, and of so many words.
LETTERS_MAX, WORDS_MAX = 200, 10
#: Letters around a hit.
_BEFORE, _AFTER = 40, 120
#: So many letters on either side of a hit are read: a text may be a book, and hits are many.
_NEAR = 4_000


class Hit(msgspec.Struct, frozen=True):
    """A message, or with `message` None a title, that holds what was looked for.

    `start` and `length` are where the first word stands in the `snippet`, in letters.
    """

    conversation: str
    title: str
    message: str | None
    role: Speaker | None
    snippet: str
    start: int
    length: int
    at: float


def search(chats: Chats, caller: Caller, query: str, limit: int) -> list[Hit]:
    """The caller's messages and titles that hold all words of a query, the newest first.

    Raises:
        BadRequestError: there is nothing to look for, or too much.
    """
    words = _words(query)
    titles = [
        Hit(id_, title, None, None, title, *_place(title, words[0]), at)
        for id_, title, at in find_titles(chats.database, caller.user, words, limit)
    ]
    said = find_sayings(chats.database, caller.user, words, limit)
    hits = [_hit(each, words[0]) for each in said]
    return (titles + hits)[:limit]


def _words(query: str) -> list[str]:
    if len(query) > LETTERS_MAX:
        raise BadRequestError(
            f"`q` is longer than {LETTERS_MAX} letters.",
            cure="Look for less.",
            param="q",
            case=Case.WORDS_TOO_LONG,
            values={"letters_max": LETTERS_MAX},
        )
    words = unicodedata.normalize("NFC", query).replace("\0", " ").split()[:WORDS_MAX]
    if not words:
        raise BadRequestError("`q` is empty.", cure="Say what to look for.", param="q")
    return words


def _hit(said: Saying, word: str) -> Hit:
    words, start, length = _around(said.text, word)
    first, last = max(0, start - _BEFORE), start + length + _AFTER
    head = "…" if first else ""
    return Hit(
        said.conversation,
        said.title,
        said.message,
        said.role,
        head + words[first:last] + ("…" if last < len(words) else ""),
        start - first + len(head),
        length,
        said.at,
    )


def _around(text: str, word: str) -> tuple[str, int, int]:
    """The plain words around a word, and where it stands in them."""
    place, _ = _place(text, word)
    text = text[max(0, place - _NEAR) : place + _NEAR]
    words = plain(text)
    start, length = _place(words, word)
    if length:
        return words, start, length
    written = " ".join(text.split())
    start, length = _place(written, word)  # within marks, such as the address of a link
    return (written, start, length) if length else (words, 0, 0)


def _place(text: str, word: str) -> tuple[int, int]:
    """Where a word stands first; databases fold letters in ways of their own."""
    place = text.find(word)
    if place < 0:
        place = _folded(text).find(_folded(word))
    return (place, len(word)) if place >= 0 else (0, 0)


def _folded(text: str) -> str:
    """The small letters of a text, each where it stood: the small İ is two."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(each.lower()[0] for each in text)
