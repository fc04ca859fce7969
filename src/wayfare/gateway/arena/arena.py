"""What the arena works with. Built in one place, `api/endpoints.py`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.fares.kept import Kept

if TYPE_CHECKING:
    from wayfare.gateway.arena.boards import Boards


@dataclass(frozen=True, slots=True)
class Arena:
    """The conversations that battles are, and the boards as they were a moment ago."""

    chats: Chats
    kept: "Kept[Boards]"

    async def boards(self) -> "Boards":
        """All boards, by the votes of now or of a moment ago.

        Raises:
            StoreError: the database cannot be read.
        """

        def read() -> "Boards":
            # numbers are large
            from wayfare.gateway.arena.boards import read_boards  # noqa: PLC0415

            return read_boards(self.chats.database)

        return await self.kept.get("boards", read)


def arena_of(chats: Chats) -> Arena:
    """The arena beside some conversations."""
    return Arena(chats, Kept(chats.parts().clock.tick))
