"""/api/store: how the tables stand, and what the migrations to come would change."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, read
from wayfare.bootstrap import Wayfare
from wayfare.domain.errors import ConflictError
from wayfare.settings.reading import home_folder
from wayfare.store.migrated import see_tables
from wayfare.store.rehearsal import rehearse


class MigrationBody(Body, frozen=True):
    """What to do: only `"dry_run": true` is done while Wayfare runs."""

    dry_run: bool


class StoreEndpoint:
    """The database of this Wayfare."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._wayfare = wayfare
        self._trying = asyncio.Lock()

    async def one(self, _: Request) -> Response:
        """Say at which revision the tables are, and which migrations are still to come."""
        return answer(await asyncio.to_thread(see_tables, self._wayfare.database))

    async def migrate(self, request: Request) -> Response:
        """Try on a copy what the migrations to come would change."""
        body = await read(request, MigrationBody)
        if not body.dry_run:
            raise ConflictError(
                "A Wayfare that runs does not change its own tables: it does so when it starts.",
                cure="Restart it, or stop it and run: wayfare store migrate",
                param="dry_run",
            )
        if self._trying.locked():
            raise ConflictError("A dry run is under way.", cure="Wait for its end.")
        async with self._trying:
            wayfare = self._wayfare
            home, tick = home_folder(wayfare.options.environ), wayfare.parts.clock.tick
            tried = asyncio.to_thread(rehearse, wayfare.database, home, tick)
            return answer(await asyncio.shield(tried))
