"""`wayfare measure`: what asking through another language gains, on own models and questions."""

import asyncio
import os
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from wayfare.bootstrap import Options, Wayfare, run_wayfare
from wayfare.cli.agreeing import agrees
from wayfare.cli.command import command, group
from wayfare.cli.compared_answers import AnswersFile
from wayfare.cli.faults import said_once
from wayfare.cli.measuring import draw_measured, show_measure_plan, show_measured
from wayfare.cli.plots import check_drawable
from wayfare.cli.progress import Waiting
from wayfare.cli.replays import check_writable, progress_bar
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.domain.errors import BadRequestError
from wayfare.domain.outcome import JudgeKind
from wayfare.gateway.asides.compared import errors_of
from wayfare.gateway.learning.say import Saying, say
from wayfare.gateway.measuring.beside import gains_of, sum_up
from wayfare.gateway.measuring.measure import Measurement
from wayfare.gateway.measuring.measured import Weighing
from wayfare.gateway.measuring.plan import MeasurePlan, MeasureWish, plan_measure
from wayfare.gateway.measuring.questions import Asked, Question, of_file
from wayfare.gateway.measuring.scores import scores_of
from wayfare.grading.grade import Grader
from wayfare.routing.judges import Judge
from wayfare.settings.reading import home_folder
from wayfare.store.measured_gains import keep_gains
from wayfare.wire.parallel_questions import ParallelQuestion, read_parallel

_MICROS = 1_000_000
#: Where scores of past questions are kept, at home; their texts are not.
_PAST = "measured.answers"

app = group("Measure what asking through another language gains.")


class _Wanted(msgspec.Struct, frozen=True):
    """What was asked for. `rows` None: the past questions of the log."""

    rows: list[ParallelQuestion] | None
    path: Path
    asked: Asked
    wish: MeasureWish
    budget_micros: int
    yes: bool
    json: Path | None
    plot: Path | None
    by_country: bool


@app.command()
@command
def language(
    state: State,
    file: Annotated[
        Path | None,
        typer.Argument(
            help="Questions with what is right: .csv, .jsonl or .parquet; else past ones."
        ),
    ] = None,
    model: Annotated[
        list[str] | None, typer.Option(help="A model to measure; again for more; else `auto`'s.")
    ] = None,
    translator: Annotated[
        str, typer.Option(help="Who translates; else pivot.translator, else each model itself.")
    ] = "",
    middle: Annotated[str, typer.Option(help="The language in the middle; else that set.")] = "",
    only: Annotated[
        list[str] | None,
        typer.Option("--language", help="A language by its code; again for more; else all."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Questions of each language.")] = None,
    *,
    judge: Annotated[
        str, typer.Option(help="Who judges; else judge.model, else the best of another maker.")
    ] = "",
    budget: Annotated[float, typer.Option(min=0, help="Dollars that it may cost.")] = 5.0,
    json: Annotated[Path | None, typer.Option(help="File to write the result to, as JSON.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Where to draw it: a PNG or an SVG.")] = None,
    by_country: Annotated[
        bool, typer.Option("--by-country", help="Say too how models of each country do.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask without asking you.")] = False,
) -> None:
    """Ask the same questions directly and through English: see for which languages it helps."""
    check_writable(json)
    check_drawable(plot)
    middle = middle or state.settings.pivot.middle
    wanted = _Wanted(
        None if file is None else _read(file, middle),
        home_folder(os.environ) / _PAST if file is None else _beside(file),
        Asked(middle, tuple(only or ()), limit),
        MeasureWish(
            middle,
            tuple(model or ()),
            translator or state.settings.pivot.translator,
            judge or state.settings.judge.model,
            JudgeKind(state.settings.judge.kind),
        ),
        round(budget * _MICROS),
        yes,
        json,
        plot,
        by_country,
    )
    run_to_end(_measure(state, wanted))


async def _measure(state: State, wanted: _Wanted) -> None:
    """Plan, say what it costs, ask, and say what came of it."""
    async with AsyncExitStack() as stack:
        waiting = stack.enter_context(Waiting(state))
        stack.enter_context(said_once())
        waiting.spin(state.texts("asking_around"))
        options = Options(fetch=False, explore=False)
        wayfare = await stack.enter_async_context(run_wayfare(state.settings, options))
        await wayfare.until_listed()
        kept = AnswersFile(wanted.path)
        questions = await _questions(wayfare, wanted)
        plan = plan_measure(wayfare.parts, questions, wanted.wish, await _judges(wayfare), kept)
        waiting.stop()
        show_measure_plan(state, plan, wanted.budget_micros, kept.path)
        if not wanted.yes and not agrees(state):
            return
        is_cut = await _ask(state, wayfare, plan, kept, wanted.budget_micros)
        scores = await scores_of(plan, kept)
        margin = state.settings.certificate.margin_points / 100
        weighing = Weighing(margin, _errors_of(plan, await _judges(wayfare)))
        measured = sum_up(plan, kept, scores, weighing, countries=wanted.by_country)
        gains = gains_of(plan, kept, scores)
        await asyncio.to_thread(keep_gains, wayfare.database, gains)
    if wanted.json is not None:
        encoded = msgspec.json.encode(measured)
        wanted.json.write_bytes(msgspec.json.format(encoded, indent=2) + b"\n")
    show_measured(state, measured, is_cut=is_cut)
    if wanted.plot is not None:
        draw_measured(state, wanted.plot, measured)


async def _questions(wayfare: Wayfare, wanted: _Wanted) -> list[Question]:
    if wanted.rows is not None:
        return of_file(wanted.rows, wanted.asked)
    from wayfare.gateway.measuring.past import past_to_measure  # noqa: PLC0415 - numbers

    return await past_to_measure(wayfare.parts, wayfare.database, wanted.asked)


async def _ask(
    state: State, wayfare: Wayfare, plan: MeasurePlan, kept: AnswersFile, budget_micros: int
) -> bool:
    """Ask all; whether the money was spent before."""
    grader = Grader()

    async def keep(saying: Saying) -> object:
        return await say(wayfare.database, wayfare.parts.clock, grader, wayfare.owner, [saying])

    measurement = Measurement(wayfare.parts, plan, wayfare.owner, kept, keep, budget_micros)
    with progress_bar(state) as bar:
        task = bar.add_task(state.texts("comparing"), total=len(plan.asks))
        await measurement.run(lambda done: bar.update(task, completed=done))
    return measurement.is_cut


async def _judges(wayfare: Wayfare) -> list[Judge]:
    known = await wayfare.parts.learner.known()
    return [] if known is None else list(known.judges.all())


def _errors_of(plan: MeasurePlan, judges: list[Judge]) -> Mapping[str, float]:
    judge = plan.judge
    return errors_of(next((each for each in judges if judge and each.source == judge.name), None))


def _read(file: Path, middle: str) -> list[ParallelQuestion]:
    if not file.is_file():
        raise BadRequestError(f"{file} is not there.", cure="Name a file of questions.")
    return read_parallel(file.name, file.read_bytes(), middle)


def _beside(file: Path) -> Path:
    return file.with_suffix(file.suffix + ".answers")
