"""`wayfare replay`: what Wayfare would have chosen over a labelled set, and what it cost."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wayfare.cli.command import command
from wayfare.cli.replay_log import replay_own_log
from wayfare.cli.replay_online import Wish, replay_in_use
from wayfare.cli.replays import check_writable, named_policies, progress_bar, show
from wayfare.cli.state import State
from wayfare.domain.errors import BadRequestError

if TYPE_CHECKING:
    from wayfare.reports.replay.policy import MakePolicy

_DEFAULT_POLICIES = ("wayfare", "best_single", "cheapest", "random", "oracle")
_DEFAULT_AIMS = (0.0, 2.0)
_DEFAULT_SEEDS = 5
_DEFAULT_WRONG = 0.2
_COLUMNS: Mapping[str, str] = {
    "policy": "policy",
    "aim": "aim",
    "score": "score",
    "cost_per_1k": "cost_per_1k",
    "points_lost": "points_lost",
    "saving_vs_mix": "saving",
    "saving_length_only": "saving_length_only",
    "gap_closed": "gap_closed",
    "apgr": "apgr",
}


@command
def run(  # noqa: PLR0917 - one parameter an option
    state: State,
    name: Annotated[str | None, typer.Option(help="The name of the set.")] = None,
    test: Annotated[Path | None, typer.Option(help="Folder of the set that is decided.")] = None,
    train: Annotated[
        Path | None, typer.Option(help="Folder of the set to learn from; else the same, split.")
    ] = None,
    labels: Annotated[
        int | None, typer.Option(min=1, help="Questions to learn from; else all.")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="How many splits, or orders.")] = _DEFAULT_SEEDS,
    aim: Annotated[
        list[float] | None, typer.Option(help="Points of 100 that may be lost; again for more.")
    ] = None,
    policy: Annotated[
        list[str] | None, typer.Option(help="A rule, or FILE.py:NAME; again for more.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="File to write the rows to, as JSON.")] = None,
    online: Annotated[
        bool, typer.Option("--online", help="Learn while answering, as in use.")
    ] = False,
    point: Annotated[
        float | None,
        typer.Option(help="Online: dollars that a point of 100 is worth an answer; else 0.0002."),
    ] = None,
    votes: Annotated[
        float | None,
        typer.Option(help="Online: people vote on this share of answers; else all is known."),
    ] = None,
    wrong: Annotated[
        float | None, typer.Option(help="Online: the share of votes that are wrong; else 0.2.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(help="Online: file to draw to, FILE.png or FILE.svg.")
    ] = None,
    guarded: Annotated[
        bool, typer.Option("--guarded", help="Online: others answer only where that is shown.")
    ] = False,
    mirror: Annotated[
        bool, typer.Option("--mirror", help="Online: the same, and trials in the shadow alone.")
    ] = False,
    by_estimates: Annotated[
        bool, typer.Option("--open", help="Online: by estimates alone; so too without these three.")
    ] = False,
    log: Annotated[
        bool, typer.Option("--log", help="Your own log instead of a set: rules it can tell of.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(help="Log: from this day on, YEAR-MONTH-DAY in UTC.")
    ] = None,
) -> None:
    """Replay a labelled set: learn from some questions, decide the others, measure."""
    check_writable(json)
    if log:
        others = {"--name": name, "--test": test, "--train": train, "--labels": labels}
        _refuse("--log", {**others, "--aim": aim, "--online": online or None, "--plot": plot})
        replay_own_log(state, since, policy or (), json)
        return
    _need("--log", {"--since": since})
    if name is None or test is None:
        raise BadRequestError(
            "It is not said what to replay.",
            cure="Name a set with --name and its folder with --test, or take your own --log.",
        )
    if online:
        _refuse("--online", {"--train": train, "--labels": labels, "--aim": aim})
        if votes is None:
            _need("--votes", {"--wrong": wrong})
        mode = _mode(guarded=guarded, mirror=mirror, by_estimates=by_estimates)
        if mode != "open":
            _refuse(f"--{mode}", {"--votes": votes})
        wish = Wish(test, name, seeds, tuple(policy or ()), json, plot, mode)
        sure = _DEFAULT_WRONG if wrong is None else wrong
        replay_in_use(state, wish, point_dollars=point, votes=votes, wrong=sure)
        return
    _need("--online", {"--point": point, "--votes": votes, "--wrong": wrong, "--plot": plot})
    modes = {"--guarded": guarded, "--mirror": mirror, "--open": by_estimates}
    _need("--online", {name: given or None for name, given in modes.items()})
    # numbers come in here, and nowhere on the road of a request
    from wayfare.reports.replay.labelled import read_labelled  # noqa: PLC0415
    from wayfare.reports.replay.offline import Plan, replay  # noqa: PLC0415

    tested = read_labelled(test, name)
    same = train is None or train.resolve() == test.resolve()
    learned = tested if same or train is None else read_labelled(train, name)
    aims = tuple(_DEFAULT_AIMS if aim is None else aim)
    plan = Plan(_policies(policy or _DEFAULT_POLICIES), aims, labels, seeds)
    with progress_bar(state) as bar:
        task = bar.add_task(state.texts("replaying", name=name), total=seeds)
        rows = replay(learned, tested, plan, lambda done: bar.update(task, completed=done))
    show(state, rows, _COLUMNS, file=json, note=state.texts("replay_note"))


def _policies(names: Sequence[str]) -> "Mapping[str, MakePolicy | None]":
    """What makes each rule; None for the one that is worked out from the outcomes."""
    from wayfare.reports.replay.policies import POLICIES  # noqa: PLC0415
    from wayfare.reports.replay.policy import OFFLINE_METHODS  # noqa: PLC0415

    return named_policies(names, {**POLICIES, "oracle": None}, OFFLINE_METHODS)


def _mode(*, guarded: bool, mirror: bool, by_estimates: bool) -> str:
    """How `auto` is guarded."""
    wanted = {"guarded": guarded, "mirror": mirror, "open": by_estimates}
    chosen = [name for name, is_wanted in wanted.items() if is_wanted]
    if len(chosen) > 1:
        _refuse(f"--{chosen[0]}", {f"--{chosen[1]}": True})
    return chosen[0] if chosen else "open"


def _refuse(option: str, others: Mapping[str, object]) -> None:
    """Refuse options that mean nothing beside another."""
    for other, given in others.items():
        if given is not None:
            raise BadRequestError(
                f"The options {option} and {other} do not go together.", cure="Leave one out."
            )


def _need(option: str, others: Mapping[str, object]) -> None:
    """Refuse options that mean nothing without another."""
    for other, given in others.items():
        if given is not None:
            raise BadRequestError(
                f"The option {other} means nothing without {option}.", cure=f"Add {option}."
            )
