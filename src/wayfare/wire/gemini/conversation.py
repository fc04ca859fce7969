"""A request in Gemini's wire, encoded from a conversation.

The model and whether to stream stand in the address, not in the body.
Knows nothing of providers or HTTP.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from wayfare.wire.conversation import (
    EFFORT_TOKENS,
    Conversation,
    Media,
    OutputFormat,
    Reasoning,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolChoice,
    Turn,
    Written,
)
from wayfare.wire.gemini.parts import UNCARRIED, UNSIGNED, GeminiPart, uncarried, write_part


class Content(msgspec.Struct, omit_defaults=True):
    """One message."""

    role: str | None = None
    parts: Sequence[GeminiPart] = ()


#: Sampling by OpenAI's names, and what Gemini calls it.
SAMPLING = {
    "temperature": "temperature",
    "top_p": "topP",
    "top_k": "topK",
    "seed": "seed",
    "presence_penalty": "presencePenalty",
    "frequency_penalty": "frequencyPenalty",
}

#: Efforts that newer models know by word. Older ones are given a number of tokens.
LEVELS = {
    "minimal": "MINIMAL",
    "low": "LOW",
    "medium": "MEDIUM",
    "high": "HIGH",
    "xhigh": "XHIGH",
}
BUDGETS = {**EFFORT_TOKENS, "xhigh": 24_576}  # as much as Google's 2.5 Flash thinks at most

MODES = {"auto": "AUTO", "none": "NONE", "required": "ANY", "named": "ANY"}

DETAILS = {"low": "MEDIA_RESOLUTION_LOW", "high": "MEDIA_RESOLUTION_HIGH"}

# Before the third generation, thought was measured in tokens and calls were not signed.
_OLDER = re.compile(r"(?:^|/)(?:gemini-[12]\b|gemma)")

_encode = msgspec.json.Encoder().encode


def write_conversation(conversation: Conversation, model: str, length_field: str) -> Written:
    """Encode a request for a model that speaks this wire.

    Raises:
        CannotCarryError: the wire has no words for something in it; `UNCARRIED` says why.
    """
    is_older = _OLDER.search(model) is not None
    system, turns = _split(conversation.turns)
    contents = list(_contents(turns, signs_calls=not is_older))
    if not contents:
        raise uncarried("no messages", param="messages", what="A request without messages")
    body: dict[str, object] = {"contents": contents}
    if system:
        body["systemInstruction"] = Content(parts=system)
    if conversation.tools:
        body["tools"] = [{"functionDeclarations": [_declare(tool) for tool in conversation.tools]}]
    if calling := _calling(conversation):
        body["toolConfig"] = {"functionCallingConfig": calling}
    if config := _config(conversation, is_older):
        body["generationConfig"] = config
    left_out = dict.fromkeys((*conversation.hints, *_left_out(conversation)))
    return Written(_encode(body), tuple(left_out))


def _split(turns: Sequence[Turn]) -> tuple[list[GeminiPart], Sequence[Turn]]:
    """The instructions, and the turns after them."""
    first = list(takewhile(lambda turn: turn.role in ("system", "developer"), turns))
    parts: list[GeminiPart] = []
    for turn in first:
        for part in turn.parts:
            if not isinstance(part, Text):
                raise uncarried("system media", param="messages", what="What instructs the model")
            parts.append(GeminiPart(text=part.text))
    return parts, turns[len(first) :]


def _contents(turns: Iterable[Turn], *, signs_calls: bool) -> Iterator[Content]:
    """Write the turns. Calls made at once, and their results, must each be one content."""
    names: dict[str, str] = {}
    role: str | None = None
    parts: list[GeminiPart] = []
    for turn in turns:
        _check(turn)
        if parts and not (turn.role == role and role in ("assistant", "tool")):
            yield _content(role, parts, signs_calls=signs_calls)
            parts = []
        role = turn.role
        names.update({part.id: part.name for part in turn.parts if isinstance(part, ToolCall)})
        written = [write_part(part, names.get) for part in turn.parts]
        parts += [part for part in written if part is not None]
    if parts:
        yield _content(role, parts, signs_calls=signs_calls)


def _check(turn: Turn) -> None:
    if turn.name is not None:
        raise uncarried("message name", param="messages", what="The name of a message's author")
    if turn.role in ("system", "developer"):
        raise uncarried(
            "later system messages", param="messages", what="A system message after the first turn"
        )


def _content(role: str | None, parts: Sequence[GeminiPart], *, signs_calls: bool) -> Content:
    if role != "assistant":
        return Content("user", parts)
    return Content("model", _signed(parts) if signs_calls else parts)


def _signed(parts: Sequence[GeminiPart]) -> Sequence[GeminiPart]:
    """Sign the first call: of calls made at once, it bears the signature for all."""
    place = next((i for i, part in enumerate(parts) if part.function_call is not None), None)
    if place is None or parts[place].thought_signature is not None:
        return parts
    signed = replace(parts[place], thought_signature=UNSIGNED)
    return [*parts[:place], signed, *parts[place + 1 :]]


def _declare(tool: Tool) -> dict[str, object]:
    if tool.is_custom:
        raise uncarried("custom tools", param="tools", what=f"`{tool.name}`")
    declared: dict[str, object] = {"name": tool.name}
    if tool.description is not None:
        declared["description"] = tool.description
    if tool.schema is not None:
        declared["parametersJsonSchema"] = tool.schema
    return declared


def _calling(conversation: Conversation) -> dict[str, object] | None:
    choice = conversation.tool_choice
    if not conversation.tools:
        return None
    if conversation.parallel_tools is False and not (choice and choice.mode == "none"):
        raise uncarried("parallel_tool_calls")
    is_strict = any(tool.strict for tool in conversation.tools)
    if is_strict and (choice is None or choice.mode == "auto"):
        return {"mode": "VALIDATED"}  # arguments follow their schemas, as `ANY` has them do too
    return None if choice is None else _mode(choice)


def _mode(choice: ToolChoice) -> dict[str, object]:
    mode: dict[str, object] = {"mode": MODES[choice.mode]}
    if choice.name is not None:
        mode["allowedFunctionNames"] = [choice.name]
    return mode


def _config(conversation: Conversation, is_older: bool) -> dict[str, object]:
    config = dict(_sampling(conversation.sampling))
    if conversation.output_tokens_max is not None:
        config["maxOutputTokens"] = conversation.output_tokens_max
    if conversation.stop:
        config["stopSequences"] = conversation.stop
    if conversation.choices != 1:
        config["candidateCount"] = conversation.choices
    if conversation.logprobs:
        config["responseLogprobs"] = True
        if conversation.top_logprobs:
            config["logprobs"] = conversation.top_logprobs
    if conversation.output is not None:
        config |= _output(conversation.output)
    if thinking := _thinking(conversation.reasoning or Reasoning(), is_older):
        config["thinkingConfig"] = thinking
    if resolution := _resolution(conversation.turns):
        config["mediaResolution"] = resolution
    return config


def _sampling(sampling: Mapping[str, Raw]) -> Iterator[tuple[str, object]]:
    for name, value in sampling.items():
        if bytes(value) == b"null" or name == "verbosity":  # a wish, told as left out
            continue
        if name not in SAMPLING:
            raise uncarried(name if name in UNCARRIED else "sampling", param=name)
        yield SAMPLING[name], value


def _output(output: OutputFormat) -> dict[str, object]:
    shape: dict[str, object] = {"responseMimeType": "application/json"}
    if output.schema is not None:
        shape["responseJsonSchema"] = output.schema
    return shape


def _thinking(reasoning: Reasoning, is_older: bool) -> dict[str, object]:
    thinking: dict[str, object] = {}
    effort = reasoning.effort
    if reasoning.budget_tokens is not None:
        thinking["thinkingBudget"] = reasoning.budget_tokens
    elif effort == "none":
        thinking["thinkingBudget"] = 0  # no level turns it off
    elif effort is not None:
        if effort not in LEVELS:
            raise uncarried("reasoning_effort", what=f"The effort `{effort}`")
        if is_older:
            thinking["thinkingBudget"] = BUDGETS[effort]
        else:
            thinking["thinkingLevel"] = LEVELS[effort]
    if reasoning.summary is not None:
        thinking["includeThoughts"] = True
    return thinking


def _resolution(turns: Iterable[Turn]) -> str | None:
    """How closely to look, where all images agree on it."""
    parts = [part for turn in turns for part in turn.parts]
    media = [part for part in parts if isinstance(part, Media)]
    asked = {part.detail if part.detail in DETAILS else None for part in media}
    if asked <= {None}:
        return None
    if len(asked) > 1:
        raise uncarried("detail", param="messages", what="A `detail` for some images only")
    return DETAILS[asked.pop() or ""]


def _left_out(conversation: Conversation) -> Iterator[str]:
    if "verbosity" in conversation.sampling:
        yield "verbosity"
    for turn in conversation.turns:
        for part in turn.parts:
            if isinstance(part, Thinking) and write_part(part, lambda _: None) is None:
                yield "thinking"
            elif isinstance(part, Text) and part.citations is not None:
                yield "citations"
            elif isinstance(part, Media) and part.name is not None:
                yield "filename"
    if conversation.output is not None and conversation.output.description is not None:
        yield "response_format.description"
