"""GET /v1/topics: what is asked about, and who answers it best."""

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from wayfare.domain.budget import DAY_S
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.see_topics import see_topics
from wayfare.store.database import Database

DAYS, DAYS_MAX = 30, 3_660


class TopicsEndpoint:
    """What is asked about."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list(self, request: Request) -> Response:
        """List the topics of the last days, the most frequent first."""
        since = self._clock.now() - _days(request.query_params.get("days")) * DAY_S
        found = await asyncio.to_thread(see_topics, self._database, since)
        body = {"object": "list", "data": found}
        return Response(msgspec.json.encode(body), media_type="application/json")


def _days(text: str | None) -> int:
    if text is None:
        return DAYS
    if text.isascii() and text.isdecimal() and 1 <= len(text) <= 4 and 1 <= int(text) <= DAYS_MAX:
        return int(text)
    raise BadRequestError(f"`days` is no number from 1 to {DAYS_MAX}.", param="days")
