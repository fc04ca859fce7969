"""The scripted provider over HTTP: an ASGI app without a framework, under /v1 and /v1beta.

A cut stream ends by raising after the answer has begun: the server then closes the
connection without the end of the chunked body. `unreachable` has no such trick in ASGI
and is answered with 503; to be truly unreachable, use a port on which nobody listens.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from wayfare.domain.errors import ProviderError
from wayfare.ports import Call, Provider
from wayfare.providers.scripted.listings import MODEL, list_models
from wayfare.providers.scripted.provider import ScriptedProvider
from wayfare.providers.scripted.refusals import Refusal
from wayfare.providers.scripted.requests import encode_json
from wayfare.providers.scripted.responses.tongue import ResponsesTongue
from wayfare.providers.scripted.tongue import Tongue
from wayfare.providers.scripted.tongues import TONGUES

#: What stands for a call's id where nobody was called.
NO_CALL = "0" * 32

Scope = MutableMapping[str, object]
Event = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def http_app(*providers: Provider) -> App:
    """The ASGI app that serves scripted providers, each below its wire's own paths."""
    served = [_serve(provider) for provider in providers]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        if scope["type"] != "http":
            return
        asked = _Asked(scope)
        found = asked.choose(served)
        if asked.method != "POST":
            await _answer_look_up(found, asked, send)
            return
        body = await _read_body(receive)
        if body is None:
            return
        answering = asyncio.ensure_future(_answer_post(found, asked, body, send))
        await _stop_when_left(answering, receive)

    return app


@dataclass(frozen=True, slots=True)
class _Served:
    """A provider, and how it speaks. Whoever stands before a provider has its name."""

    provider: Provider
    tongue: Tongue

    @property
    def wire(self) -> str:
        return self.tongue.deployments[0].wires[0]

    async def refuse(self, refusal: Refusal, send: Send) -> None:
        await _send_json(send, refusal.status, self.tongue.error(refusal, NO_CALL))


def _serve(provider: Provider) -> _Served:
    own = provider.tongue if isinstance(provider, ScriptedProvider) else None
    made = (tongue() for tongue in TONGUES)
    return _Served(provider, own or next(t for t in made if t.provider == provider.name))


class _Asked:
    """What is asked for: the method, the path, and the headers."""

    def __init__(self, scope: Scope) -> None:
        self.method, self.path = str(scope["method"]), str(scope["path"])
        query = cast("bytes", scope.get("query_string", b"")).decode()
        self.target = f"{self.path}?{query}" if query else self.path
        pairs = cast("list[tuple[bytes, bytes]]", scope.get("headers", []))
        self.headers = {name.decode().lower(): value.decode("latin-1") for name, value in pairs}

    def endpoint(self, served: _Served) -> str | None:
        """What is left below the base of a provider, if it is there."""
        for base in served.tongue.bases:
            if self.target.startswith(f"{base}/"):
                return self.target.removeprefix(f"{base}/")
        return None

    def choose(self, served: list[_Served]) -> _Served:
        """Whom it is for; the first one where it is for none."""
        below = [one for one in served if self.endpoint(one) is not None]
        for one in below:
            if one.tongue.speaks(self.endpoint(one) or ""):
                return one
        # several list their models at one path: a header tells whose are meant
        marks = {"anthropic-version": "anthropic", "x-goog-api-key": "gemini"}
        wanted = next((marks[name] for name in marks if name in self.headers), "openai")
        wanted = "responses" if self.path.startswith("/v1/responses/") else wanted
        below.sort(key=lambda one: one.wire != wanted)
        return below[0] if below else served[0]


async def _answer_post(served: _Served, asked: _Asked, body: bytes, send: Send) -> None:
    endpoint = asked.endpoint(served)
    if endpoint is None:
        await served.refuse(served.tongue.unknown_endpoint("POST", asked.path), send)
        return
    if missing := [n for n in served.tongue.headers_needed if n not in asked.headers]:
        await served.refuse(Refusal(400, f"{missing[0]}: header is required"), send)
        return
    # The provider reads the model and `stream` from the call, as a server would.
    deployment = served.tongue.deployments[0]
    call = Call(deployment, endpoint, body, stream=False, headers=asked.headers)
    try:
        reply = await served.provider.send(call)
    except ProviderError as error:
        headers = error.headers or {"content-type": "application/json"}
        await _send_whole(send, error.status, headers, error.body)
        return
    try:
        await _start(send, reply.status, reply.headers)
        async for piece in reply.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    finally:
        reply.close()
    await send({"type": "http.response.body", "body": b""})


async def _answer_look_up(served: _Served, asked: _Asked, send: Send) -> None:
    try:
        body = _look_up(served, asked)
    except Refusal as refusal:
        await served.refuse(refusal, send)
        return
    await _send_json(send, 200, body)


def _look_up(served: _Served, asked: _Asked) -> bytes:
    """A list of models, a model, or a response that is kept."""
    tongue = served.tongue
    endpoint = asked.endpoint(served) or ""
    noun, _, name = endpoint.partition("?")[0].partition("/")
    if noun == "models" and asked.method == "GET":
        if not name:
            return list_models(served.wire, tongue.deployments)
        for deployment in tongue.deployments:
            if deployment.model == name:
                return encode_json(MODEL[served.wire](deployment))
        raise tongue.unknown_model(name)
    if isinstance(tongue, ResponsesTongue) and noun == "responses" and name:
        if asked.method == "GET":
            return tongue.fetch(name)
        if asked.method == "DELETE":
            return tongue.delete(name)
    raise tongue.unknown_endpoint(asked.method, asked.path)


async def _stop_when_left(answering: "asyncio.Future[None]", receive: Receive) -> None:
    """Wait for the answer, and stop it when the client leaves before its end."""
    leaving = asyncio.ensure_future(_wait_until_left(receive))
    try:
        await asyncio.wait([answering, leaving], return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        is_left = not answering.done()
        answering.cancel()
        if is_left:
            with suppress(asyncio.CancelledError):
                await answering
    if not is_left:
        answering.result()


async def _wait_until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _read_body(receive: Receive) -> bytes | None:
    """The request's body, or None when the client left while sending it."""
    body = bytearray()
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            return None
        body += cast("bytes", event.get("body", b""))
        if not event.get("more_body"):
            return bytes(body)


async def _live(receive: Receive, send: Send) -> None:
    while True:
        event = await receive()
        await send({"type": f"{event['type']}.complete"})
        if event["type"] == "lifespan.shutdown":
            return


async def _send_json(send: Send, status: int, body: bytes) -> None:
    await _send_whole(send, status, {"content-type": "application/json"}, body)


async def _send_whole(send: Send, status: int, headers: Mapping[str, str], body: bytes) -> None:
    await _start(send, status, {**headers, "content-length": str(len(body))})
    await send({"type": "http.response.body", "body": body})


async def _start(send: Send, status: int, headers: Mapping[str, str]) -> None:
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
