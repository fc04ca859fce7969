"""Print what is shown of the whole policy: conversations left to Wayfare beside those held."""

from collections.abc import Callable

from wayfare.cli.boards import print_board
from wayfare.cli.days import day_of
from wayfare.cli.money import show_amount
from wayfare.cli.state import State
from wayfare.gateway.certify.see_whole import Difference, Times, Whole, WholeState

_HEADINGS = ("whole_what", "whole_left", "whole_held", "whole_interval", "claim_state")
_Show = Callable[[float], str]
_STATES = {
    WholeState.NONE: "whole_none",
    WholeState.UNKNOWN: "whole_unknown",
    WholeState.BETTER: "whole_better",
    WholeState.NO_WORSE: "whole_no_worse",
    WholeState.WITHIN: "whole_within",
    WholeState.WORSE: "whole_worse",
}


def print_whole(state: State, it: Whole) -> None:
    """Print one claim over the whole policy, and what it says."""
    texts = state.texts
    counted = {"left": it.left.conversations, "held": it.held.conversations, "open": it.open}
    share, day = f"{100 * it.held_share:g}", day_of(it.since)
    state.console.print(
        texts("whole_against", baseline=it.baseline, share=share, day=day, **counted)
    )
    rows = [
        _scored(state, "whole_votes", it.votes, it.margin_points),
        _scored(state, "whole_again", it.asked_again, it.margin_points),
        _taken(state, "whole_cost", it.cost, _money(state)),
        _taken(state, "whole_turn_cost", it.cost_per_turn, _money(state)),
        _taken(state, "whole_first", it.first_token_ms, _seconds(state)),
        _taken(state, "whole_total", it.total_ms, _seconds(state)),
    ]
    print_board(state.console, [texts(name) for name in _HEADINGS], rows, right={1, 2})
    state.console.print()
    state.console.print(texts("whole_means"))


def _scored(state: State, what: str, it: Difference, margin: float) -> list[str]:
    texts = state.texts

    def side(mean: float | None, count: int) -> str:
        return "-" if mean is None else texts("whole_mean_of", mean=round(mean, 1), count=count)

    low, high = ("?" if each is None else f"{each:+g}" for each in (it.low_points, it.high_points))
    said = texts(_STATES[it.state], points=f"{margin:g}")
    if it.state is WholeState.UNKNOWN and it.still_needed:
        rough = round(it.still_needed, 2 - len(str(it.still_needed)))
        said = texts("whole_needs", state=said, count=rough)
    left, held = side(it.left_mean, it.left_count), side(it.held_mean, it.held_count)
    return [texts(what), left, held, texts("whole_points", low=low, high=high), said]


def _taken(state: State, what: str, it: Times, show: _Show) -> list[str]:
    texts = state.texts
    left, held = ("-" if each is None else show(each) for each in (it.left_mean, it.held_mean))
    if it.percent is None:
        return [texts(what), left, held, "-", ""]
    percents = f"{it.percent:g} %"
    if it.low_percent is not None and it.high_percent is not None:
        percents = texts("whole_percents", low=f"{it.low_percent:g}", high=f"{it.high_percent:g}")
    return [texts(what), left, held, percents, texts("whole_asymptotic")]


def _money(state: State) -> _Show:
    return lambda mean: show_amount(round(mean), state.settings.money)


def _seconds(state: State) -> _Show:
    return lambda mean: state.texts("whole_seconds", seconds=round(mean / 1_000, 2))
