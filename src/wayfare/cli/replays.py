"""What both kinds of replay share: naming rules, a bar, a board, rows in a file.

Knows how rows are shown. Knows nothing of how they came about.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from wayfare.cli.boards import print_board
from wayfare.cli.state import State
from wayfare.domain.errors import BadRequestError

Make = Callable[..., Any]

_SHARES = frozenset({"saving_vs_mix", "saving_length_only", "gap_closed"})
#: Less than this comes of adding up floats.
_NOISE = 1e-9
_BELOW_ONE = frozenset({"apgr"})


def named_policies(
    names: Sequence[str], built_in: Mapping[str, Make | None], methods: Sequence[str]
) -> dict[str, Make | None]:
    """What makes each rule; None for one that is worked out from the outcomes."""
    from wayfare.reports.replay.policy import load_policy  # noqa: PLC0415 - numbers

    found: dict[str, Make | None] = {}
    for name in names:
        path, colon, inside = name.rpartition(":")
        if name in built_in:
            found[name] = built_in[name]
        elif colon:
            found[inside] = load_policy(Path(path), inside, methods)
        else:
            raise BadRequestError(
                f"There is no policy {name!r} here.",
                cure=f"Name one of {', '.join(built_in)}, or FILE.py:NAME.",
            )
    return found


def check_writable(path: Path | None) -> None:
    """Whether a file can be written, before anything takes its time."""
    if path is not None:
        with path.open("ab"):
            pass


def progress_bar(state: State) -> Progress:
    """A bar, where somebody watches."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=state.notes,
        transient=True,
        disable=not state.notes.is_interactive,
    )


def show(
    state: State,
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, str],
    *,
    file: Path | None,
    note: str,
) -> None:
    """Write the rows, or print them, or the means as a board; `columns` have texts as headings."""
    if file is not None:
        file.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=2))
    if state.as_json:
        state.print_json(rows)
        return
    headings = [state.texts(heading) for heading in columns.values()]
    means = [row for row in rows if row["seed"] is None]
    cells = [[_cell(row, column) for column in columns] for row in means]
    print_board(state.console, headings, cells, right=set(range(1, len(columns))))
    state.notes.print(note)


def _cell(row: Mapping[str, Any], column: str) -> str:
    """The mean, with the half width of its interval."""
    value = row[column]
    if value is None:
        return "-"
    if column == "policy":
        return str(value)
    if column == "aim":
        return f"{value:g}"
    share = column in _SHARES
    shown = f"{value:.0%}" if share else f"{value:.3f}" if column in _BELOW_ONE else f"{value:.2f}"
    low, high = row[f"{column}_low"], row[f"{column}_high"]
    if low is None or high is None:
        return shown
    half = abs(high - low) / 2
    half = half if half > _NOISE else 0.0
    return shown + (f" ±{half:.0%}" if share else f" ±{half:.2g}")
