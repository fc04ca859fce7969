"""`wayfare doctor judge`: how far each judge can be relied on, and which are refused."""

import os
from contextlib import closing
from typing import Any

import msgspec
import typer

from wayfare.bootstrap import open_store
from wayfare.cli.command import command
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.reports.judges import measure_judges
from wayfare.routing.judges import Judge, Refusal

#: Why a judge is refused, by the sentence that says so.
WHY = {
    Refusal.BY_PLACE: "judge_by_place",
    Refusal.NEVER_DECIDES: "judge_never_decides",
    Refusal.NO_BETTER_THAN_CHANCE: "judge_no_better_than_chance",
}


@command
def run(state: State) -> None:
    """Show how often judges agree with people and whether they go by an answer's place."""
    with closing(open_store(state.settings, os.environ)) as database:
        judges = measure_judges(database)
    if state.as_json:
        state.print_json([_row(state, judge) for judge in judges])
    elif not judges:
        state.console.print(state.texts("no_judges"))
    else:
        for judge in judges:
            _print(state, judge)
    if any(judge.refusal for judge in judges):
        raise typer.Exit(1)


def sentence_of(state: State, refusal: Refusal) -> str:
    """Why a judge is refused."""
    return state.texts(WHY[refusal])


def _row(state: State, judge: Judge) -> dict[str, Any]:
    why = None if judge.refusal is None else sentence_of(state, judge.refusal)
    return msgspec.structs.asdict(judge) | {"sentence": why}


def _print(state: State, judge: Judge) -> None:
    texts = state.texts
    mark = texts("look" if judge.refusal else "good")
    lines = [
        f"{mark}: "
        + texts(
            "judge_weight",
            source=plain(judge.source),
            weight=judge.weight,
            verdicts=judge.verdicts,
        )
    ]
    if judge.votes:
        share = {"low": judge.low, "high": judge.high}
        lines.append(texts("judge_votes", agreed=judge.agreed, votes=judge.votes, **share))
    else:
        lines.append(texts("judge_no_votes"))
    if judge.pairs:
        lines.append(
            texts(
                "judge_place",
                by_place=judge.by_place,
                pairs=judge.pairs,
                low=judge.place_low,
                high=judge.place_high,
                decided=judge.decided,
            )
        )
    if judge.refusal:
        lines += [sentence_of(state, judge.refusal), texts("judge_cure")]
    for line in [lines[0], *(f"  {line}" for line in lines[1:])]:
        state.console.print(line, markup=False, soft_wrap=True)
