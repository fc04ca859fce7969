"""/api/hello: what a page must know before anybody is logged in."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from wayfare import __version__
from wayfare.api.access import cookie_of
from wayfare.api.web.body import answer
from wayfare.api.web.session import described
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import OWNER
from wayfare.settings.prices import Money
from wayfare.store.users import find_user

#: The languages that the page speaks.
LANGUAGES = ("en", "ko")


class HelloEndpoint:
    """What this installation is."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._wayfare = wayfare

    async def one(self, request: Request) -> Response:
        """Say which Wayfare this is, by which ways one comes in, and who has come in."""
        sessions, shown = self._wayfare.accounts.sessions, cookie_of(request.scope)
        found = await asyncio.to_thread(sessions.find, shown) if shown else None
        session = None if found is None else described(found.user, found.role, found)
        owner = await asyncio.to_thread(find_user, self._wayfare.database, OWNER)
        return answer(
            {
                "version": __version__,
                "needs_setup": owner is None or not owner.has_password,
                "oidc": self._wayfare.entrance is not None,
                "languages": LANGUAGES,
                "is_one_assistant": self._wayfare.settings.page.one_assistant,
                "money": _rates(self._wayfare.settings.money),
                "session": session,
            }
        )


def _rates(money: Money) -> dict[str, Any]:
    """In whose money amounts may be shown. The date is that of all rates, None where none is."""
    return {
        "currency": money.currency,
        "per_dollar": money.per_dollar,
        "as_of": money.as_of or None,
    }
