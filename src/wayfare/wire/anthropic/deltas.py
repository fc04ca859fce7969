"""Streamed answers in Anthropic's wire, read and written piece by piece, for translation.

Anthropic's blocks never overlap: where a provider sends two tool calls in turns, the later
waits until the earlier is complete. Knows nothing of other wires.
"""

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.anthropic.answer import (
    AnswerBlock,
    StopDetails,
    count_of,
    finish_of,
    message_head,
    part_of,
    refusal_in,
    stop_reason_of,
)
from wayfare.wire.anthropic.blocks import (
    Block,
    signature_of,
    write_call,
    write_call_signature,
    write_thought,
)
from wayfare.wire.anthropic.body import encode_error
from wayfare.wire.anthropic.reply import Count
from wayfare.wire.conversation import Part, Refusal, Text, Thinking, ToolCall
from wayfare.wire.deltas import (
    Began,
    Counted,
    Delta,
    Ended,
    Failed,
    PartClosed,
    PartGrew,
    PartOpened,
)
from wayfare.wire.reading import with_field
from wayfare.wire.sse import Event, encode_event
from wayfare.wire.wire import Heading


class _Started(msgspec.Struct, frozen=True):
    id: str
    model: str = ""
    usage: Count | None = None


class _Delta(msgspec.Struct, frozen=True):
    """What a block gains, or how the message ended."""

    type: str = ""
    text: str = ""
    thinking: str = ""
    partial_json: str = ""
    signature: str | None = None
    stop_reason: str | None = None
    stop_sequence: str | None = None
    stop_details: StopDetails | None = None


class _Error(msgspec.Struct, frozen=True):
    message: str = "The provider reported an error."
    type: str | None = None


class _Event(msgspec.Struct, frozen=True):
    type: str
    index: int = 0
    message: _Started | None = None
    content_block: AnswerBlock | None = None
    delta: _Delta | None = None
    usage: Count | None = None
    error: _Error | None = None


_encode = msgspec.json.Encoder().encode
_event = msgspec.json.Decoder(_Event)


class MessagesDeltaReader:
    """Reads a provider's stream."""

    __slots__ = ("_count", "_empty_calls", "_open_parts", "_parts", "is_done")

    def __init__(self) -> None:
        self._count: Count | None = None
        self._open_parts: dict[int, int] = {}  # by the indexes of their blocks
        self._parts = 0
        self._empty_calls: set[int] = set()  # tool calls without any arguments yet
        self.is_done = False

    def read(self, event: Event) -> list[Delta]:
        """The pieces in one event.

        Raises:
            ValueError: it cannot be read, or has no noun.
        """
        try:
            read = _event.decode(event.data)
        except msgspec.DecodeError as error:
            raise ValueError(f"An event cannot be read: {error}.") from error
        if read.type == "content_block_delta" and read.delta is not None:
            return self._grow(read.index, read.delta)
        if read.type == "content_block_start" and read.content_block is not None:
            return self._open(read.index, read.content_block)
        if read.type == "content_block_stop":
            return self._close(read.index)
        if read.type == "message_start" and read.message is not None:
            self._count = read.message.usage
            return [Began(read.message.id, read.message.model)]
        if read.type == "message_delta":
            return self._end(read)
        if read.type == "message_stop":
            self.is_done = True
        elif read.type == "error":
            said = read.error or _Error()
            return [Failed(said.message, said.type)]
        return []  # a ping, or a kind of event that came later: Anthropic says to pass over it

    def _open(self, index: int, block: AnswerBlock) -> list[Delta]:
        part = part_of(block)
        mine = self._open_parts[index] = self._parts
        self._parts += 1
        if isinstance(part, ToolCall):
            if part.arguments in ("{}", "null"):  # they come in deltas
                part = ToolCall(part.id, part.name, "")
                self._empty_calls.add(index)
        elif isinstance(part, Thinking) and not part.signature and part.redacted is None:
            part = Thinking(part.text, maker=part.maker)  # its signature comes last
        return [PartOpened(mine, part)]

    def _grow(self, index: int, delta: _Delta) -> list[Delta]:
        mine = self._open_parts.get(index)
        if mine is None:
            raise ValueError("A delta belongs to no block.")
        if delta.type == "citations_delta":
            raise ValueError("Citations have no words in other wires.")
        if delta.signature is not None:
            return [PartGrew(mine, signature=delta.signature)]
        text = delta.text or delta.thinking or delta.partial_json
        if not text:
            return []
        self._empty_calls.discard(index)
        return [PartGrew(mine, text)]

    def _close(self, index: int) -> list[Delta]:
        mine = self._open_parts.pop(index, None)
        if mine is None:
            raise ValueError("An end belongs to no block.")
        if index in self._empty_calls:  # a tool without arguments
            self._empty_calls.remove(index)
            return [PartGrew(mine, "{}"), PartClosed(mine)]
        return [PartClosed(mine)]

    def _end(self, read: _Event) -> list[Delta]:
        deltas: list[Delta] = []
        if read.usage is not None:
            self._count = read.usage.after(self._count)
        usage = None if self._count is None else self._count.usage()
        if usage is not None:
            deltas.append(Counted(usage))
        delta = read.delta
        if delta is None or delta.stop_reason is None:
            return deltas
        # where the limit was reached within a block, nothing closes it
        deltas += [PartClosed(mine) for mine in self._open_parts.values()]
        self._open_parts.clear()
        for refusal in refusal_in(delta.stop_details):
            deltas += [PartOpened(self._parts, refusal), PartClosed(self._parts)]
            self._parts += 1
        return [*deltas, Ended(finish_of(delta.stop_reason), delta.stop_sequence)]


class _Waiting:
    """A part that came while another was open, and what of it is here."""

    __slots__ = ("is_closed", "opened", "signature", "text")

    def __init__(self, opened: Part) -> None:
        self.opened = opened
        self.text: list[str] = []
        self.signature: str | None = None
        self.is_closed = False


class MessagesDeltaWriter:
    """Writes a client's stream."""

    __slots__ = (
        "_block",
        "_ended",
        "_has_calls",
        "_has_refusal",
        "_heading",
        "_is_shown",
        "_number",
        "_part",
        "_signature",
        "_started",
        "_waiting",
    )

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._started = False
        self._number = -1  # of the block that was begun last
        self._block: int | None = None  # the part that is open
        self._part: Part | None = None
        self._is_shown = False  # whether the client knows of the open part
        self._signature: str | None = None
        self._waiting: dict[int, _Waiting] = {}
        self._ended: Ended | None = None
        self._has_calls = False
        self._has_refusal = False

    def write(self, delta: Delta) -> bytes:
        """The bytes for a piece.

        Raises:
            ValueError: Messages have no words for it.
        """
        if isinstance(delta, PartGrew):
            return self._grow(delta)
        if isinstance(delta, PartOpened):
            if delta.choice:
                raise ValueError("Anthropic's Messages hold one answer.")
            return self._start() + self._open(delta.index, delta.part)
        if isinstance(delta, PartClosed):
            return self._close(delta.index)
        if isinstance(delta, Began):
            return self._start(delta.model)
        if isinstance(delta, Ended):
            self._ended = delta
        elif isinstance(delta, Failed):
            return self.fail(delta.message, delta.kind or "provider_error")
        else:
            assert isinstance(delta, Counted), "all else is handled"  # kept for the end
        return b""

    def finish(self, ticket: bytes, usage: Usage | None) -> bytes:
        """The last bytes of a whole stream."""
        out = self._start()
        while self._block is not None:  # a provider that did not close its last part
            out += self._close(self._block)
        ended = self._ended
        reason = None
        if ended is not None:
            reason = stop_reason_of(
                ended.finish, has_calls=self._has_calls, has_refusal=self._has_refusal
            )
        sequence = None if ended is None else ended.stop_sequence
        data = _encode(
            {
                "type": "message_delta",
                "delta": {"stop_reason": reason, "stop_sequence": sequence},
                "usage": count_of(usage),
            }
        )
        out += encode_event(with_field(data, b"wayfare", ticket), b"message_delta")
        return out + _written({"type": "message_stop"})

    def fail(self, message: str, code: str) -> bytes:
        """The last bytes of a stream that broke off."""
        return encode_event(encode_error(message, "api_error", code), b"error")

    def _start(self, model: str = "") -> bytes:
        if self._started:
            return b""
        self._started = True
        message = {
            **message_head(self._heading, model),
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": count_of(None),  # the count comes at the end
        }
        return _written({"type": "message_start", "message": message})

    def _open(self, index: int, part: Part) -> bytes:
        """Begin a part, or keep it until the one that is open ends."""
        if self._block is not None:
            self._waiting[index] = _Waiting(part)
            return b""
        self._block, self._part = index, part
        self._is_shown = False
        self._signature = None
        if isinstance(part, ToolCall):
            return self._open_call(part)
        if isinstance(part, Thinking):
            self._signature = part.signature
            return self._add(part.text)
        if isinstance(part, Text | Refusal):
            self._has_refusal |= isinstance(part, Refusal)
            return self._add(part.text)
        raise ValueError("Anthropic's Messages cannot hold this part of the answer.")

    def _open_call(self, call: ToolCall) -> bytes:
        if call.is_custom:
            raise ValueError("Anthropic's tools take JSON, not free text.")
        self._has_calls = True
        out = b""
        if call.signature is not None:
            out = self._beside(write_call_signature(call.id, call.signature))
        return out + self._show() + self._add(call.arguments)

    def _grow(self, delta: PartGrew) -> bytes:
        if delta.index != self._block:
            waiting = self._waiting.get(delta.index)
            if waiting is None:
                raise ValueError("A delta belongs to no part.")
            waiting.text.append(delta.text)
            waiting.signature = delta.signature or waiting.signature
            return b""
        self._signature = delta.signature or self._signature
        return self._add(delta.text)

    def _close(self, index: int) -> bytes:
        if index != self._block:
            if index in self._waiting:
                self._waiting[index].is_closed = True
            return b""
        out = self._end_block()
        self._block = self._part = None
        if not self._waiting:
            return out
        follower = next(iter(self._waiting))
        waiting = self._waiting.pop(follower)
        out += self._open(follower, waiting.opened)
        self._signature = waiting.signature or self._signature
        out += self._add("".join(waiting.text))
        return out + self._close(follower) if waiting.is_closed else out

    def _end_block(self) -> bytes:
        part, signature = self._part, self._signature
        if isinstance(part, Thinking):
            return self._end_thought(msgspec.structs.replace(part, text="", signature=signature))
        if not self._is_shown:
            return b""
        out = self._stop()
        if isinstance(part, ToolCall) and signature is not None:
            out += self._beside(write_call_signature(part.id, signature))
        return out

    def _end_thought(self, thought: Thinking) -> bytes:
        if not self._is_shown:
            if thought.redacted is not None:
                return self._beside(write_thought(thought))
            if thought.signature is None:
                return b""
        out = self._show()
        signature = signature_of(thought)
        if signature:
            out += self._delta({"type": "signature_delta", "signature": signature})
        return out + self._stop()

    def _add(self, text: str) -> bytes:
        if not text:
            return b""
        part = self._part
        if isinstance(part, ToolCall):
            piece: Block = {"type": "input_json_delta", "partial_json": text}
        elif isinstance(part, Thinking):
            piece = {"type": "thinking_delta", "thinking": text}
        else:
            piece = {"type": "text_delta", "text": text}
        return self._show() + self._delta(piece)

    def _show(self) -> bytes:
        """Begin the open part's block, if the client does not know of it yet.

        An empty block of text would be refused when the client sends it back.
        """
        if self._is_shown:
            return b""
        self._is_shown = True
        part = self._part
        if isinstance(part, ToolCall):
            return self._begin(write_call(part, part.id, "{}"))
        if isinstance(part, Thinking):
            return self._begin({"type": "thinking", "thinking": "", "signature": ""})
        return self._begin({"type": "text", "text": ""})

    def _beside(self, block: Block) -> bytes:
        """A whole block."""
        return self._begin(block) + self._stop()

    def _begin(self, block: Block) -> bytes:
        self._number += 1
        start = {"type": "content_block_start", "index": self._number, "content_block": block}
        return _written(start)

    def _delta(self, piece: Block) -> bytes:
        delta = {"type": "content_block_delta", "index": self._number, "delta": piece}
        return _written(delta)

    def _stop(self) -> bytes:
        return _written({"type": "content_block_stop", "index": self._number})


def _written(event: Block) -> bytes:
    return encode_event(_encode(event), str(event["type"]).encode("ascii"))
