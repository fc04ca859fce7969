"""Count what makes an answer look better than it is: its length, and its markup.

So Chiang and others (lmsys.org/blog/2024-08-28-style-control): each is compared by the difference
over the sum. Knows texts, and nothing of who wrote them.
"""

import re

import msgspec

_HEADER = re.compile(r"^ {0,3}#{1,6} ", re.MULTILINE)
_ITEM = re.compile(r"^ *(?:[-*+]|\d{1,3}[.)]) ", re.MULTILINE)
_BOLD = re.compile(r"\*\*[^*\n]+\*\*|__[^_\n]+__")
_CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
#: What `apart` tells of, in its order.
KINDS = ("length", "headers", "lists", "bold")


class Style(msgspec.Struct, frozen=True):
    """How an answer looks: its letters, headers, items of lists, and bold words."""

    length: int
    headers: int
    lists: int
    bold: int


def style_of(text: str) -> Style:
    r"""How an answer looks. What stands in code is no markup.

    >>> style_of("# One\n- **two**\n- three")
    Style(length=23, headers=1, lists=2, bold=1)
    """
    prose = _CODE.sub("", text)
    return Style(
        len(text),
        len(_HEADER.findall(prose)),
        len(_ITEM.findall(prose)),
        len(_BOLD.findall(prose)),
    )


def apart(one: Style, other: Style) -> tuple[float, ...]:
    """By how much one has more of each kind than the other, in [-1, 1].

    >>> apart(Style(300, 0, 2, 0), Style(100, 0, 0, 0))
    (0.5, 0.0, 1.0, 0.0)
    """
    pairs = [(getattr(one, kind), getattr(other, kind)) for kind in KINDS]
    return tuple((a - b) / (a + b) if a + b else 0.0 for a, b in pairs)
