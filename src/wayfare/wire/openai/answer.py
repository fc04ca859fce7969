"""Answers in OpenAI's wire, decoded wholly and encoded, for translation."""

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import WholeAnswer
from wayfare.wire.deltas import Delta
from wayfare.wire.sse import Event
from wayfare.wire.wire import Heading


def read_answer(body: bytes) -> WholeAnswer | None:
    """Decode a whole answer; None where it is none."""
    return None


def write_answer(answer: WholeAnswer, heading: Heading) -> bytes:
    """Encode a whole answer."""
    return b""


class ChatDeltaReader:
    """Reads a provider's stream."""

    is_done = False

    def read(self, event: Event) -> list[Delta]:
        """The pieces in one event."""
        return []


class ChatDeltaWriter:
    """Writes a client's stream."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading

    def write(self, delta: Delta) -> bytes:
        """The bytes for a piece."""
        return b""

    def finish(self, ticket: bytes, usage: Usage | None) -> bytes:
        """The last bytes of a whole stream."""
        return b""

    def fail(self, message: str, code: str) -> bytes:
        """The last bytes of a stream that broke off."""
        return b""
