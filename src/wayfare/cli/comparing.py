"""Show what comparing models will cost, and what came of it."""

from pathlib import Path

from wayfare.cli.boards import print_board
from wayfare.cli.money import show_money
from wayfare.cli.plain import plain
from wayfare.cli.plots import texts_on
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.domain.outcome import JudgeKind
from wayfare.gateway.asides.compared import Compared, ComparedArm, Shown
from wayfare.gateway.asides.plan_comparison import ComparePlan

_HEADINGS = ("model", "comparing_score", "comparing_points", "comparing_cost", "comparing_shown")
_SHOWN = {
    Shown.USED: "comparing_used",
    Shown.BETTER: "comparing_better",
    Shown.EQUAL: "comparing_equal",
    Shown.WORSE: "comparing_worse",
    Shown.UNKNOWN: "comparing_unknown",
}


def show_comparison_plan(state: State, plan: ComparePlan, budget_micros: int, path: Path) -> None:
    """Say who will be asked what, what that costs, and where the answers are kept."""
    texts, money = state.texts, state.settings.money
    others = ", ".join([*(arm.name for arm in plan.arms), *plan.brought])
    told = {"count": len(plan.questions), "used": plan.used.name, "others": others}
    lines = [texts("comparing_will_ask", **told)]
    if plan.judge is not None:
        code = "comparing_will_mark" if plan.kind is JudgeKind.GRADED else "comparing_will_judge"
        lines.append(texts(code, judge=plan.judge.name))
    elif any(question.expected is None for question in plan.questions):
        lines.append(texts("comparing_no_judge"))
    fare, budget = (show_money(m, money, texts) for m in (plan.fare_micros, budget_micros))
    lines.append(texts("comparing_will_cost", fare=fare, budget=budget))
    lines.append(texts("comparing_kept", file=path))
    for line in lines:
        state.notes.print(plain(line), markup=False, soft_wrap=True)


def show_compared(state: State, compared: Compared, *, is_cut: bool) -> None:
    """Say what came of it: a board, and in words what is shown."""
    if state.as_json:
        state.print_json(compared)
        return
    texts = state.texts
    headings = [texts(name) for name in _HEADINGS]
    rows = [_cells(state, each) for each in compared.arms]
    print_board(state.console, headings, rows, right={1, 3})
    state.console.print()
    for line in _words(state, compared, is_cut=is_cut):
        state.console.print(plain(line), markup=False, soft_wrap=True)


def draw_compared(state: State, path: Path, plan: ComparePlan, compared: Compared) -> None:
    """Draw it, in the reader's language where this machine has a font for it."""
    from wayfare.reports.comparison_plot import Labels, plot_comparison  # noqa: PLC0415 - an extra

    texts = texts_on(state, path)
    labels = Labels(
        title=texts("comparing_title", count=len(plan.questions), used=compared.used),
        points=texts("comparing_axis"),
        margin=texts("comparing_margin"),
        cost=texts("comparing_plot_cost", cost="{cost}"),
        no_cost=texts("comparing_plot_no_cost"),
        shown={shown: texts(code) for shown, code in _SHOWN.items()},
    )
    plot_comparison(path, labels, compared)
    state.notes.print(state.texts("comparing_drawn", file=path), markup=False, soft_wrap=True)


def _words(state: State, compared: Compared, *, is_cut: bool) -> list[str]:
    texts, points = state.texts, f"{compared.margin_points:g}"
    lines = [texts("comparing_cut")] if is_cut else []
    if compared.best != compared.used:
        lines.append(texts("comparing_best", best=compared.best, used=compared.used))
    elif compared.for_less:
        others = ", ".join(compared.for_less)
        lines.append(texts("comparing_for_less", others=others, used=compared.used, points=points))
    else:
        lines.append(texts("comparing_none", used=compared.used, points=points))
    judged = any(each.judged for each in compared.arms)
    by_votes = any(each.people for each in compared.arms) and not compared.votes_left
    if judged and compared.judge_error is None and not by_votes:
        lines += _unmeasured(texts, compared)
    elif any(each.marked for each in compared.arms) and not by_votes:
        lines.append(texts("comparing_marks"))
    if compared.open and not compared.votes_left:
        lines.append(texts("comparing_open", count=compared.open))
    lines += [
        texts("comparing_failed", arm=each.arm, count=each.failed)
        for each in compared.arms
        if each.failed and each.shown is not Shown.USED
    ]
    lines += [
        texts("comparing_used_failed", arm=each.arm, count=each.failed)
        for each in compared.arms
        if each.failed and each.shown is Shown.USED
    ]
    if compared.votes_left:
        lines.append(texts("comparing_votes_left", count=compared.votes_left))
    lines.append(texts("comparing_sure"))
    return lines


def _unmeasured(texts: Texts, compared: Compared) -> list[str]:
    """Nothing rests on the judge, and what would change that."""
    lines = [texts("comparing_unmeasured")]
    if compared.judge_votes:
        lines.append(texts("comparing_judge_votes", count=_roughly(compared.judge_votes)))
    return lines


def _cells(state: State, it: ComparedArm) -> list[str]:
    score = "" if it.score is None else f"{100 * it.score:.0f}"
    cost = "" if it.cost_per_1k is None else f"{it.cost_per_1k:.3g}"
    return [it.arm, score, _points(it), cost, _shown(state, it)]


def _points(it: ComparedArm) -> str:
    if it.points is None:
        return ""
    low = "?" if it.low_points is None else f"{it.low_points:+g}"
    high = "?" if it.high_points is None else f"{it.high_points:+g}"
    return f"{it.points:+.1f} ({low}..{high})"


def _shown(state: State, it: ComparedArm) -> str:
    said = state.texts(_SHOWN[it.shown])
    if it.shown is not Shown.UNKNOWN or it.still_needed is None:
        return said
    needed = _roughly(it.still_needed)
    if it.votes_needed is None:
        return state.texts("comparing_needed", shown=said, count=needed)
    votes = _roughly(it.votes_needed)
    return state.texts("comparing_needed_votes", shown=said, count=needed, votes=votes)


def _roughly(count: int) -> int:
    return round(count, 2 - len(str(count)))
