"""What conversations of the page work with. Built in one place, `bootstrap/`."""

from collections.abc import Callable
from dataclasses import dataclass

from wayfare.gateway.chats.running import Running
from wayfare.gateway.parts import Parts
from wayfare.store.database import Database


@dataclass(frozen=True, slots=True)
class Chats:
    """`parts` gives those in force: settings may be read anew. `running` is what runs here."""

    database: Database
    parts: Callable[[], Parts]
    running: Running
