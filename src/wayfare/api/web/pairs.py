"""/api/pairs: answers that wait for a person to say which is better, and the votes on them."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, read
from wayfare.domain.battle import Side
from wayfare.domain.key import Caller
from wayfare.gateway.certify.vote import pairs_for, vote
from wayfare.gateway.clock import Clock
from wayfare.store.database import Database

#: So many are shown at once.
MANY = 20


class VoteBody(Body, frozen=True, kw_only=True):
    """A vote, as it is sent."""

    said: Side


class PairsEndpoint:
    """Pairs that wait for a vote. `owner` speaks of answers that were given in the shadow."""

    def __init__(self, database: Database, clock: Clock, owner: Caller) -> None:
        self._database, self._clock, self._owner = database, clock, owner

    async def list(self, request: Request) -> Response:
        """List those of one's own questions, to admins all, the oldest first; not whose."""
        caller: Caller = request.scope["caller"]
        found = await asyncio.to_thread(pairs_for, self._database, self._clock, caller, MANY)
        return answer({"data": found})

    async def vote(self, request: Request) -> Response:
        """Say which is better, and learn whose answers they are and what they cost."""
        caller: Caller = request.scope["caller"]
        said, pair_id = (await read(request, VoteBody)).said, request.path_params["pair_id"]
        revealed = await vote(self._database, self._clock, self._owner, caller, pair_id, said)
        return answer(revealed)
