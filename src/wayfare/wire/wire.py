"""What a wire must be able to do, so that it can stand in front of any other.

A client's request is decoded lightly into a `Body`. Where the chosen model speaks the same
wire, the body's own bytes go on (`Body.encode`) and the answer's bytes come back through a
`Passage`. Where it does not, the body is decoded wholly (`Body.conversation`), written in the
model's wire (`Wire.write`), and the answer is translated back (`Wire.read_answer` and
`write_answer`, `reader` and `writer`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import msgspec

from wayfare.domain.arm import Setup
from wayfare.domain.case import Values
from wayfare.domain.chat import ChatRequest
from wayfare.wire.conversation import Conversation, WholeAnswer, Written
from wayfare.wire.deltas import DeltaReader, DeltaWriter
from wayfare.wire.reading import Reading


class Body(Protocol):
    """A client's request in some wire: what the router goes by, and the bytes as written."""

    @property
    def wire(self) -> str:
        """The wire's name."""
        ...

    @property
    def request(self) -> ChatRequest:
        """What the router goes by."""
        ...

    @property
    def raw(self) -> bytes:
        """The client's bytes."""
        ...

    def encode(self, model: str, setup: Setup, *, length_field: str = "max_tokens") -> bytes:
        """Write the body for one arm that speaks the same wire: nothing else changes."""
        ...

    def conversation(self) -> Conversation:
        """Decode it wholly, for a model that speaks another wire.

        Raises:
            BadRequestError: a field is malformed.
            CannotCarryError: a field has no meaning outside this wire; names it.
        """
        ...


class Passage(Protocol):
    """A provider's stream on its way to the client, block by block of whole events."""

    @property
    def is_over(self) -> bool:
        """Whether what may still come is of no use."""
        ...

    @property
    def is_done(self) -> bool:
        """Whether the provider said its last word."""
        ...

    @property
    def has_told(self) -> bool:
        """Whether the client was told already that the stream failed."""
        ...

    def take(self, block: bytes) -> bytes:
        """Take whole events; return the bytes that can go to the client now."""
        ...

    def trouble(self) -> str | None:
        """Why the answer is not whole, in one sentence; None where it is. Asked at the end."""
        ...

    def finish(self, ticket: bytes) -> bytes:
        """The last bytes of a whole answer, the ticket (JSON) among them."""
        ...

    def cut(self, message: str, code: str) -> bytes:
        """The last bytes of one that broke off: an error, and no sign of an end."""
        ...

    def reading(self) -> Reading:
        """What was said and counted so far."""
        ...


class Heading(msgspec.Struct, frozen=True):
    """What an answer says of itself that its maker did not say in our client's wire.

    `id` is hexadecimal and unique, `created` Unix time in seconds.
    """

    id: str
    created: int
    wants_usage: bool
    conversation: Conversation


class Fault(msgspec.Struct, frozen=True):
    """An error for a client. `kind` is OpenAI's word for its class.

    `case` and `values` say it in other languages; only our own shape of errors holds them.
    """

    message: str
    status: int
    kind: str
    code: str | None = None
    param: str | None = None
    case: str | None = None
    values: Values = {}


@dataclass(frozen=True, slots=True)
class Logprobs:
    """How log-probabilities are asked for that the client did not ask for, and kept from it.

    `ask` adds them to a body; `hide` takes them out of a whole answer, `passage` out of a stream.
    """

    ask: Callable[[bytes], bytes]
    hide: Callable[[bytes], bytes]
    passage: Callable[[bool], Passage]


@dataclass(frozen=True, slots=True)
class Wire:
    """One wire.

    `endpoint` is the path below a provider's base URL, for a model, streamed or not.
    `write` takes (conversation, model, length_field). `read_whole` only glances, at an
    answer whose bytes go through; None means that it is no answer. `forwarded` are the
    client's headers that belong to the wire. `error_message` is a provider's own sentence.
    Without `logprobs` nobody asks for any but a client.
    """

    name: str
    endpoint: Callable[[str, bool], str]
    write: Callable[[Conversation, str, str], Written]
    read_whole: Callable[[bytes], Reading | None]
    read_answer: Callable[[bytes], WholeAnswer | None]
    reader: Callable[[], DeltaReader]
    write_answer: Callable[[WholeAnswer, Heading], bytes]
    writer: Callable[[Heading], DeltaWriter]
    error: Callable[[Fault], bytes]
    error_message: Callable[[bytes], str | None]
    decode: Callable[[bytes], Body] | None = None
    passage: Callable[[bool], Passage] | None = None
    forwarded: tuple[str, ...] = ()
    logprobs: Logprobs | None = None
