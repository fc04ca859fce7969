"""The endpoints that a model is asked through, in whatever wire.

Reads the body and what belongs to the wire around it, and sends the answer as it comes.
"""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import TypeVar

import msgspec

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
from wayfare.domain.chat import TOPIC_LETTERS_MAX, ChatRequest, topic_of
from wayfare.domain.demands import NO_DEMANDS, parse_demands
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.domain.wishes import NO_WISHES, parse_wishes
from wayfare.gateway.answer import Answer
from wayfare.gateway.asking import Envelope
from wayfare.gateway.attach import attach_files
from wayfare.gateway.cache import cached_answer
from wayfare.gateway.parts import Parts
from wayfare.wire.wire import Body, Wire

Parsed = TypeVar("Parsed")

#: A use case that answers a body.
AnswerBody = Callable[[Parts, Body, Caller, Envelope], Awaitable[Answer]]

CONVERSATION_HEADER = b"x-wayfare-conversation"
DEMANDS_HEADER = b"x-wayfare-demands"
WISHES_HEADER = b"x-wayfare-wishes"
TOPIC_HEADER = b"x-wayfare-topic"
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
            envelope = with_asked(envelope_of(scope, self._forwarded), body.request)
            given = await self._answer(self._parts, body, caller, envelope)
            await send_answer(send, given, self._rate_headers)


def envelope_of(scope: Scope, forwarded: tuple[str, ...]) -> Envelope:
    """What came around a body: what belongs to its wire, and what is for Wayfare.

    Raises:
        BadRequestError: the demands, the wishes or the topic are malformed.
    """
    headers: dict[str, str] = {}
    conversation, demands, cache_control, wishes = None, NO_DEMANDS, "", NO_WISHES
    topic = None
    for name, value in scope["headers"]:
        if name == CONVERSATION_HEADER:
            conversation = value.decode("latin-1")[:_CONVERSATION_LETTERS_MAX]
        elif name == DEMANDS_HEADER:
            demands += _parsed(DEMANDS_HEADER, value, parse_demands)
        elif name == WISHES_HEADER:
            wishes = _parsed(WISHES_HEADER, value, parse_wishes).over(wishes)
        elif name == TOPIC_HEADER:
            topic = _topic(value)
        elif name == b"cache-control":
            cache_control = value.decode("latin-1").lower()
        elif forwarded and (known := name.decode("latin-1")) in forwarded:
            headers[known] = value.decode("latin-1")
    query = scope.get("query_string", b"").decode("latin-1")
    return Envelope(headers, query, conversation, demands, cache_control, wishes, topic)


def with_asked(envelope: Envelope, request: ChatRequest) -> Envelope:
    """The envelope with what stands in the body itself."""
    if request.wishes is NO_WISHES and request.demands is NO_DEMANDS:
        return envelope
    return msgspec.structs.replace(
        envelope,
        wishes=request.wishes.over(envelope.wishes),
        demands=envelope.demands + request.demands,
    )


def _parsed(header: bytes, value: bytes, parse: Callable[[str], Parsed]) -> Parsed:
    try:
        return parse(value.decode("latin-1"))
    except ValueError as error:
        name = header.decode()
        raise BadRequestError(f"The header `{name}` is wrong: {error}.", param=name) from error


def _topic(value: bytes) -> str:
    topic = topic_of(value.decode("utf-8", "replace"))
    if topic is None:
        header = TOPIC_HEADER.decode()
        raise BadRequestError(
            f"The header `{header}` is no name of at most {TOPIC_LETTERS_MAX} letters.",
            param=header,
        )
    return topic


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
