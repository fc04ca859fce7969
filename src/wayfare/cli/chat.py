"""`wayfare chat`: a conversation in the terminal."""

import asyncio
from typing import Annotated

import typer

from wayfare.bootstrap import Options
from wayfare.cli.ask import print_answer
from wayfare.cli.asking import chat_body, open_road
from wayfare.cli.progress import WeightsProgress
from wayfare.cli.serve import loop_factory
from wayfare.cli.state import State
from wayfare.domain.errors import WayfareError


def run(
    context: typer.Context,
    model: Annotated[
        str, typer.Option(help="A model's name, or auto, auto:best, auto:cheap, auto:fast.")
    ] = "auto",
) -> None:
    """Talk, one turn after another. An empty line ends."""
    state: State = context.obj
    with WeightsProgress(state) as progress, asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(_talk(state, progress, model))


async def _talk(state: State, progress: WeightsProgress, model: str) -> None:
    messages: list[dict[str, str]] = []
    async with open_road(state.settings, Options(progress=progress)) as pieces_of:
        state.notes.print(state.texts("chat_help"))
        while question := await asyncio.to_thread(_read_line):
            messages.append({"role": "user", "content": question})
            try:
                heard = await print_answer(state, pieces_of, chat_body(model, messages))
            except WayfareError as error:
                # the conversation goes on: the question may be asked again, or otherwise
                state.notes.print(str(error), markup=False)
                messages.pop()
                continue
            messages.append({"role": "assistant", "content": heard.text})


def _read_line() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""
