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
from wayfare.grading.graded import BEST
from wayfare.reports.judges import measure_judges
from wayfare.routing.judges import Judge, Refusal

#: Why a judge is refused, by the sentence that says so.
_WHY = {
    Refusal.BY_PLACE: "judge_by_place",
    Refusal.NEVER_DECIDES: "judge_never_decides",
    Refusal.NO_BETTER_THAN_CHANCE: "judge_no_better_than_chance",
    Refusal.LEANS: "judge_leans",
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
    for judge in () if state.as_json else judges:
        for line in lines_of(state, judge):
            state.console.print(plain(line), markup=False, soft_wrap=True)
    if any(judge.refusal for judge in judges):
        raise typer.Exit(1)


def lines_of(state: State, judge: Judge) -> list[str]:
    """What is known of a judge: what its verdict counts, and why."""
    texts = state.texts
    mark = texts("look" if judge.refusal else "good")
    counts = texts(
        "judge_weight", source=judge.source, weight=judge.weight, verdicts=judge.verdicts
    )
    lines = [texts("judge_no_votes")]
    if judge.votes:
        share = {"low": judge.low, "high": judge.high}
        lines = [texts("judge_votes", agreed=judge.agreed, votes=judge.votes, **share)]
    if judge.marked:
        lines.append(_marks(state, judge))
    if judge.pairs:
        place = {"low": judge.place_low, "high": judge.place_high}
        decided = {"by_place": judge.by_place, "pairs": judge.pairs, "decided": judge.decided}
        lines.append(texts("judge_place", **decided, **place))
    if judge.refusal:
        lines += [texts(_WHY[judge.refusal]), texts("judge_cure")]
    return [f"{mark}: {counts}", *(f"  {line}" for line in lines)]


def _marks(state: State, judge: Judge) -> str:
    """How far its marks are right, or how many votes would show it."""
    texts = state.texts
    its = {"marked": judge.marked, "worth": BEST * (judge.worth or 0.0)}
    if judge.marks_error is not None:
        return texts("judge_marks", moves=1 - 2 * judge.marks_error, **its)
    if judge.marks_votes is None:
        return texts("judge_marks_tell_nothing", **its)
    return texts("judge_marks_need_votes", votes=judge.marks_votes, **its)


def _row(state: State, judge: Judge) -> dict[str, Any]:
    why = None if judge.refusal is None else state.texts(_WHY[judge.refusal])
    return msgspec.structs.asdict(judge) | {"sentence": why}
