"""A client's stream in OpenAI's wire, written piece by piece for translation.

Knows how clients expect an answer to be cut into chunks. Knows no provider.
"""

from collections.abc import Mapping

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import Part, Refusal, Text, Thinking, ToolCall
from wayfare.wire.deltas import Began, Delta, Ended, PartGrew, PartOpened
from wayfare.wire.openai.answer import (
    check_sayable,
    reason_of,
    written_logprobs,
    written_usage,
)
from wayfare.wire.openai.body import encode_error
from wayfare.wire.openai.messages import signed, written_call
from wayfare.wire.openai.reply import DONE
from wayfare.wire.openai.thinking import growing, is_plain, opening
from wayfare.wire.reading import with_field
from wayfare.wire.sse import encode_event
from wayfare.wire.wire import Heading

_encode = msgspec.json.Encoder().encode


class ChatDeltaWriter:
    """Writes a client's stream."""

    __slots__ = ("_calls", "_has_role", "_head", "_heading", "_held", "_parts", "_tail")

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._head = b""
        self._tail = b',"usage":null}' if heading.wants_usage else b"}"
        self._parts: dict[tuple[int, int], Part] = {}
        self._calls: dict[tuple[int, int], int] = {}
        self._has_role: set[int] = set()
        self._held: Ended | None = None
        self._begin(heading.conversation.model)

    def write(self, delta: Delta) -> bytes:
        """The bytes for a piece.

        Raises:
            ValueError: no stream in this wire can say it.
        """
        match delta:
            case PartGrew():
                return self._grow(delta)
            case PartOpened():
                return self._open(delta)
            case Began():
                self._begin(delta.model or self._heading.conversation.model)
                return b""
            case Ended():
                reason_of(delta.finish)
                earlier, self._held = self._held, delta
                if earlier is None or earlier.choice == delta.choice:  # said twice: the last counts
                    return b""
                return encode_event(self._ending(earlier))
            case _:
                return b""

    def finish(self, ticket: bytes, usage: Usage | None) -> bytes:
        """The last bytes of a whole stream."""
        out = b""
        if self._held is not None:
            if self._held.choice not in self._has_role:
                out += self._chunk(self._held.choice, {"content": ""})
            out += encode_event(with_field(self._ending(self._held), b"wayfare", ticket))
        if self._heading.wants_usage and usage is not None:
            counted = _encode(written_usage(usage))
            out += encode_event(self._head + b'],"usage":' + counted + b"}")
        return out + encode_event(DONE)

    def fail(self, message: str, code: str) -> bytes:
        """The last bytes of a stream that broke off."""
        return encode_event(encode_error(message, "server_error", code, None))

    def _begin(self, model: str) -> None:
        head = _encode(
            {
                "id": f"chatcmpl-{self._heading.id}",
                "object": "chat.completion.chunk",
                "created": self._heading.created,
                "model": model,
                "system_fingerprint": None,
                "choices": [],
            }
        )
        self._head = head[: -len(b"]}")]

    def _open(self, delta: PartOpened) -> bytes:
        part, choice = delta.part, delta.choice
        key = (choice, delta.index)
        check_sayable((part,))
        self._parts[key] = part
        match part:
            case Text() | Refusal():
                name = "content" if isinstance(part, Text) else "refusal"
                has_role = choice in self._has_role
                return self._chunk(choice, {name: part.text}) if part.text or not has_role else b""
            case Thinking():
                return self._open_thought(part, key)
            case ToolCall():
                number = sum(1 for other, _ in self._calls if other == choice)
                self._calls[key] = number
                call = signed(written_call(part), part.signature)
                return self._chunk(choice, {"tool_calls": [{"index": number, **call}]})
            case _:
                return b""

    def _open_thought(self, thought: Thinking, key: tuple[int, int]) -> bytes:
        choice, index = key
        if is_plain(thought):
            return self._chunk(choice, {"reasoning_content": thought.text})
        shown = {"reasoning_content": thought.text} if thought.text else {}
        return self._chunk(choice, {**shown, "reasoning_details": opening(thought, index)})

    def _grow(self, delta: PartGrew) -> bytes:
        part = self._parts[delta.choice, delta.index]
        match part:
            case Text():
                return self._words(b'{"content":', delta, "content")
            case Refusal():
                return self._words(b'{"refusal":', delta, "refusal")
            case Thinking():
                return self._grow_thought(part, delta)
            case ToolCall():
                kind, name = ("custom", "input") if part.is_custom else ("function", "arguments")
                number = self._calls[delta.choice, delta.index]
                more = signed({"index": number, kind: {name: delta.text}}, delta.signature)
                return self._chunk(delta.choice, {"tool_calls": [more]})
            case _:
                return b""

    def _words(self, field: bytes, delta: PartGrew, of: str) -> bytes:
        """Nearly all of a stream is such chunks, so they are put together by hand."""
        if not delta.text and delta.logprobs is None:
            return b""
        logprobs = b"null"
        if delta.logprobs is not None:
            logprobs = _encode(written_logprobs(delta.logprobs, of))
        said = field + _encode(delta.text) + b"}"
        return b"data: " + self._written(delta.choice, said, logprobs, b"null") + b"\n\n"

    def _grow_thought(self, thought: Thinking, delta: PartGrew) -> bytes:
        shown = {"reasoning_content": delta.text} if delta.text else {}
        if is_plain(thought):
            return self._chunk(delta.choice, shown) if shown else b""
        more = [
            growing(thought, delta.index, text, signature)
            for text, signature in ((delta.text, None), ("", delta.signature))
            if text or signature
        ]
        return self._chunk(delta.choice, {**shown, "reasoning_details": more}) if more else b""

    def _chunk(self, choice: int, said: Mapping[str, object]) -> bytes:
        if choice not in self._has_role:
            self._has_role.add(choice)
            said = {"role": "assistant", "content": None, "refusal": None, **said}
        return encode_event(self._written(choice, _encode(said), b"null", b"null"))

    def _ending(self, ended: Ended) -> bytes:
        reason = _encode(reason_of(ended.finish))
        return self._written(ended.choice, b"{}", b"null", reason)

    def _written(self, choice: int, said: bytes, logprobs: bytes, reason: bytes) -> bytes:
        return b"".join(
            (
                self._head,
                b'{"index":%d,"delta":' % choice,
                said,
                b',"logprobs":',
                logprobs,
                b',"finish_reason":',
                reason,
                b"}]",
                self._tail,
            )
        )
