"""`wayfare chat`: a conversation in the terminal."""

import asyncio
import sys
from contextlib import AsyncExitStack, suppress
from typing import Annotated

import typer

from wayfare.bootstrap import Options
from wayfare.cli.ask import decode_text, print_answer, print_text
from wayfare.cli.asking import Pieces, chat_body, open_road
from wayfare.cli.command import command
from wayfare.cli.progress import Waiting
from wayfare.cli.running import loop_factory
from wayfare.cli.state import State
from wayfare.cli.wishes import DEMANDS_HELP, WISHES_HELP, read_envelope
from wayfare.domain.errors import WayfareError
from wayfare.gateway.asking import Envelope


@command
def run(
    state: State,
    model: Annotated[
        str, typer.Option(help="A model's name, or auto, auto:best, auto:cheap, auto:fast.")
    ] = "auto",
    wishes: Annotated[str, typer.Option(help=WISHES_HELP)] = "",
    demands: Annotated[str, typer.Option(help=DEMANDS_HELP)] = "",
) -> None:
    """Talk, one turn after another. An empty line ends."""
    envelope = read_envelope(state, wishes, demands)
    with Waiting(state) as waiting, asyncio.Runner(loop_factory=loop_factory()) as runner:
        talk = _Talk(state, waiting, model, envelope)
        try:
            runner.run(talk.open())
            state.notes.print(state.texts("chat_help"))
            # Nothing runs while a person types: a thread that waits for a line cannot be ended
            while question := _read_line(state):
                runner.run(talk.turn(question))
        except KeyboardInterrupt:
            print_text("\n")
        finally:
            runner.run(talk.close())


class _Talk:
    """A conversation: what was said, and the way to the next answer."""

    def __init__(self, state: State, waiting: Waiting, model: str, envelope: Envelope) -> None:
        self._state = state
        self._waiting = waiting
        self._model = model
        self._envelope = envelope
        self._messages: list[dict[str, str]] = []
        self._stack = AsyncExitStack()
        self._pieces_of: Pieces | None = None

    async def open(self) -> None:
        """Find the way to an answer."""
        self._waiting.spin(self._state.texts("getting_ready"))
        road = open_road(self._state, Options(progress=self._waiting), self._envelope)
        self._pieces_of = await self._stack.enter_async_context(road)
        self._waiting.stop()

    async def turn(self, question: str) -> None:
        """Ask, and remember both sides. A question without an answer was not asked."""
        assert self._pieces_of is not None, "open comes first"
        asked = [*self._messages, {"role": "user", "content": question}]
        body = chat_body(self._model, asked)
        try:
            heard = await print_answer(self._state, self._waiting, self._pieces_of, body)
        except WayfareError as error:
            self._state.notes.print(str(error), markup=False)
            return
        if heard.is_whole:
            self._messages = [*asked, {"role": "assistant", "content": heard.text}]

    async def close(self) -> None:
        """Let go of everything."""
        await self._stack.aclose()


def _read_line(state: State) -> str:
    """A line that a person typed, or that a pipe brought; empty at the end."""
    try:
        raw = _typed() if sys.stdin.isatty() else sys.stdin.buffer.readline()
    except EOFError:
        print_text("\n")
        return ""
    return decode_text(raw, state.texts).strip()


def _typed() -> bytes:
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - gives `input` its arrow keys, and is slow to load
    return input("> ").encode(errors="surrogateescape")
