"""The command `wayfare`: its subcommands, and how an error is told."""

import sys
from typing import Annotated

import typer
from rich.console import Console

from wayfare import __version__
from wayfare.cli import (
    ask,
    chat,
    demo,
    doctor,
    fares,
    keys,
    models,
    providers,
    serve,
    usage,
)
from wayfare.cli.state import State
from wayfare.cli.texts import Texts, language_or_default
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
def before(
    context: typer.Context,
    lang: Annotated[
        str, typer.Option(help="Language: ko or en. Else that of the locale.", show_default=False)
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Version.")
    ] = False,
) -> None:
    """Take what all commands share."""
    context.obj = State(Texts(language_or_default(lang)), as_json=json)


for command in (serve, ask, chat, demo, fares, models, usage, doctor):
    app.command(name=command.__name__.rpartition(".")[2])(command.run)
app.add_typer(keys.app, name="keys")
app.add_typer(providers.app, name="providers")


def main() -> None:
    """Run the command line. An error is one plain sentence, with its cure."""
    try:
        app()
    except WayfareError as error:
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
