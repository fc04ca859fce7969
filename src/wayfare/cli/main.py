"""The command `wayfare`: its subcommands, and how an error is told."""

import io
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from wayfare import __version__
from wayfare.cli import (
    ask,
    audit,
    budgets,
    chat,
    credentials,
    demo,
    doctor,
    fares,
    keys,
    models,
    projects,
    providers,
    rates,
    serve,
    store,
    terms,
    usage,
    users,
)
from wayfare.cli.command import command
from wayfare.cli.state import State
from wayfare.domain.errors import WayfareError

app = typer.Typer(
    name="wayfare",
    help="One address for all your models: each question goes to the model that answers it "
    "best for its price.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"wayfare {__version__}\n")
        raise typer.Exit


@app.callback()
@command
def before(
    _: State,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Version.")
    ] = False,
) -> None:
    """Take what all commands share."""


for module in (serve, ask, chat, demo, fares, usage, audit, doctor):
    app.command(name=module.__name__.rpartition(".")[2])(module.run)
providers.app.command(name="terms")(terms.run)
app.add_typer(models.app, name="models")
app.add_typer(users.app, name="users")
app.add_typer(projects.app, name="projects")
app.add_typer(keys.app, name="keys")
app.add_typer(budgets.app, name="budgets")
app.add_typer(rates.app, name="rates")
app.add_typer(providers.app, name="providers")
app.add_typer(store.app, name="store")
app.add_typer(credentials.app, name="credentials")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. An error is one plain sentence, with its cure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Hangul gets `?`
    try:
        app(arguments, prog_name="wayfare")
    except WayfareError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename or 'wayfare'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        sys.exit(130)


def _fail(sentence: str) -> None:
    Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(sentence)
    sys.exit(1)
