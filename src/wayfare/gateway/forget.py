"""Forget texts that are older than their project keeps them, a little at a time.

Knows time and days. Knows nothing of where texts lie.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from wayfare.domain.budget import DAY_S
from wayfare.gateway.clock import Clock

#: Between two batches, so that the records of new requests never wait long.
PAUSE_S = 0.05

#: A file that was uploaded on the page waits so long for its question.
UNSENT_S = DAY_S

Place = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What one round deleted: what was kept for its time, and files that nobody sent."""

    kept: int
    unsent: int


class Texts(Protocol):
    """Where texts lie. Every method waits for the disk."""

    def kept_days(self, usual: int) -> Mapping[str, int]:
        """For how many days each project keeps them; the others keep them for ever."""
        ...

    def forget(self, project: str, *, after: Place, before: float) -> Place | None:
        """Forget some of those from before a time. Returns where to go on, if not all are."""
        ...

    def forget_kept(self, project: str, *, before: float) -> int:
        """Delete what clients had kept before a time. Returns how many."""
        ...

    def forget_unsent(self, *, after: float, before: float) -> int:
        """Delete files uploaded within a time that are in no message. Returns how many."""
        ...


class Forgetting:
    """Forgets round by round. Knows how far it came, so nothing is looked at twice."""

    def __init__(self, texts: Texts, clock: Clock, beginning: Place) -> None:
        self._texts = texts
        self._clock = clock
        self._beginning = beginning
        self._reached: dict[str, Place] = {}
        self._unsent_reached = 0.0

    async def run(self, usual_days: int) -> Forgotten:
        """Forget all that is due. `usual_days` holds where a project says nothing; 0: never.

        Files that nobody sent go after a day, whatever is said of texts.

        Raises:
            StoreError: the database cannot be written just now; the next round goes on.
        """
        now, kept = self._clock.now(), 0
        for project, days in (await asyncio.to_thread(self._texts.kept_days, usual_days)).items():
            kept += await self._forget(project, now - days * DAY_S)
        return Forgotten(kept, await self._forget_unsent(now - UNSENT_S))

    async def _forget_unsent(self, before: float) -> int:
        forget, after = self._texts.forget_unsent, self._unsent_reached
        count = await asyncio.to_thread(forget, after=after, before=before)
        self._unsent_reached = max(after, before)
        return count

    async def _forget(self, project: str, before: float) -> int:
        kept = await asyncio.to_thread(self._texts.forget_kept, project, before=before)
        while True:
            after = self._reached.get(project, self._beginning)
            place = await asyncio.to_thread(self._texts.forget, project, after=after, before=before)
            if place is None:
                self._reached[project] = max(after, (before, ""))
                return kept
            self._reached[project] = place
            await asyncio.sleep(PAUSE_S)
