"""Items of a conversation in Responses, read into turns.

A message, a call of a tool, its result and a thought are items of one list here; what an
assistant says between two words of somebody else is one turn.
Knows nothing of the request around the items.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.wire.conversation import Media, Part, Role, Text, ToolCall, ToolResult, Turn
from wayfare.wire.fields import NULL, Fields, is_null
from wayfare.wire.responses.content import read_content
from wayfare.wire.responses.namespaces import full_name
from wayfare.wire.responses.strict import cannot_carry, decode_strictly
from wayfare.wire.responses.thought import Reasoning, read_thoughts

_ROLES: Mapping[str, Role] = {
    "user": "user",
    "system": "system",
    "developer": "developer",
    "assistant": "assistant",
}


class _Item(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    type: str = ""
    id: str | None = None
    status: str | None = None


class _Message(_Item, kw_only=True):
    role: str
    content: str | list[msgspec.Raw]
    phase: msgspec.Raw = NULL


class _Call(_Item, kw_only=True):
    call_id: str
    name: str
    namespace: str | None = None
    caller: msgspec.Raw = NULL
    extra_content: msgspec.Raw = NULL


class _FunctionCall(_Call, kw_only=True):
    arguments: str


class _CustomCall(_Call, kw_only=True):
    input: str


class _Result(_Item, kw_only=True):
    call_id: str
    output: str | list[msgspec.Raw]
    name: str | None = None
    caller: msgspec.Raw = NULL


class _Peek(msgspec.Struct):
    type: str | None = None


class _Google(msgspec.Struct, forbid_unknown_fields=True):
    thought_signature: str | None = None


class _Extra(msgspec.Struct, forbid_unknown_fields=True):
    google: _Google | None = None


_peek = msgspec.json.Decoder(_Peek)
_message = msgspec.json.Decoder(_Message)
_function_call = msgspec.json.Decoder(_FunctionCall)
_custom_call = msgspec.json.Decoder(_CustomCall)
_result = msgspec.json.Decoder(_Result)
_reasoning = msgspec.json.Decoder(Reasoning)
_extra = msgspec.json.Decoder(_Extra)


class Transcript:
    """Turns as they are gathered. `hints` are marks in them that change no answer."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.hints: Fields = {}
        self.tool_names: dict[str, str] = {}
        self._said: list[Part] = []

    def say(self, parts: Iterable[Part]) -> None:
        """The assistant says more."""
        self._said += parts

    def add(self, turn: Turn) -> None:
        """Somebody else says something."""
        self.end()
        self.turns.append(turn)

    def end(self) -> None:
        """The assistant's turn is over, if it is open."""
        if self._said:
            self.turns.append(Turn("assistant", tuple(self._said)))
            self._said = []


def read_items(items: Sequence[msgspec.Raw], transcript: Transcript, where: str = "input") -> None:
    """Read items in order.

    Raises:
        BadRequestError: an item is malformed.
        CannotCarryError: an item means something to its maker alone.
    """
    for number, raw in enumerate(items):
        place = f"{where}[{number}]"
        kind = decode_strictly(_peek, raw, place).type or "message"
        read = _READ.get(kind)
        if read is None:
            raise cannot_carry(f"{place}.type", _CURES.get(kind, _CURE))
        read(raw, place, transcript)
    transcript.end()


def _read_message(raw: msgspec.Raw, where: str, transcript: Transcript) -> None:
    message = decode_strictly(_message, raw, where)
    role = _ROLES.get(message.role)
    if role is None:
        raise BadRequestError(
            f"`{where}.role` must be one of {', '.join(_ROLES)}.", param=f"{where}.role"
        )
    if not is_null(message.phase):
        transcript.hints["phase"] = message.phase
    parts = read_content(message.content, f"{where}.content", transcript.hints)
    if role == "assistant":
        transcript.say(parts)
        return
    transcript.add(Turn(role, parts))


def _read_function_call(raw: msgspec.Raw, where: str, transcript: Transcript) -> None:
    call = decode_strictly(_function_call, raw, where)
    _check_caller(call.caller, where)
    name = full_name(call.namespace, call.name)
    transcript.tool_names[call.call_id] = name
    signature = read_signature(call.extra_content, where)
    transcript.say([ToolCall(call.call_id, name, call.arguments, signature=signature)])


def _read_custom_call(raw: msgspec.Raw, where: str, transcript: Transcript) -> None:
    call = decode_strictly(_custom_call, raw, where)
    _check_caller(call.caller, where)
    name = full_name(call.namespace, call.name)
    transcript.tool_names[call.call_id] = name
    signature = read_signature(call.extra_content, where)
    transcript.say([ToolCall(call.call_id, name, call.input, True, signature)])


def _read_result(raw: msgspec.Raw, where: str, transcript: Transcript) -> None:
    transcript.add(_result_turn(raw, where, transcript, is_custom=False))


def _read_custom_result(raw: msgspec.Raw, where: str, transcript: Transcript) -> None:
    transcript.add(_result_turn(raw, where, transcript, is_custom=True))


def _result_turn(raw: msgspec.Raw, where: str, transcript: Transcript, *, is_custom: bool) -> Turn:
    result = decode_strictly(_result, raw, where)
    _check_caller(result.caller, where)
    parts = read_content(result.output, f"{where}.output", transcript.hints)
    given = tuple([part for part in parts if isinstance(part, Text | Media)])
    if len(given) < len(parts):
        raise BadRequestError(f"`{where}.output` holds a refusal.", param=f"{where}.output")
    name = result.name or transcript.tool_names.get(result.call_id)
    return Turn("tool", (ToolResult(result.call_id, given, is_custom=is_custom, name=name),))


def _read_thought(raw: msgspec.Raw, where: str, transcript: Transcript) -> None:
    transcript.say(read_thoughts(decode_strictly(_reasoning, raw, where), None))


def read_signature(extra: msgspec.Raw, where: str) -> str | None:
    """The signature that Gemini put on a call, where there is one."""
    if is_null(extra):
        return None
    google = decode_strictly(_extra, extra, f"{where}.extra_content").google
    return google.thought_signature if google else None


def told_signature(extra: msgspec.Raw) -> str | None:
    """The same in an answer: a provider may put there what it likes."""
    try:
        google = _extra.decode(extra).google
    except msgspec.DecodeError:
        return None
    return google.thought_signature if google else None


def _check_caller(caller: msgspec.Raw, where: str) -> None:
    if is_null(caller) or decode_strictly(_peek, caller, f"{where}.caller").type == "direct":
        return
    raise cannot_carry(f"{where}.caller", "Name a model whose programs call tools.")


_READ: Mapping[str, Callable[[msgspec.Raw, str, Transcript], None]] = {
    "message": _read_message,
    "function_call": _read_function_call,
    "function_call_output": _read_result,
    "custom_tool_call": _read_custom_call,
    "custom_tool_call_output": _read_custom_result,
    "reasoning": _read_thought,
}

_CURE = "It belongs to a tool that OpenAI runs itself: name a model that speaks Responses."
_CURES = {
    "item_reference": "Send the item itself: a reference means something only where it is kept.",
    "compaction": "Send the items themselves: only its maker can read what was compacted.",
}
