"""The whole HTTP face as one ASGI application.

The endpoints that models are asked through are plain ASGI, found in one table; the rest is
Starlette's. Every request but those for a public path shows a key first: deny by default.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from wayfare.api.answer import AnswerEndpoint
from wayfare.api.anthropic.count_tokens import CountTokensEndpoint
from wayfare.api.asgi import ClientLeftError, Receive, Scope, Send, send_whole
from wayfare.api.errors import ErrorAnswer, error_answer, unexpected_answer
from wayfare.api.openai.decisions import DecisionsEndpoint
from wayfare.api.openai.embeddings import EmbeddingsEndpoint
from wayfare.api.openai.files import FilesEndpoint
from wayfare.api.openai.models import ModelsEndpoint
from wayfare.api.openai.responses import ResponsesEndpoint
from wayfare.api.openapi.document import document
from wayfare.bootstrap import Wayfare
from wayfare.domain.errors import NotFoundError, WayfareError
from wayfare.domain.key import Caller
from wayfare.gateway.respond import respond
from wayfare.wire.anthropic.wire import ANTHROPIC
from wayfare.wire.openai.wire import OPENAI
from wayfare.wire.responses.wire import RESPONSES
from wayfare.wire.wire import Wire

PUBLIC_PATHS = frozenset({"/healthz", "/openapi.json"})

#: What is spoken below a path. Elsewhere it is OpenAI's wire.
WIRE_BELOW: Mapping[str, Wire] = {"/v1/messages": ANTHROPIC, "/v1/responses": RESPONSES}

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
        models = ModelsEndpoint(wayfare.parts)
        decisions = DecisionsEndpoint(wayfare.read_decision)
        responses = ResponsesEndpoint(wayfare.parts)
        files = FilesEndpoint(wayfare.parts, limit)
        self.routes = [
            Route("/healthz", health, methods=["GET"]),
            Route("/openapi.json", openapi, methods=["GET"]),
            Route("/v1/models", models.list, methods=["GET"]),
            Route("/v1/models/{name:path}", models.one, methods=["GET"]),
            Route("/v1/responses/{response_id}", responses.one, methods=["GET"]),
            Route("/v1/responses/{response_id}", responses.delete, methods=["DELETE"]),
            Route(
                "/v1/responses/{response_id}/input_items", responses.input_items, methods=["GET"]
            ),
            Route("/v1/files", files.add, methods=["POST"]),
            Route("/v1/files", files.list, methods=["GET"]),
            Route("/v1/files/{file_id}", files.one, methods=["GET"]),
            Route("/v1/files/{file_id}", files.delete, methods=["DELETE"]),
            Route("/v1/files/{file_id}/content", files.content, methods=["GET"]),
            Route("/v1/decisions/{decision_id}", decisions.one, methods=["GET"]),
        ]
        self._router = Router(self.routes, redirect_slashes=False)

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
        except Exception:  # noqa: BLE001 - the last resort: nobody sees a traceback
            with suppress(RuntimeError):  # an answer has begun: the server cuts it off
                await _send_error(send, unexpected_answer(_wire(scope)))

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        scope["app"] = self  # so that Starlette raises what it would else answer in plain text
        if path in PUBLIC_PATHS:
            await self._router(scope, receive, send)
            return
        caller = await self._keyring.caller(_key(scope))
        endpoint = self.data_plane.get((scope["method"], path))
        if endpoint is not None:
            await endpoint(scope, receive, send, caller)
            return
        if taken := [method for method, known in self.data_plane if known == path]:
            raise HTTPException(405, headers={"Allow": ", ".join(taken)})
        scope["caller"] = caller
        await self._router(scope, receive, send)


async def health(_: Request) -> Response:
    """Say whether this process serves."""
    return Response(b'{"status":"ok"}', media_type="application/json")


async def openapi(_: Request) -> Response:
    """Describe the whole HTTP face as an OpenAPI document."""
    return Response(document(), media_type="application/json")


def _wire(scope: Scope) -> Wire:
    """The wire that the client speaks, by where it asks."""
    path: str = scope["path"]
    return next((wire for start, wire in WIRE_BELOW.items() if path.startswith(start)), OPENAI)


def _key(scope: Scope) -> str | None:
    """The key of a request. Anthropic's clients send it as `x-api-key`."""
    for name, value in scope["headers"]:
        if name == b"authorization":
            scheme, _, key = value.decode("latin-1").partition(" ")
            return key.strip() if scheme.lower() == "bearer" else None
        if name == b"x-api-key":
            given: str = value.decode("latin-1").strip()
            return given
    return None


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
