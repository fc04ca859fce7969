"""Find the whole answer in a stream of Responses, and its items where they are only named.

Knows the events that end a stream, and the ids that answers written here have. Knows
nothing of where answers are kept.
"""

import re
from collections.abc import Callable

import msgspec

from wayfare.wire.fields import NULL, decode_fields
from wayfare.wire.responses.stream import encode_cut
from wayfare.wire.sse import split_events


class _Whole(msgspec.Struct):
    id: str


class _Event(msgspec.Struct):
    type: str = ""
    sequence_number: int = 0
    response: msgspec.Raw = msgspec.Raw(b"null")


_ENDS = ("response.completed", "response.incomplete")


class _Named(msgspec.Struct):
    type: str | None = None
    id: str | None = None


# see `item_id` and `response_id` in `answer.py`
_ITEM_ID = re.compile(r"(?:msg|fc|ctc|rs)_(.+)[0-9a-f]{4}")

_event = msgspec.json.Decoder(_Event)
_named = msgspec.json.Decoder(_Named)
_raws = msgspec.json.Decoder(list[msgspec.Raw])
_encode = msgspec.json.Encoder().encode
_whole = msgspec.json.Decoder(_Whole)


def final_response(block: bytes) -> bytes | None:
    """The whole answer in some events, if one of them ends the stream with it."""
    if not any(end.encode() in block for end in _ENDS):
        return None
    for event in split_events(block):
        try:
            seen = _event.decode(event.data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        if seen.type in _ENDS:
            return bytes(seen.response)
    return None


def unkept(block: bytes, message: str, code: str) -> bytes:
    """The events again, but an error in place of the one that ends the stream."""
    out: list[bytes] = []
    for event in split_events(block):
        seen = _event.decode(event.data) if event.data else _Event()
        if seen.type in _ENDS:
            return b"".join([*out, encode_cut(message, code, seen.sequence_number)])
        out.append(event.raw)
    return b"".join(out)


def names_items(body: bytes) -> bool:
    """Whether a request may name items instead of sending them."""
    return b'"item_reference"' in body


def with_items(
    body: bytes, find: Callable[[str], list[msgspec.Raw]], take: Callable[[int], None]
) -> bytes:
    """Put the items themselves where a request only names them; others stay named.

    `find` gives the items of a kept answer, `take` is told the bytes of each that is put in
    and may refuse it. Clients that leave `store` alone name an
    answer's items by their ids, trusting that they are kept.
    """
    fields = decode_fields(body)
    given = fields.get("input", NULL)
    if not bytes(given).startswith(b"["):
        return body
    items = []
    for raw in _raws.decode(given):
        item = _item_itself(raw, find)
        if item is not raw:
            take(len(item))
        items.append(item)
    fields["input"] = msgspec.Raw(_encode(items))
    return _encode(fields)


def _item_itself(raw: msgspec.Raw, find: Callable[[str], list[msgspec.Raw]]) -> msgspec.Raw:
    item_id = _id_of(raw, "item_reference")
    found = _ITEM_ID.fullmatch(item_id or "")
    if found is None:
        return raw
    kept = (item for item in find(f"resp_{found[1]}") if _id_of(item) == item_id)
    return next(kept, raw)


def _id_of(raw: msgspec.Raw, kind: str | None = None) -> str | None:
    try:
        named = _named.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None
    return named.id if kind in (None, named.type) else None


def kept_id(answer: bytes) -> str | None:
    """The id under which an answer may be kept, whole or streamed; None where it has none."""
    return response_id(final_response(answer) or answer)


def response_id(whole: bytes) -> str | None:
    """The id of a whole answer; None where it has none."""
    try:
        return _whole.decode(whole).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
