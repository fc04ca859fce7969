"""Whole answers in Responses, decoded and encoded, for translation."""

from collections.abc import Sequence
from typing import Any

import msgspec

from wayfare.domain.usage import Usage
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
from wayfare.wire.fields import NULL, is_null
from wayfare.wire.responses.items import told_signature
from wayfare.wire.responses.namespaces import split_name
from wayfare.wire.responses.reply import Incomplete, finish_of, read_usage
from wayfare.wire.responses.request import (
    call_item,
    runs,
    split_instructions,
    write_choice,
    write_reasoning,
    write_text,
    write_tools,
)
from wayfare.wire.responses.thought import MAKER, Reasoning, Words, read_thoughts, seal
from wayfare.wire.wire import Heading

Item = dict[str, Any]

_encode = msgspec.json.Encoder().encode


class _Content(msgspec.Struct):
    type: str = ""
    text: str | None = None
    refusal: str | None = None
    logprobs: msgspec.Raw = NULL


class OutputItem(msgspec.Struct):
    """An item of an answer, as far as it means something outside of Responses."""

    type: str = ""
    id: str | None = None
    call_id: str = ""
    name: str = ""
    arguments: str = ""
    input: str = ""
    content: list[_Content] | None = None
    summary: list[_Content] | None = None
    encrypted_content: str | None = None
    extra_content: msgspec.Raw = NULL


class _Response(msgspec.Struct):
    id: str = ""
    model: str = ""
    created_at: float | None = None
    status: str | None = None
    error: msgspec.Raw = NULL
    incomplete_details: Incomplete | None = None
    output: list[msgspec.Raw] | None = None
    usage: msgspec.Raw = NULL


class _Peek(msgspec.Struct):
    type: str = ""


_response = msgspec.json.Decoder(_Response)
_output_item = msgspec.json.Decoder(OutputItem)
_peek = msgspec.json.Decoder(_Peek)

_KNOWN = ("message", "function_call", "custom_tool_call", "reasoning")
_EMPTY_LIST = b"[]"
_REASON = {
    Finish.LENGTH: "max_output_tokens",
    Finish.FILTER: "content_filter",
    Finish.REFUSAL: "content_filter",
}


# --- reading ------------------------------------------------------------------------------


def read_answer(body: bytes) -> WholeAnswer | None:
    """Decode a whole answer; None where it is none."""
    try:
        response = _response.decode(body)
        if not _is_answer(response):
            return None
        items = [item for raw in response.output or () if (item := read_item(raw)) is not None]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    parts = tuple([part for item in items for part in read_parts(item)])
    calls = any(isinstance(part, ToolCall) for part in parts)
    choice = Choice(
        parts,
        finish_of(response.status, response.incomplete_details, calls=calls),
        logprobs=joined([c.logprobs for item in items for c in item.content or ()]),
    )
    created = response.created_at
    return WholeAnswer(
        id=response.id,
        model=response.model,
        choices=(choice,),
        usage=read_usage(response.usage),
        created=None if created is None else int(created),
    )


def _is_answer(response: _Response) -> bool:
    return (
        response.output is not None
        and response.status in (None, "completed", "incomplete")
        and is_null(response.error)
    )


def read_item(raw: msgspec.Raw) -> OutputItem | None:
    """One item; None where it only tells of a tool that the provider runs itself."""
    return _output_item.decode(raw) if _peek.decode(raw).type in _KNOWN else None


def read_parts(item: OutputItem) -> list[Part]:
    """What one item of an answer says."""
    if item.type == "message":
        return [_read_words(content) for content in item.content or ()]
    if item.type == "reasoning":
        return [*read_thoughts(reasoning_of(item), MAKER)]
    is_custom = item.type == "custom_tool_call"
    arguments = item.input if is_custom else item.arguments
    signature = told_signature(item.extra_content)
    return [ToolCall(item.call_id, item.name, arguments, is_custom, signature)]


def reasoning_of(item: OutputItem) -> Reasoning:
    """The item as a thought."""
    return Reasoning(
        type=item.type,
        id=item.id,
        summary=[Words(each.text or "") for each in item.summary or ()],
        content=[Words(each.text or "") for each in item.content or ()],
        encrypted_content=item.encrypted_content,
    )


def _read_words(content: _Content) -> Part:
    if content.type == "refusal":
        return Refusal(content.refusal or "")
    return Text(content.text or "")


def joined(lists: Sequence[msgspec.Raw]) -> msgspec.Raw | None:
    """The logprobs of several texts as one list, each as written."""
    inner = [bytes(raw).strip()[1:-1].strip() for raw in lists if not is_null(raw)]
    joined = b",".join([each for each in inner if each])
    return msgspec.Raw(b"[" + joined + b"]") if joined else None


# --- writing ------------------------------------------------------------------------------


def write_answer(answer: WholeAnswer, heading: Heading) -> bytes:
    """Encode a whole answer.

    Raises:
        ValueError: the answer is not at its end, which this wire cannot say.
    """
    choice = answer.choices[0]
    finish = choice.finish or Finish.STOP
    if finish is Finish.PAUSE:
        raise ValueError("the model paused its turn, and Responses has no word for that")
    output = write_output(choice.parts, heading, choice.logprobs)
    if output and is_short(finish):
        mark_incomplete(output[-1])
    return _encode(
        write_response(
            heading,
            model=answer.model,
            created=answer.created,
            output=output,
            finish=ending(finish, choice.parts),
            usage=answer.usage,
        )
    )


def ending(finish: Finish, parts: Sequence[Part]) -> Finish:
    """Why an answer ended: one that refuses in words of its own is complete all the same."""
    if finish is Finish.REFUSAL and any(isinstance(part, Refusal) for part in parts):
        return Finish.STOP
    return finish


def is_short(finish: Finish) -> bool:
    """Whether an answer stops before its end."""
    return finish in (Finish.LENGTH, Finish.FILTER)


def mark_incomplete(item: Item) -> None:
    """Say of the last item that it was cut short."""
    if "status" in item:
        item["status"] = "incomplete"


def write_output(
    parts: Sequence[Part], heading: Heading, logprobs: msgspec.Raw | None
) -> list[Item]:
    """The items of an answer, each with an id of its own."""
    output: list[Item] = []
    for run in runs(parts):
        first, number = run[0], len(output)
        if isinstance(first, Text | Refusal):
            content = []
            for part in run:
                content.append(write_words(part, logprobs))
                logprobs = None
            output.append(message_item(heading, number, content))
        elif isinstance(first, ToolCall):
            output.append(write_call(heading, number, first))
        elif isinstance(first, Thinking):
            output.append(write_thought(heading, number, run))
    return output


def item_id(prefix: str, heading: Heading, number: int) -> str:
    """An id for an item: its kind, the answer's id and its place."""
    return f"{prefix}_{heading.id}{number:04x}"


def message_item(heading: Heading, number: int, content: list[Item]) -> Item:
    """A message of the assistant."""
    return {
        "id": item_id("msg", heading, number),
        "type": "message",
        "status": "completed",
        "role": "assistant",
        "content": content,
    }


def write_words(part: Part, logprobs: msgspec.Raw | None = None) -> Item:
    """A text or a refusal within a message."""
    if isinstance(part, Refusal):
        return {"type": "refusal", "refusal": part.text}
    assert isinstance(part, Text), "a run of words"
    known = msgspec.Raw(_EMPTY_LIST) if logprobs is None else logprobs
    return {"type": "output_text", "annotations": [], "logprobs": known, "text": part.text}


def write_call(heading: Heading, number: int, call: ToolCall) -> Item:
    """A call of a tool, with what its maker wants back."""
    prefix = "ctc" if call.is_custom else "fc"
    item = {"id": item_id(prefix, heading, number), **call_item(call), "status": "completed"}
    namespace, item["name"] = split_name(call.name, heading.conversation.tools)
    if namespace is not None:
        item["namespace"] = namespace
    if call.signature is not None:
        item["extra_content"] = {"google": {"thought_signature": call.signature}}
    return item


def write_thought(heading: Heading, number: int, run: Sequence[Part]) -> Item:
    """A thought, and what proves it."""
    thoughts = [part for part in run if isinstance(part, Thinking)]
    last = thoughts[-1]
    item: Item = {
        "id": last.id or item_id("rs", heading, number),
        "type": "reasoning",
        "summary": [{"type": "summary_text", "text": each.text} for each in thoughts if each.text],
    }
    sealed = seal(last)
    if sealed is not None:
        item["encrypted_content"] = sealed
    return item


def write_response(
    heading: Heading,
    *,
    model: str,
    created: int | None,
    output: list[Item],
    finish: Finish | None,
    usage: Usage | None,
) -> dict[str, Any]:
    """The object `response`, complete; without a finish it is in progress."""
    asked = heading.conversation
    hints = asked.hints
    reason = _REASON.get(finish) if finish else None
    status = "incomplete" if reason else "completed" if finish else "in_progress"
    text = write_text(asked)
    return {
        "id": response_id(heading),
        "object": "response",
        "created_at": heading.created if created is None else created,
        "status": status,
        "background": False,
        "error": None,
        "incomplete_details": {"reason": reason} if reason else None,
        "instructions": split_instructions(asked.turns)[0],
        "max_output_tokens": asked.output_tokens_max,
        "max_tool_calls": hints.get("max_tool_calls"),
        "model": model,
        "output": output,
        "parallel_tool_calls": asked.parallel_tools is not False,
        "previous_response_id": None,
        "prompt_cache_key": hints.get("prompt_cache_key"),
        "reasoning": {"effort": None, "summary": None, **(write_reasoning(asked.reasoning) or {})},
        "safety_identifier": hints.get("safety_identifier"),
        "service_tier": "default",
        "store": hints.get("store", True),
        "temperature": asked.sampling.get("temperature"),
        "text": {"format": {"type": "text"}, **text},
        "tool_choice": write_choice(asked) or "auto",
        "tools": write_tools(asked.tools),
        "top_logprobs": asked.top_logprobs or 0,
        "top_p": asked.sampling.get("top_p"),
        "truncation": "disabled",
        "usage": None if usage is None else _write_usage(usage),
        "user": hints.get("user"),
        "metadata": hints.get("metadata", {}),
    }


def response_id(heading: Heading) -> str:
    """The answer's id, as clients see it."""
    return f"resp_{heading.id}"


def _write_usage(usage: Usage) -> dict[str, Any]:
    return {
        "input_tokens": usage.input_tokens,
        "input_tokens_details": {
            "cached_tokens": usage.cached_tokens,
            "cache_write_tokens": usage.cache_write_tokens,
        },
        "output_tokens": usage.output_tokens,
        "output_tokens_details": {"reasoning_tokens": usage.reasoning_tokens},
        "total_tokens": usage.input_tokens + usage.output_tokens,
    }
