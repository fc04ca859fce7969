"""Answer in the Responses wire, where an answer may go on from an earlier one.

Wayfare keeps the earlier answers itself and sends the whole conversation each time. So a
conversation may move from one model to another, whoever made the answers before.
"""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from wayfare.domain.errors import BadRequestError, StoreError
from wayfare.domain.key import Caller
from wayfare.domain.stored import StoredResponse
from wayfare.gateway.allowance import Allowance
from wayfare.gateway.answer import Answer
from wayfare.gateway.asking import NO_ENVELOPE, Envelope
from wayfare.gateway.attempt import keeps_texts
from wayfare.gateway.cache import cached_answer
from wayfare.gateway.parts import Parts
from wayfare.wire.responses.body import (
    PreviousResponseNotFoundError,
    ResponsesBody,
    decode_request,
    expand,
    input_items,
    output_items,
)
from wayfare.wire.responses.kept import (
    final_response,
    names_items,
    response_id,
    unkept,
    with_items,
)
from wayfare.wire.wire import Body

_encode = msgspec.json.Encoder().encode

_NO_PREVIOUS = re.compile(rb'("previous_response_id"\s*:\s*)null')


async def respond(
    parts: Parts, body: Body, caller: Caller, envelope: Envelope = NO_ENVELOPE
) -> Answer:
    """Answer a request, and keep the answer unless the client says not to.

    Raises:
        PreviousResponseNotFoundError: it goes on from an answer that is not kept here.
        WayfareError: as `answer` does.
    """
    assert isinstance(body, ResponsesBody), "this endpoint decodes nothing else"
    if body.background:
        raise BadRequestError(
            "Nothing can be answered in the background.",
            cure="Leave `background` out, and read the answer as it comes.",
            param="background",
        )
    own = body
    if names_items(body.raw):
        own = await asyncio.to_thread(_with_items, parts, body, caller)
    asked = await _with_history(parts, own, caller) if own.previous_response_id else own
    given = await cached_answer(parts, asked, caller, envelope)
    if given.pieces is not None:
        return replace(given, pieces=_keeping(parts, own, caller, given.pieces))
    whole = _naming_previous(given.body or b"", own)
    await _keep(parts, own, caller, whole)
    return replace(given, body=whole)


def _with_items(parts: Parts, body: ResponsesBody, caller: Caller) -> ResponsesBody:
    """The request with the items of earlier answers that it only names.

    Raises:
        TooLargeError: they are larger than a body may be.
    """
    allowance = Allowance("What it names is", parts.body_bytes_max, param="input")

    @lru_cache(maxsize=1)  # items of one answer mostly stand together
    def find(response_id: str) -> list[msgspec.Raw]:
        stored = parts.responses.find(response_id, caller.user)
        return [] if stored is None else msgspec.json.decode(stored.output, type=list[msgspec.Raw])

    return decode_request(with_items(body.raw, find, allowance.take))


async def _with_history(parts: Parts, body: ResponsesBody, caller: Caller) -> ResponsesBody:
    """The request with all turns before it."""
    wanted = body.previous_response_id or ""
    chain = await asyncio.to_thread(
        parts.responses.chain, wanted, caller.user, bytes_max=parts.body_bytes_max
    )
    if not chain:
        raise PreviousResponseNotFoundError(wanted)
    items: list[msgspec.Raw] = []
    for stored in chain:
        items += msgspec.json.decode(stored.input, type=list[msgspec.Raw])
        items += msgspec.json.decode(stored.output, type=list[msgspec.Raw])
    return decode_request(expand(body.raw, items))


async def _keeping(
    parts: Parts, body: ResponsesBody, caller: Caller, pieces: AsyncGenerator[bytes]
) -> AsyncGenerator[bytes]:
    """Pass a stream on; its answer is kept before the client hears that it is whole."""
    async with aclosing(pieces):
        async for piece in pieces:
            named = _naming_previous(piece, body)
            whole = final_response(named)
            if whole is not None:
                try:
                    await _keep(parts, body, caller, whole)
                except StoreError as error:  # its client would go on from what is not there
                    yield unkept(named, str(error), error.code)
                    return
            yield named


def _naming_previous(answer: bytes, body: ResponsesBody) -> bytes:
    """The answer, saying what it goes on from: the model was sent the turns, not the name.

    Inside a JSON string every quote is escaped, so nothing that a model says can match.
    """
    if body.previous_response_id is None:
        return answer
    previous = _encode(body.previous_response_id)
    return _NO_PREVIOUS.sub(lambda found: found[1] + previous, answer)


async def _keep(parts: Parts, body: ResponsesBody, caller: Caller, whole: bytes) -> None:
    found = response_id(whole)
    # some providers of this wire give their answers no names
    if found is None or not body.store or not keeps_texts(parts, caller):
        return
    stored = StoredResponse(
        id=found,
        user=caller.user,
        key_id=caller.key_id,
        created_at=parts.clock.now(),
        previous_id=body.previous_response_id,
        input=_encode(input_items(body.raw)),
        output=_encode(output_items(whole)),
        body=whole,
    )
    await asyncio.to_thread(parts.responses.add, stored)
