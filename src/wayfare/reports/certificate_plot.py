"""Draw what was shown of one claim, comparison by comparison: the interval, the mean, the evidence.

Knows figures and matplotlib, an extra. Knows nothing of how they were found.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from wayfare.gateway.certify.course import Point
from wayfare.reports.lettering import lettered

_INTERVAL, _MEAN, _MARGIN = "#56B4E9", "#0072B2", "#D55E00"
#: Where nothing is shown yet, the interval is drawn to here.
_POINTS_MOST = 25.0
#: The evidence that one claim alone needs.
_ENOUGH = 20.0


class Labels(msgspec.Struct, frozen=True):
    """What stands on a plot."""

    title: str
    points: str
    margin: str
    evidence: str
    compared: str


def plot_certificate(
    path: Path, labels: Labels, margin_points: float, course: Sequence[Point]
) -> None:
    """Above the confidence sequence, in points of 100; below the evidence, by decades."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra

    with lettered():
        figure = Figure(figsize=(8.0, 6.0), layout="constrained")
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(2, 1))
        _draw_interval(above, labels, margin_points, course)
        _draw_evidence(below, labels, course)
        for axes in (above, below):
            axes.grid(visible=True, color="#e6e6e6", linewidth=0.6)
            axes.spines[["top", "right"]].set_visible(False)
            axes.set_axisbelow(True)
        figure.savefig(path, dpi=150)


def _draw_interval(
    axes: Any, labels: Labels, margin_points: float, course: Sequence[Point]
) -> None:
    counts = [point.compared for point in course]
    low = [max(-_POINTS_MOST, point.low_points) for point in course]
    high = [min(_POINTS_MOST, point.high_points) for point in course]
    axes.fill_between(counts, low, high, color=_INTERVAL, alpha=0.3, lw=0, step="post")
    axes.plot(counts, [point.mean_points for point in course], color=_MEAN, lw=1.2)
    axes.axhline(-margin_points, color=_MARGIN, lw=1.0, ls="--")
    axes.axhline(0, color="#888888", lw=0.8)
    axes.annotate(
        labels.margin, (1.0, -margin_points), xycoords=("axes fraction", "data"), ha="right",
        va="top", color=_MARGIN, fontsize=9,
    )  # fmt: skip
    axes.set_ylim(-_POINTS_MOST, _POINTS_MOST)
    axes.set_ylabel(labels.points)
    axes.set_title(labels.title.replace("$", r"\$"), fontsize=11)


def _draw_evidence(axes: Any, labels: Labels, course: Sequence[Point]) -> None:
    counts = [point.compared for point in course]
    axes.plot(counts, [point.e_value for point in course], color=_MEAN, lw=1.2)
    axes.axhline(_ENOUGH, color=_MARGIN, lw=1.0, ls="--")
    axes.set_yscale("log")
    axes.set_ylabel(labels.evidence)
    axes.set_xlabel(labels.compared)
