"""What every command is given: its language, its settings, where to print."""

import sys
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import msgspec
from rich.console import Console

from wayfare.cli.texts import Texts
from wayfare.settings.reading import load_settings
from wayfare.settings.whole import Settings


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True)


def _notes() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class State:
    """`console` prints answers to standard output, `notes` everything else to standard error."""

    language: str
    as_json: bool = False
    console: Console = field(default_factory=_console)
    notes: Console = field(default_factory=_notes)

    @cached_property
    def texts(self) -> Texts:
        """The sentences to say."""
        return Texts(self.language)

    @cached_property
    def settings(self) -> Settings:
        """The settings, read once, when a command needs them."""
        return load_settings()

    def with_choices(self, language: str | None, *, as_json: bool) -> "State":
        """The same, with what was chosen later; the last choice of a language wins."""
        return replace(self, language=language or self.language, as_json=self.as_json or as_json)

    def print_json(self, value: Any) -> None:
        """Print one JSON value on one line, at once: a program may wait for it."""
        sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
        sys.stdout.flush()
