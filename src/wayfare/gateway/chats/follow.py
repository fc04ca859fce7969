"""Follow a run from any point on, whichever process has it, until it is over.

The id of an event is one more than the letters of the text that are known after it, so that whoever
comes back with it misses nothing and hears nothing twice. A letter is a Unicode code point.
"""

import asyncio
from collections.abc import AsyncGenerator

import msgspec

from wayfare.domain.run import Run, event_id
from wayfare.gateway.chats.live import Live
from wayfare.gateway.chats.parts import Chats
from wayfare.store.runs import KeptRun, Progress, read_progress

#: How often a run of another process is looked at, and a sign of life is given.
LOOK_S, SILENCE_S = 0.25, 15.0


class Delta(msgspec.Struct, frozen=True):
    """More of the text."""

    id: int
    text: str


class Began(msgspec.Struct, frozen=True):
    """Somebody answers."""

    id: int
    run: Run


class Over(msgspec.Struct, frozen=True):
    """The run is over; nothing comes after."""

    id: int
    kept: KeptRun


class Quiet(msgspec.Struct, frozen=True):
    """Nothing was said for a while."""


Event = Delta | Began | Over | Quiet


async def follow(chats: Chats, run_id: str, after: int) -> AsyncGenerator[Event]:
    """All that comes of a run after an event, to its end. 0: from the beginning."""
    live = chats.running.find(run_id)
    looks = _looks_afar(chats, run_id, after) if live is None else _looks_here(live, after)
    has_begun = False
    async for found in looks:
        if found is None:
            yield Quiet()
            continue
        run, text = found.kept.run, found.text
        if run.arm is not None and not has_begun:
            has_begun = True
            yield Began(max(1, after), run)
        if text:
            after = max(1, after) + len(text)
            yield Delta(after, text)
        if run.is_over:
            yield Over(max(1, after), found.kept)
            return


async def _looks_here(live: Live, after: int) -> AsyncGenerator[Progress | None]:
    """A run of this process: whenever something changes. None: nothing did for long."""
    letters = max(0, after - 1)
    while True:
        text = live.after(letters)
        letters += len(text)
        yield Progress(live.kept, text)
        if live.is_over:
            return
        while not await live.changes(SILENCE_S):
            yield None


async def _looks_afar(chats: Chats, run_id: str, after: int) -> AsyncGenerator[Progress | None]:
    """A run of another process, or one that is over: what the database has of it."""
    clock = chats.parts().clock
    told = clock.tick()
    seen: Run | None = None
    while True:
        found = await asyncio.to_thread(read_progress, chats.database, run_id, after)
        if found is None:
            return  # it was deleted
        if found.text or seen is None or _has_changed(seen, found.kept.run):
            after = event_id(max(0, after - 1) + len(found.text))
            seen, told = found.kept.run, clock.tick()
            yield found
            if seen.is_over:
                return
        elif clock.tick() - told >= SILENCE_S:
            told = clock.tick()
            yield None
        await asyncio.sleep(LOOK_S)


def _has_changed(seen: Run, found: Run) -> bool:
    return (seen.status, seen.arm) != (found.status, found.arm)
