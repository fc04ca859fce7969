"""Streams in OpenAI's wire, decoded and encoded piece by piece, for translation.

Knows how providers cut answers into chunks, and how clients expect them.
"""

from collections.abc import Mapping

import msgspec

from wayfare.domain.usage import Usage
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
from wayfare.wire.openai.answer import (
    AnswerCall,
    AnswerLogprobs,
    AnswerMessage,
    check_sayable,
    invented_id,
    read_finish,
    reason_of,
    written_logprobs,
    written_usage,
)
from wayfare.wire.openai.body import encode_error
from wayfare.wire.openai.messages import signed, written_call
from wayfare.wire.openai.reply import DONE, UsageFields, usage_of
from wayfare.wire.openai.thinking import Detail, goes_on, growing, is_plain, opening, read_detail
from wayfare.wire.passage import reports_error
from wayfare.wire.reading import with_field
from wayfare.wire.sse import Event, encode_event
from wayfare.wire.wire import Heading

_encode = msgspec.json.Encoder().encode


class _Choice(msgspec.Struct):
    delta: AnswerMessage | None = None
    message: AnswerMessage | None = None
    finish_reason: str | None = None
    logprobs: AnswerLogprobs | None = None
    index: int = 0


class _Chunk(msgspec.Struct):
    id: str | None = None
    model: str | None = None
    created: int | None = None
    choices: list[_Choice] | None = None
    usage: UsageFields | None = None


class _Said(msgspec.Struct):
    message: str | None = None
    type: str | None = None
    code: str | int | None = None


class _Fault(msgspec.Struct):
    error: _Said | str


_chunk = msgspec.json.Decoder(_Chunk)
_fault = msgspec.json.Decoder(_Fault)


class _OpenCall(msgspec.Struct):
    """A tool call in the making, and the arguments that came of it."""

    part: int
    id: str
    gathered: list[str]

    def is_complete(self) -> bool:
        """Whether its arguments are whole."""
        try:
            msgspec.json.decode("".join(self.gathered), type=msgspec.Raw)
        except msgspec.DecodeError:
            return False
        return True


class _ChoiceReader:
    """What was read of one choice."""

    __slots__ = (
        "_answer_id",
        "_at_index",
        "_calls",
        "_choice",
        "_detail_index",
        "_flowing",
        "_flowing_part",
        "_parts",
        "has_ended",
    )

    def __init__(self, choice: int, answer_id: str) -> None:
        self._choice = choice
        self._answer_id = answer_id
        self._parts = 0
        self._flowing: Text | Refusal | Thinking | None = None  # words in the making
        self._flowing_part = 0
        self._detail_index: int | None = None
        self._calls: list[_OpenCall] = []
        self._at_index: dict[int, _OpenCall] = {}
        self.has_ended = False

    def read(self, message: AnswerMessage, logprobs: msgspec.Raw | None, out: list[Delta]) -> None:
        """Take what a chunk adds."""
        if message.reasoning_details:
            for detail in message.reasoning_details:
                self._take_detail(detail, out)
        elif thought := message.reasoning_content or message.reasoning:
            self._flow(Thinking(thought), None, out)
        for words in message.words():
            self._flow(words, logprobs, out)
            logprobs = None
        if message.refusal:
            self._flow(Refusal(message.refusal), logprobs, out)
            logprobs = None
        if logprobs is not None:  # of a token that has no letters
            self._flow_on(logprobs, out)
        for call in message.tool_calls or ():
            self._take_call(call, out)

    def end(self, reason: str, out: list[Delta]) -> None:
        """Take the reason for the ending."""
        if self.has_ended:
            return
        finish = read_finish(reason, has_calls=bool(self._calls))
        if finish is None:
            return
        self.has_ended = True
        self._stop_flow(out)
        out += [PartClosed(call.part, choice=self._choice) for call in self._calls]
        out.append(Ended(finish, choice=self._choice))

    def _flow(
        self, words: Text | Refusal | Thinking, logprobs: msgspec.Raw | None, out: list[Delta]
    ) -> None:
        if type(words) is not type(self._flowing) or self._detail_index is not None:
            self._stop_flow(out)
            self._flowing = words
            self._flowing_part = self._open(msgspec.structs.replace(words, text=""), out)
        out.append(PartGrew(self._flowing_part, words.text, logprobs=logprobs, choice=self._choice))

    def _flow_on(self, logprobs: msgspec.Raw, out: list[Delta]) -> None:
        if self._flowing is not None:
            out.append(PartGrew(self._flowing_part, logprobs=logprobs, choice=self._choice))
        elif not self._parts:
            self._flow(Text(""), logprobs, out)

    def _take_detail(self, detail: Detail, out: list[Delta]) -> None:
        piece = read_detail(detail)
        current = self._flowing
        if isinstance(current, Thinking) and goes_on(self._detail_index, current, detail):
            signature = piece.signature or piece.redacted
            if signature is not None:
                self._flowing = msgspec.structs.replace(current, signature=signature)
            out.append(PartGrew(self._flowing_part, piece.text, signature, choice=self._choice))
            return
        self._stop_flow(out)
        self._flowing, self._detail_index = piece, detail.index
        opened = msgspec.structs.replace(piece, text="", signature=None)
        self._flowing_part = self._open(opened, out)
        if piece.text or piece.signature is not None:
            out.append(
                PartGrew(self._flowing_part, piece.text, piece.signature, choice=self._choice)
            )

    def _take_call(self, piece: AnswerCall, out: list[Delta]) -> None:
        call = self._call_of(piece)
        if call is None:
            self._stop_flow(out)
            name = piece.id or invented_id(self._answer_id, len(self._calls))
            is_custom = piece.custom is not None
            part = self._open(ToolCall(name, piece.name, "", is_custom), out)
            call = _OpenCall(part, name, [])
            self._calls.append(call)
        if piece.index is not None:
            self._at_index[piece.index] = call
        if piece.arguments or piece.signature:
            call.gathered.append(piece.arguments)
            grown = PartGrew(call.part, piece.arguments, piece.signature, choice=self._choice)
            out.append(grown)

    def _call_of(self, piece: AnswerCall) -> _OpenCall | None:
        """The call that a piece goes on with; None where it begins one.

        Some gateways give every call the same index, some give none, some repeat the id
        or the name with every piece.
        """
        if not self._calls:
            return None
        if piece.id:
            return next((call for call in self._calls if call.id == piece.id), None)
        at = self._calls[-1] if piece.index is None else self._at_index.get(piece.index)
        if at is not None and piece.name and at.is_complete():
            return None
        return at

    def _open(self, part: Part, out: list[Delta]) -> int:
        index, self._parts = self._parts, self._parts + 1
        out.append(PartOpened(index, part, choice=self._choice))
        return index

    def _stop_flow(self, out: list[Delta]) -> None:
        if self._flowing is not None:
            out.append(PartClosed(self._flowing_part, choice=self._choice))
        self._flowing = self._detail_index = None


class ChatDeltaReader:
    """Reads a provider's stream."""

    __slots__ = ("_choices", "_has_begun", "_id", "is_done")

    def __init__(self) -> None:
        self._choices: dict[int, _ChoiceReader] = {}
        self._has_begun = False
        self._id = ""
        self.is_done = False

    def read(self, event: Event) -> list[Delta]:
        """The pieces in one event.

        Raises:
            ValueError: the event cannot be read.
        """
        if event.data == DONE:
            self.is_done = True
            return []
        if not event.data:
            return []
        if reports_error(event):
            return [_failed(event.data)]
        chunk = _chunk.decode(event.data)
        out: list[Delta] = []
        if not self._has_begun:
            self._has_begun = True
            self._id = chunk.id or ""
            out.append(Began(self._id, chunk.model or "", chunk.created))
        for choice in chunk.choices or ():
            self._read_choice(choice, out)
        if (usage := usage_of(chunk.usage)) is not None:
            out.append(Counted(usage))
        return out

    def _read_choice(self, choice: _Choice, out: list[Delta]) -> None:
        reader = self._choices.get(choice.index)
        if reader is None:
            reader = self._choices[choice.index] = _ChoiceReader(choice.index, self._id)
        before = len(out)
        message = choice.delta or choice.message
        if message is not None:
            logprobs = choice.logprobs.read() if choice.logprobs else None
            reader.read(message, logprobs, out)
        if reader.has_ended and len(out) > before:
            raise ValueError("The answer goes on after its end.")
        if choice.finish_reason:
            reader.end(choice.finish_reason, out)


def _failed(data: bytes) -> Failed:
    try:
        said = _fault.decode(data).error
    except (msgspec.DecodeError, RecursionError):
        return Failed("The provider reported an error.")
    if isinstance(said, str):
        return Failed(said)
    code = None if said.code is None else str(said.code)
    return Failed(said.message or "The provider reported an error.", said.type or code)


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
                return b"" if earlier is None else encode_event(self._ending(earlier))
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
