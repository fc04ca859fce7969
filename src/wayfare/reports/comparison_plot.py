"""Draw how models compare with the one in use: where each one's difference lies, and its cost.

Knows figures and matplotlib, an extra. Knows nothing of how they were found.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from wayfare.gateway.asides.compared import Compared, ComparedArm, Shown
from wayfare.reports.lettering import lettered

#: Okabe and Ito's colours, told apart by almost everybody.
_COLOURS = {
    Shown.USED: "#000000",
    Shown.BETTER: "#009E73",
    Shown.EQUAL: "#0072B2",
    Shown.WORSE: "#D55E00",
    Shown.UNKNOWN: "#888888",
}
_MARGIN = "#CC79A7"
#: The plot reaches at least so many points to both sides, and no further than all of them.
_LEAST, _MOST = 5.0, 100.0


class Labels(msgspec.Struct, frozen=True):
    """What stands on a plot. `cost` has a place for `cost`; `shown` says each state in words."""

    title: str
    points: str
    margin: str
    cost: str
    no_cost: str
    shown: Mapping[Shown, str]


def plot_comparison(path: Path, labels: Labels, compared: Compared) -> None:
    """A line an arm, from the lowest to the highest difference that is not ruled out."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra

    with lettered():
        figure = Figure(figsize=(8.0, 1.8 + 0.62 * len(compared.arms)), layout="constrained")
        axes = figure.subplots()
        reach = _reach(compared)
        for place, arm in enumerate(compared.arms):
            _draw(axes, len(compared.arms) - 1 - place, arm, reach)
        _dress(axes, labels, compared, reach)
        figure.savefig(path, dpi=150)


def _reach(compared: Compared) -> float:
    """How many points are drawn to both sides."""
    ends = [compared.margin_points, _LEAST]
    for arm in compared.arms:
        ends += [abs(each) for each in (arm.points, arm.low_points, arm.high_points) if each]
    return min(_MOST, 1.15 * max(ends))


def _draw(axes: Any, height: int, arm: ComparedArm, reach: float) -> None:
    """One arm: its mean, and its interval, dotted to the edge where nothing bounds it."""
    colour = _COLOURS[arm.shown]
    if arm.shown is Shown.USED:
        axes.plot([0.0], [height], marker="D", color=colour, ms=7)
        return
    if arm.points is None:
        return
    low, high = arm.low_points, arm.high_points
    ends = (-reach if low is None else low, reach if high is None else high)
    middle = min(max(arm.points, ends[0]), ends[1])  # the mean itself, but for a judge's errors
    for end, bound in zip(ends, (low, high), strict=True):
        style = ":" if bound is None else "-"
        axes.plot([middle, end], [height, height], color=colour, lw=2.2, ls=style)
        if bound is not None:
            axes.plot([end], [height], marker="|", color=colour, ms=11, mew=2.2)
    axes.plot([arm.points], [height], marker="o", color=colour, ms=7)


def _dress(axes: Any, labels: Labels, compared: Compared, reach: float) -> None:
    arms = compared.arms
    heights = range(len(arms) - 1, -1, -1)
    axes.axvline(0, color="#888888", lw=0.8, zorder=0)
    axes.axvline(-compared.margin_points, color=_MARGIN, lw=1.0, ls="--", zorder=0)
    axes.annotate(
        labels.margin, (-compared.margin_points, 1.0), xycoords=("data", "axes fraction"),
        xytext=(-3, -2), textcoords="offset points", ha="right", va="top", color=_MARGIN,
        fontsize=9,
    )  # fmt: skip
    axes.set_yticks(list(heights), labels=[_named(labels, arm) for arm in arms])
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-0.6, len(arms) - 0.2)
    axes.set_xlabel(labels.points)
    axes.set_title(labels.title, fontsize=11)
    axes.grid(visible=True, axis="x", color="#e6e6e6", linewidth=0.6)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_axisbelow(True)


def _named(labels: Labels, arm: ComparedArm) -> str:
    known = arm.cost_per_1k
    cost = labels.no_cost if known is None else labels.cost.format(cost=f"{known:.3g}")
    # a dollar sign would begin a formula
    return f"{arm.arm}\n{labels.shown[arm.shown]}, {cost}".replace("$", r"\$")
