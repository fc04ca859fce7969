"""A plot of compared models shows each one, its cost, its interval and the margin."""

import pytest

pytest.importorskip("matplotlib")

from wayfare.gateway.asides.compared import Compared, ComparedArm, Shown
from wayfare.reports.comparison_plot import Labels, plot_comparison

LABELS = Labels(
    title="3 questions\nbeside large",
    points="points",
    margin="the margin",
    cost="${cost} per 1,000",
    no_cost="cost not known",
    shown={shown: f"it is {shown}" for shown in Shown},
)


def arm(name, shown, points=None, low=None, high=None, cost=None):
    return ComparedArm(name, shown, 3, None, 3, points, low, high, 0, 0, 0, cost, None, None)


COMPARED = Compared(
    used="large",
    best="large",
    for_less=(),
    margin_points=2.0,
    judge_error=None,
    arms=(
        arm("large", Shown.USED, cost=9.1234),
        arm("better", Shown.BETTER, 3.0, 0.0, 5.0, 0.012),
        arm("우리 $모델", Shown.UNKNOWN, -3.0, -10.0, None),
        arm("nobody answered", Shown.UNKNOWN),
        arm("worse", Shown.WORSE, -90.0, None, -20.0, 0.0),
    ),
)


def test_all_that_is_known_stands_on_it(tmp_path):
    file = tmp_path / "plot.svg"
    plot_comparison(file, LABELS, COMPARED)
    drawn = file.read_text("utf-8")
    for said in (
        "the margin",
        "it is better, $0.012 per 1,000",
        "it is used, $9.12 per 1,000",
        "it is unknown, cost not known",
        "nobody answered",
    ):
        assert said in drawn
    assert drawn.count("stroke-dasharray") >= 3  # two open ends and the margin


def test_a_png_is_drawn_too(tmp_path):
    plot_comparison(tmp_path / "plot.png", LABELS, COMPARED)
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
