"""A provider's stream in OpenAI's wire, read piece by piece for translation.

Knows the ways in which providers and gateways cut answers into chunks. Knows no client.
"""

import msgspec

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
    invented_id,
    read_finish,
)
from wayfare.wire.openai.reply import DONE, UsageFields, usage_of
from wayfare.wire.openai.thinking import Detail, goes_on, read_detail
from wayfare.wire.passage import reports_error
from wayfare.wire.sse import Event


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
    """A tool call in the making, and the arguments that came of it.

    It is told once its tool is known: some gateways name it in a later piece.
    """

    id: str
    is_custom: bool
    part: int | None = None
    signature: str | None = None  # that came before the name
    gathered: list[str] = []

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

    def go_on(self, words: str) -> PartGrew | None:
        """More words of the same text; None where there is no text in the making.

        Nearly all of a stream is such, so they have a way of their own.
        """
        if type(self._flowing) is not Text:
            return None
        return PartGrew(self._flowing_part, words, choice=self._choice)

    def end(self, reason: str, out: list[Delta]) -> None:
        """Take the reason for the ending."""
        if self.has_ended:
            return
        finish = read_finish(reason, has_calls=bool(self._calls))
        if finish is None:
            return
        self.has_ended = True
        self._stop_flow(out)
        for call in self._calls:
            if call.part is None:
                raise ValueError("A call does not say of which tool.")
            out.append(PartClosed(call.part, choice=self._choice))
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
            call_id = piece.id or invented_id(self._answer_id, len(self._calls))
            call = _OpenCall(call_id, piece.custom is not None)
            self._calls.append(call)
        if piece.index is not None:
            self._at_index[piece.index] = call
        told, signature = piece.arguments, piece.signature
        call.gathered.append(told)
        if call.part is None:
            signature = call.signature = signature or call.signature
            if not piece.name:
                return
            call.part = self._open(ToolCall(call.id, piece.name, "", call.is_custom), out)
            told = "".join(call.gathered)
        if told or signature:
            out.append(PartGrew(call.part, told, signature, choice=self._choice))

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
        if (event.name or b'"error"' in event.data) and reports_error(event):
            return [_failed(event.data)]
        chunk = _chunk.decode(event.data)
        out: list[Delta] = []
        if not self._has_begun:
            self._has_begun = True
            self._id = chunk.id or ""
            out.append(Began(self._id, chunk.model or "", chunk.created))
        for choice in chunk.choices or ():
            self._read_choice(choice, out)
        if chunk.usage is not None and (usage := usage_of(chunk.usage)) is not None:
            out.append(Counted(usage))
        return out

    def _read_choice(self, choice: _Choice, out: list[Delta]) -> None:
        reader = self._choices.get(choice.index)
        if reader is None:
            reader = self._choices[choice.index] = _ChoiceReader(choice.index, self._id)
        message = choice.delta or choice.message
        if (
            choice.finish_reason is None
            and choice.logprobs is None
            and message is not None
            and (words := message.only_words()) is not None
            and (grown := reader.go_on(words)) is not None
        ):
            out.append(grown)
            return
        before = len(out)
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
