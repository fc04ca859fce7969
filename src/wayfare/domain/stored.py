"""What is kept for clients: answers to go on from or to give again, and files to ask about."""

import msgspec


class CachedAnswer(msgspec.Struct, frozen=True):
    """An answer that the very same request gets again.

    `body` has a mark where its ticket goes, and there the path by which the answer came.
    `digest` is of the request and of whose it is. `answer_id` is what its wire calls it, if
    anything: who deletes the answer of that id deletes this too. Times are Unix seconds.
    """

    digest: bytes
    project: str
    arm: str
    created_at: float
    expires_at: float
    body: bytes
    answer_id: str | None = None


class StoredResponse(msgspec.Struct, frozen=True):
    """An answer in the Responses wire that a later request may go on from.

    `input` and `output` are JSON lists of items, as they were written; `body` is the whole
    answer. `previous_id` names the one that this one went on from. Times are Unix seconds.
    """

    id: str
    user: str
    key_id: str
    created_at: float
    previous_id: str | None
    input: bytes
    output: bytes
    body: bytes


class StoredFile(msgspec.Struct, frozen=True):
    """A file of a user's. `size` is in bytes; `mime` its media type."""

    id: str
    user: str
    key_id: str
    created_at: float
    name: str
    mime: str
    purpose: str
    size: int
