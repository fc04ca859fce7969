"""Draw how rules did question by question: the running mean of their regret and of their cost.

Knows courses and matplotlib, an extra. Knows nothing of how the rules chose.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from wayfare.domain.errors import BadRequestError, SettingsError
from wayfare.reports.lettering import lettered
from wayfare.reports.replay.labelled import Floats
from wayfare.reports.replay.online import Course

KINDS = (".png", ".svg")
#: Okabe and Ito's colours, told apart by almost everybody; then they begin anew, dashed.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
#: The mean of so few questions says nothing; lines begin after them.
_EARLY = 20
#: Costs further apart than this are drawn by decades.
_DECADES = 20.0
#: So too regrets beyond NEAR points, if one is FAR.
_NEAR, _FAR = 5.0, 20.0
_TICKS = (-100, -50, -20, -10, -5, -2, 0, 2, 5, 10, 20, 50, 100)


class Labels(msgspec.Struct, frozen=True):
    """What stands on a plot; `far_regret` where regrets far from 0 are drawn by decades."""

    title: str
    regret: str
    far_regret: str
    cost: str
    no_costs: str
    questions: str


def check_plot(path: Path) -> None:
    """Whether it can be drawn there, before anything takes its time.

    Raises:
        SettingsError: what draws is not installed.
        BadRequestError: it is no kind of picture that can be drawn.
    """
    if path.suffix.lower() not in KINDS:
        raise BadRequestError(f"{path} is no PNG and no SVG.", cure="Name FILE.png or FILE.svg.")
    try:
        from matplotlib.figure import Figure  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise SettingsError(
            "What draws plots is not installed.", cure="`pip install 'wayfare[replay]'`."
        ) from error


def plot_courses(path: Path, labels: Labels, courses: Sequence[Course]) -> None:
    """One line a rule, the mean over its seeds, in a band from the lowest seed to the highest."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra

    with lettered():
        figure = Figure(figsize=(8.0, 7.0), layout="constrained")
        above, below = figure.subplots(2, 1, sharex=True)
        _draw(above, below, courses)
        _dress(above, below, labels, courses)
        handles, policies = above.get_legend_handles_labels()
        figure.legend(handles[::-1], policies[::-1], loc="outside right upper", frameon=False)
        figure.savefig(path, dpi=150)


def _draw(above: Any, below: Any, courses: Sequence[Course]) -> None:
    policies = list(dict.fromkeys(course.policy for course in courses))
    for number, policy in reversed([*enumerate(policies)]):  # the first on top
        own = [course for course in courses if course.policy == policy]
        colour = _COLOURS[number % len(_COLOURS)]
        style = ("-", "--", ":")[number // len(_COLOURS) % 3]
        _line(above, [course.regret for course in own], colour, style, policy)
        _line(below, [course.dollars * 1_000 for course in own], colour, style, policy)


def _dress(above: Any, below: Any, labels: Labels, courses: Sequence[Course]) -> None:
    above.axhline(0, color="#888888", linewidth=0.8, zorder=0)
    above.set_ylabel(labels.regret)
    # a dollar sign would begin a formula
    above.set_title(labels.title.replace("$", r"\$"), fontsize=11)
    below.set_ylabel(labels.cost)
    below.set_xlabel(labels.questions)
    _scale_regrets(above, labels, courses)
    _scale_costs(below, labels, courses)
    for axes in (above, below):
        axes.grid(visible=True, color="#e6e6e6", linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_axisbelow(True)


def _line(axes: Any, courses: Sequence[Floats], colour: str, style: str, label: str) -> None:
    count = np.arange(1, len(courses[0]) + 1)
    running = np.stack([np.cumsum(course) / count for course in courses])
    first = min(_EARLY, len(count) - 1)
    places = np.unique(np.linspace(first, len(count) - 1, 400).astype(np.intp))
    shown = running[:, places]
    if np.isnan(shown).any():
        axes.plot([], [], color=colour, linestyle=style, label=label)
        return
    axes.plot(count[places], shown.mean(axis=0), color=colour, linestyle=style, label=label)
    if len(courses) > 1:
        axes.fill_between(
            count[places], shown.min(axis=0), shown.max(axis=0), color=colour, alpha=0.15, lw=0
        )


def _scale_regrets(axes: Any, labels: Labels, courses: Sequence[Course]) -> None:
    """Where one rule is far off, what lies near 0 is still to be seen."""
    if max(abs(float(course.regret.mean())) for course in courses) > _FAR:
        low, high = axes.get_ylim()
        axes.set_yscale("symlog", linthresh=_NEAR)
        axes.set_yticks(_TICKS, labels=[f"{tick:g}" for tick in _TICKS], minor=False)
        axes.set_yticks([], minor=True)
        axes.set_ylim(low, high)  # ticks would widen it
        axes.set_ylabel(labels.far_regret)


def _scale_costs(axes: Any, labels: Labels, courses: Sequence[Course]) -> None:
    means = [float(course.dollars.mean()) for course in courses]
    known = [mean for mean in means if mean > 0]
    if not known:
        axes.text(0.5, 0.5, labels.no_costs, transform=axes.transAxes, ha="center")
        axes.set_yticks([])
        return
    if max(known) > min(known) * _DECADES:
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter("{x:g}")
