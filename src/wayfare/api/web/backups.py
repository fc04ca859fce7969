"""/api/backups: make backups, list them, and give one away to an owner."""

import asyncio

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from wayfare.api.web.body import answer
from wayfare.bootstrap import Wayfare
from wayfare.bootstrap.store import store_url
from wayfare.domain.case import Case
from wayfare.domain.errors import ConflictError
from wayfare.gateway.accounts.audit import actor_of
from wayfare.gateway.upkeep.backups import Shelf, list_backups, make_backup, take_backup
from wayfare.settings.reading import home_folder

#: What a browser keeps and does not show.
MEDIA = "application/octet-stream"


class BackupsEndpoint:
    """The files that this store can be restored from."""

    def __init__(self, wayfare: Wayfare) -> None:
        environ = wayfare.options.environ
        self._shelf = Shelf(
            wayfare.database,
            store_url(wayfare.settings, environ),
            home_folder(environ),
            wayfare.parts.clock,
        )
        self._making = asyncio.Lock()

    async def list(self, _: Request) -> Response:
        """List them, the newest first, with those made before migrations."""
        found = await asyncio.to_thread(list_backups, self._shelf)
        return answer({"folder": str(self._shelf.folder), "data": found})

    async def add(self, request: Request) -> Response:
        """Make one now, while all goes on, and check it."""
        if self._making.locked():
            raise ConflictError(
                "A backup is being made.",
                cure="Wait until it is there.",
                case=Case.BACKUP_UNDER_WAY,
            )
        async with self._making:
            actor = actor_of(request.scope["caller"])
            # whoever asks may leave: it is made all the same
            made = asyncio.to_thread(make_backup, self._shelf, actor)
            return answer(await asyncio.shield(made), 201)

    async def one(self, request: Request) -> Response:
        """Give one away."""
        actor, name = actor_of(request.scope["caller"]), request.path_params["backup"]
        path = await asyncio.to_thread(take_backup, self._shelf, actor, name)
        return FileResponse(
            path, media_type=MEDIA, filename=name, headers={"cache-control": "no-store"}
        )
