"""Ask several arms at once, and hold their answers back until all are whole.

Knows nothing of what they say. Who leaves closes all of them.
"""

import asyncio
from collections.abc import Sequence

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.decision import Decision
from wayfare.gateway.asking import Envelope
from wayfare.gateway.begin import NOT_BEGUN
from wayfare.gateway.course import Course
from wayfare.gateway.hold import Held, hold
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.routing.quote import quote
from wayfare.wire.wire import Body


async def ask_beside(
    parts: Parts,
    decision: Decision,
    steps: Sequence[Arm],
    body: Body,
    journal: Journal,
    envelope: Envelope,
) -> list[Held | None]:
    """The whole answer of each; None for one that gives none. Nobody is asked twice."""

    async def ask(step: Arm) -> Held | None:
        offer = quote(step, journal.context)
        alone = msgspec.structs.replace(decision, offers=(offer,))
        tried = Course(parts, alone, body, journal, envelope).next_try()
        if tried is None:
            return None
        try:
            return await hold(await tried.begin())
        except NOT_BEGUN:
            return None

    asked = [asyncio.create_task(ask(step)) for step in steps]
    try:
        return await asyncio.gather(*asked)
    except BaseException:  # the client left, or a fault of Wayfare's own
        for task in asked:
            task.cancel()
        await asyncio.wait(asked)
        raise
