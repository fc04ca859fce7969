"""Whole answers in Anthropic's wire, decoded and encoded, for translation."""

from collections.abc import Sequence

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.anthropic.blocks import (
    MAKER,
    Block,
    is_json_object,
    write_call,
    write_call_signature,
    write_text,
    write_thought,
)
from wayfare.wire.anthropic.reply import Count
from wayfare.wire.conversation import (
    Choice,
    Finish,
    Part,
    Refusal,
    Text,
    Thinking,
    ToolCall,
    WholeAnswer,
)
from wayfare.wire.fields import NULL
from wayfare.wire.wire import Heading


class AnswerBlock(msgspec.Struct, frozen=True):
    """A block of an answer. It may have fields that nobody here needs."""

    type: str
    text: str = ""
    citations: msgspec.Raw = NULL
    thinking: str = ""
    signature: str | None = None
    data: str = ""
    id: str = ""
    name: str = ""
    input: msgspec.Raw = NULL


class StopDetails(msgspec.Struct, frozen=True):
    """Why a model refused, in words for people."""

    explanation: str | None = None


class _Message(msgspec.Struct, frozen=True):
    id: str
    content: list[AnswerBlock]
    type: str = "message"
    model: str = ""
    stop_reason: str | None = None
    stop_sequence: str | None = None
    stop_details: StopDetails | None = None
    usage: Count | None = None


_encode = msgspec.json.Encoder().encode
_message = msgspec.json.Decoder(_Message)

_FINISHES = {
    "end_turn": Finish.STOP,
    "stop_sequence": Finish.STOP_SEQUENCE,
    "max_tokens": Finish.LENGTH,
    "model_context_window_exceeded": Finish.LENGTH,
    "tool_use": Finish.TOOLS,
    "refusal": Finish.FILTER,
    "pause_turn": Finish.PAUSE,
}
_STOP_REASONS = {
    Finish.STOP: "end_turn",
    Finish.STOP_SEQUENCE: "stop_sequence",
    Finish.LENGTH: "max_tokens",
    Finish.TOOLS: "tool_use",
    Finish.FILTER: "refusal",
    Finish.REFUSAL: "refusal",
    Finish.PAUSE: "pause_turn",
}


def read_answer(body: bytes) -> WholeAnswer | None:
    """Decode a whole answer; None where it is none.

    Raises:
        ValueError: it is one, but holds something that has no noun.
    """
    try:
        message = _message.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if message.type != "message":
        return None
    parts = [part_of(block) for block in message.content]
    parts += refusal_in(message.stop_details)
    finish = None if message.stop_reason is None else finish_of(message.stop_reason)
    usage = None if message.usage is None else message.usage.usage()
    choice = Choice(tuple(parts), finish, message.stop_sequence)
    return WholeAnswer(message.id, message.model, (choice,), usage)


def part_of(block: AnswerBlock) -> Part:
    """The part in a block.

    Raises:
        ValueError: there is no noun for it.
    """
    if block.type == "text":
        is_cited = bytes(block.citations) not in (b"null", b"[]")
        return Text(block.text, block.citations if is_cited else None)
    if block.type == "tool_use":
        return ToolCall(block.id, block.name, bytes(block.input).decode("utf-8"))
    if block.type == "thinking":
        return Thinking(block.thinking, signature=block.signature, maker=MAKER)
    if block.type == "redacted_thinking":
        return Thinking(redacted=block.data, maker=MAKER)
    raise ValueError(f"Anthropic's block `{block.type}` has no words in other wires.")


def refusal_in(details: StopDetails | None) -> list[Part]:
    """Why the model refused, where it says so in words."""
    if details is None or not details.explanation:
        return []
    return [Refusal(details.explanation)]


def finish_of(stop_reason: str) -> Finish:
    """Why the model ended.

    Raises:
        ValueError: the reason is not known.
    """
    finish = _FINISHES.get(stop_reason)
    if finish is None:
        raise ValueError(f"Anthropic's stop reason `{stop_reason}` is not known.")
    return finish


def stop_reason_of(finish: Finish, *, has_calls: bool, has_refusal: bool) -> str:
    """Anthropic's word. Its clients run tools only when told so, whatever others say."""
    if finish is Finish.STOP and has_calls:
        return "tool_use"
    if finish is Finish.STOP and has_refusal:
        return "refusal"
    return _STOP_REASONS[finish]


def write_answer(answer: WholeAnswer, heading: Heading) -> bytes:
    """Encode a whole answer.

    Raises:
        ValueError: it holds something that Messages have no words for.
    """
    if len(answer.choices) != 1:
        raise ValueError("Anthropic's Messages hold one answer.")
    choice = answer.choices[0]
    stop_reason = None
    if choice.finish is not None:
        stop_reason = stop_reason_of(
            choice.finish,
            has_calls=any(isinstance(part, ToolCall) for part in choice.parts),
            has_refusal=any(isinstance(part, Refusal) for part in choice.parts),
        )
    return _encode(
        {
            **message_head(heading, answer.model),
            "content": _blocks(choice.parts, choice.finish),
            "stop_reason": stop_reason,
            "stop_sequence": choice.stop_sequence,
            "usage": count_of(answer.usage),
        }
    )


def message_head(heading: Heading, model: str) -> Block:
    """What a message says of itself."""
    return {
        "id": f"msg_{heading.id}",
        "type": "message",
        "role": "assistant",
        "model": model or heading.conversation.model,
    }


def count_of(usage: Usage | None) -> Block:
    """A usage in Anthropic's words. The wire has no word for "not counted": that is 0."""
    if usage is None:
        return {"input_tokens": 0, "output_tokens": 0}
    count: Block = {
        "input_tokens": usage.input_tokens - usage.cached_tokens - usage.cache_write_tokens,
        "cache_creation_input_tokens": usage.cache_write_tokens,
        "cache_read_input_tokens": usage.cached_tokens,
        "output_tokens": usage.output_tokens,
    }
    if usage.reasoning_tokens:
        count["output_tokens_details"] = {"thinking_tokens": usage.reasoning_tokens}
    return count


def _blocks(parts: Sequence[Part], finish: Finish | None) -> list[Block]:
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, Text | Refusal):
            if part.text:  # an empty block is refused when it is sent back
                blocks.append(write_text(part))
        elif isinstance(part, Thinking):
            blocks.append(write_thought(part))
        elif isinstance(part, ToolCall) and not part.is_custom:
            if part.signature is not None:
                blocks.append(write_call_signature(part.id, part.signature))
            blocks.append(write_call(part, part.id, _input(part, finish)))
        else:
            raise ValueError("Anthropic's Messages cannot hold this part of the answer.")
    return blocks


def _input(call: ToolCall, finish: Finish | None) -> str:
    """The arguments as a JSON object; what was cut short by the limit is none."""
    if not call.arguments.strip():
        return "{}"
    if is_json_object(call.arguments):
        return call.arguments
    if finish is Finish.LENGTH:
        return "{}"
    raise ValueError(f"The arguments of the tool call `{call.id}` are not a JSON object.")
