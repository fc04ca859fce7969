"""What a program looks for in an answer: a text, a number, a pattern, a shape, or tests of code."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

_Text = Annotated[str, Meta(max_length=20_000)]


class _Check(msgspec.Struct, frozen=True, tag_field="type", forbid_unknown_fields=True):
    """One check. `type` names its kind."""


class ExactCheck(_Check, frozen=True, tag="exact"):
    """The whole answer is one of these, whatever its case and spaces."""

    expected: _Text | Annotated[list[_Text], Meta(min_length=1, max_length=100)]


class NumberCheck(_Check, frozen=True, tag="number"):
    """The last number in the answer is this one, give or take `tolerance`."""

    expected: float
    tolerance: Annotated[float, Meta(ge=0)] = 0.0


class RegexCheck(_Check, frozen=True, tag="regex"):
    """The pattern, in Python's words, is found somewhere in the answer."""

    pattern: Annotated[str, Meta(min_length=1, max_length=2_000)]


class SchemaCheck(_Check, frozen=True, tag="json_schema"):
    """The answer is JSON that this schema allows."""

    schema: dict[str, Any]


class CodeCheck(_Check, frozen=True, tag="code"):
    """The answer is Python, after which these tests run without an error."""

    tests: Annotated[str, Meta(min_length=1, max_length=20_000)]


Check = ExactCheck | NumberCheck | RegexCheck | SchemaCheck | CodeCheck


class Grade(msgspec.Struct, frozen=True):
    """What a check came to: 1 or 0, and in a few words why."""

    score: float
    why: str


def kind_of(check: Check) -> str:
    """The name of its kind, as it is sent."""
    return str(check.__struct_config__.tag)
