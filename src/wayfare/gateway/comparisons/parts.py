"""What comparisons on people's own questions work with, and those that this process has."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from wayfare.gateway.chats.parts import Chats
from wayfare.settings.whole import Settings


@dataclass(slots=True)
class Comparisons:
    """`settings` gives those in force. `tasks` are the comparisons that run here, by id."""

    chats: Chats
    settings: Callable[[], Settings]
    tasks: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)

    async def close(self) -> None:
        """End all that run here; each keeps what it found."""
        for task in self.tasks.values():
            task.cancel()
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)
