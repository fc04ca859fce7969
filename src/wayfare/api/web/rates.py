"""/api/rates: how many requests and tokens keys, projects and users have in any minute."""

from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, choice, nothing, read
from wayfare.domain.budget import RATE_MAX, Rate, Scope
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.limits import manage_rates
from wayfare.gateway.limits.limits import Ledgered

_Limit = Annotated[int, Meta(ge=1, le=RATE_MAX)]


class NewRate(Body, frozen=True):
    """Requests and tokens in any minute, one or both. Null: not limited."""

    requests_per_minute: _Limit | None = None
    tokens_per_minute: _Limit | None = None


class RatesEndpoint:
    """The rates of this installation."""

    def __init__(self, accounts: Accounts, limits: Ledgered) -> None:
        self._accounts = accounts
        self._limits = limits

    async def list(self, request: Request) -> Response:
        """List the rates that bind one, to admins all."""
        caller = request.scope["caller"]
        found = await manage_rates.list_rates(self._accounts, self._limits, caller)
        return answer({"rates": found})

    async def one(self, request: Request) -> Response:
        """Show one rate that binds one, to admins any."""
        caller, which = request.scope["caller"], _which(request)
        return answer(await manage_rates.see_rate(self._accounts, self._limits, caller, *which))

    async def put(self, request: Request) -> Response:
        """Set a rate, in place of the one before."""
        caller, which = request.scope["caller"], _which(request)
        body = await read(request, NewRate)
        rate = Rate(*which, body.requests_per_minute, body.tokens_per_minute)
        return answer(await manage_rates.set_rate(self._accounts, self._limits, caller, rate))

    async def delete(self, request: Request) -> Response:
        """Remove a rate."""
        caller, which = request.scope["caller"], _which(request)
        await manage_rates.remove_rate(self._accounts, self._limits, caller, *which)
        return nothing()


def _which(request: Request) -> tuple[Scope, str]:
    return choice(Scope, request.path_params["scope"], "scope"), request.path_params["name"]
