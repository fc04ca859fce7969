"""The few questions that a scripted model answers by a tool, and what it calls the tool with.

A question is known when it has all the words of a row, and the tool when it has all its
arguments, whatever else either has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KnownCall:
    """A tool that a question wants; `words` are lower case."""

    tool: str
    words: tuple[str, ...]
    arguments: Mapping[str, object] = field(default_factory=dict)


KNOWN_CALLS = (
    KnownCall("get_weather", ("weather", "san francisco"), {"location": "San Francisco, CA"}),
    KnownCall("magic_function", ("magic_function(3)",), {"input": 3}),
    KnownCall("unicode_customer", ("你好啊集团",), {"customer_name": "你好啊集团"}),
    KnownCall("unicode_customer", ("こんにちは株式会社",), {"customer_name": "こんにちは株式会社"}),
)


def known_arguments(
    tool: str, schema: Mapping[str, object], question: str
) -> Mapping[str, object] | None:
    """What a question wants a tool called with; None where it wants nothing of it.

    >>> schema = {"type": "object", "properties": {"location": {"type": "string"}}}
    >>> known_arguments("get_weather", schema, "Weather in San Francisco?")
    {'location': 'San Francisco, CA'}
    """
    asked = question.lower()
    properties = schema.get("properties")
    has = properties if isinstance(properties, Mapping) else {}
    for call in KNOWN_CALLS:
        if call.tool == tool and all(word in asked for word in call.words):
            return call.arguments if call.arguments.keys() <= has.keys() else None
    return None
