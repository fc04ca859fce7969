"""Who may come in where: the level that every endpoint has, and the door that keeps it.

A program shows a key. A person's browser shows a session, and for whatever is not a mere
look, what proves that a page of Wayfare's own asked.
"""

import asyncio
from enum import Enum
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from wayfare.api.asgi import Header, Scope
from wayfare.domain.account import Role
from wayfare.domain.case import Case
from wayfare.domain.errors import (
    AuthenticationError,
    ForgedRequestError,
    NotLoggedInError,
    PermissionDeniedError,
)
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.keys import Keyring
from wayfare.gateway.accounts.sessions import Session, Sessions

CSRF_HEADER = b"x-wayfare-csrf"
COOKIE = "wayfare-session"
#: A browser takes a cookie of this name over https alone, from this very host.
SECURE_COOKIE = f"__Host-{COOKIE}"

#: Methods that change nothing, so that nobody gains by having a browser send them.
_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
#: What a browser says of a request that a page of another site, or of a sibling, had it send.
_FROM_ELSEWHERE = frozenset({"cross-site", "same-site"})


class Access(Enum):
    """Who may ask an endpoint. The lower three: a session, or a key that may manage."""

    PUBLIC = "nobody in particular"
    ASK = "any key"
    MEMBER = Role.MEMBER
    ADMIN = Role.ADMIN
    OWNER = Role.OWNER


class Guarded(Route):
    """An endpoint with its level. Without one it cannot be built."""

    def __init__(self, path: str, endpoint: Any, *, method: str, access: Access) -> None:
        super().__init__(path, endpoint, methods=[method])
        self.method = method
        self.access = access


class Door:
    """Lets in whoever may, and tells the endpoint who it is."""

    def __init__(self, keyring: Keyring, sessions: Sessions, *, is_https: bool) -> None:
        self._keyring = keyring
        self._sessions = sessions
        self._is_https = is_https

    async def let_in(self, scope: Scope, access: Access) -> None:
        """Put `caller` and `session` into the scope; either may be None where all may come.

        Raises:
            AuthenticationError: there is no key and no session, or it opens nothing.
            PermissionDeniedError: it opens other things than this.
            ForgedRequestError: a browser sent this for a page of somebody else.
        """
        scope["secure"] = self.is_secure(scope)
        scope["caller"] = scope["session"] = None
        if access is Access.PUBLIC:
            return
        key = key_of(scope)
        if access is Access.ASK:
            scope["caller"] = await self._keyring.caller(key)
            return
        if key is not None:
            caller = await self._keyring.caller(key)
            if not caller.may_manage:
                raise PermissionDeniedError(
                    "This key asks models, and manages nothing.",
                    cure="`wayfare keys add --manage` makes one that does.",
                )
        else:
            scope["session"] = session = await self._session(scope)
            caller = session.caller
        _check_role(caller, access)
        scope["caller"] = caller

    def is_secure(self, scope: Scope) -> bool:
        """Whether the browser speaks https, with Wayfare or with a proxy before it."""
        if self._is_https or scope["scheme"] == "https":
            return True
        # whoever writes this about themselves only gets a cookie that is harder to steal
        return _header(scope, b"x-forwarded-proto").partition(",")[0].strip() == "https"

    async def _session(self, scope: Scope) -> Session:
        shown = cookie_of(scope)
        found = await asyncio.to_thread(self._sessions.find, shown) if shown else None
        if found is None:
            raise NotLoggedInError(
                "Nobody is logged in.",
                cure="Log in, or send a key that may manage as `Authorization: Bearer wf-...`.",
            )
        if scope["method"] not in _LOOKING:
            check_origin(scope)
            if not self._sessions.is_shown(found, _header(scope, CSRF_HEADER)):
                name = CSRF_HEADER.decode()
                raise ForgedRequestError(
                    f"The header `{name}` is missing or is not this session's.",
                    cure="`GET /api/session` tells it.",
                    param=name,
                )
        return found


def check_origin(scope: Scope) -> None:
    """Refuse what a browser sends for a page of another site.

    Raises:
        ForgedRequestError: it says so itself.
    """
    site = _header(scope, b"sec-fetch-site")
    origin = _header(scope, b"origin")
    # only browsers of today say the first, and only on https and on this machine
    if site in _FROM_ELSEWHERE or (
        # compared as it stands: to take apart what anybody may write can fail
        not site and origin and origin.partition("://")[2] != _header(scope, b"host")
    ):
        raise ForgedRequestError("A page of another site had this sent.")


def key_of(scope: Scope) -> str | None:
    """The key of a request. Anthropic's clients send it as `x-api-key`.

    Raises:
        AuthenticationError: there are two that differ: whoever stands before Wayfare may
            have looked at the other one.
    """
    found: str | None = None
    for name, value in scope["headers"]:
        if name == b"authorization":
            scheme, _, given = value.decode("latin-1").partition(" ")
            if scheme.lower() != "bearer":
                continue  # for somebody on the way, such as a proxy
        elif name == b"x-api-key":
            given = value.decode("latin-1")
        else:
            continue
        given = given.strip()
        if found is not None and given != found:
            raise AuthenticationError(
                "There are two different keys in the request.", cure="Send one."
            )
        found = given
    return found


def cookie_of(scope: Scope) -> str:
    """The session that a browser shows; empty where it shows none."""
    name = SECURE_COOKIE if scope["secure"] else COOKIE
    for pair in _header(scope, b"cookie").split(";"):
        key, _, value = pair.strip().partition("=")
        if key == name:
            return value
    return ""


def session_cookie(request: Request, session_id: str, seconds: int) -> Header:
    """The header that has a browser keep a session, or for 0 seconds, forget it."""
    is_secure: bool = request.scope["secure"]
    name = SECURE_COOKIE if is_secure else COOKIE
    secure = "; Secure" if is_secure else ""
    cookie = f"{name}={session_id}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
    return (b"set-cookie", cookie.encode())


def _check_role(caller: Caller, access: Access) -> None:
    assert isinstance(access.value, Role), "the other levels were let in"
    if not caller.role.covers(access.value):
        raise PermissionDeniedError(
            f"This is for users who are {access.value} at least.",
            case=Case.ROLE_NEEDED,
            values={"role": access.value},
        )


def _header(scope: Scope, name: bytes) -> str:
    for key, value in scope["headers"]:
        if key == name:
            text: str = value.decode("latin-1").strip()
            return text
    return ""
