"""Draw what asking through another language gains: a group a language, a line a model.

Knows figures and matplotlib, an extra. Knows nothing of how they were found.
"""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from wayfare.gateway.measuring.beside import Measured
from wayfare.gateway.measuring.measured import Cell, Gain
from wayfare.reports.lettering import lettered

#: Okabe and Ito's colours, told apart by almost everybody.
_COLOURS = {
    Gain.HELPS: "#009E73",
    Gain.WITHIN: "#0072B2",
    Gain.HARMFUL: "#D55E00",
    Gain.UNKNOWN: "#888888",
}
_MARGIN = "#CC79A7"
#: The plot reaches at least so many points to both sides, and no further than all of them.
_LEAST, _MOST = 5.0, 100.0
#: Between two languages.
_GAP = 0.8


class Labels(msgspec.Struct, frozen=True):
    """What stands on a plot. `shown` says each state in words, `languages` what each is called."""

    title: str
    points: str
    margin: str
    foreseen: str
    preferred: str
    shown: Mapping[Gain, str]
    languages: Mapping[str, str]


def plot_languages(path: Path, labels: Labels, measured: Measured) -> None:
    """A line a model and language, from the lowest to the highest gain that is not ruled out."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra

    with lettered():
        places = _places(measured)
        height = 1.9 + 0.42 * (max(places, default=0.0) + 1)
        figure = Figure(figsize=(8.0, height), layout="constrained")
        axes = figure.subplots()
        reach = _reach(measured)
        for place, cell in zip(places, measured.cells, strict=True):
            _draw(axes, -place, cell, reach)
        _dress(axes, labels, measured, places, reach)
        figure.savefig(path, dpi=150)


def _places(measured: Measured) -> list[float]:
    """How far down each line stands; languages stand apart."""
    found, place = [], 0.0
    for _, cells in groupby(measured.cells, key=lambda cell: cell.language):
        for _ in cells:
            found.append(place)
            place += 1
        place += _GAP
    return found


def _reach(measured: Measured) -> float:
    ends = [measured.margin_points, _LEAST]
    for cell in measured.cells:
        its = cell.gain
        known = () if its is None else (its.points, its.low_points, its.high_points)
        ends += [abs(each) for each in (*known, cell.foreseen_points) if each]
    return min(_MOST, 1.15 * max(ends))


def _draw(axes: Any, height: float, cell: Cell, reach: float) -> None:
    """Its mean and its interval, dotted to the edge where nothing bounds it."""
    colour, gain = _COLOURS[cell.shown], cell.gain
    if cell.foreseen_points is not None:
        axes.plot([cell.foreseen_points], [height], marker="x", color="#000000", ms=7)
    if gain is None:
        return
    low, high = gain.low_points, gain.high_points
    ends = (-reach if low is None else low, reach if high is None else high)
    middle = min(max(gain.points, ends[0]), ends[1])
    for end, bound in zip(ends, (low, high), strict=True):
        style = ":" if bound is None else "-"
        axes.plot([middle, end], [height, height], color=colour, lw=2.2, ls=style)
        if bound is not None:
            axes.plot([end], [height], marker="|", color=colour, ms=11, mew=2.2)
    face = "#ffffff" if cell.is_open else colour
    dot = {"marker": "o", "markerfacecolor": face, "ms": 7, "clip_on": False}
    axes.plot([gain.points], [height], color=colour, **dot)


def _dress(
    axes: Any, labels: Labels, measured: Measured, places: list[float], reach: float
) -> None:
    axes.axvline(0, color="#888888", lw=0.8, zorder=0)
    for side in (-measured.margin_points, measured.margin_points):
        axes.axvline(side, color=_MARGIN, lw=1.0, ls="--", zorder=0, label=labels.margin)
    names = [_named(labels, cell) for cell in measured.cells]
    axes.set_yticks([-place for place in places], labels=names)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-max(places, default=0.0) - 0.8, 0.8)
    axes.set_xlabel(labels.points)
    axes.set_title(labels.title, fontsize=11)
    axes.grid(visible=True, axis="x", color="#e6e6e6", linewidth=0.6)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_axisbelow(True)
    _legend(axes, labels, measured)


def _legend(axes: Any, labels: Labels, measured: Measured) -> None:
    """What marks and colours mean, of those that are there."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 - an extra

    shown = dict.fromkeys(cell.shown for cell in measured.cells)
    marks = [
        Line2D([], [], color=_COLOURS[each], marker="o", label=labels.shown[each]) for each in shown
    ]
    if any(cell.is_open for cell in measured.cells):
        mark = Line2D([], [], color="#000000", marker="o", ls="", label=labels.preferred)
        mark.set_markerfacecolor("#ffffff")
        marks.append(mark)
    if any(cell.foreseen_points is not None for cell in measured.cells):
        marks.append(Line2D([], [], color="#000000", marker="x", ls="", label=labels.foreseen))
    marks.append(Line2D([], [], color=_MARGIN, ls="--", label=labels.margin))
    axes.figure.legend(handles=marks, loc="outside lower center", ncols=3, fontsize=8)


def _named(labels: Labels, cell: Cell) -> str:
    # a dollar sign would begin a formula
    return f"{labels.languages[cell.language]}: {cell.model}".replace("$", r"\$")
