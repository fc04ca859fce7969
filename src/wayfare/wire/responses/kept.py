"""Find the whole answer in a stream of Responses, so that it can be kept.

Knows the events that end one. Knows nothing of where answers are kept.
"""

import msgspec

from wayfare.wire.responses.stream import encode_cut
from wayfare.wire.sse import split_events


class _Whole(msgspec.Struct):
    id: str


class _Event(msgspec.Struct):
    type: str = ""
    sequence_number: int = 0
    response: msgspec.Raw = msgspec.Raw(b"null")


_ENDS = ("response.completed", "response.incomplete")

_event = msgspec.json.Decoder(_Event)
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


def response_id(whole: bytes) -> str | None:
    """The id of a whole answer; None where it has none."""
    try:
        return _whole.decode(whole).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
