"""/api/health: how this Wayfare does, for those who run it."""

import asyncio
import os

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from wayfare import __version__
from wayfare.api.operation import reasons_not_ready
from wayfare.api.web.body import answer
from wayfare.bootstrap import Wayfare
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.upkeep.health import HOURS, HOURS_MAX, Health, see_health
from wayfare.settings.reading import home_folder
from wayfare.store.migrated import Tables, see_tables


class Underway(msgspec.Struct, frozen=True):
    """What waits or runs in the process that answers. None: nobody counts it.

    `requests` are those beside this one; `records` wait for the disk, `refused` were never taken.
    """

    requests: int | None
    records: int | None
    refused: int | None


class SeenHealth(Health, frozen=True, kw_only=True):
    """And how the process that answers does. `not_ready` says why nothing should be sent to it."""

    version: str
    process: int
    workers: int
    not_ready: list[str]
    under_way: Underway
    tables: Tables


class HealthEndpoint:
    """How this Wayfare does."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._wayfare = wayfare

    async def one(self, request: Request) -> Response:
        """Providers, what is under way, room, backups: what is not known is null."""
        wayfare = self._wayfare
        hours = _hours(request.query_params.get("hours", str(HOURS)))
        home = home_folder(wayfare.options.environ)
        health = await see_health(wayfare.parts, wayfare.database, home, hours)
        return answer(
            SeenHealth(
                version=__version__,
                process=os.getpid(),
                workers=wayfare.settings.server.workers,
                not_ready=reasons_not_ready(wayfare),
                under_way=_under_way(wayfare),
                tables=await asyncio.to_thread(see_tables, wayfare.database),
                **msgspec.structs.asdict(health),
            )
        )


def _under_way(wayfare: Wayfare) -> Underway:
    traffic, writer = wayfare.traffic, wayfare.writer
    return Underway(
        requests=None if traffic is None else max(0, traffic.requests - 1),
        records=None if writer is None else writer.waiting,
        refused=None if writer is None else writer.refused,
    )


def _hours(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= HOURS_MAX:
        return int(text)
    raise BadRequestError(f"`hours` is not a whole number from 1 to {HOURS_MAX}.", param="hours")
