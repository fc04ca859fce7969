"""/api/keys: make keys, list and revoke them."""

import asyncio
from collections.abc import Callable
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, Label, Name, answer, nothing, read
from wayfare.domain.account import DEFAULT_PROJECT
from wayfare.domain.demands import NO_DEMANDS, parse_demands
from wayfare.domain.errors import BadRequestError
from wayfare.domain.wishes import NO_WISHES, parse_wishes
from wayfare.gateway.accounts import manage_keys
from wayfare.gateway.accounts.manage_keys import Wanted
from wayfare.gateway.accounts.parts import Accounts

Parsed = TypeVar("Parsed")


class NewKey(Body, frozen=True):
    """A key to make. `expires_at` is Unix time in seconds; null: it does not expire."""

    label: Label = ""
    project: Name = DEFAULT_PROJECT
    expires_at: Annotated[float, Meta(ge=0, le=1e11)] | None = None
    demands: Label = ""
    wishes: Label = ""
    may_learn: bool = True
    may_manage: bool = False


class KeysEndpoint:
    """The keys of this installation."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def list(self, request: Request) -> Response:
        """List one's own keys, to admins all. What they are is not kept."""
        caller = request.scope["caller"]
        found = await asyncio.to_thread(manage_keys.list_keys, self._accounts, caller)
        return answer({"keys": found})

    async def add(self, request: Request) -> Response:
        """Make a key of one's own. It is shown once."""
        body = await read(request, NewKey)
        wanted = Wanted(
            label=body.label,
            project=body.project,
            expires_at=body.expires_at,
            demands=_parsed("demands", body.demands, parse_demands, NO_DEMANDS),
            wishes=_parsed("wishes", body.wishes, parse_wishes, NO_WISHES),
            may_learn=body.may_learn,
            may_manage=body.may_manage,
        )
        caller = request.scope["caller"]
        row, key = await asyncio.to_thread(manage_keys.make_key, self._accounts, caller, wanted)
        return answer({**msgspec.to_builtins(row), "key": key}, 201)

    async def revoke(self, request: Request) -> Response:
        """Revoke a key of one's own, as an admin any. It stops working within seconds."""
        caller, key_id = request.scope["caller"], request.path_params["key_id"]
        await asyncio.to_thread(manage_keys.revoke_key, self._accounts, caller, key_id)
        return nothing()


def _parsed(param: str, text: str, parse: Callable[[str], Parsed], nothing: Parsed) -> Parsed:
    try:
        return parse(text) if text else nothing
    except ValueError as error:
        raise BadRequestError(f"`{param}` is wrong: {error}.", param=param) from error
