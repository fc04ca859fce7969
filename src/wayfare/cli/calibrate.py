"""`wayfare calibrate`: place a model by past questions and a judge."""

from contextlib import AsyncExitStack
from typing import Annotated

import msgspec
import typer

from wayfare.bootstrap import Options, run_wayfare
from wayfare.cli.agreeing import agrees
from wayfare.cli.command import command
from wayfare.cli.faults import said_once
from wayfare.cli.placed import show_placed, show_plan
from wayfare.cli.progress import Waiting
from wayfare.cli.replays import progress_bar
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.cli.voting import votes_on


class _Wanted(msgspec.Struct, frozen=True):
    """What was asked for."""

    model: str
    probes: int
    judge: str
    vote: int
    yes: bool


@command
def run(
    state: State,
    model: Annotated[str, typer.Argument(help="The model to place, by its name here.")],
    probes: Annotated[
        int, typer.Option(min=1, max=500, help="How many past questions to ask it.")
    ] = 40,
    judge: Annotated[
        str, typer.Option(help="Who judges; else judge.model, else the best of another maker.")
    ] = "",
    vote: Annotated[
        int, typer.Option(min=0, help="Say of so many pairs yourself which answer is better.")
    ] = 0,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Ask without asking you.")] = False,
) -> None:
    """Place a model: ask it past questions, and let a judge compare its answers with those kept."""
    wanted = _Wanted(model, probes, judge or state.settings.judge.model, vote, yes)
    if not run_to_end(_calibrate(state, wanted)):
        raise typer.Exit(1)


async def _calibrate(state: State, wanted: _Wanted) -> bool:
    """Plan, say what it costs, do it, and say what came of it. False: nothing can be believed."""
    # numbers come in here, and nowhere on the road of a request
    from wayfare.gateway.asides.calibrate import after, calibrate, to_vote_on, vote  # noqa: PLC0415
    from wayfare.gateway.asides.plan_calibration import Wish, plan_calibration  # noqa: PLC0415

    async with AsyncExitStack() as stack:
        waiting = stack.enter_context(Waiting(state))
        stack.enter_context(said_once())
        waiting.spin(state.texts("looking_back"))
        options = Options(fetch=False, explore=False)
        wayfare = await stack.enter_async_context(run_wayfare(state.settings, options))
        await wayfare.until_listed()
        parts, database, owner = wayfare.parts, wayfare.database, wayfare.owner
        wish = Wish(wanted.model, wanted.probes, wanted.judge)
        budget = state.settings.exploration.budget_micros
        plan = await plan_calibration(parts, database, owner, wish, budget)
        waiting.stop()
        show_plan(state, plan)
        if not wanted.yes and not agrees(state):
            return True
        with progress_bar(state) as bar:
            task = bar.add_task(state.texts("calibrating"), total=len(plan.probes))
            placed = await calibrate(
                parts, database, plan, owner, lambda done: bar.update(task, completed=done)
            )
        votes = [*votes_on(state, to_vote_on(placed, wanted.vote))]
        await vote(parts, database, owner, votes)
        show_placed(state, plan, placed, await after(parts, plan, placed))
    return placed.is_believed
