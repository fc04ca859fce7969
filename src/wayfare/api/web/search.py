"""/api/search: find what was said in one's conversations."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import answer
from wayfare.domain.key import Caller
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.chats.search import search

#: So many are shown.
MANY = 50


class SearchEndpoint:
    """The search over one's own conversations."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def find(self, request: Request) -> Response:
        """Find messages and titles that hold all words of `q`, the newest first."""
        caller: Caller = request.scope["caller"]
        query = request.query_params.get("q", "")
        return answer({"data": await asyncio.to_thread(search, self._chats, caller, query, MANY)})
