"""`wayfare compare`: tell whether another model is as good as the one in use, on own questions."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from wayfare.bootstrap import Options, Wayfare, keep_past, run_wayfare
from wayfare.cli.agreeing import agrees
from wayfare.cli.command import command
from wayfare.cli.compared_answers import AnswersFile
from wayfare.cli.comparing import draw_compared, show_compared, show_comparison_plan
from wayfare.cli.faults import said_once
from wayfare.cli.plots import check_drawable
from wayfare.cli.progress import Waiting
from wayfare.cli.replays import check_writable, progress_bar
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.cli.voting import Blind, votes_between
from wayfare.domain.errors import BadRequestError
from wayfare.domain.outcome import JudgeKind
from wayfare.gateway.asides.answers import compared_now
from wayfare.gateway.asides.compare import Comparison
from wayfare.gateway.asides.compared import Compared
from wayfare.gateway.asides.draw_votes import draw_lots, to_vote_on
from wayfare.gateway.asides.person import note_word
from wayfare.gateway.asides.plan_comparison import ComparePlan, CompareWish, plan_comparison
from wayfare.gateway.learning.say import Saying, say
from wayfare.grading.grade import Grader
from wayfare.wire.question_files import FileQuestion, read_questions

_MICROS = 1_000_000


class _Wanted(msgspec.Struct, frozen=True):
    """What was asked for."""

    file: Path
    wish: CompareWish
    budget_micros: int
    vote: int
    yes: bool
    json: Path | None
    plot: Path | None


@command
def run(
    state: State,
    file: Annotated[
        Path, typer.Argument(help="Questions: .txt, .csv, .jsonl, or ChatGPT's conversations.json.")
    ],
    used: Annotated[
        str, typer.Option("--used", help="The model in use; empty: the best single one.")
    ] = "",
    model: Annotated[
        list[str] | None, typer.Option(help="A model to compare; again for more; else `auto`'s.")
    ] = None,
    judge: Annotated[
        str, typer.Option(help="Who judges; else judge.model, else the best of another maker.")
    ] = "",
    budget: Annotated[float, typer.Option(min=0, help="Dollars that it may cost.")] = 5.0,
    vote: Annotated[
        int, typer.Option(min=0, help="Say of so many pairs yourself which answer is better.")
    ] = 0,
    json: Annotated[Path | None, typer.Option(help="File to write the result to, as JSON.")] = None,
    *,
    plot: Annotated[Path | None, typer.Option(help="Where to draw it: a PNG or an SVG.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask without asking you.")] = False,
) -> None:
    """Ask models your own questions: see whether another is as good as the one you use."""
    check_writable(json)
    check_drawable(plot)
    if not file.is_file():
        raise BadRequestError(f"{file} is not there.", cure="Name a file of questions.")
    questions = read_questions(file.name, file.read_bytes())
    wanted = _Wanted(
        file,
        CompareWish(
            used,
            tuple(model or ()),
            judge or state.settings.judge.model,
            JudgeKind(state.settings.judge.kind),
        ),
        round(budget * _MICROS),
        vote,
        yes,
        json,
        plot,
    )
    run_to_end(_compare(state, wanted, questions))


async def _compare(state: State, wanted: _Wanted, questions: Sequence[FileQuestion]) -> None:
    """Plan, say what it costs, ask, and say what came of it."""
    async with AsyncExitStack() as stack:
        waiting = stack.enter_context(Waiting(state))
        stack.enter_context(said_once())
        waiting.spin(state.texts("asking_around"))
        options = Options(fetch=False, explore=False)
        wayfare = await stack.enter_async_context(run_wayfare(state.settings, options))
        await wayfare.until_listed()
        known = await wayfare.parts.learner.known()
        judges = [] if known is None else known.judges.all()
        plan = plan_comparison(wayfare.parts, questions, wanted.wish, judges)
        waiting.stop()
        kept = AnswersFile(wanted.file.with_suffix(wanted.file.suffix + ".answers"))
        show_comparison_plan(state, plan, wanted.budget_micros, kept.path)
        if not wanted.yes and not agrees(state):
            return
        is_cut = await _ask(state, wayfare, plan, kept, wanted)
        await _vote(state, wayfare, plan, kept, wanted.vote)
        known = await wayfare.parts.learner.known()
        judges = [] if known is None else known.judges.all()
        margin = state.settings.certificate.margin_points / 100
        compared = compared_now(plan, kept, margin, judges)
    _write(wanted.json, compared)
    show_compared(state, compared, is_cut=is_cut)
    if wanted.plot is not None:
        draw_compared(state, wanted.plot, plan, compared)


async def _ask(
    state: State, wayfare: Wayfare, plan: ComparePlan, kept: AnswersFile, wanted: _Wanted
) -> bool:
    """Ask all; whether the money was spent before."""
    grader = Grader()

    async def keep(saying: Saying) -> object:
        return await say(wayfare.database, wayfare.parts.clock, grader, wayfare.owner, [saying])

    comparison = Comparison(wayfare.parts, plan, wayfare.owner, kept, keep, wanted.budget_micros)
    with progress_bar(state) as bar:
        task = bar.add_task(state.texts("comparing"), total=len(plan.questions))
        await comparison.run(lambda done: bar.update(task, completed=done))
    arms = [plan.used, *plan.arms]
    await asyncio.to_thread(keep_past, wayfare, arms, comparison.past())
    return comparison.is_cut


async def _vote(
    state: State, wayfare: Wayfare, plan: ComparePlan, kept: AnswersFile, count: int
) -> None:
    """Have a person say which of some answers is better: that counts before any judge.

    Pairs that were drawn before come first, whatever is wished for now.
    """
    if count:
        draw_lots(plan, kept, count, wayfare.parts.clock.rng)
    found = {f"{other.question}/{other.arm}": (question, other, used)
             for question, other, used in (to_vote_on(plan, kept) if count else ())}  # fmt: skip
    pairs = [
        Blind(its, question.turns[-1].text, (other.text, used.text), (other.arm, used.arm))
        for its, (question, other, used) in found.items()
    ]
    for pair, winner in votes_between(state, pairs):
        _, other, used = found[pair.id]
        vote = note_word(kept, other, used, winner)
        if vote is not None:
            await say(wayfare.database, wayfare.parts.clock, Grader(), wayfare.owner, [vote])


def _write(path: Path | None, compared: Compared) -> None:
    if path is not None:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(compared), indent=2) + b"\n")
