"""A conversation encoded in Responses, for a model that speaks it.

Knows how Responses spells each noun. Knows nothing of the wire it was asked in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import msgspec

from wayfare.wire.conversation import (
    EFFORT_TOKENS,
    CannotCarryError,
    Conversation,
    Media,
    Part,
    Reasoning,
    Refusal,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolResult,
    Turn,
    Written,
)
from wayfare.wire.openai.conversation import is_user
from wayfare.wire.responses.content import MIME_OF_AUDIO
from wayfare.wire.responses.conversation import ENCRYPTED, HINTS, LOGPROBS, SAMPLING
from wayfare.wire.responses.namespaces import take_out
from wayfare.wire.responses.thought import MAKER

_encode = msgspec.json.Encoder().encode


_TIERS = (b'"auto"', b'"default"', b'"flex"', b'"scale"', b'"priority"', b'"fast"', b'"ultrafast"')
_NEUTRAL: Mapping[str, re.Pattern[bytes]] = {
    "presence_penalty": re.compile(rb"-?0(\.0*)?"),
    "frequency_penalty": re.compile(rb"-?0(\.0*)?"),
    "logit_bias": re.compile(rb"\{\s*\}"),
}
_FORMAT_OF_AUDIO = {mime: name for name, mime in MIME_OF_AUDIO.items()} | {
    "audio/mp3": "mp3",
    "audio/x-wav": "wav",
    "audio/wave": "wav",
}


def write_request(conversation: Conversation, model: str, length_field: str) -> Written:
    """Encode a request for a model that speaks this wire.

    The provider is asked to keep nothing unless the client wants it, and to hand out what
    its next turn needs to think on.

    Raises:
        CannotCarryError: something in the request has no words in Responses.
    """
    _refuse_what_is_not_here(conversation)
    left_out: set[str] = set()
    instructions, turns = split_instructions(conversation.turns)
    items = [item for i, turn in enumerate(turns) for item in _items(turn, i, left_out)]
    thinks_on = any(item["type"] == "reasoning" for item in items)
    hints = {name: raw for name, raw in conversation.hints.items() if _has_place(name, raw)}
    left_out |= conversation.hints.keys() - hints.keys()
    fields: dict[str, Any] = {
        "model": model,
        "instructions": instructions,
        "input": items,
        "tools": write_tools(conversation.tools) or None,
        "tool_choice": write_choice(conversation),
        "parallel_tool_calls": conversation.parallel_tools,
        "text": write_text(conversation) or None,
        "reasoning": write_reasoning(conversation.reasoning),
        "max_output_tokens": conversation.output_tokens_max,
        **{name: conversation.sampling.get(name) for name in SAMPLING},
        "top_logprobs": conversation.top_logprobs,
        "include": list(_include(conversation, thinks_on)) or None,
        "store": False,
        **hints,
        "stream": conversation.stream or None,
    }
    body = _encode({name: value for name, value in fields.items() if value is not None})
    return Written(body, tuple(sorted(left_out)))


def split_instructions(turns: tuple[Turn, ...]) -> tuple[str | None, tuple[Turn, ...]]:
    """What stands in `instructions`, and the turns that follow."""
    if turns and turns[0].role == "system" and len(turns[0].parts) == 1:
        only = turns[0].parts[0]
        if isinstance(only, Text):
            return only.text, turns[1:]
    return None, turns


def write_tools(tools: tuple[Tool, ...]) -> list[dict[str, Any]]:
    """The tools that may be called, each group with its own."""
    written: list[dict[str, Any]] = []
    for namespace, group in groupby(tools, key=lambda tool: tool.namespace):
        members = [_write_tool(take_out(tool)) for tool in group]
        if namespace is None:
            written += members
            continue
        said = {} if namespace.description is None else {"description": namespace.description}
        written.append({"type": "namespace", "name": namespace.name, **said, "tools": members})
    return written


def write_choice(conversation: Conversation) -> str | dict[str, Any] | None:
    """Whether tools must be called."""
    choice = conversation.tool_choice
    if choice is None:
        return None
    if choice.mode != "named":
        return choice.mode
    is_custom = any(t.is_custom for t in conversation.tools if t.name == choice.name)
    return {"type": "custom" if is_custom else "function", "name": choice.name}


def write_text(conversation: Conversation) -> dict[str, Any]:
    """The shape and the length of what is said."""
    text: dict[str, Any] = {}
    output = conversation.output
    if output is not None:
        is_named = output.kind == "json_schema"  # which OpenAI demands
        form = {
            "type": output.kind,
            "name": (output.name or "answer") if is_named else None,
            "description": output.description,
            "schema": output.schema,
            "strict": output.strict,
        }
        text["format"] = {name: value for name, value in form.items() if value is not None}
    if "verbosity" in conversation.sampling:
        text["verbosity"] = conversation.sampling["verbosity"]
    return text


def write_reasoning(reasoning: Reasoning | None) -> dict[str, Any] | None:
    """How much to think, in words."""
    if reasoning is None:
        return None
    effort = reasoning.effort
    if effort is None and reasoning.budget_tokens is not None:
        effort = _effort_for(reasoning.budget_tokens)
    written = {"effort": effort, "summary": reasoning.summary}
    return {name: value for name, value in written.items() if value is not None} or None


def _effort_for(budget_tokens: int) -> str:
    """The least effort that a budget of thought is enough for, or the most there is."""
    enough = (word for word, tokens in EFFORT_TOKENS.items() if budget_tokens <= tokens)
    return next(enough, "high")


def _refuse_what_is_not_here(conversation: Conversation) -> None:
    if conversation.choices > 1:
        raise _no_words("n", "Ask once for each answer.")
    if conversation.stop:
        raise _no_words("stop", "Leave it out, and cut the answer yourself.")
    for name, raw in conversation.sampling.items():
        if name in SAMPLING or name == "verbosity":
            continue
        neutral = _NEUTRAL.get(name)
        if neutral is None or neutral.fullmatch(bytes(raw)) is None:
            raise _no_words(name, "Leave it out.")


def _no_words(param: str, cure: str) -> CannotCarryError:
    return CannotCarryError(
        f"`{param}` cannot be carried to a model that speaks Responses.",
        cure=f"{cure} Or name another model.",
        param=param,
    )


def _has_place(name: str, raw: msgspec.Raw) -> bool:
    if name == "service_tier":
        return bytes(raw) in _TIERS
    if name == "user":
        return is_user(raw)
    if name == "stream_options":
        return b'"include_obfuscation"' in bytes(raw)
    return name in HINTS


def _include(conversation: Conversation, thinks_on: bool) -> Iterator[str]:
    if conversation.logprobs:
        yield LOGPROBS
    # a model that does not think refuses to be asked for it
    reasoning = conversation.reasoning
    if thinks_on or (reasoning is not None and reasoning.effort != "none"):
        yield ENCRYPTED


def _write_tool(tool: Tool) -> dict[str, Any]:
    if tool.is_custom:
        custom = {
            "type": "custom",
            "name": tool.name,
            "description": tool.description,
            "format": tool.grammar,
        }
        return {name: value for name, value in custom.items() if value is not None}
    function: dict[str, Any] = {"type": "function", "name": tool.name}
    if tool.description is not None:
        function["description"] = tool.description
    function["parameters"] = tool.schema
    # unlike other wires, this one takes a silent client to mean strict
    function["strict"] = bool(tool.strict)
    return function


def _items(turn: Turn, number: int, left_out: set[str]) -> Iterator[dict[str, Any]]:
    if turn.name is not None:
        raise _no_words(f"messages[{number}].name", "Say in the text who speaks.")
    if turn.role == "assistant":
        yield from _assistant_items(turn.parts, number, left_out)
        return
    said: list[Part] = []
    for part in turn.parts:
        if isinstance(part, ToolResult):
            yield _result_item(part, number, left_out)
        else:
            said.append(part)
    if said or turn.role != "tool":
        role = "user" if turn.role == "tool" else turn.role
        yield {"type": "message", "role": role, "content": _input(said, number, left_out)}


def _assistant_items(
    parts: tuple[Part, ...], number: int, left_out: set[str]
) -> Iterator[dict[str, Any]]:
    for run in runs(parts):
        first = run[0]
        if isinstance(first, Text | Refusal):
            content = [_said(part, number, left_out) for part in run]
            yield {"type": "message", "role": "assistant", "content": content}
        elif isinstance(first, ToolCall):
            if first.signature is not None:
                left_out.add("thought_signature")
            yield call_item(first)
        elif isinstance(first, Thinking):
            item = _thought_item(run)
            if item is None:
                left_out.add("thinking")
            else:
                yield item
        else:
            raise _no_words(f"messages[{number}].content", "Send it as the user's.")


def runs(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Parts that make one item: words that follow words, and texts of one and the same thought."""
    run: list[Part] = []
    for part in parts:
        if run and not _go_together(run[-1], part):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _go_together(one: Part, other: Part) -> bool:
    if isinstance(one, Thinking) and isinstance(other, Thinking):
        return one.maker == other.maker == MAKER and one.id is not None and one.id == other.id
    return isinstance(one, Text | Refusal) and isinstance(other, Text | Refusal)


def call_item(call: ToolCall) -> dict[str, Any]:
    """A call of a tool, without an id of its own."""
    if call.is_custom:
        return {
            "type": "custom_tool_call",
            "call_id": call.id,
            "name": call.name,
            "input": call.arguments,
        }
    return {
        "type": "function_call",
        "call_id": call.id,
        "name": call.name,
        "arguments": call.arguments,
    }


def _thought_item(run: list[Part]) -> dict[str, Any] | None:
    """A thought that goes back to its maker; None where this wire is not its maker's."""
    thoughts = [part for part in run if isinstance(part, Thinking)]
    last = thoughts[-1]
    sealed = last.signature if last.redacted is None else last.redacted
    if last.maker != MAKER or not sealed:
        return None
    item: dict[str, Any] = {"type": "reasoning"}
    if last.id is not None:
        item["id"] = last.id
    texts = [each for each in thoughts if each.redacted is None]
    item["summary"] = [
        {"type": "summary_text", "text": each.text} for each in texts if each.is_summary
    ]
    content = [{"type": "reasoning_text", "text": t.text} for t in texts if not t.is_summary]
    if content:
        item["content"] = content
    item["encrypted_content"] = sealed
    return item


def _result_item(result: ToolResult, number: int, left_out: set[str]) -> dict[str, Any]:
    if result.is_error:
        left_out.add("is_error")
    kind = "custom_tool_call_output" if result.is_custom else "function_call_output"
    output = _input(result.parts, number, left_out)
    return {"type": kind, "call_id": result.call_id, "output": output}


def _input(parts: Iterable[Part], number: int, left_out: set[str]) -> str | list[dict[str, Any]]:
    """Words alone as a string, anything else as a list."""
    content = [_input_part(part, number, left_out) for part in parts]
    if len(content) == 1 and content[0]["type"] == "input_text":
        text: str = content[0]["text"]
        return text
    return content


def _input_part(part: Part, number: int, left_out: set[str]) -> dict[str, Any]:
    if isinstance(part, Text):
        if part.citations is not None:
            left_out.add("citations")
        return {"type": "input_text", "text": part.text}
    if isinstance(part, Media):
        return _WRITE_MEDIA[part.kind](part)
    raise _no_words(f"messages[{number}].content", "Send it as the assistant's.")


def _said(part: Part, number: int, left_out: set[str]) -> dict[str, Any]:
    if isinstance(part, Refusal):
        return {"type": "refusal", "refusal": part.text}
    assert isinstance(part, Text), "a run of words"
    if part.citations is not None:
        left_out.add("citations")
    return {"type": "output_text", "text": part.text}


def _write_image(media: Media) -> dict[str, Any]:
    image: dict[str, Any] = {"type": "input_image"}
    if media.file_id is not None:
        image["file_id"] = media.file_id
    else:
        image["image_url"] = media.url or _data_url(media)
    if media.detail is not None:
        image["detail"] = media.detail
    return image


def _write_file(media: Media) -> dict[str, Any]:
    file: dict[str, Any] = {"type": "input_file"}
    if media.file_id is not None:
        file["file_id"] = media.file_id
    elif media.url is not None:
        file["file_url"] = media.url
    else:
        file["file_data"] = _data_url(media)
    if media.name is not None:
        file["filename"] = media.name
    if media.detail is not None:
        file["detail"] = media.detail
    return file


def _write_audio(media: Media) -> dict[str, Any]:
    form = _FORMAT_OF_AUDIO.get(media.mime or "")
    if form is None or media.data is None:
        raise _no_words("input_audio", "Send WAV or MP3, in base64.")
    return {"type": "input_audio", "input_audio": {"data": media.data, "format": form}}


def _data_url(media: Media) -> str:
    return f"data:{media.mime};base64,{media.data}"


_WRITE_MEDIA = {"image": _write_image, "file": _write_file, "audio": _write_audio}
