"""Fetch the weights of local models, and offer each model as soon as it is here."""

import asyncio

from wayfare.bootstrap.wayfare import Wayfare
from wayfare.providers.local.provider import LocalProvider, Stage


def fetch_weights(wayfare: Wayfare) -> None:
    """Begin to fetch the weights that are missing, where they are to be fetched."""
    local = wayfare.local
    if local is not None and wayfare.settings.local.download and wayfare.options.fetch:
        wayfare.fetching = asyncio.create_task(_fetch_weights(wayfare, local))


async def _fetch_weights(wayfare: Wayfare, local: LocalProvider) -> None:
    """Fetch weights that are missing, and offer each model as soon as it is here."""
    progress = wayfare.options.progress
    task = asyncio.create_task(local.prepare(progress) if progress else local.prepare())
    try:
        offered: set[str] = set()
        while not task.done():
            await asyncio.wait([task], timeout=0.25)
            ready = {n for n, state in local.states().items() if state.stage is Stage.READY}
            if ready != offered:
                offered = ready
                await wayfare.parts.catalog.refresh()
    finally:
        task.cancel()
