"""GET /readyz, GET /metrics and POST /api/reload: for those who run Wayfare."""

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from wayfare.bootstrap import Wayfare
from wayfare.domain.audit import Action
from wayfare.domain.errors import (
    BadRequestError,
    NotFoundError,
    SettingsError,
)
from wayfare.gateway.accounts.audit import actor_of, entry_of
from wayfare.store.audit import add_entry


class OperationEndpoint:
    """Whether it can serve, what it did, and other settings for it."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._wayfare = wayfare

    async def ready(self, _: Request) -> Response:
        """Say whether requests should be sent here; 503 and why, where not."""
        why_not = reasons_not_ready(self._wayfare)
        body = {"status": "not_ready" if why_not else "ready", "reasons": why_not}
        return _json(body, 503 if why_not else 200)

    async def metrics(self, _: Request) -> Response:
        """Tell the figures, as Prometheus reads them."""
        tell, watch = self._wayfare.tell_metrics, self._wayfare.watch
        if tell is None or watch is None:
            raise NotFoundError(
                "Nothing is counted here.", cure="`metrics.enabled` in the settings turns it on."
            )
        await asyncio.to_thread(watch.settle)
        return Response(await asyncio.to_thread(tell), media_type="text/plain; version=0.0.4")

    async def reload(self, request: Request) -> Response:
        """Read the settings anew; answers under way go on as they began."""
        if self._wayfare.reload is None:
            raise NotFoundError("This Wayfare does not read its settings anew.")
        try:
            reloaded = await self._wayfare.reload()
        except SettingsError as error:
            raise BadRequestError(error.message, cure=f"{error.cure} The old ones stay.") from error
        changed = ", ".join(reloaded.changed)
        actor, clock = actor_of(request.scope["caller"]), self._wayfare.accounts.clock
        entry = entry_of(clock, actor, Action.SETTINGS_RELOAD, "settings", changed=changed)
        await asyncio.to_thread(add_entry, self._wayfare.database, entry)
        return _json({"changed": reloaded.changed, "needs_restart": reloaded.needs_restart})


def reasons_not_ready(wayfare: Wayfare) -> list[str]:
    """Why no request should be sent here now. Nothing in it is a secret."""
    reasons = {
        "draining": wayfare.is_draining,
        "store_not_writable": wayfare.writer is not None and wayfare.writer.trouble is not None,
        "no_model": not wayfare.parts.catalog.arms,
    }
    return [name for name, holds in reasons.items() if holds]


def _json(value: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
