"""/api/setup and /api/password: the first password, and another one."""

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, Password, nothing, read
from wayfare.api.web.session import logged_in
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.log_in import change_password, set_up
from wayfare.gateway.accounts.parts import Accounts


class FirstPassword(Body, frozen=True):
    """What an owner sets up."""

    password: Password


class NewPassword(Body, frozen=True):
    """One's password, and the one that takes its place."""

    old: Password
    new: Password


class PasswordEndpoint:
    """The password of whoever asks."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def set_up(self, request: Request) -> Response:
        """Set the owner's first password, by showing the owner's key, and log in."""
        caller: Caller = request.scope["caller"]
        body = await read(request, FirstPassword)
        session = await set_up(self._accounts, caller, body.password)
        return logged_in(request, self._accounts, session)

    async def change(self, request: Request) -> Response:
        """Change one's own password; one's other sessions end."""
        caller: Caller = request.scope["caller"]
        body = await read(request, NewPassword)
        session = request.scope["session"]
        await change_password(self._accounts, caller, body.old, body.new, session)
        return nothing()
