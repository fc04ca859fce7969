"""What all commands share: `--lang` and `--json`, before the command's name or after it.

    @command
    def run(state: State, question: Annotated[str, typer.Argument()]) -> None: ...

Typer is shown the signature with the shared options in it; the command gets a `State`.
"""

import functools
import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Concatenate, ParamSpec

import typer

from wayfare.cli.state import State
from wayfare.cli.texts import language_or_default

Own = ParamSpec("Own")


class Language(StrEnum):
    """The languages that the command line speaks."""

    ENGLISH = "en"
    KOREAN = "ko"
    JAPANESE = "ja"


def _shared(
    context: typer.Context,
    lang: Annotated[
        Language | None, typer.Option(help="Language; else that of the locale.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show Typer the shared options."""
    state: State = context.obj or State(language_or_default())
    context.obj = state.with_choices(None if lang is None else lang.value, as_json=json)


def command(function: Callable[Concatenate[State, Own], None]) -> Callable[..., None]:
    """Make a function a command that takes the shared options too."""
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    taken = {parameter.name for parameter in own}  # a command may have its own `--json FILE`
    shared = [
        parameter
        for parameter in inspect.signature(_shared, eval_str=True).parameters.values()
        if parameter.name not in taken
    ]
    names = {parameter.name for parameter in shared}

    @functools.wraps(function)
    def run(**given: Any) -> None:
        _shared(**{name: value for name, value in given.items() if name in names})
        if given["context"].invoked_subcommand is not None:
            return  # what a group does by itself is not meant
        others = {name: value for name, value in given.items() if name not in names}
        function(given["context"].obj, **others)  # type: ignore[call-arg]

    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in (*own, *shared)]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def group(about: str) -> typer.Typer:
    """A command that has commands of its own, and takes the shared options before them."""
    app = typer.Typer(help=about, no_args_is_help=True, rich_markup_mode=None)
    app.callback()(command(_nothing))
    return app


def group_of(listing: Callable[..., None], about: str) -> typer.Typer:
    """A command that does something by itself, and has commands of its own."""
    app = typer.Typer(help=about, invoke_without_command=True, rich_markup_mode=None)
    app.callback()(command(listing))
    return app


def _nothing(_: State) -> None:
    """Have the shared options read, and do no more."""
