"""Forget texts that are older than their project keeps them, a little at a time.

Knows time and days. Knows nothing of where texts lie.
"""

import asyncio
from collections.abc import Mapping
from typing import Protocol

from wayfare.domain.budget import DAY_S
from wayfare.gateway.clock import Clock

#: Between two batches, so that the records of new requests never wait long.
PAUSE_S = 0.05

Place = tuple[float, str]


class Texts(Protocol):
    """Where texts lie. Every method waits for the disk."""

    def kept_days(self, usual: int) -> Mapping[str, int]:
        """For how many days each project keeps them; the others keep them for ever."""
        ...

    def forget(self, project: str, *, after: Place, before: float) -> Place | None:
        """Forget some of those from before a time. Returns where to go on, if not all are."""
        ...

    def forget_kept(self, project: str, *, before: float) -> int:
        """Delete what clients had kept before a time."""
        ...


class Forgetting:
    """Forgets round by round. Knows how far it came, so nothing is looked at twice."""

    def __init__(self, texts: Texts, clock: Clock, beginning: Place) -> None:
        self._texts = texts
        self._clock = clock
        self._beginning = beginning
        self._reached: dict[str, Place] = {}

    async def run(self, usual_days: int) -> None:
        """Forget all that is due. `usual_days` holds where a project says nothing; 0: never.

        Raises:
            StoreError: the database cannot be written just now; the next round goes on.
        """
        for project, days in (await asyncio.to_thread(self._texts.kept_days, usual_days)).items():
            await self._forget(project, self._clock.now() - days * DAY_S)

    async def _forget(self, project: str, before: float) -> None:
        await asyncio.to_thread(self._texts.forget_kept, project, before=before)
        while True:
            after = self._reached.get(project, self._beginning)
            place = await asyncio.to_thread(self._texts.forget, project, after=after, before=before)
            if place is None:
                self._reached[project] = max(after, (before, ""))
                return
            self._reached[project] = place
            await asyncio.sleep(PAUSE_S)
