"""/api/preferences and /api/runs/{id}/preference: who shall always answer which topic."""

import asyncio
from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, nothing, read
from wayfare.domain.key import Caller
from wayfare.gateway.chats import prefer
from wayfare.gateway.chats.parts import Chats


class PreferenceBody(Body, frozen=True):
    """The arm that shall answer, by its name."""

    arm: Annotated[str, Meta(min_length=1, max_length=200)]


class PreferencesEndpoint:
    """What somebody said of topics."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def list(self, request: Request) -> Response:
        """List one's own, with those that bind nothing any more."""
        found = await asyncio.to_thread(prefer.list_preferences, self._chats, _caller(request))
        return answer({"data": found})

    async def one(self, request: Request) -> Response:
        """Show the topic of an answer, and what was said of it."""
        run_id = request.path_params["run_id"]
        return answer(await prefer.see_preference(self._chats, _caller(request), run_id))

    async def put(self, request: Request) -> Response:
        """Have an arm answer the topic of an answer from now on."""
        caller, run_id = _caller(request), request.path_params["run_id"]
        arm = (await read(request, PreferenceBody)).arm
        return answer(await prefer.prefer(self._chats, caller, run_id, arm))

    async def delete(self, request: Request) -> Response:
        """Leave a topic to `auto` again."""
        its = request.path_params["preference_id"]
        await asyncio.to_thread(prefer.take_back, self._chats, _caller(request), its)
        return nothing()


def _caller(request: Request) -> Caller:
    caller: Caller = request.scope["caller"]
    return caller
