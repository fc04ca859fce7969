"""A conversation that somebody has on the page, and its messages, which make a tree.

Edits and answers given anew stand beside what they replace, as children of the same message.
"""

from enum import StrEnum

import msgspec

from wayfare.domain.run import Run

#: A title made of a question has so many letters at most.
TITLE_LETTERS = 60


class Kind(StrEnum):
    """What a conversation is for."""

    CHAT = "chat"
    BATTLE = "battle"  # of two arms without names; in nobody's list


class Speaker(StrEnum):
    """Whose words a message has."""

    USER = "user"
    ASSISTANT = "assistant"


class AttachedFile(msgspec.Struct, frozen=True):
    """A file that goes with a message; its content lies among its user's files."""

    id: str
    name: str
    media_type: str
    bytes: int


class Conversation(msgspec.Struct, frozen=True):
    """A user's conversation.

    `model` is what is asked, `leaf` the message that is shown last. `instructions` go before
    the first message, below those of its project. Times are Unix seconds.
    """

    id: str
    user: str
    title: str
    project: str
    model: str
    created_at: float
    updated_at: float
    leaf: str | None = None
    is_running: bool = False
    archived_at: float | None = None
    instructions: str | None = None
    kind: Kind = Kind.CHAT


class KeptMessage(msgspec.Struct, frozen=True):
    """One message. `parent` is the one before it; None: it begins the conversation.

    `run` made an answer. `is_forgotten`: its text was kept as long as its project says.
    """

    id: str
    parent: str | None
    role: Speaker
    text: str
    files: tuple[AttachedFile, ...]
    created_at: float
    run: Run | None = None
    is_forgotten: bool = False


def title_of(question: str) -> str:
    """What a conversation is called by its first question: so many letters, cut at a word.

    >>> title_of("How many  letters are there in a title that goes on and on, and never ends?")
    'How many letters are there in a title that goes on and on,…'
    >>> title_of("  짧은 질문  ")
    '짧은 질문'
    """
    text = " ".join(question.split())
    if len(text) <= TITLE_LETTERS:
        return text
    head, _, _ = text[: TITLE_LETTERS + 1].rpartition(" ")
    # where words are long, or not told apart by spaces, half a title is worth less than a cut word
    whole = head if len(head) >= TITLE_LETTERS // 2 else text[:TITLE_LETTERS]
    return f"{whole.rstrip()}…"
