"""/api/providers: who can be asked here, and whose key is where."""

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import answer
from wayfare.bootstrap import Wayfare
from wayfare.bootstrap.looking import list_providers


class ProvidersEndpoint:
    """The providers that there are."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._wayfare = wayfare

    async def list(self, _: Request) -> Response:
        """The usual providers and those of the settings, and whether they have a key."""
        return answer({"data": await list_providers(self._wayfare)})
