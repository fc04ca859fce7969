"""Directives: lines of a prompt that tell the scripted provider what to do.

The table of them is in the package's docstring. A directive with a mistake in it is
refused with 400, so that a typing error in a test does not pass for good behaviour.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Annotated, TypeVar

import msgspec

from wayfare.providers.scripted.refusals import bad_request

Count = Annotated[int, msgspec.Meta(ge=0)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=86_400)]
Status = Annotated[int, msgspec.Meta(ge=400, le=599)]

Pairs = TypeVar("Pairs", bound=msgspec.Struct)


class Fault(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"delay_s": "delay", "stall_s": "stall"},
):
    """What goes wrong. Counts are of deltas sent before; `times` is how often it happens."""

    status: Status | None = None
    retry_after: str | None = None
    content_type: str | None = None
    unreachable: bool = False
    delay_s: Seconds = 0.0
    stall_s: Seconds = 0.0
    after: Count = 0
    cut: Count | None = None
    error_event: Count | None = None
    failed: Count | None = None
    malformed: Count | None = None
    no_usage: bool = False
    times: Count | None = None


class TokenCounts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Token counts to report in place of the true ones."""

    input: Count | None = None
    cached: Count = 0
    cache_write: Count = 0
    reasoning: Count | None = None


AS_COUNTED = TokenCounts()


class Turns(msgspec.Struct, frozen=True):
    """How many turns of tools to take; `arguments` may hold `{turn}`, the turn's number."""

    count: int
    tool: str = ""
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class Directives:
    """All that a prompt asked for, and the text that is left without it."""

    text: str = ""
    fault: str = ""
    said: str | None = None
    said_by: Mapping[str, str] = field(default_factory=dict)
    words: int | None = None
    pace_s: float = 0.0
    refuses: bool = False
    is_filtered: bool = False
    is_blocked: bool = False
    thought: str | None = None
    hidden: str | None = None
    turns: Turns | None = None
    tokens: TokenCounts = AS_COUNTED
    usage_inline: bool = False


@lru_cache(maxsize=1024)
def parse_fault(spec: str) -> Fault:
    """Read a fault such as "status=429 retry_after=1"; the later of two equals wins.

    >>> parse_fault("stall=5 after=2").stall_s
    5.0
    """
    return _read_pairs(spec, Fault)


def parse_directives(prompt: str) -> Directives:
    r"""Read the directives of a prompt. What is left of it keeps every byte.

    >>> parse_directives("Hello\n#words 3").text
    'Hello'
    """
    if "#" not in prompt:
        return Directives(prompt)
    found = Directives()
    rest = []
    for line in prompt.split("\n"):
        name, _, argument = line.rstrip("\r").partition(" ")
        read = _DIRECTIVES.get(name)
        if read is None:
            rest.append(line)
            continue
        try:
            found = read(found, argument)
        except msgspec.ValidationError as error:
            raise bad_request(f"The directive '{line}' cannot be read: {error}.") from error
    return replace(found, text="\n".join(rest))


def _say(found: Directives, argument: str) -> Directives:
    return replace(found, said=_with_line(found.said, argument))


def _say_by(found: Directives, argument: str) -> Directives:
    """Read who says what.

    >>> _say_by(Directives(), "scripted-small It is 12.").said_by
    {'scripted-small': 'It is 12.'}
    """
    model, _, text = argument.partition(" ")
    return replace(found, said_by={**found.said_by, model: text})


def _think(found: Directives, argument: str) -> Directives:
    return replace(found, thought=_with_line(found.thought, argument))


def _hide(found: Directives, argument: str) -> Directives:
    return replace(found, hidden=_with_line(found.hidden, argument))


def _with_line(text: str | None, line: str) -> str:
    return line if text is None else f"{text}\n{line}"


def _fail(found: Directives, argument: str) -> Directives:
    parse_fault(argument)
    return replace(found, fault=f"{found.fault} {argument}".strip())


def _take_turns(found: Directives, argument: str) -> Directives:
    r"""Read the turns to take.

    >>> _take_turns(Directives(), '9 tool=f args={"a": 1}').turns
    Turns(count=9, tool='f', arguments='{"a": 1}')
    """
    spec, _, arguments = argument.partition("args=")
    count, _, tool = spec.strip().partition(" ")
    return replace(
        found,
        turns=Turns(
            msgspec.convert(count, Count, strict=False),
            tool.removeprefix("tool="),
            arguments.strip(),
        ),
    )


def _shape_usage(found: Directives, argument: str) -> Directives:
    if argument.strip() != "inline":
        raise msgspec.ValidationError("only 'inline' is known")
    return replace(found, usage_inline=True)


def _read_pairs(spec: str, shape: type[Pairs]) -> Pairs:
    pairs = (word.partition("=") for word in spec.split())
    # A bare word is a flag that is set.
    values = {name: value if equals else "true" for name, equals, value in pairs}
    return msgspec.convert(values, shape, strict=False)


_DIRECTIVES: dict[str, Callable[[Directives, str], Directives]] = {
    "#fault": _fail,
    "#say": _say,
    "#by": _say_by,
    "#think": _think,
    "#hide": _hide,
    "#block": lambda found, _: replace(found, is_blocked=True),
    "#filter": lambda found, _: replace(found, is_filtered=True),
    "#words": lambda found, count: replace(
        found, words=msgspec.convert(count.strip(), Count, strict=False)
    ),
    "#pace": lambda found, seconds: replace(
        found, pace_s=msgspec.convert(seconds.strip(), Seconds, strict=False)
    ),
    "#refuse": lambda found, _: replace(found, refuses=True),
    "#turns": _take_turns,
    "#tokens": lambda found, spec: replace(found, tokens=_read_pairs(spec, TokenCounts)),
    "#usage": _shape_usage,
}
