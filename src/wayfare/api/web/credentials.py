"""/api/credentials: keep providers' keys, list and remove them. None is ever sent back."""

import asyncio
from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, nothing, read
from wayfare.bootstrap import Wayfare
from wayfare.bootstrap.looking import look_at
from wayfare.gateway.accounts.audit import actor_of
from wayfare.gateway.accounts.credentials import KEY_LENGTH_MAX, check_key
from wayfare.providers.checkup import FINE


class Given(Body, frozen=True):
    """A provider's key."""

    key: Annotated[str, Meta(min_length=1, max_length=KEY_LENGTH_MAX)]


class Tried(Body, frozen=True):
    """A provider's key that is not kept yet; without one, the key that it has is tried."""

    key: Annotated[str, Meta(min_length=1, max_length=KEY_LENGTH_MAX)] | None = None


class CredentialsEndpoint:
    """The providers' keys that are kept."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._wayfare = wayfare

    async def list(self, _: Request) -> Response:
        """Whose keys are kept, since when and by whom, with a fingerprint each."""
        return answer({"data": await asyncio.to_thread(self._wayfare.credentials.list)})

    async def put(self, request: Request) -> Response:
        """Keep a provider's key, and use it from now on."""
        given = await read(request, Given)
        actor = actor_of(request.scope["caller"])
        provider = request.path_params["provider"]
        kept = await asyncio.to_thread(self._wayfare.credentials.set, actor, provider, given.key)
        await self._wayfare.supply_keys()
        return answer(kept)

    async def test(self, request: Request) -> Response:
        """Have a provider list its models, which is free, to see whether it takes the key."""
        tried = await read(request, Tried)
        if tried.key is not None:
            check_key(tried.key)
        found = await look_at(self._wayfare, request.path_params["provider"], tried.key)
        return answer(
            {
                "provider": found.name,
                "finding": found.finding,
                "is_fine": found.finding in FINE,
                "models": found.models,
                "said": found.said,
                "status": found.status,
            }
        )

    async def delete(self, request: Request) -> Response:
        """Keep a provider's key no longer, and do not use it from now on."""
        actor = actor_of(request.scope["caller"])
        provider = request.path_params["provider"]
        await asyncio.to_thread(self._wayfare.credentials.remove, actor, provider)
        await self._wayfare.supply_keys()
        return nothing()
