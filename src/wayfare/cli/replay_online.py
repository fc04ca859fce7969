"""Replay a set as if in use, for `wayfare replay --online`: check the wish, replay, show, draw."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wayfare.cli.plots import replay_labels, texts_on
from wayfare.cli.replays import check_writable, named_policies, progress_bar, show
from wayfare.cli.state import State
from wayfare.domain.errors import BadRequestError
from wayfare.settings.choosing import CertificateSection

if TYPE_CHECKING:
    from wayfare.reports.replay.online import MakeGuarding

_DEFAULT_POLICIES = ("wayfare", "prior_best", "best_single", "cheapest", "random")
_DEFAULT_POINT_DOLLARS = 200e-6
_COLUMNS: Mapping[str, str] = {
    "policy": "policy",
    "score": "score",
    "cost_per_1k": "cost_per_1k",
    "regret": "regret",
    "regret_of_best": "regret_of_best",
}
_GUARDED_COLUMNS: Mapping[str, str] = {
    "certified_share": "certified_share",
    "audit_cost": "audit_cost",
    "topics_certified": "topics_certified",
    "false_topics": "false_topics",
}
#: Bad answers get twice the votes of good ones; with more than this not every one could.
_VOTES_MAX = 0.75
#: Half of the votes wrong is chance.
_WRONG_MAX = 0.5


@dataclass(frozen=True, slots=True)
class Wish:
    """What to replay and where to write it."""

    folder: Path
    name: str
    seeds: int
    policies: tuple[str, ...]
    json: Path | None
    plot: Path | None
    mode: str = "open"


def replay_in_use(
    state: State, wish: Wish, *, point_dollars: float | None, votes: float | None, wrong: float
) -> None:
    """Replay it, print the board, write what is asked for."""
    # one question is too small to share among threads: waking them takes longer
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # numbers come in here, and nowhere on the road of a request
    from wayfare.reports.replay.in_use import PriorBest  # noqa: PLC0415
    from wayfare.reports.replay.labelled import read_labelled  # noqa: PLC0415
    from wayfare.reports.replay.online import (  # noqa: PLC0415
        OnlinePlan,
        Votes,
        everything,
        replay_online,
    )
    from wayfare.reports.replay.online_policies import ONLINE, ONLINE_BY_VOTES  # noqa: PLC0415
    from wayfare.reports.replay.plot import check_plot, plot_courses  # noqa: PLC0415
    from wayfare.reports.replay.policy import ONLINE_METHODS  # noqa: PLC0415

    point_dollars = _DEFAULT_POINT_DOLLARS if point_dollars is None else point_dollars
    _check_ranges(point_dollars, votes, wrong)
    if wish.plot is not None:
        check_plot(wish.plot)
        check_writable(wish.plot)
    table = ONLINE if votes is None else ONLINE_BY_VOTES
    plan = OnlinePlan(
        named_policies(wish.policies or _DEFAULT_POLICIES, table, ONLINE_METHODS),
        PriorBest,
        wish.seeds,
        point_dollars,
        everything if votes is None else Votes(votes, wrong),
        guard=_guard(state, wish.mode),
    )
    asked = read_labelled(wish.folder, wish.name)
    with progress_bar(state) as bar:
        task = bar.add_task(state.texts("replaying", name=wish.name), total=plan.runs * len(asked))
        rows, courses = replay_online(asked, plan, lambda done: bar.update(task, completed=done))
    if wish.plot is not None:
        texts = texts_on(state, wish.plot)
        plot_courses(wish.plot, replay_labels(texts, wish.name, wish.seeds, point_dollars), courses)
    priced = any(row["cost_per_1k"] is not None for row in rows)
    worth = state.texts("replay_point", dollars=f"{point_dollars:g}")
    note = worth if priced else state.texts("replay_no_costs")
    show(
        state,
        rows,
        _COLUMNS if wish.mode == "open" else {**_COLUMNS, **_GUARDED_COLUMNS},
        file=wish.json,
        note=state.texts("replay_online_note", worth=note),
    )


def _guard(state: State, mode: str) -> "MakeGuarding | None":
    """What puts the guard of the settings before a rule, in this mode; None: nothing does."""
    from wayfare.reports.replay.guarded import Behind  # noqa: PLC0415 - numbers

    if mode == "open":
        return None
    wanted = {**msgspec.structs.asdict(state.settings.certificate), "mode": mode}
    settings = msgspec.convert(wanted, CertificateSection)
    return lambda rule, baseline, rng: Behind(rule, baseline, settings, rng)


def _check_ranges(point_dollars: float, votes: float | None, wrong: float) -> None:
    if not 0 < point_dollars < float("inf"):
        raise BadRequestError("--point must be more than 0.", cure="For example --point 0.0002.")
    if votes is not None and not 0 < votes <= _VOTES_MAX:
        raise BadRequestError(
            f"--votes must be more than 0 and at most {_VOTES_MAX}.",
            cure="--votes 0.02 is a vote on 2 answers of 100.",
        )
    if not 0 <= wrong <= _WRONG_MAX:
        raise BadRequestError(
            f"--wrong must be from 0 to {_WRONG_MAX}.", cure="--wrong 0.2 is 20 votes of 100."
        )
