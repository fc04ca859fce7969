"""The whole HTTP face as one ASGI application.

The endpoints that models are asked through are plain ASGI, found in one table, and want any
key; the rest is Starlette's, and each endpoint carries its level of access. Where nothing is,
nobody comes in without a key or a session: deny by default.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from wayfare.api.access import Access, Door, Guarded, key_of
from wayfare.api.answer import AnswerEndpoint
from wayfare.api.anthropic.count_tokens import CountTokensEndpoint
from wayfare.api.asgi import ClientLeftError, Receive, Scope, Send, send_whole
from wayfare.api.errors import ErrorAnswer, ErrorShape, error_answer, unexpected_answer
from wayfare.api.openai.decisions import DecisionsEndpoint
from wayfare.api.openai.embeddings import EmbeddingsEndpoint
from wayfare.api.openai.files import FilesEndpoint
from wayfare.api.openai.models import ModelsEndpoint
from wayfare.api.openai.responses import ResponsesEndpoint
from wayfare.api.openapi.document import document
from wayfare.api.operation import OperationEndpoint
from wayfare.api.web.audit import AuditEndpoint
from wayfare.api.web.budgets import BudgetsEndpoint
from wayfare.api.web.credentials import CredentialsEndpoint
from wayfare.api.web.errors import PLAIN
from wayfare.api.web.keys import KeysEndpoint
from wayfare.api.web.oidc import OidcEndpoint
from wayfare.api.web.password import PasswordEndpoint
from wayfare.api.web.projects import ProjectsEndpoint
from wayfare.api.web.rates import RatesEndpoint
from wayfare.api.web.session import SessionEndpoint
from wayfare.api.web.usage import UsageEndpoint
from wayfare.api.web.users import UsersEndpoint
from wayfare.bootstrap import Wayfare
from wayfare.domain.errors import NotFoundError, WayfareError
from wayfare.domain.key import Caller
from wayfare.gateway.ending import end_behind, go_on
from wayfare.gateway.respond import respond
from wayfare.wire.anthropic.wire import ANTHROPIC
from wayfare.wire.openai.wire import OPENAI
from wayfare.wire.responses.wire import RESPONSES

#: What is spoken below a path. Elsewhere it is OpenAI's wire.
WIRE_BELOW: Mapping[str, ErrorShape] = {
    "/v1/messages": ANTHROPIC,
    "/v1/responses": RESPONSES,
    "/api/": PLAIN,
}

Endpoint = Callable[[Scope, Receive, Send, Caller], Awaitable[None]]


class App:
    """Who may come in, and where to."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._keyring = wayfare.keyring
        limit = wayfare.settings.server.body_bytes_max
        self.data_plane: Mapping[tuple[str, str], Endpoint] = {
            ("POST", "/v1/chat/completions"): AnswerEndpoint(wayfare.parts, OPENAI, limit),
            ("POST", "/v1/messages"): AnswerEndpoint(wayfare.parts, ANTHROPIC, limit),
            ("POST", "/v1/messages/count_tokens"): CountTokensEndpoint(wayfare.parts, limit),
            ("POST", "/v1/responses"): AnswerEndpoint(wayfare.parts, RESPONSES, limit, respond),
            ("POST", "/v1/embeddings"): EmbeddingsEndpoint(wayfare.parts, limit),
        }
        self._door = Door(
            wayfare.keyring,
            wayfare.accounts.sessions,
            is_https=wayfare.settings.accounts.secure_cookies,
        )
        self.routes = [
            Guarded("/healthz", health, method="GET", access=Access.PUBLIC),
            Guarded("/openapi.json", openapi, method="GET", access=Access.PUBLIC),
            *_operated(wayfare),
            *_asked(wayfare, limit),
            *_managed(wayfare),
            *_limited(wayfare),
        ]

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
        try:
            await self._serve(scope, receive, send)
        except ClientLeftError:
            return
        except WayfareError as error:
            await _send_error(send, error_answer(error, _wire(scope)))
        except HTTPException as error:
            await _send_error(send, _http_error(error, scope))
        except asyncio.CancelledError as error:
            ended = end_behind(error)
            if ended is None:
                raise
            go_on()
            with suppress(RuntimeError):  # an answer has begun: the server cuts it off
                await _send_error(send, error_answer(ended, _wire(scope)))
        except Exception:  # noqa: BLE001 - the last resort: nobody sees a traceback
            with suppress(RuntimeError):  # an answer has begun: the server cuts it off
                await _send_error(send, unexpected_answer(_wire(scope)))

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


def _asked(wayfare: Wayfare, limit: int) -> Iterator[Guarded]:
    """What belongs to asking models, at other people's paths."""
    models = ModelsEndpoint(wayfare.parts)
    decisions = DecisionsEndpoint(wayfare.read_decision)
    responses = ResponsesEndpoint(wayfare.parts)
    files = FilesEndpoint(wayfare.parts, limit)
    for method, path, endpoint in (
        ("GET", "/v1/models", models.list),
        ("GET", "/v1/models/{name:path}", models.one),
        ("GET", "/v1/responses/{response_id}", responses.one),
        ("DELETE", "/v1/responses/{response_id}", responses.delete),
        ("GET", "/v1/responses/{response_id}/input_items", responses.input_items),
        ("POST", "/v1/files", files.add),
        ("GET", "/v1/files", files.list),
        ("GET", "/v1/files/{file_id}", files.one),
        ("DELETE", "/v1/files/{file_id}", files.delete),
        ("GET", "/v1/files/{file_id}/content", files.content),
        ("GET", "/v1/decisions/{decision_id}", decisions.one),
    ):
        yield Guarded(path, endpoint, method=method, access=Access.ASK)


def _operated(wayfare: Wayfare) -> Iterator[Guarded]:
    """What is asked by those who run this Wayfare, and by their machines."""
    operation = OperationEndpoint(wayfare)
    of_figures = Access.PUBLIC if wayfare.settings.metrics.open else Access.ADMIN
    for access, method, path, endpoint in (
        (Access.PUBLIC, "GET", "/readyz", operation.ready),
        (of_figures, "GET", "/metrics", operation.metrics),
        (Access.ADMIN, "POST", "/api/reload", operation.reload),
    ):
        yield Guarded(path, endpoint, method=method, access=access)


def _managed(wayfare: Wayfare) -> Iterator[Guarded]:
    """What people manage, at paths of our own."""
    session, password = SessionEndpoint(wayfare.accounts), PasswordEndpoint(wayfare.accounts)
    users, projects = UsersEndpoint(wayfare.accounts), ProjectsEndpoint(wayfare.accounts)
    keys = KeysEndpoint(wayfare.accounts)
    oidc = OidcEndpoint(wayfare.accounts, wayfare.entrance)
    credentials, audit = CredentialsEndpoint(wayfare), AuditEndpoint(wayfare.database)
    for access, method, path, endpoint in (
        (Access.MEMBER, "GET", "/api/session", session.one),
        (Access.PUBLIC, "POST", "/api/session", session.begin),
        (Access.MEMBER, "DELETE", "/api/session", session.end),
        (Access.OWNER, "POST", "/api/setup", password.set_up),
        (Access.MEMBER, "POST", "/api/password", password.change),
        (Access.ADMIN, "GET", "/api/users", users.list),
        (Access.ADMIN, "POST", "/api/users", users.add),
        (Access.MEMBER, "GET", "/api/users/{name}", users.one),
        (Access.ADMIN, "PATCH", "/api/users/{name}", users.change),
        (Access.ADMIN, "PUT", "/api/users/{name}/password", users.reset_password),
        (Access.MEMBER, "GET", "/api/projects", projects.list),
        (Access.ADMIN, "POST", "/api/projects", projects.add),
        (Access.MEMBER, "GET", "/api/projects/{project}", projects.one),
        (Access.ADMIN, "PATCH", "/api/projects/{project}", projects.change),
        (Access.ADMIN, "GET", "/api/projects/{project}/members", projects.members),
        (Access.ADMIN, "PUT", "/api/projects/{project}/members/{user}", projects.add_member),
        (Access.ADMIN, "DELETE", "/api/projects/{project}/members/{user}", projects.remove_member),
        (Access.MEMBER, "GET", "/api/keys", keys.list),
        (Access.MEMBER, "POST", "/api/keys", keys.add),
        (Access.MEMBER, "DELETE", "/api/keys/{key_id}", keys.revoke),
        (Access.PUBLIC, "GET", "/api/oidc", oidc.one),
        (Access.PUBLIC, "GET", "/api/oidc/login", oidc.login),
        (Access.PUBLIC, "GET", "/api/oidc/callback", oidc.callback),
        (Access.ADMIN, "GET", "/api/credentials", credentials.list),
        (Access.ADMIN, "PUT", "/api/credentials/{provider}", credentials.put),
        (Access.ADMIN, "DELETE", "/api/credentials/{provider}", credentials.delete),
        (Access.ADMIN, "GET", "/api/audit", audit.list),
    ):
        yield Guarded(path, endpoint, method=method, access=access)


def _limited(wayfare: Wayfare) -> Iterator[Guarded]:
    """What may be spent and how fast, and what was."""
    budgets = BudgetsEndpoint(wayfare.accounts, wayfare.limits)
    rates = RatesEndpoint(wayfare.accounts, wayfare.limits)
    usage = UsageEndpoint(wayfare.accounts)
    for access, method, path, endpoint in (
        (Access.MEMBER, "GET", "/api/budgets", budgets.list),
        (Access.MEMBER, "GET", "/api/budgets/{scope}/{name}/{period}", budgets.one),
        (Access.ADMIN, "PUT", "/api/budgets/{scope}/{name}/{period}", budgets.put),
        (Access.ADMIN, "DELETE", "/api/budgets/{scope}/{name}/{period}", budgets.delete),
        (Access.MEMBER, "GET", "/api/rates", rates.list),
        (Access.MEMBER, "GET", "/api/rates/{scope}/{name}", rates.one),
        (Access.ADMIN, "PUT", "/api/rates/{scope}/{name}", rates.put),
        (Access.ADMIN, "DELETE", "/api/rates/{scope}/{name}", rates.delete),
        (Access.MEMBER, "GET", "/api/usage", usage.list),
    ):
        yield Guarded(path, endpoint, method=method, access=access)


def _level(path: str) -> Access:
    """Who is told that there is nothing at a path."""
    return Access.MEMBER if path.startswith("/api") else Access.ASK


async def health(_: Request) -> Response:
    """Say whether this process serves."""
    return Response(b'{"status":"ok"}', media_type="application/json")


async def openapi(_: Request) -> Response:
    """Describe the whole HTTP face as an OpenAPI document."""
    return Response(document(), media_type="application/json")


def _wire(scope: Scope) -> ErrorShape:
    """The wire that the client speaks, by where it asks."""
    path: str = scope["path"]
    return next((wire for start, wire in WIRE_BELOW.items() if path.startswith(start)), OPENAI)


def _http_error(error: HTTPException, scope: Scope) -> ErrorAnswer:
    if error.status_code == 405:
        answer = error_answer(
            NotFoundError(f"{scope['path']} does not take {scope['method']}."), _wire(scope)
        )
        return ErrorAnswer(405, answer.body, (*((b"allow", v) for v in _allowed(error)),))
    return error_answer(NotFoundError(f"There is nothing at {scope['path']}."), _wire(scope))


def _allowed(error: HTTPException) -> list[bytes]:
    allowed = (error.headers or {}).get("Allow")
    return [allowed.encode()] if allowed else []


async def _send_error(send: Send, answer: ErrorAnswer) -> None:
    await send_whole(send, answer.status, answer.body, answer.headers)
