"""A client's stream in Responses, written piece by piece.

Every item is opened, told and closed, in the order that the API keeps; events are numbered
from 0 without a gap. The last event carries the whole answer and is held back until the
ticket is known. Knows nothing of the provider's wire.
"""

from typing import Any

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import Finish, Part, Refusal, Text, Thinking, ToolCall
from wayfare.wire.deltas import Began, Delta, Ended, PartClosed, PartGrew, PartOpened
from wayfare.wire.reading import with_field
from wayfare.wire.responses.answer import (
    Item,
    ending,
    is_short,
    item_id,
    joined,
    mark_incomplete,
    message_item,
    write_call,
    write_response,
    write_thought,
    write_words,
)
from wayfare.wire.responses.stream import encode_cut
from wayfare.wire.sse import encode_event
from wayfare.wire.wire import Heading

_encode = msgspec.json.Encoder().encode
_NO_LOGPROBS = msgspec.Raw(b"[]")


class _Told:
    """A part as far as it was told, and where it stands in its item."""

    __slots__ = ("is_open", "logprobs", "number", "part", "signature", "texts")

    def __init__(self, part: Part, number: int) -> None:
        self.part = part
        self.number = number
        self.texts: list[str] = []
        self.logprobs: list[msgspec.Raw] = []
        self.signature: str | None = None
        self.is_open = True

    def whole(self) -> Part:
        """The part with all that was told of it."""
        text = "".join(self.texts)
        part = self.part
        if isinstance(part, ToolCall):
            signature = self.signature or part.signature
            return msgspec.structs.replace(part, arguments=text, signature=signature)
        if isinstance(part, Thinking):
            signature = self.signature or part.signature
            return msgspec.structs.replace(part, text=text, signature=signature)
        assert isinstance(part, Text | Refusal), "a reply holds nothing else"
        return msgspec.structs.replace(part, text=text)

    def known_logprobs(self) -> msgspec.Raw | None:
        """The logprobs of all that was told."""
        return joined(self.logprobs)


class _Line:
    """An item as far as it was told: a message with its parts, a call, or a thought."""

    __slots__ = ("id", "is_done", "number", "parts")

    def __init__(self, number: int, told_id: str) -> None:
        self.number = number
        self.id = told_id
        self.parts: list[_Told] = []
        self.is_done = False

    @property
    def is_message(self) -> bool:
        """Whether it is made of words for the reader."""
        return isinstance(self.parts[0].part, Text | Refusal)

    @property
    def is_told(self) -> bool:
        """Whether every part of it is over."""
        return not any(part.is_open for part in self.parts)

    def whole(self, heading: Heading) -> Item:
        """The item with all that was told of it."""
        first = self.parts[0].whole()
        if isinstance(first, ToolCall):
            return write_call(heading, self.number, first)
        if isinstance(first, Thinking):
            return write_thought(heading, self.number, [first])
        words = [write_words(told.whole(), told.known_logprobs()) for told in self.parts]
        return message_item(heading, self.number, words)


class ResponsesDeltaWriter:
    """Writes a client's stream."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._model = heading.conversation.model
        self._created: int | None = None
        self._number = 0
        self._lines: list[_Line] = []
        self._places: dict[int, tuple[_Line, _Told]] = {}
        self._finish: Finish | None = None
        self._began = False
        self._failed = False

    def write(self, delta: Delta) -> bytes:
        """The bytes for a piece.

        Raises:
            ValueError: this wire has no words for it.
        """
        if self._failed:
            return b""
        if getattr(delta, "choice", 0):
            raise ValueError("this wire has room for one answer")
        if isinstance(delta, Began):
            self._model, self._created = delta.model or self._model, delta.created
            return self._begin()
        if isinstance(delta, PartOpened):
            return self._begin() + self._open(delta)
        if isinstance(delta, PartGrew):
            return self._grow(delta)
        if isinstance(delta, PartClosed):
            return self._close(*self._places[delta.index])
        if isinstance(delta, Ended):
            if delta.finish is Finish.PAUSE:
                raise ValueError("this wire has no word for a turn that is paused")
            self._finish = delta.finish
        return b""

    def finish(self, ticket: bytes, usage: Usage | None) -> bytes:
        """The last bytes of a whole stream: what is open is closed, and the answer is told."""
        if self._failed:
            return b""
        out = [self._begin()]
        finish = self._finish or Finish.STOP
        for line in self._lines:
            out += [self._close(line, told) for told in line.parts]
            out.append(self._end(line, cut=is_short(finish) and line is self._lines[-1]))
        output = [line.whole(self._heading) for line in self._lines]
        if output and is_short(finish):
            mark_incomplete(output[-1])
        parts = [told.part for line in self._lines for told in line.parts]
        response = write_response(
            self._heading,
            model=self._model,
            created=self._created,
            output=output,
            finish=ending(finish, parts),
            usage=usage,
        )
        ticketed = with_field(_encode(response), b"wayfare", ticket)
        name = f"response.{response['status']}"
        return b"".join(out) + self._event(name, response=msgspec.Raw(ticketed))

    def fail(self, message: str, code: str) -> bytes:
        """The last bytes of a stream that broke off: an error, and no whole answer."""
        if self._failed:
            return b""
        self._failed = True
        return encode_cut(message, code, self._number)

    def _event(self, name: str, **fields: Any) -> bytes:
        number, self._number = self._number, self._number + 1
        data = _encode({"type": name, "sequence_number": number, **fields})
        return encode_event(data, name.encode())

    def _begin(self) -> bytes:
        if self._began:
            return b""
        self._began = True
        response = write_response(
            self._heading,
            model=self._model,
            created=self._created,
            output=[],
            finish=None,
            usage=None,
        )
        return self._event("response.created", response=response) + self._event(
            "response.in_progress", response=response
        )

    def _open(self, delta: PartOpened) -> bytes:
        part = delta.part
        if isinstance(part, Text | Refusal):
            return self._open_words(delta.index, part)
        if isinstance(part, ToolCall):
            return self._open_call(delta.index, part)
        if isinstance(part, Thinking):
            return self._open_thought(delta.index, part)
        return self.fail("The provider answered with more than words.", "provider_error")

    def _open_words(self, index: int, part: Text | Refusal) -> bytes:
        line = self._lines[-1] if self._lines and self._lines[-1].is_message else None
        out = b""
        if line is None:
            line, out = self._new_line("msg")
            empty = {**message_item(self._heading, line.number, []), "status": "in_progress"}
            out += self._event("response.output_item.added", output_index=line.number, item=empty)
        told = _Told(part, len(line.parts))
        line.parts.append(told)
        self._places[index] = line, told
        empty_part = write_words(msgspec.structs.replace(part, text=""))
        out += self._event(
            "response.content_part.added", **self._content_at(line, told), part=empty_part
        )
        return out + self._tell(line, told, part.text)

    def _open_call(self, index: int, call: ToolCall) -> bytes:
        line, out = self._new_line("ctc" if call.is_custom else "fc")
        told = _Told(call, 0)
        line.parts.append(told)
        self._places[index] = line, told
        bare = msgspec.structs.replace(call, arguments="", signature=None)
        empty = {**write_call(self._heading, line.number, bare), "status": "in_progress"}
        out += self._event("response.output_item.added", output_index=line.number, item=empty)
        return out + self._tell(line, told, call.arguments)

    def _open_thought(self, index: int, thought: Thinking) -> bytes:
        line, out = self._new_line("rs", thought.id)
        told = _Told(thought, 0)
        line.parts.append(told)
        self._places[index] = line, told
        empty = {"id": line.id, "type": "reasoning", "summary": []}
        out += self._event("response.output_item.added", output_index=line.number, item=empty)
        return out + self._tell(line, told, thought.text)

    def _new_line(self, prefix: str, known_id: str | None = None) -> tuple[_Line, bytes]:
        """Begin an item; those before it end, where all of them was told."""
        ended = b"".join([self._end(line) for line in self._lines if line.is_told])
        number = len(self._lines)
        line = _Line(number, known_id or item_id(prefix, self._heading, number))
        self._lines.append(line)
        return line, ended

    def _grow(self, delta: PartGrew) -> bytes:
        line, told = self._places[delta.index]
        told.signature = delta.signature or told.signature
        return self._tell(line, told, delta.text, delta.logprobs)

    def _tell(
        self, line: _Line, told: _Told, text: str, logprobs: msgspec.Raw | None = None
    ) -> bytes:
        """The event for more of a part."""
        if logprobs is not None:
            told.logprobs.append(logprobs)
        if not text and logprobs is None:
            return b""
        is_first = not told.texts
        told.texts.append(text)
        part = told.part
        if isinstance(part, ToolCall):
            return self._event(f"{_call_events(part)}.delta", **_at(line), delta=text)
        if isinstance(part, Refusal):
            return self._event("response.refusal.delta", **self._content_at(line, told), delta=text)
        if isinstance(part, Thinking):
            place = {**_at(line), "summary_index": 0}
            begins = b""
            if is_first:
                empty = {"type": "summary_text", "text": ""}
                begins = self._event("response.reasoning_summary_part.added", **place, part=empty)
            return begins + self._event(
                "response.reasoning_summary_text.delta", **place, delta=text
            )
        return self._event(
            "response.output_text.delta",
            **self._content_at(line, told),
            delta=text,
            logprobs=_NO_LOGPROBS if logprobs is None else logprobs,
        )

    def _close(self, line: _Line, told: _Told) -> bytes:
        """The events for a part that is whole."""
        if not told.is_open:
            return b""
        told.is_open = False
        part, text = told.part, "".join(told.texts)
        if isinstance(part, ToolCall):
            name = "input" if part.is_custom else "arguments"
            return self._event(f"{_call_events(part)}.done", **_at(line), **{name: text})
        if isinstance(part, Thinking):
            if not told.texts:
                return b""
            place = {**_at(line), "summary_index": 0}
            return self._event(
                "response.reasoning_summary_text.done", **place, text=text
            ) + self._event(
                "response.reasoning_summary_part.done",
                **place,
                part={"type": "summary_text", "text": text},
            )
        place = self._content_at(line, told)
        if isinstance(part, Refusal):
            done = self._event("response.refusal.done", **place, refusal=text)
        else:
            known = told.known_logprobs()
            known = _NO_LOGPROBS if known is None else known
            done = self._event("response.output_text.done", **place, text=text, logprobs=known)
        whole = write_words(told.whole(), told.known_logprobs())
        return done + self._event("response.content_part.done", **place, part=whole)

    def _end(self, line: _Line, *, cut: bool = False) -> bytes:
        """The event for an item that is whole."""
        if line.is_done:
            return b""
        line.is_done = True
        item = line.whole(self._heading)
        if cut:
            mark_incomplete(item)
        return self._event("response.output_item.done", output_index=line.number, item=item)

    def _content_at(self, line: _Line, told: _Told) -> dict[str, Any]:
        return {**_at(line), "content_index": told.number}


def _at(line: _Line) -> dict[str, Any]:
    return {"item_id": line.id, "output_index": line.number}


def _call_events(call: ToolCall) -> str:
    return f"response.{'custom_tool_call_input' if call.is_custom else 'function_call_arguments'}"
