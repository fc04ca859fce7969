"""What providers answer in Responses: whole answers and streams, read at a glance.

Reads only what Wayfare must know (usage, ending, text) and leaves every other byte alone.
Knows nothing of providers, arms or HTTP.
"""

from collections.abc import Iterable, Sequence

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import Finish
from wayfare.wire.fields import NULL, is_null
from wayfare.wire.reading import Reading


class _InputDetails(msgspec.Struct):
    cached_tokens: int | None = None
    cache_write_tokens: int | None = None
    audio_tokens: int | None = None


class _OutputDetails(msgspec.Struct):
    reasoning_tokens: int | None = None
    audio_tokens: int | None = None


class Counts(msgspec.Struct):
    """Token counts as Responses spells them."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    input_tokens_details: _InputDetails | None = None
    output_tokens_details: _OutputDetails | None = None


class Incomplete(msgspec.Struct):
    """Why an answer is not complete."""

    reason: str | None = None


class _Outline(msgspec.Struct):
    output: list[msgspec.Raw] | None = None
    status: str | None = None
    error: msgspec.Raw = NULL
    incomplete_details: Incomplete | None = None
    usage: msgspec.Raw = NULL


class _Logprob(msgspec.Struct):
    logprob: float


class _Part(msgspec.Struct):
    text: str | None = None
    refusal: str | None = None
    logprobs: list[_Logprob] | None = None


class _Item(msgspec.Struct):
    type: str = ""
    content: list[_Part] | None = None


class _Piece(msgspec.Struct):
    type: str = ""
    delta: str = ""
    logprobs: list[_Logprob] | None = None


_outline = msgspec.json.Decoder(_Outline)
_counts = msgspec.json.Decoder(Counts)
_item = msgspec.json.Decoder(_Item)
_piece = msgspec.json.Decoder(_Piece)
_pieces = msgspec.json.Decoder(list[_Piece])

_CALLS = ("function_call", "custom_tool_call")
_SPOKEN = ("response.output_text.delta", "response.refusal.delta")


def read_whole(body: bytes) -> Reading | None:
    """Read a whole answer; None where the body is not one, such as a failure."""
    try:
        body.decode("utf-8")
        outline = _outline.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if outline.output is None or outline.status == "failed" or not is_null(outline.error):
        return None
    items = [item for raw in outline.output if (item := _read_item(raw)) is not None]
    parts = [p for item in items if item.type == "message" for p in item.content or ()]
    calls = any(item.type in _CALLS for item in items)
    ended = outline.status in (None, "completed", "incomplete")
    finish = finish_of(outline.status, outline.incomplete_details, calls=calls) if ended else None
    return Reading(
        text="".join(part.text or part.refusal or "" for part in parts),
        finish_reason=finish.value if finish else None,
        usage=read_usage(outline.usage),
        logprob_mean=_mean(p for part in parts for p in part.logprobs or ()),
        deltas=len(outline.output),
    )


def read_pieces(datas: Sequence[bytes]) -> Reading:
    """Read the deltas of a stream, as far as it came."""
    try:
        pieces = _pieces.decode(b"[" + b",".join(datas) + b"]")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pieces = [piece for data in datas if (piece := _read_piece(data)) is not None]
    spoken = [piece for piece in pieces if piece.type in _SPOKEN]
    return Reading(
        text="".join(piece.delta for piece in spoken),
        finish_reason=None,
        usage=None,
        logprob_mean=_mean(p for piece in spoken for p in piece.logprobs or ()),
        deltas=sum(bool(piece.delta) for piece in pieces),
    )


def finish_of(status: str | None, details: Incomplete | None, *, calls: bool) -> Finish:
    """Why an answer ended; `calls` says that it asks for tools."""
    if status == "incomplete":
        reason = details.reason if details else None
        return Finish.FILTER if reason == "content_filter" else Finish.LENGTH
    return Finish.TOOLS if calls else Finish.STOP


def read_usage(raw: msgspec.Raw) -> Usage | None:
    """The token counts, where they can be read."""
    if is_null(raw):
        return None
    try:
        counts = _counts.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if counts.input_tokens is None:
        return None
    given = counts.input_tokens_details or _InputDetails()
    made = counts.output_tokens_details or _OutputDetails()
    return Usage(
        input_tokens=counts.input_tokens,
        output_tokens=counts.output_tokens or 0,
        cached_tokens=given.cached_tokens or 0,
        cache_write_tokens=given.cache_write_tokens or 0,
        reasoning_tokens=made.reasoning_tokens or 0,
        audio_input_tokens=given.audio_tokens or 0,
        audio_output_tokens=made.audio_tokens or 0,
    )


def _read_item(raw: msgspec.Raw) -> _Item | None:
    """One item; None where it is of a shape that is new."""
    try:
        return _item.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _read_piece(data: bytes) -> _Piece | None:
    try:
        return _piece.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _mean(logprobs: Iterable[_Logprob]) -> float | None:
    values = [each.logprob for each in logprobs]
    return sum(values) / len(values) if values else None
