"""Where a request does not have the shape that it must have, whatever the wire calls it.

Turns msgspec's sentences into parts, so that each wire can say it in its own.
"""

import re
from typing import Literal, NamedTuple, NoReturn, TypeVar

import msgspec

Shape = TypeVar("Shape")

Step = str | int


class Slip(NamedTuple):
    """What is wrong and where.

    `name` is the field for "missing" and "unknown", the value for "value", what was
    expected for "type". `detail` is the sentence.
    """

    kind: Literal["missing", "unknown", "value", "type"]
    path: tuple[Step, ...]
    name: str
    detail: str

    @property
    def full_path(self) -> tuple[Step, ...]:
        """The path, the missing or unknown field included."""
        return (*self.path, self.name) if self.kind in {"missing", "unknown"} else self.path


class SlipError(Exception):
    """A request has not the shape that it must have."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(slip.detail)
        self.slip = slip


_KINDS: tuple[tuple[Literal["missing", "unknown", "value"], str], ...] = (
    ("missing", r"missing required field `(.*?)`"),
    ("unknown", r"contains unknown field `(.*?)`"),
    ("value", r"Invalid (?:enum )?value (.*?)(?: - at|$)"),
)


def shape(value: object, kind: type[Shape]) -> Shape:
    """Read decoded JSON into a struct.

    Raises:
        SlipError: it does not fit.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        _raise_slip(str(error), error)


def _raise_slip(sentence: str, error: Exception) -> NoReturn:
    at = re.search(r" - at `(?:key in )?\$(.*)`$", sentence)
    steps = re.findall(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]", at[1] if at else "")
    path = tuple(int(place) if place.isdigit() else name or place for name, place in steps)
    for kind, pattern in _KINDS:
        if found := re.search(pattern, sentence):
            raise SlipError(Slip(kind, path, found[1], sentence)) from error
    expected = re.search(r"Expected (.*?)(?: - at|$)", sentence)
    name = expected[1] if expected else sentence
    raise SlipError(Slip("type", path, name, sentence)) from error


def dotted(path: tuple[Step, ...]) -> str:
    """A path as Python would write it.

    >>> dotted(("input", 0, "content"))
    'input[0].content'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
