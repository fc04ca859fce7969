"""/api/oidc: sign in at an OpenID provider, with a browser.

A browser that cannot be let in is sent to the page's door, which says so in the reader's language.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.access import cookie_of, session_cookie
from wayfare.api.asgi import Header
from wayfare.api.web.body import answer
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import Role
from wayfare.domain.errors import NotFoundError, SignInError, WayfareError
from wayfare.gateway.accounts.sign_in import ATTEMPT_S, Returned, SignIn
from wayfare.gateway.accounts.signed_in import Entrance, enter

_log = logging.getLogger(__name__)

COOKIE = "wayfare-openid"
_PATH = "/api/oidc"
#: More is no code, whoever sends it.
_VALUE_MAX = 4_096


class OidcSettings(msgspec.Struct, frozen=True):
    """What is set of the way in by OpenID, by the names of the section `oidc` of the settings.

    `is_on`: people can sign in by it. `has_secret`: its environment variable holds something.
    """

    is_on: bool
    has_secret: bool
    issuer: str
    client_id: str
    client_secret_env: str
    redirect_url: str
    scopes: list[str]
    label: str
    make_users: bool
    role: Role
    domains: list[str]


class OidcEndpoint:
    """The way in by an OpenID provider, if one is set."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._accounts = wayfare.accounts
        self._entrance = wayfare.entrance
        self._wayfare = wayfare

    async def one(self, _: Request) -> Response:
        """Whether there is a provider, and what a page calls it."""
        entrance = self._entrance
        return answer({"label": None if entrance is None else entrance.label})

    async def settings(self, _: Request) -> Response:
        """What is set of it, for admins; of its secret, only whether there is one."""
        section, environ = self._wayfare.settings.oidc, self._wayfare.options.environ
        name = section.client_secret_env
        return answer(
            OidcSettings(
                is_on=self._entrance is not None,
                has_secret=bool(name and environ.get(name, "").strip()),
                issuer=section.issuer,
                client_id=section.client_id,
                client_secret_env=name,
                redirect_url=section.redirect_url,
                scopes=list(section.scopes),
                label=section.label,
                make_users=section.make_users,
                role=Role(section.role),
                domains=section.domains,
            )
        )

    async def login(self, request: Request) -> Response:
        """Send the browser to the provider; `back` is the page to return to."""
        return await _or_to_the_door(request, self._begin)

    async def callback(self, request: Request) -> Response:
        """Take the browser back from the provider, and log in whoever it brings."""
        return await _or_to_the_door(request, self._finish)

    async def _begin(self, request: Request) -> Response:
        sign_in = self._open().sign_in
        address, cookie = await sign_in.begin(request.query_params.get("back", "/"))
        return _go(address, [_cookie(sign_in, cookie, ATTEMPT_S)])

    async def _finish(self, request: Request) -> Response:
        entrance = self._open()
        self._accounts.addresses.take(_address(request))
        shown = request.cookies.get(_name(entrance.sign_in), "")
        session, back = await enter(self._accounts, entrance, _returned(request), shown)
        self._accounts.addresses.give_back(_address(request))
        if before := cookie_of(request.scope):  # one that was there before is not gone on with
            await asyncio.to_thread(self._accounts.sessions.drop, before)
        seconds = self._accounts.sessions.seconds_max
        kept = session_cookie(request, session.id, seconds)
        return _go(back, [kept, _cookie(entrance.sign_in, "", 0)])

    def _open(self) -> Entrance:
        if self._entrance is None:
            raise NotFoundError(
                "Nobody signs in by OpenID here.", cure="Set `oidc.issuer` in the settings."
            )
        return self._entrance


async def _or_to_the_door(
    request: Request, take: Callable[[Request], Awaitable[Response]]
) -> Response:
    """What `take` answers. A page is no place for an error's JSON: a reader goes to the door."""
    try:
        return await take(request)
    except WayfareError as error:
        if "text/html" not in request.headers.get("accept", ""):
            raise
        _log.warning("somebody could not sign in by OpenID: %s", error)
        return _go(f"/welcome?failed={quote(error.code)}", [])


def _returned(request: Request) -> Returned:
    found: dict[str, str] = {}
    for name in ("code", "state", "iss", "error"):
        given = request.query_params.getlist(name)
        if len(given) > 1 or any(len(value) > _VALUE_MAX for value in given):
            raise SignInError(f"`{name}` is not what an OpenID provider sends.", param=name)
        found[name] = given[0] if given else ""
    return Returned(**found)


def _go(address: str, headers: list[Header]) -> Response:
    response = Response(status_code=303)
    response.raw_headers += [
        (b"location", address.encode("latin-1", "replace")),
        (b"cache-control", b"no-store"),
        # the address that was come from has a code in it
        (b"referrer-policy", b"no-referrer"),
        *headers,
    ]
    return response


def _name(sign_in: SignIn) -> str:
    return f"__Secure-{COOKIE}" if sign_in.is_https else COOKIE


def _cookie(sign_in: SignIn, value: str, seconds: int) -> Header:
    secure = "; Secure" if sign_in.is_https else ""
    cookie = f"{_name(sign_in)}={value}; Path={_PATH}; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    return (b"set-cookie", (cookie + secure).encode())


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
