"""/api/session: who is logged in; log in, log out."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.access import check_origin, cookie_of, session_cookie
from wayfare.api.web.body import Body, Name, Password, answer, nothing, read
from wayfare.domain.account import Role
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.log_in import log_in
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.accounts.sessions import Session


class Login(Body, frozen=True):
    """Who logs in."""

    name: Name
    password: Password


class SessionEndpoint:
    """The session of whoever asks."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def one(self, request: Request) -> Response:
        """Say who is logged in, and what a page shows to prove itself."""
        caller: Caller = request.scope["caller"]
        return answer(described(caller.user, caller.role, request.scope["session"]))

    async def begin(self, request: Request) -> Response:
        """Log in by name and password; the session comes as a cookie."""
        check_origin(request.scope)
        body = await read(request, Login)
        address = request.client.host if request.client else ""
        session = await log_in(self._accounts, body.name, body.password, address)
        if shown := cookie_of(request.scope):  # one that was there before is not gone on with
            await asyncio.to_thread(self._accounts.sessions.drop, shown)
        return logged_in(request, self._accounts, session)

    async def end(self, request: Request) -> Response:
        """Log out."""
        session: Session | None = request.scope["session"]
        if session is not None:
            await asyncio.to_thread(self._accounts.sessions.leave, session)
        return nothing([session_cookie(request, "", 0)])


def logged_in(request: Request, accounts: Accounts, session: Session) -> Response:
    """Say who is logged in now, and have the browser keep the session."""
    seconds = accounts.sessions.seconds_max
    return answer(
        described(session.user, session.role, session),
        headers=[session_cookie(request, session.id, seconds)],
    )


def described(user: str, role: Role, session: Session | None) -> dict[str, object]:
    """Whoever asks, as they see themselves."""
    return {
        "user": user,
        "role": role,
        "csrf": None if session is None else session.csrf,
        "expires_at": None if session is None else session.expires_at,
    }
