"""What every command is given: its language, its settings, where to print."""

import sys
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec
from rich.console import Console

from wayfare.cli.texts import Texts
from wayfare.settings import Settings, load_settings


@dataclass
class State:
    """`console` prints answers to standard output, `notes` everything else to standard error."""

    texts: Texts
    as_json: bool = False
    console: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))
    notes: Console = field(
        default_factory=lambda: Console(stderr=True, highlight=False, soft_wrap=True)
    )

    @cached_property
    def settings(self) -> Settings:
        """The settings, read once, when a command needs them."""
        return load_settings()

    def print_json(self, value: Any) -> None:
        """Print one JSON value on one line."""
        sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
