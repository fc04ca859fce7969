"""Print rows below their headings; where a terminal is too narrow, each row as lines.

Nothing is ever cut short: a name that is shown can be copied. Knows widths, nothing of
what the rows say.
"""

from collections.abc import Collection, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from wayfare.cli.plain import plain

Row = Sequence[str]

#: The last column may be broken into lines, if they are at least this wide.
_LAST_MIN = 24
_GAP = 2


def print_board(
    console: Console, headings: Row, rows: Sequence[Row], *, right: Collection[int] = ()
) -> None:
    """Print rows of cells. Columns in `right` are set to the right."""
    # others name models, users and labels: no terminal shall obey a name
    rows = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]
    fixed = sum(widths[:-1]) + _GAP * (len(widths) - 1)
    # what is piped on is as wide as it needs to be: a program reads it, or a pager
    width = console.width if console.is_terminal else fixed + widths[-1]
    if fixed + min(widths[-1], _LAST_MIN) > width:
        for row in rows:
            _print_lines(console, headings, row)
        return
    widths[-1] = min(widths[-1], width - fixed)
    for style, row in [("dim", headings), *(("", row) for row in rows)]:
        for line in _set(console, row, widths, right):
            console.print(Text(line.rstrip(), style))


def _set(
    console: Console, row: Row, widths: Sequence[int], right: Collection[int]
) -> Iterator[str]:
    """The lines of a row: one, and more where its last cell is long."""
    *others, last = row
    place = len(others)
    line = "".join(
        _pad(cell, width, column in right) + " " * _GAP
        for column, (cell, width) in enumerate(zip(others, widths, strict=False))
    )
    for piece in Text(last).wrap(console, widths[-1]) or [Text()]:
        yield line + _pad(piece.plain.rstrip(), widths[-1], place in right)
        line = " " * cell_len(line)


def _pad(cell: str, width: int, to_the_right: bool) -> str:
    blanks = " " * (width - cell_len(cell))  # Hangul takes two cells a letter
    return blanks + cell if to_the_right else cell + blanks


def _print_lines(console: Console, headings: Row, row: Row) -> None:
    named = [(h, cell) for h, cell in zip(headings, row, strict=True) if cell]
    for place, (heading, cell) in enumerate(named):
        label = f"{'  ' if place else ''}{heading.strip()}: "
        console.print(Text.assemble((label, "dim"), cell.strip()))
