"""`wayfare ask`: one question, one answer, its ticket."""

import asyncio
import sys
from typing import Annotated

import typer

from wayfare.bootstrap import Options
from wayfare.cli.asking import Heard, Pieces, chat_body, hear, open_road
from wayfare.cli.progress import WeightsProgress
from wayfare.cli.serve import loop_factory
from wayfare.cli.state import State
from wayfare.cli.tickets import print_ticket


def run(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="What to ask; - reads it from standard input.")],
    model: Annotated[
        str, typer.Option(help="A model's name, or auto, auto:best, auto:cheap, auto:fast.")
    ] = "auto",
    system: Annotated[str, typer.Option(help="Instructions before the question.")] = "",
    temperature: Annotated[
        float | None, typer.Option(help="0: no chance. Else the model's own.", show_default=False)
    ] = None,
) -> None:
    """Ask one question, through a running Wayfare or without one."""
    state: State = context.obj
    if question == "-":
        question = sys.stdin.read()
    messages = [{"role": "system", "content": system}] if system else []
    messages.append({"role": "user", "content": question})
    with WeightsProgress(state) as progress, asyncio.Runner(loop_factory=loop_factory()) as runner:
        heard = runner.run(
            _ask(state, progress, chat_body(model, messages, temperature=temperature))
        )
    if not heard.is_whole:
        raise typer.Exit(1)


async def _ask(state: State, progress: WeightsProgress, body: bytes) -> Heard:
    async with open_road(state.settings, Options(progress=progress)) as pieces_of:
        return await print_answer(state, pieces_of, body)


async def print_answer(state: State, pieces_of: Pieces, body: bytes) -> Heard:
    """Ask, print the answer as it comes, then its ticket."""
    heard = await hear(pieces_of(body), (lambda _: None) if state.as_json else print_text)
    if state.as_json:
        state.print_json({"answer": heard.text, "wayfare": heard.ticket, "error": heard.error})
        return heard
    if heard.text:
        print_text("\n")
    if heard.error is not None:
        state.notes.print(state.texts("cut", why=heard.error), markup=False)
    elif not heard.is_whole:
        state.notes.print(state.texts("no_answer", why="?"), markup=False)
    if heard.ticket is not None:
        print_ticket(state, heard.ticket)
    return heard


def print_text(text: str) -> None:
    """Print a bit of an answer at once."""
    sys.stdout.write(text)
    sys.stdout.flush()
