"""/api/hello: what a page must know before anybody is logged in."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from wayfare import __version__
from wayfare.api.web.body import answer
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import OWNER
from wayfare.store.users import find_user

#: The languages that the page speaks.
LANGUAGES = ("en", "ko")


class HelloEndpoint:
    """What this installation is."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._wayfare = wayfare

    async def one(self, _: Request) -> Response:
        """Say which Wayfare this is, and by which ways one comes in."""
        owner = await asyncio.to_thread(find_user, self._wayfare.database, OWNER)
        return answer(
            {
                "version": __version__,
                "needs_setup": owner is None or not owner.has_password,
                "oidc": self._wayfare.entrance is not None,
                "languages": LANGUAGES,
                "is_one_assistant": False,
            }
        )
