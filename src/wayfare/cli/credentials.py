"""`wayfare credentials`: keep providers' keys encrypted, list and remove them.

A key is typed unseen, or read from standard input: never an argument, which others on the
machine could see.
"""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Annotated

import typer

from wayfare.bootstrap import open_store
from wayfare.bootstrap.store import open_credentials
from wayfare.cli.boards import print_board
from wayfare.cli.command import command, group
from wayfare.cli.days import day_of
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.accounts.audit import at_the_terminal
from wayfare.gateway.accounts.credentials import KEY_LENGTH_MAX, Credentials

app = group("Keep the keys of providers, encrypted.")

_Provider = Annotated[str, typer.Argument(help="The provider's name.")]


@app.command(name="set")
@command
def set_(state: State, provider: _Provider) -> None:
    """Keep a provider's key: typed unseen, or from standard input."""
    key = _read_key(state)
    with _credentials(state) as credentials:
        kept = credentials.set(at_the_terminal(), provider, key)
    if state.as_json:
        state.print_json(kept)
        return
    state.console.print(state.texts("credential_set", provider=provider), markup=False)


@app.command(name="list")
@command
def list_(state: State) -> None:
    """List the keys that are kept. What they are is not shown."""
    with _credentials(state) as credentials:
        kept = credentials.list()
    if state.as_json:
        state.print_json(kept)
        return
    if not kept:
        state.console.print(state.texts("no_credentials"))
        return
    headings = [state.texts(name) for name in ("provider", "fingerprint", "made", "by")]
    cells = [
        [
            each.provider,
            each.fingerprint or state.texts("does_not_open"),
            day_of(each.created_at),
            plain(each.created_by),
        ]
        for each in kept
    ]
    print_board(state.console, headings, cells)


@app.command()
@command
def remove(state: State, provider: _Provider) -> None:
    """Keep a provider's key no longer."""
    with _credentials(state) as credentials:
        credentials.remove(at_the_terminal(), provider)
    if state.as_json:
        state.print_json({"provider": provider, "removed": True})
        return
    state.console.print(state.texts("credential_removed", provider=provider), markup=False)


@app.command()
@command
def rotate(state: State) -> None:
    """Encrypt every key anew, with a new key of the vault."""
    with _credentials(state) as credentials:
        count = credentials.rotate(at_the_terminal())
    if state.as_json:
        state.print_json({"rotated": count})
        return
    state.console.print(state.texts("credentials_rotated", count=count))


@contextmanager
def _credentials(state: State) -> Iterator[Credentials]:
    with closing(open_store(state.settings, os.environ)) as database:
        yield open_credentials(database, state.settings, os.environ)


def _read_key(state: State) -> str:
    if sys.stdin.isatty():
        # asks once nothing is shown any more: what is pasted at once stays unseen too
        return getpass.getpass(state.texts("type_key") + ": ", sys.stderr)
    try:
        return sys.stdin.read(2 * KEY_LENGTH_MAX)
    except UnicodeDecodeError as error:
        raise BadRequestError(state.texts("key_not_text")) from error
