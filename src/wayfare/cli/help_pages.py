"""Lay out `--help` in letters that are two columns wide.

Click counts letters and breaks lines between words: a page in Korean or Japanese runs over the
edge. Knows how wide letters are and where lines may break. Knows no sentence.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from rich.cells import cell_len

_CJK = r"\u3040-\u30ff\u3400-\u9fff"  # kana and Han: lines may break between any two
_NEVER_FIRST = "、。)ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
#: What stays whole on a line: such a letter, a word or code, with the marks around it.
_UNIT = re.compile(rf"[(]*(?:`[^`]*`|[{_CJK}]|[^\s`(、。{_CJK}]+|[(])[{_NEVER_FIRST}]*| +|[`、。]")
_AS_IS = "\b"  # tells click to leave the lines below as they are


def wrapped(text: str, columns: int) -> list[str]:
    """A text in lines that are no wider than that, where none of its words is.

    >>> wrapped("予算を設定します。", 10)
    ['予算を設定', 'します。']
    """
    lines, line = [], ""
    for unit in _UNIT.findall(" ".join(text.split())):
        if line and cell_len(line + unit.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += unit if line else unit.lstrip()
    return [*lines, line.rstrip()] if line else lines


class _Wide:
    """Breaks lines by how wide letters are; mixed into the formatter that a command has."""

    width: int
    current_indent: int
    say: Callable[[str], str]

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix or self.say("Usage: "))  # type: ignore[misc]

    def write_heading(self, heading: str) -> None:
        """Write what stands above a list."""
        super().write_heading(self.say(heading))  # type: ignore[misc]

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        kept = _kept(text, self.width - self.current_indent)
        super().write_text(kept)  # type: ignore[misc]

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write options or commands, and what each does."""
        rows = [(term, self.say(text)) for term, text in rows]
        first = min(max((cell_len(row[0]) for row in rows), default=0), col_max) + col_spacing
        laid = list(_rows(rows, self.width - first - 2))
        super().write_dl(laid, col_max, col_spacing)  # type: ignore[misc]


@cache
def wide(context: type[Any], say: Callable[[str], str]) -> type[Any]:
    """A command's kind of context, but for how it breaks the lines of its help.

    `say` tells what Click says by itself in the page's language.
    """
    formatter = type("WideFormatter", (_Wide, context.formatter_class), {"say": staticmethod(say)})
    return type("WideContext", (context,), {"formatter_class": formatter})


def _rows(rows: Iterable[tuple[str, str]], columns: int) -> Iterator[tuple[str, str]]:
    for term, text in rows:
        yield term, _kept(text, columns)


def _kept(text: str, columns: int) -> str:
    return "\n".join((_AS_IS, *wrapped(text, max(columns, 10))))
