"""The command `wayfare`: its subcommands, and how an error is told."""

import io
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

import typer
from rich.console import Console
from typer.core import TyperGroup
from typer.exceptions import TyperException

from wayfare import __version__
from wayfare.cli import (
    ask,
    audit,
    budgets,
    calibrate,
    certificates,
    chat,
    compare,
    credentials,
    demo,
    doctor,
    fares,
    keys,
    measure,
    models,
    projects,
    providers,
    rates,
    replay,
    serve,
    store,
    terms,
    topics,
    usage,
    users,
    vote,
)
from wayfare.cli.click_texts import say_click
from wayfare.cli.command import command
from wayfare.cli.error_texts import say_error
from wayfare.cli.help_texts import speak
from wayfare.cli.state import State
from wayfare.cli.texts import language_or_default
from wayfare.domain.errors import WayfareError

#: As `wayfare --help` lists them: what everybody does first, what few do last.
ORDER = (
    *("serve", "ask", "chat", "demo", "fares", "models", "providers", "credentials"),
    *("users", "projects", "keys", "budgets", "rates", "usage", "topics", "calibrate"),
    *("compare", "measure", "certificates", "vote", "replay", "audit"),
    *("store", "doctor"),
)


class InOrder(TyperGroup):
    """The commands in the order in which people need them."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Their names."""
        return sorted(self.commands, key=ORDER.index)


app = typer.Typer(
    name="wayfare",
    cls=InOrder,
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


for module in (
    serve,
    ask,
    chat,
    demo,
    fares,
    usage,
    topics,
    calibrate,
    compare,
    vote,
    replay,
    audit,
):
    app.command(name=module.__name__.rpartition(".")[2])(module.run)
providers.app.command(name="terms")(terms.run)
app.add_typer(measure.app, name="measure")
app.add_typer(certificates.app, name="certificates")
app.add_typer(models.app, name="models")
app.add_typer(users.app, name="users")
app.add_typer(projects.app, name="projects")
app.add_typer(keys.app, name="keys")
app.add_typer(budgets.app, name="budgets")
app.add_typer(rates.app, name="rates")
app.add_typer(providers.app, name="providers")
app.add_typer(store.app, name="store")
app.add_typer(credentials.app, name="credentials")
app.add_typer(doctor.app, name="doctor")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. An error is one plain sentence, with its cure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without the letters gets `?`
    language = _language(sys.argv[1:] if arguments is None else arguments)
    commands = typer.main.get_command(app)
    speak(commands, language)
    try:
        sys.exit(commands(arguments, prog_name="wayfare", standalone_mode=False) or 0)
    except TyperException as error:
        _show_misuse(error, language)
    except typer.Abort:
        _fail(say_click("Aborted!", language))
    except WayfareError as error:
        _fail(say_error(error, language))
    except OSError as error:
        _fail(f"{error.filename or 'wayfare'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        sys.exit(130)


def _language(arguments: Sequence[str]) -> str:
    """The language to speak where no command was understood far enough to say it."""
    wanted = None
    for one, after in pairwise([*arguments, ""]):
        if one == "--":
            break
        name, _, given = one.partition("=")
        if name == "--lang":
            wanted = given or after
    return language_or_default(wanted)


def _show_misuse(error: TyperException, language: str) -> None:
    """Show what was typed wrong, and where help is; where no command was named, the help."""
    sentence = error.format_message()
    context: typer.Context | None = getattr(error, "ctx", None)
    if context is not None and sentence == "Missing command.":
        sentence = context.get_help()  # options alone ask no more than nothing at all
    if context is not None and sentence != context.get_help():
        hint = f"Try '{context.command_path} {context.help_option_names[0]}' for help."
        typer.echo(f"{context.get_usage()}\n{say_click(hint, language)}\n", err=True)
        sentence = say_click(f"Error: {sentence}", language)
    typer.echo(sentence, err=True)
    sys.exit(error.exit_code)


def _fail(sentence: str) -> None:
    Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(sentence)
    sys.exit(1)
