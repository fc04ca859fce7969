"""Whole answers in OpenAI's wire, decoded and encoded, for translation.

Knows the dialects of those who speak it: thoughts under several names, content in parts,
calls without an id. Knows nothing of streams.
"""

from collections.abc import Iterator, Sequence

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import (
    Choice,
    Finish,
    Media,
    Part,
    Refusal,
    Text,
    Thinking,
    ToolCall,
    ToolResult,
    WholeAnswer,
)
from wayfare.wire.openai.messages import Extra, arguments_of, signed, thoughts_in, written_call
from wayfare.wire.openai.reply import UsageFields, usage_of
from wayfare.wire.openai.thinking import Detail, placed, read_details
from wayfare.wire.wire import Heading

_NULL = b"null"
_ABSENT = msgspec.Raw(_NULL)
_encode = msgspec.json.Encoder().encode

_FINISHES = {
    "stop": Finish.STOP,
    "length": Finish.LENGTH,
    "model_length": Finish.LENGTH,  # Mistral's
    "tool_calls": Finish.TOOLS,
    "function_call": Finish.TOOLS,
    "content_filter": Finish.FILTER,
}
#: What providers say where they did not come to an end.
_NO_END = ("error", "insufficient_system_resource")
_REASONS = {
    Finish.STOP: "stop",
    Finish.STOP_SEQUENCE: "stop",
    Finish.LENGTH: "length",
    Finish.TOOLS: "tool_calls",
    Finish.FILTER: "content_filter",
    Finish.REFUSAL: "content_filter",
}


class Words(msgspec.Struct):
    """A piece of words inside a part."""

    text: str | None = None


class AnswerPart(msgspec.Struct):
    """A part of an answer's content, where a provider answers in parts."""

    type: str | None = None
    text: str | None = None
    thinking: list[Words] | str | None = None

    def read(self) -> Text | Thinking | None:
        """The words or the thought in it."""
        if self.thinking is not None:
            told = self.thinking
            text = told if isinstance(told, str) else "".join(w.text or "" for w in told)
            return Thinking(text)
        return None if self.text is None else Text(self.text)


class AnswerFunction(msgspec.Struct):
    """The function of a call. Some write the arguments' object itself."""

    name: str | None = None
    arguments: msgspec.Raw = _ABSENT


class AnswerCustom(msgspec.Struct):
    """The tool of a call that takes free text."""

    name: str | None = None
    input: str | None = None


class AnswerCall(msgspec.Struct):
    """A tool call, or a piece of one."""

    index: int | None = None
    id: str | None = None
    function: AnswerFunction | None = None
    custom: AnswerCustom | None = None
    extra_content: Extra | None = None

    @property
    def name(self) -> str:
        """The tool's name, or nothing where this piece lacks it."""
        named = self.custom or self.function
        return (named and named.name) or ""

    @property
    def arguments(self) -> str:
        """The arguments, or the piece of them."""
        if self.custom is not None:
            return self.custom.input or ""
        return arguments_of(self.function.arguments) if self.function else ""

    @property
    def signature(self) -> str | None:
        """What Gemini signs a call with."""
        return self.extra_content.signature if self.extra_content else None


class AnswerMessage(msgspec.Struct):
    """A message, or what a stream adds to it."""

    content: str | list[AnswerPart] | None = None
    refusal: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    reasoning_details: list[Detail] | None = None
    tool_calls: list[AnswerCall] | None = None

    def only_words(self) -> str | None:
        """Its text, where it says nothing else."""
        if (
            self.reasoning_details
            or self.reasoning_content
            or self.reasoning
            or self.refusal
            or self.tool_calls
            or not isinstance(self.content, str)
        ):
            return None
        return self.content or None

    def words(self) -> Iterator[Text | Thinking]:
        """Its words, and the thoughts among them."""
        if isinstance(self.content, str):
            if self.content:
                yield Text(self.content)
            return
        for part in self.content or ():
            if (found := part.read()) is not None and found.text:
                yield found


class AnswerLogprobs(msgspec.Struct):
    """Log-probabilities, as written."""

    content: msgspec.Raw = _ABSENT
    refusal: msgspec.Raw = _ABSENT

    def read(self) -> msgspec.Raw | None:
        """Those there are."""
        for raw in (self.content, self.refusal):
            if bytes(raw) not in (_NULL, b"[]"):
                return raw.copy()
        return None


class _Choice(msgspec.Struct):
    message: AnswerMessage | None = None
    finish_reason: str | None = None
    logprobs: AnswerLogprobs | None = None
    index: int = 0


class _Answer(msgspec.Struct):
    id: str = ""
    model: str = ""
    choices: list[_Choice] | None = None
    usage: UsageFields | None = None
    created: int | None = None


_answer = msgspec.json.Decoder(_Answer)


def read_answer(body: bytes) -> WholeAnswer | None:
    """Decode a whole answer; None where it is none.

    Raises:
        ValueError: it is one, but calls a tool without saying which.
    """
    try:
        found = _answer.decode(body)
        if not found.choices:
            return None
        ordered = sorted(found.choices, key=lambda choice: choice.index)
        choices = tuple([_choice(choice, found.id) for choice in ordered])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return WholeAnswer(found.id, found.model, choices, usage_of(found.usage), found.created)


def read_finish(reason: str | None, *, has_calls: bool) -> Finish | None:
    """Why it ended. A forced call ends with "stop" here, and so do some providers' others."""
    if not reason or reason in _NO_END:
        return None
    finish = _FINISHES.get(reason, Finish.STOP)
    return Finish.TOOLS if has_calls and finish is Finish.STOP else finish


def reason_of(finish: Finish | None) -> str | None:
    """OpenAI's word for an ending.

    Raises:
        ValueError: there is none.
    """
    if finish is None:
        return None
    if finish not in _REASONS:
        raise ValueError(f"OpenAI's chat completions has no word for the ending {finish.value!r}.")
    return _REASONS[finish]


def invented_id(answer_id: str, number: int) -> str:
    """An id for a call that came without one, unique among all turns of a conversation."""
    letters = "".join(letter for letter in answer_id if letter.isascii() and letter.isalnum())
    return f"call_{letters}_{number}"


def _choice(choice: _Choice, answer_id: str) -> Choice:
    message = choice.message or AnswerMessage()
    parts: list[Part] = []
    if not message.reasoning_details and (
        thought := message.reasoning_content or message.reasoning
    ):
        parts.append(Thinking(thought))
    parts += message.words()
    if message.refusal:
        parts.append(Refusal(message.refusal))
    calls = [
        ToolCall(
            id=call.id or invented_id(answer_id, number),
            name=call.name,
            arguments=call.arguments,
            is_custom=call.custom is not None,
            signature=call.signature,
        )
        for number, call in enumerate(message.tool_calls or ())
    ]
    if not all(call.name for call in calls):
        raise ValueError("A call does not say of which tool.")
    parts += calls
    if message.reasoning_details:
        parts = placed(parts, read_details(message.reasoning_details))
    return Choice(
        tuple(parts),
        read_finish(choice.finish_reason, has_calls=bool(calls)),
        logprobs=choice.logprobs.read() if choice.logprobs else None,
    )


# --- writing -----------------------------------------------------------------------------


def write_answer(answer: WholeAnswer, heading: Heading) -> bytes:
    """Encode a whole answer.

    Raises:
        ValueError: it holds something that no answer in this wire can say.
    """
    written: dict[str, object] = {
        "id": f"chatcmpl-{heading.id}",
        "object": "chat.completion",
        "created": heading.created,
        "model": answer.model,
        "choices": [_written_choice(at, choice) for at, choice in enumerate(answer.choices)],
    }
    if answer.usage is not None:
        written["usage"] = written_usage(answer.usage)
    return _encode({**written, "system_fingerprint": None})


def _written_choice(index: int, choice: Choice) -> dict[str, object]:
    check_sayable(choice.parts)
    text = "".join(part.text for part in choice.parts if isinstance(part, Text))
    refusal = "".join(part.text for part in choice.parts if isinstance(part, Refusal))
    calls = [part for part in choice.parts if isinstance(part, ToolCall)]
    message: dict[str, object] = {
        "role": "assistant",
        "content": text if text or not (calls or refusal) else None,
        "refusal": refusal or None,
        **thoughts_in(choice.parts, for_reader=True),
    }
    if calls:
        message["tool_calls"] = [signed(written_call(call), call.signature) for call in calls]
    return {
        "index": index,
        "message": message,
        "logprobs": written_logprobs(choice.logprobs, "refusal" if refusal else "content"),
        "finish_reason": reason_of(choice.finish),
    }


def check_sayable(parts: Sequence[Part]) -> None:
    """Refuse what an answer in this wire cannot hold.

    Raises:
        ValueError: names the kind of part.
    """
    unsayable = [part for part in parts if isinstance(part, Media | ToolResult)]
    if unsayable:
        kind = unsayable[0].kind if isinstance(unsayable[0], Media) else "result of a tool"
        raise ValueError(f"An answer in OpenAI's chat completions cannot hold a {kind}.")


def written_logprobs(logprobs: msgspec.Raw | None, of: str) -> dict[str, object] | None:
    """Log-probabilities of the words or of the refusal."""
    return None if logprobs is None else {"content": None, "refusal": None, of: logprobs}


def written_usage(usage: Usage) -> dict[str, object]:
    """Usage as OpenAI counts it."""
    given = {"cached_tokens": usage.cached_tokens, "audio_tokens": usage.audio_input_tokens}
    if usage.cache_write_tokens:
        given["cache_write_tokens"] = usage.cache_write_tokens
    return {
        "prompt_tokens": usage.input_tokens,
        "completion_tokens": usage.output_tokens,
        "total_tokens": usage.input_tokens + usage.output_tokens,
        "prompt_tokens_details": given,
        "completion_tokens_details": {
            "reasoning_tokens": usage.reasoning_tokens,
            "audio_tokens": usage.audio_output_tokens,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }
