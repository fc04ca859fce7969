"""What providers answer in Anthropic's wire: whole messages and streams, at a glance.

Reads only what Wayfare must know (usage, ending, text) and leaves every other byte alone.
Knows nothing of providers, arms or HTTP.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.reading import Reading


class _Thought(msgspec.Struct, frozen=True):
    thinking_tokens: int | None = None


class Count(msgspec.Struct, frozen=True):
    """Anthropic's count. Cached tokens stand beside `input_tokens`, not within."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None
    output_tokens_details: _Thought | None = None

    def after(self, earlier: "Count | None") -> "Count":
        """The count, with what only an earlier one of the same stream told."""
        if earlier is None:
            return self
        return Count(
            *[
                getattr(earlier, name) if (value := getattr(self, name)) is None else value
                for name in self.__struct_fields__
            ]
        )

    def usage(self) -> Usage | None:
        """As Wayfare counts; None where the provider did not."""
        if self.input_tokens is None and self.output_tokens is None:
            return None
        written = self.cache_creation_input_tokens or 0
        cached = self.cache_read_input_tokens or 0
        details = self.output_tokens_details
        return Usage(
            input_tokens=(self.input_tokens or 0) + written + cached,
            output_tokens=self.output_tokens or 0,
            cached_tokens=cached,
            cache_write_tokens=written,
            reasoning_tokens=(details.thinking_tokens or 0) if details else 0,
        )


class _Block(msgspec.Struct, frozen=True):
    type: str = ""
    text: str | None = None


class _Message(msgspec.Struct, frozen=True):
    content: list[_Block]
    type: str = "message"
    stop_reason: str | None = None
    usage: Count | None = None


class _Outline(msgspec.Struct, frozen=True):
    content: list[Any]
    type: str = "message"
    stop_reason: Any = None
    usage: Any = None


class _Piece(msgspec.Struct, frozen=True):
    """What a delta adds; only words are for the reader."""

    text: str | None = None
    thinking: str | None = None
    partial_json: str | None = None


class _Event(msgspec.Struct, frozen=True):
    type: str = ""
    delta: _Piece | None = None
    content_block: _Block | None = None


_message = msgspec.json.Decoder(_Message)
_outline = msgspec.json.Decoder(_Outline)
_event = msgspec.json.Decoder(_Event)
_events = msgspec.json.Decoder(list[_Event])


def read_whole(body: bytes) -> Reading | None:
    """Read a whole message; None where the body is not one, such as an error."""
    message: _Message | None
    try:
        message = _message.decode(body)
    except msgspec.ValidationError:
        message = _of_a_new_shape(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if message is None or message.type != "message":
        return None
    text = "".join([block.text for block in message.content if block.text])
    usage = None if message.usage is None else message.usage.usage()
    return Reading(text, message.stop_reason, usage, None, len(message.content))


def _of_a_new_shape(body: bytes) -> _Message | None:
    """An answer all the same, though not all of it can be read."""
    try:
        outline = _outline.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    try:
        usage = msgspec.convert(outline.usage, Count | None)
    except msgspec.ValidationError:
        usage = None
    stop_reason = outline.stop_reason if isinstance(outline.stop_reason, str) else None
    return _Message([_Block() for _ in outline.content], outline.type, stop_reason, usage)


def read_pieces(datas: Sequence[bytes]) -> tuple[str, int]:
    """The words in a stream's blocks and deltas, and how many pieces said anything."""
    try:
        events: Iterable[_Event] = _events.decode(b"[" + b",".join(datas) + b"]")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        events = [event for data in datas if (event := _event_in(data)) is not None]
    text: list[str] = []
    pieces = 0
    for event in events:
        if event.delta is not None:
            piece = event.delta
            pieces += bool(piece.text or piece.thinking or piece.partial_json)
            if piece.text:
                text.append(piece.text)
        elif event.content_block is not None:
            pieces += event.content_block.type != "text"  # a call, or thought nobody can read
            if event.content_block.text:
                text.append(event.content_block.text)
    return "".join(text), pieces


def _event_in(data: bytes) -> _Event | None:
    try:
        return _event.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


class _Said(msgspec.Struct):
    message: str


class _Refused(msgspec.Struct):
    error: _Said | str


_refused = msgspec.json.Decoder(_Refused)


def error_message(body: bytes) -> str | None:
    """The sentence in a provider's error; None where there is none."""
    try:
        said = _refused.decode(body).error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return said if isinstance(said, str) else said.message
