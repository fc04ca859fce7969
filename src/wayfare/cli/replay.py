"""`wayfare replay`: what Wayfare would have chosen over a labelled set, and what it cost."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from wayfare.cli.boards import print_board
from wayfare.cli.command import command
from wayfare.cli.state import State
from wayfare.domain.errors import BadRequestError

if TYPE_CHECKING:
    from wayfare.reports.replay.policy import MakePolicy

_DEFAULT_POLICIES = ("wayfare", "best_single", "cheapest", "random", "oracle")
_DEFAULT_AIMS = (0.0, 2.0)
_COLUMNS: Mapping[str, str] = {
    "policy": "policy",
    "aim": "aim",
    "score": "score",
    "cost_per_1k": "cost_per_1k",
    "points_lost": "points_lost",
    "saving_vs_mix": "saving",
    "saving_length_only": "saving_length_only",
    "gap_closed": "gap_closed",
    "apgr": "apgr",
}
_SHARES = frozenset({"saving_vs_mix", "saving_length_only", "gap_closed"})


@command
def run(  # noqa: PLR0917 - one parameter an option
    state: State,
    name: Annotated[str, typer.Option(help="The name of the set.")],
    test: Annotated[Path, typer.Option(help="Folder of the set that is decided.")],
    train: Annotated[
        Path | None, typer.Option(help="Folder of the set to learn from; else the same, split.")
    ] = None,
    labels: Annotated[
        int | None, typer.Option(min=1, help="Questions to learn from; else all.")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="How many splits.")] = 5,
    aim: Annotated[
        list[float] | None, typer.Option(help="Points of 100 that may be lost; again for more.")
    ] = None,
    policy: Annotated[
        list[str] | None, typer.Option(help="A rule, or FILE.py:NAME; again for more.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="File to write the rows to, as JSON.")] = None,
) -> None:
    """Replay a labelled set: learn from some questions, decide the others, measure."""
    # numbers come in here, and nowhere on the road of a request
    from wayfare.reports.replay.labelled import read_labelled  # noqa: PLC0415
    from wayfare.reports.replay.offline import Plan, replay  # noqa: PLC0415

    tested = read_labelled(test, name)
    same = train is None or train.resolve() == test.resolve()
    learned = tested if same or train is None else read_labelled(train, name)
    aims = tuple(_DEFAULT_AIMS if aim is None else aim)
    plan = Plan(_policies(policy or _DEFAULT_POLICIES), aims, labels, seeds)
    with _progress(state) as bar:
        task = bar.add_task(state.texts("replaying", name=name), total=seeds)
        rows = replay(learned, tested, plan, lambda done: bar.update(task, completed=done))
    if json is not None:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=2))
    if state.as_json:
        state.print_json(rows)
        return
    _print(state, [row for row in rows if row["seed"] is None])


def _policies(names: Sequence[str]) -> "Mapping[str, MakePolicy | None]":
    """What makes each rule; None for the one that is worked out from the outcomes."""
    from wayfare.reports.replay.policies import POLICIES  # noqa: PLC0415
    from wayfare.reports.replay.policy import load_policy  # noqa: PLC0415

    found: dict[str, MakePolicy | None] = {}
    for name in names:
        path, colon, inside = name.rpartition(":")
        if name == "oracle":
            found[name] = None
        elif name in POLICIES:
            found[name] = POLICIES[name]
        elif colon:
            found[inside] = load_policy(Path(path), inside)
        else:
            raise BadRequestError(
                f"There is no policy {name!r}.",
                cure=f"Name one of {', '.join((*POLICIES, 'oracle'))}, or FILE.py:NAME.",
            )
    return found


def _progress(state: State) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=state.notes,
        transient=True,
        disable=not state.notes.is_interactive,
    )


def _print(state: State, rows: Sequence[Mapping[str, Any]]) -> None:
    """The mean of each rule, with the half width of its interval."""
    headings = [state.texts(heading) for heading in _COLUMNS.values()]
    cells = [[_cell(row, column) for column in _COLUMNS] for row in rows]
    print_board(state.console, headings, cells, right=set(range(1, len(_COLUMNS))))
    state.notes.print(state.texts("replay_note"))


def _cell(row: Mapping[str, Any], column: str) -> str:
    value = row[column]
    if value is None:
        return "-"
    if column == "policy":
        return str(value)
    if column == "aim":
        return f"{value:g}"
    share = column in _SHARES
    shown = f"{value:.0%}" if share else f"{value:.3f}" if column == "apgr" else f"{value:.2f}"
    low, high = row[f"{column}_low"], row[f"{column}_high"]
    if low is None or high is None:
        return shown
    half = abs(high - low) / 2
    return shown + (f" ±{half:.0%}" if share else f" ±{half:.2g}")
