"""/api/fare: what a question would cost, while it is still being written."""

from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, read
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.chats.fare import foresee_fare
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.limits.limits import Ledgered


class FareBody(Body, frozen=True):
    """A question as far as it is written."""

    text: str
    model: Annotated[str, Meta(min_length=1, max_length=200)] = "auto"
    conversation: Annotated[str, Meta(min_length=1, max_length=128)] | None = None


class FareEndpoint:
    """Fares before anything is sent."""

    def __init__(self, chats: Chats, accounts: Accounts, limits: Ledgered) -> None:
        self._chats, self._accounts, self._limits = chats, accounts, limits

    async def foresee(self, request: Request) -> Response:
        """Say what it would cost, from and to, and how that stands to what may be spent."""
        caller: Caller = request.scope["caller"]
        body = await read(request, FareBody)
        found = await foresee_fare(
            self._chats,
            self._accounts,
            self._limits,
            caller,
            body.text,
            body.model,
            body.conversation,
        )
        return answer(found)
