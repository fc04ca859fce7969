"""/api/shares and /api/shared: links to conversations, and what they show to whoever has one."""

import asyncio
from typing import Annotated, Any

from msgspec import Meta
from msgspec.structs import asdict
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, nothing, read
from wayfare.domain.key import Caller
from wayfare.domain.share import Share
from wayfare.gateway.chats import share
from wayfare.gateway.chats.parts import Chats

#: Ten years; for longer there is null.
_SECONDS_MAX = 315_360_000


class NewShare(Body, frozen=True):
    """For how many seconds a link opens; null: until it is revoked."""

    expires_in_s: Annotated[int, Meta(ge=1, le=_SECONDS_MAX)] | None = None


class SharesEndpoint:
    """Links to one's own conversations."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def add(self, request: Request) -> Response:
        """Make a link to the branch that is shown now. Its token is told this once."""
        caller, body = _caller(request), await read(request, NewShare)
        its = request.path_params["conversation_id"]
        made, token = await asyncio.to_thread(
            share.share, self._chats, caller, its, body.expires_in_s
        )
        return answer({**_plain(made), "token": token, "url": f"/shared/{token}"}, 201)

    async def list(self, request: Request) -> Response:
        """List one's links that were not revoked."""
        found = await asyncio.to_thread(share.list_shares, self._chats, _caller(request))
        return answer({"data": [_plain(each) for each in found]})

    async def revoke(self, request: Request) -> Response:
        """Let a link open nothing any more."""
        its = request.path_params["share_id"]
        await asyncio.to_thread(share.revoke, self._chats, _caller(request), its)
        return nothing()

    async def read(self, request: Request) -> Response:
        """Show what a link shows, to whoever has it."""
        token = request.path_params["token"]
        its, shown = await asyncio.to_thread(share.read_shared, self._chats, token)
        return answer({"title": its.title, "created_at": its.created_at, "messages": shown})


def _caller(request: Request) -> Caller:
    caller: Caller = request.scope["caller"]
    return caller


def _plain(made: Share) -> dict[str, Any]:
    return {n: v for n, v in asdict(made).items() if n not in ("user", "revoked_at")}
