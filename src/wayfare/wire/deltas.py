"""The pieces of a streamed answer as no wire spells them.

A stream is: `Began`, then parts, each opened, continued and closed, then `Ended` for each
choice, and `Counted` wherever the provider counts. Parts of one choice may overlap where a
wire sends tool calls in turns; `index` tells them apart and counts from 0 in order of opening.
"""

from typing import Protocol

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import Finish, Part
from wayfare.wire.sse import Event


class Began(msgspec.Struct, frozen=True):
    """The answer begins. `created` is Unix time in seconds, where the wire tells it."""

    id: str
    model: str
    created: int | None = None


class PartOpened(msgspec.Struct, frozen=True):
    """A part begins: `part` has its kind, its id and name, and what text there is of it yet."""

    index: int
    part: Part
    choice: int = 0


class PartGrew(msgspec.Struct, frozen=True):
    """More of a part: words, thought, words of refusal, or a tool call's arguments.

    `signature` comes at the end of a thought or a call. `logprobs` is OpenAI's list for
    these words, as written.
    """

    index: int
    text: str = ""
    signature: str | None = None
    logprobs: msgspec.Raw | None = None
    choice: int = 0


class PartClosed(msgspec.Struct, frozen=True):
    """A part is complete."""

    index: int
    choice: int = 0


class Ended(msgspec.Struct, frozen=True):
    """A choice is complete."""

    finish: Finish
    stop_sequence: str | None = None
    choice: int = 0


class Counted(msgspec.Struct, frozen=True):
    """What the provider has counted so far; a later count replaces an earlier one."""

    usage: Usage


class Failed(msgspec.Struct, frozen=True):
    """The provider reports in its stream that it failed. `kind` is its word for the error."""

    message: str
    kind: str | None = None


Delta = Began | PartOpened | PartGrew | PartClosed | Ended | Counted | Failed


class DeltaReader(Protocol):
    """Reads one provider's stream. One per stream."""

    def read(self, event: Event) -> list[Delta]:
        """The pieces in one event; none for a comment or a sign of life.

        Raises:
            ValueError: the event cannot be read.
        """
        ...

    @property
    def is_done(self) -> bool:
        """Whether the wire's own last event was seen (`[DONE]`, `message_stop`, ...)."""
        ...


class DeltaWriter(Protocol):
    """Writes one client's stream. One per stream."""

    def write(self, delta: Delta) -> bytes:
        """The bytes for a piece; may be none, or several events.

        Raises:
            ValueError: the wire has no words for it.
        """
        ...

    def finish(self, ticket: bytes, usage: Usage | None) -> bytes:
        """The last bytes of a whole stream, with the ticket on the event that says how it ended.

        `Ended` was written before: a writer holds that event back until here.
        """
        ...

    def fail(self, message: str, code: str) -> bytes:
        """The last bytes of a stream that broke off: the wire's error, and no sign of an end."""
        ...
