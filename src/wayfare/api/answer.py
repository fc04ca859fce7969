"""The endpoints that a model is asked through, in whatever wire.

Reads the body and what belongs to the wire around it, and sends the answer as it comes.
"""

from collections.abc import Awaitable, Callable
from contextlib import aclosing

from wayfare.api.asgi import (
    Header,
    Receive,
    Scope,
    Send,
    StoppedWhenClientLeaves,
    read_body,
    send_whole,
)
from wayfare.api.rate_headers import RateHeaders, openai_rate_headers, rate_headers_of
from wayfare.domain.demands import NO_DEMANDS, Demands, parse_demands
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.gateway.answer import Answer
from wayfare.gateway.asking import Envelope
from wayfare.gateway.attach import attach_files
from wayfare.gateway.cache import cached_answer
from wayfare.gateway.parts import Parts
from wayfare.wire.wire import Body, Wire

#: A use case that answers a body.
AnswerBody = Callable[[Parts, Body, Caller, Envelope], Awaitable[Answer]]

CONVERSATION_HEADER = b"x-wayfare-conversation"
DEMANDS_HEADER = b"x-wayfare-demands"
_CONVERSATION_LETTERS_MAX = 128
_STREAM_HEADERS: list[Header] = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),  # or nginx gathers the stream
]


class AnswerEndpoint:
    """Answer a request of one wire, whole or streamed."""

    def __init__(
        self, parts: Parts, wire: Wire, body_bytes_max: int, answer: AnswerBody = cached_answer
    ) -> None:
        assert wire.decode is not None, "clients speak it"
        self._parts = parts
        self._answer = answer
        self._decode = wire.decode
        self._forwarded = wire.forwarded
        self._body_bytes_max = body_bytes_max
        self._rate_headers = rate_headers_of(wire.name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send, caller: Caller) -> None:
        """Answer one request."""
        raw = await read_body(receive, self._body_bytes_max)
        body = self._decode(await attach_files(self._parts, caller, raw))
        with StoppedWhenClientLeaves(receive, self._parts.pulse):
            given = await self._answer(
                self._parts, body, caller, envelope_of(scope, self._forwarded)
            )
            await send_answer(send, given, self._rate_headers)


def envelope_of(scope: Scope, forwarded: tuple[str, ...]) -> Envelope:
    """What came around a body: what belongs to its wire, and what is for Wayfare.

    Raises:
        BadRequestError: the demands are malformed.
    """
    headers: dict[str, str] = {}
    conversation, demands, cache_control = None, NO_DEMANDS, ""
    for name, value in scope["headers"]:
        if name == CONVERSATION_HEADER:
            conversation = value.decode("latin-1")[:_CONVERSATION_LETTERS_MAX]
        elif name == DEMANDS_HEADER:
            demands += _demands(value)
        elif name == b"cache-control":
            cache_control = value.decode("latin-1").lower()
        elif forwarded and (known := name.decode("latin-1")) in forwarded:
            headers[known] = value.decode("latin-1")
    query = scope.get("query_string", b"").decode("latin-1")
    return Envelope(headers, query, conversation, demands, cache_control)


def _demands(value: bytes) -> Demands:
    try:
        return parse_demands(value.decode("latin-1"))
    except ValueError as error:
        header = DEMANDS_HEADER.decode()
        raise BadRequestError(f"The header `{header}` is wrong: {error}.", param=header) from error


async def send_answer(
    send: Send, given: Answer, rate_headers: RateHeaders = openai_rate_headers
) -> None:
    """Send an answer with its headers, as it comes."""
    headers = _headers(given)
    if given.admission is not None:
        headers += rate_headers(given.admission)
    if given.pieces is None:
        await send_whole(send, 200, given.body or b"", headers)
        return
    async with aclosing(given.pieces) as pieces:
        # begun before the client can leave: a generator that never ran settles nothing
        first = await anext(pieces, b"")
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [*_STREAM_HEADERS, *headers],
            }
        )
        await send({"type": "http.response.body", "body": first, "more_body": True})
        async for piece in pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _headers(given: Answer) -> list[Header]:
    fare = given.offer.fare_micros
    headers = [
        (b"x-wayfare-decision-id", given.decision.id.encode()),
        (b"x-wayfare-model", given.offer.arm.deployment.name.encode("latin-1", "replace")),
        (b"x-wayfare-fare-micros", b"unknown" if fare is None else str(fare).encode()),
    ]
    if given.is_again:
        headers.append((b"x-wayfare-cache", b"hit"))
    return headers
