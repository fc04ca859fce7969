"""The whole HTTP face as one ASGI application: who may come in, where to, and what errors say.

The endpoints that models are asked through are found in one table and want any key; the rest
is Starlette's, and each endpoint carries its level of access. Where nothing is, nobody comes
in without a key or a session: deny by default.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.routing import Match

from wayfare.api.access import Access, Door, Guarded, key_of
from wayfare.api.asgi import ClientLeftError, Receive, Scope, Send, send_whole
from wayfare.api.endpoints import data_plane, routes, wire_at
from wayfare.api.errors import ErrorAnswer, error_answer, unexpected_answer
from wayfare.api.page import PAGE
from wayfare.bootstrap import Wayfare
from wayfare.domain.errors import NotFoundError, WayfareError
from wayfare.gateway.ending import end_behind, go_on


class App:
    """Who may come in, and where to."""

    def __init__(self, wayfare: Wayfare, page: Path = PAGE) -> None:
        self._keyring = wayfare.keyring
        self.data_plane = data_plane(wayfare)
        self.routes = routes(wayfare, page)
        self._door = Door(
            wayfare.keyring,
            wayfare.accounts.sessions,
            is_https=wayfare.settings.accounts.secure_cookies,
        )

    def endpoints(self) -> Iterator[tuple[str, str, Access, object]]:
        """(method, path, level, endpoint) of every endpoint there is."""
        for (method, path), endpoint in self.data_plane.items():
            yield method, path, Access.ASK, endpoint
        for route in self.routes:
            yield route.method, route.path, route.access, route.endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection's request, and turn every error into the wire's shape."""
        if scope["type"] != "http":
            return
        path: str = scope["path"]
        try:
            await self._serve(scope, receive, send)
        except ClientLeftError:
            return
        except WayfareError as error:
            await _send_error(send, error_answer(error, wire_at(path)))
        except HTTPException as error:
            await _send_error(send, _http_error(error, path, scope["method"]))
        except asyncio.CancelledError as error:
            ended = end_behind(error)
            if ended is None:
                raise
            go_on()
            with suppress(RuntimeError):  # an answer has begun: the server cuts it off
                await _send_error(send, error_answer(ended, wire_at(path)))
        except Exception:  # noqa: BLE001 - the last resort: nobody sees a traceback
            with suppress(RuntimeError):  # an answer has begun: the server cuts it off
                await _send_error(send, unexpected_answer(wire_at(path)))

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        endpoint = self.data_plane.get((scope["method"], path))
        if endpoint is not None:
            await endpoint(scope, receive, send, await self._keyring.caller(key_of(scope)))
            return
        route = self._find(scope)
        await self._door.let_in(scope, _level(path) if route is None else route.access)
        if taken := [method for method, known in self.data_plane if known == path]:
            raise HTTPException(405, headers={"Allow": ", ".join(taken)})
        if route is None:
            raise HTTPException(404)
        scope["app"] = self  # so that Starlette raises what it would else answer in plain text
        await route.handle(scope, receive, send)

    def _find(self, scope: Scope) -> Guarded | None:
        """The endpoint that is asked, or else one that is there for another method."""
        other: Guarded | None = None
        for route in self.routes:
            match, found = route.matches(scope)
            if match is Match.FULL:
                scope.update(found)
                return route
            if match is Match.PARTIAL:
                other = other or route
        return other


def _level(path: str) -> Access:
    """Who is told that there is nothing at a path."""
    return Access.MEMBER if path.startswith("/api") else Access.ASK


def _http_error(error: HTTPException, path: str, method: str) -> ErrorAnswer:
    """Nothing is at the path, or it does not take the method; then it is said which it takes."""
    wire = wire_at(path)
    if error.status_code != 405:
        return error_answer(NotFoundError(f"There is nothing at {path}."), wire)
    answer = error_answer(NotFoundError(f"{path} does not take {method}."), wire)
    allowed = (error.headers or {}).get("Allow", "")
    return ErrorAnswer(405, answer.body, ((b"allow", allowed.encode()),))


async def _send_error(send: Send, answer: ErrorAnswer) -> None:
    await send_whole(send, answer.status, answer.body, answer.headers)
