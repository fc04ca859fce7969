"""/api/users: who there is, and in which role."""

import asyncio
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, Name, Password, answer, nothing, read
from wayfare.domain.account import Role
from wayfare.gateway.accounts import manage_users
from wayfare.gateway.accounts.parts import Accounts


class NewUser(Body, frozen=True):
    """A user to add. Without a password they log in by other ways, or get one later."""

    name: Name
    role: Role = Role.MEMBER
    password: Password | None = None


class UserChange(Body, frozen=True):
    """What changes of a user; what is not named stays."""

    role: Role | None = None
    disabled: bool | None = None


class ResetPassword(Body, frozen=True):
    """A password that somebody else sets."""

    password: Password


class UsersEndpoint:
    """The users of this installation."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def list(self, _: Request) -> Response:
        """List every user."""
        found = await asyncio.to_thread(manage_users.list_users, self._accounts)
        return answer({"users": found})

    async def add(self, request: Request) -> Response:
        """Add a user. Only owners add admins and owners."""
        body = await read(request, NewUser)
        digest = None
        if body.password is not None:
            digest = await self._accounts.passwords.digest(body.password)
        add = partial(manage_users.add_user, password_digest=digest)
        caller = request.scope["caller"]
        return answer(
            await asyncio.to_thread(add, self._accounts, caller, body.name, body.role), 201
        )

    async def one(self, request: Request) -> Response:
        """Show one user: oneself, or to admins anybody."""
        caller, name = request.scope["caller"], request.path_params["name"]
        return answer(await asyncio.to_thread(manage_users.see_user, self._accounts, caller, name))

    async def change(self, request: Request) -> Response:
        """Give a user another role, shut them out or let them in again."""
        body = await read(request, UserChange)
        caller, name = request.scope["caller"], request.path_params["name"]
        change = partial(manage_users.change_user, role=body.role, disabled=body.disabled)
        return answer(await asyncio.to_thread(change, self._accounts, caller, name))

    async def reset_password(self, request: Request) -> Response:
        """Give a user a new password; their sessions end."""
        body = await read(request, ResetPassword)
        caller, name = request.scope["caller"], request.path_params["name"]
        digest = await self._accounts.passwords.digest(body.password)
        reset = manage_users.reset_password
        await asyncio.to_thread(reset, self._accounts, caller, name, digest)
        return nothing()
