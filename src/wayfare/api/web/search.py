"""/api/search: find what was said in one's conversations."""

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import answer
from wayfare.api.web.turns import Turns
from wayfare.domain.key import Caller
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.chats.search import search

#: So many are shown.
MANY = 50
#: So many users search at once: long texts take a while.
AT_ONCE = 2


class SearchEndpoint:
    """The search over one's own conversations."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._turns = Turns(AT_ONCE)

    async def find(self, request: Request) -> Response:
        """Find messages and titles that hold all words of `q`, the newest first."""
        caller: Caller = request.scope["caller"]
        query = request.query_params.get("q", "")
        found = await self._turns.take(caller.user, search, self._chats, caller, query, MANY)
        return answer({"data": found})
