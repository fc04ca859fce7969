"""A scripted Wayfare as it runs for long: watched, and with a face that lets others take over."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from loopback import serving
from wayfare.api.face import Face
from wayfare.bootstrap import Options, Wayfare, owner_key, run_wayfare
from wayfare.operation.watch import watched
from wayfare.settings.reading import load_settings
from wayfare.settings.whole import Settings
from wayfare.telemetry.exchange import Traffic
from wayfare_client import Client


@dataclass
class Operated:
    """What runs, and who asks it."""

    wayfare: Wayfare
    face: Face
    client: Client
    url: str


@asynccontextmanager
async def operated(
    environ: Mapping[str, str], settings: Settings | None = None, *, scripted: bool = True
) -> AsyncIterator[Operated]:
    """A Wayfare on a free port."""
    options, traffic = Options(scripted=scripted, environ=environ), Traffic()
    async with (
        run_wayfare(settings or load_settings(environ), options) as wayfare,
        watched(wayfare, traffic),
    ):
        await wayfare.until_listed()
        face = Face(wayfare, traffic)

        async def reload():
            return await face.reload(load_settings(environ))

        wayfare.reload = reload
        headers = {"authorization": f"Bearer {owner_key(environ)}"}
        async with (
            serving(face) as url,
            aiohttp.ClientSession(url, headers=headers) as session,
        ):
            yield Operated(wayfare, face, Client(session), url)
        await face.close()
