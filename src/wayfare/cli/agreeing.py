"""Ask whether to go on, where going on costs money."""

import sys

import typer

from wayfare.cli.state import State
from wayfare.domain.errors import SettingsError


def agrees(state: State) -> bool:
    """Whether whoever sits here agrees.

    Raises:
        SettingsError: nobody sits here.
    """
    if not sys.stdin.isatty():
        raise SettingsError(state.texts("ask_first"), cure=state.texts("ask_first_cure"))
    return typer.confirm(state.texts("shall_ask"), err=True)
