"""Print rows below their headings; where a terminal is too narrow, each row as lines.

Nothing is ever cut short: a name that is shown can be copied. Knows widths, nothing of
what the rows say.
"""

from collections.abc import Collection, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

Row = Sequence[str]

#: The last column may be broken into lines, if they are at least this wide.
_LAST_MIN = 24
_GAP = 2


def print_board(
    console: Console, headings: Row, rows: Sequence[Row], *, right: Collection[int] = ()
) -> None:
    """Print rows of cells. Columns in `right` are set to the right."""
    widths = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]
    fixed = sum(widths[:-1]) + _GAP * (len(widths) - 1)
    # what is piped on is as wide as it needs to be: a program reads it, or a pager
    width = console.width if console.is_terminal else fixed + widths[-1]
    if fixed + min(widths[-1], _LAST_MIN) > width:
        _print_lines(console, headings, rows)
        return
    board = Table.grid(padding=(0, _GAP, 0, 0))
    for place, cells in enumerate(widths):
        is_last = place == len(widths) - 1
        board.add_column(
            justify="right" if place in right else "left",
            width=min(cells, width - fixed) if is_last else cells,
            overflow="fold",
        )
    for style, row in [("dim", headings), *(("", row) for row in rows)]:
        board.add_row(*(Text(cell, style) for cell in row))
    console.print(board, width=width, crop=False)


def _print_lines(console: Console, headings: Row, rows: Sequence[Row]) -> None:
    for row in rows:
        named = [(h, cell) for h, cell in zip(headings, row, strict=True) if cell]
        for place, (heading, cell) in enumerate(named):
            indent = "  " if place else ""
            console.print(Text.assemble(indent, (f"{heading.strip()}: ", "dim"), cell.strip()))
