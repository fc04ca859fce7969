"""/api/switches: which models are off for whom, and what each costs by whose word."""

from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, read
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import Role
from wayfare.gateway.accounts.manage_switches import list_switched, see_switched, switch_model


class NewSwitches(Body, frozen=True):
    """For whom a model shall be off; for all others it is on."""

    off_for: Annotated[list[Role], Meta(max_length=len(Role))]


class SwitchesEndpoint:
    """The models, and for whom they are on."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._accounts = wayfare.accounts
        self._catalog = wayfare.parts.catalog
        self._switches = wayfare.parts.switches

    async def list(self, _: Request) -> Response:
        """List every model, also those that are off for whoever looks."""
        return answer({"data": await list_switched(self._catalog, self._switches)})

    async def one(self, request: Request) -> Response:
        """Show one model."""
        model = request.path_params["model"]
        return answer(await see_switched(self._catalog, self._switches, model))

    async def put(self, request: Request) -> Response:
        """Switch a model off for some roles, and on for all others."""
        body, model = await read(request, NewSwitches), request.path_params["model"]
        about = (self._accounts, self._catalog, self._switches, request.scope["caller"])
        return answer(await switch_model(*about, model, set(body.off_for)))
