"""The scripted provider over HTTP: an ASGI app without a framework, under /v1.

A cut stream ends by raising after the answer has begun: the server then closes the
connection without the end of the chunked body. `unreachable` has no such trick in ASGI
and is answered with 503; to be truly unreachable, use a port on which nobody listens.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from typing import cast

from wayfare.domain.errors import ProviderError
from wayfare.ports import Call
from wayfare.providers.scripted.models import BY_MODEL, PROVIDER
from wayfare.providers.scripted.provider import ScriptedProvider
from wayfare.providers.scripted.refusals import Refusal, unknown_model, unknown_url
from wayfare.providers.scripted.requests import encode_json
from wayfare.providers.scripted.tongue import CREATED

Scope = MutableMapping[str, object]
Event = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def http_app(provider: ScriptedProvider) -> App:
    """The ASGI app that serves a scripted provider."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        if scope["type"] != "http":
            return
        method, path = str(scope["method"]), str(scope["path"])
        if method == "GET":
            await _answer_get(path, send)
            return
        body = await _read_body(receive)
        if body is None:
            return
        answering = asyncio.ensure_future(_answer_post(provider, method, path, body, send))
        await _stop_when_left(answering, receive)

    return app


async def _answer_post(
    provider: ScriptedProvider, method: str, path: str, body: bytes, send: Send
) -> None:
    prefix, _, endpoint = path.partition("/v1/")
    if method != "POST" or prefix:
        await _refuse(unknown_url(method, path), send)
        return
    # The provider reads the model and `stream` from the body, as a server would.
    call = Call(next(iter(BY_MODEL.values())), endpoint, body, stream=False)
    try:
        reply = await provider.send(call)
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


async def _answer_get(path: str, send: Send) -> None:
    if path == "/v1/models":
        listing = {"object": "list", "data": [_model(model) for model in BY_MODEL]}
        await _send_json(send, 200, encode_json(listing))
        return
    model = path.removeprefix("/v1/models/")
    if model in BY_MODEL:
        await _send_json(send, 200, encode_json(_model(model)))
        return
    known = model != path
    await _refuse(unknown_model(model) if known else unknown_url("GET", path), send)


def _model(model: str) -> dict[str, object]:
    return {"id": model, "object": "model", "created": CREATED, "owned_by": PROVIDER}


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


async def _refuse(refusal: Refusal, send: Send) -> None:
    await _send_json(send, refusal.status, refusal.body)


async def _send_json(send: Send, status: int, body: bytes) -> None:
    await _send_whole(send, status, {"content-type": "application/json"}, body)


async def _send_whole(send: Send, status: int, headers: Mapping[str, str], body: bytes) -> None:
    await _start(send, status, {**headers, "content-length": str(len(body))})
    await send({"type": "http.response.body", "body": body})


async def _start(send: Send, status: int, headers: Mapping[str, str]) -> None:
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
