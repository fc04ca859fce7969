"""/v1/responses/{id}: read an answer again, see what it was asked, delete it."""

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.stored import StoredResponse
from wayfare.gateway.parts import Parts


class ResponsesEndpoint:
    """The answers that are kept for a user."""

    def __init__(self, parts: Parts) -> None:
        self._responses = parts.responses

    async def one(self, request: Request) -> Response:
        """GET: the whole answer, as it was given."""
        if request.query_params.get("stream") == "true":
            raise BadRequestError(
                "A kept answer is not streamed again.", cure="Leave `stream` out.", param="stream"
            )
        return Response((await self._find(request)).body, media_type="application/json")

    async def input_items(self, request: Request) -> Response:
        """GET: what it was asked, the newest item first unless `order` says asc."""
        stored = await self._find(request)
        items = msgspec.json.decode(stored.input, type=list[msgspec.Raw])
        if request.query_params.get("order", "desc") != "asc":
            items.reverse()
        shown = {"object": "list", "data": items, "has_more": False}
        return Response(msgspec.json.encode(shown), media_type="application/json")

    async def delete(self, request: Request) -> Response:
        """DELETE: the answer, with its texts."""
        response_id: str = request.path_params["response_id"]
        caller: Caller = request.scope["caller"]
        if not await asyncio.to_thread(self._responses.delete, response_id, caller.user):
            raise _not_there(response_id)
        shown = {"id": response_id, "object": "response", "deleted": True}
        return Response(msgspec.json.encode(shown), media_type="application/json")

    async def _find(self, request: Request) -> StoredResponse:
        response_id: str = request.path_params["response_id"]
        caller: Caller = request.scope["caller"]
        stored = await asyncio.to_thread(self._responses.find, response_id, caller.user)
        if stored is None:
            raise _not_there(response_id)
        return stored


def _not_there(response_id: str) -> NotFoundError:
    return NotFoundError(
        f"There is no response {response_id!r} of yours.",
        cure="Only those asked for without `store: false` are kept.",
        param="response_id",
    )
