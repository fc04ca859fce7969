"""`wayfare ask`: one question, one answer, its ticket."""

import sys
from typing import Annotated

import typer

from wayfare.bootstrap import Options
from wayfare.cli.asking import Heard, Pieces, chat_body, hear, open_road
from wayfare.cli.command import command
from wayfare.cli.progress import Waiting
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.cli.tickets import print_ticket
from wayfare.cli.wishes import DEMANDS_HELP, WISHES_HELP, read_envelope
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.asking import Envelope

#: What an answer may do to a terminal: begin a line, step to a tab stop, and nothing else.
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)])


@command
def run(
    state: State,
    question: Annotated[str, typer.Argument(help="What to ask; - reads it from standard input.")],
    model: Annotated[
        str, typer.Option(help="A model's name, or auto, auto:best, auto:cheap, auto:fast.")
    ] = "auto",
    system: Annotated[str, typer.Option(help="Instructions before the question.")] = "",
    temperature: Annotated[
        float | None, typer.Option(help="0: no chance. Else the model's own.", show_default=False)
    ] = None,
    wishes: Annotated[str, typer.Option(help=WISHES_HELP)] = "",
    demands: Annotated[str, typer.Option(help=DEMANDS_HELP)] = "",
) -> None:
    """Ask one question, through a running Wayfare or without one."""
    envelope = read_envelope(state, wishes, demands)
    question = read_question(question, state.texts)
    messages = [{"role": "system", "content": system}] if system else []
    messages.append({"role": "user", "content": question})
    body = chat_body(model, messages, temperature=temperature)
    with Waiting(state) as waiting:
        heard = run_to_end(_ask(state, waiting, body, envelope))
    if not heard.is_whole:
        raise typer.Exit(1)


def read_question(given: str, texts: Texts) -> str:
    """The question: as given, or from standard input.

    Raises:
        BadRequestError: it is empty, or not UTF-8.
    """
    # an argument that is not UTF-8 has come as surrogates
    raw = sys.stdin.buffer.read() if given == "-" else given.encode(errors="surrogateescape")
    question = decode_text(raw, texts)
    if not question.strip():
        raise BadRequestError(texts("empty_question"))
    return question


def decode_text(raw: bytes, texts: Texts) -> str:
    """What a person wrote.

    Raises:
        BadRequestError: it is not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequestError(texts("not_utf8"), cure=texts("not_utf8_cure")) from error


async def _ask(state: State, waiting: Waiting, body: bytes, envelope: Envelope) -> Heard:
    waiting.spin(state.texts("getting_ready"))
    async with open_road(state, Options(progress=waiting, explore=False), envelope) as pieces_of:
        return await print_answer(state, waiting, pieces_of, body)


async def print_answer(state: State, waiting: Waiting, pieces_of: Pieces, body: bytes) -> Heard:
    """Ask, print the answer as it comes, then its ticket."""

    def show(text: str) -> None:
        if not state.as_json:
            waiting.stop()
            print_text(text)

    waiting.spin(state.texts("thinking"))
    try:
        heard = await hear(pieces_of(body), show)
    finally:
        waiting.stop()
    if state.as_json:
        state.print_json({"answer": heard.text, "wayfare": heard.ticket, "error": heard.error})
        return heard
    if heard.text:
        print_text("\n")
    if heard.error is not None:
        state.notes.print(state.texts("cut", why=heard.error), markup=False)
    elif not heard.is_whole:
        state.notes.print(state.texts("no_answer"), markup=False)
    if heard.ticket is not None:
        print_ticket(state, heard.ticket)
    return heard


def print_text(text: str) -> None:
    """Print a bit of an answer at once."""
    sys.stdout.write(text.translate(_CONTROLS) if sys.stdout.isatty() else text)
    sys.stdout.flush()
