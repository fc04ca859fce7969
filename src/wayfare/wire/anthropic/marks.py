"""What only another maker can read, kept in Anthropic's words until it comes back.

A client that speaks Messages hands thinking blocks back as it got them. So a thought that
another wire's model signed travels in a block's `signature` or `data`, marked with whose it
is; so does the id of a tool call that has letters which Anthropic refuses. Marked blocks are
taken out before a request goes to Anthropic itself, which would refuse them.
Knows nothing of whole requests or answers.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

import msgspec

from wayfare.wire.conversation import Thinking

_MARK = "wayfare:"

#: Whether a body may hold a marked block: no text can match, its quotes are escaped.
MARKED = re.compile(rb'"(?:signature|data)"\s*:\s*"wayfare:')

_ID_MARK = "wayfare_"
_ID = re.compile(r"[a-zA-Z0-9_-]+")
_MARKED_ID = re.compile(r"wayfare_(?:[0-9a-f]{2})*")


class _Mark(msgspec.Struct, array_like=True, omit_defaults=True):
    maker: str | None = None
    signature: str | None = None
    redacted: str | None = None
    id: str | None = None
    is_summary: bool = False
    call: str | None = None  # the signature belongs to the tool call with this id


_encode = msgspec.json.Encoder().encode
_mark = msgspec.json.Decoder(_Mark)


def mark(thought: Thinking) -> str:
    """All of a foreign thought but its words."""
    return _write(
        _Mark(thought.maker, thought.signature, thought.redacted, thought.id, thought.is_summary)
    )


def mark_call(call_id: str, signature: str) -> str:
    """A signature that belongs to a tool call."""
    return _write(_Mark(signature=signature, call=call_id))


def is_marked(value: str | None) -> bool:
    """Whether a signature or redacted data is ours."""
    return value is not None and value.startswith(_MARK)


def thought_of(value: str, text: str) -> Thinking | None:
    """The foreign thought again; None where the mark was damaged on its way."""
    mark = _read(value)
    if mark is None:
        return None
    return Thinking(text, mark.signature, mark.redacted, mark.maker, mark.is_summary, mark.id)


def call_signature_of(value: str) -> tuple[str, str] | None:
    """The tool call's id and signature, where the mark is of that kind."""
    mark = _read(value)
    if mark is None or mark.call is None or mark.signature is None:
        return None
    return mark.call, mark.signature


def fit_id(call_id: str) -> str:
    """An id that Anthropic takes: of letters, digits, `_` and `-` alone.

    >>> fit_id("toolu_01A"), fit_id("f:0")
    ('toolu_01A', 'wayfare_663a30')
    """
    if _ID.fullmatch(call_id) and not call_id.startswith(_ID_MARK):
        return call_id
    return _ID_MARK + call_id.encode().hex()


def true_id(call_id: str) -> str:
    """The id as its maker gave it.

    >>> true_id("wayfare_663a30")
    'f:0'
    """
    if not _MARKED_ID.fullmatch(call_id):
        return call_id
    written = bytes.fromhex(call_id.removeprefix(_ID_MARK))
    try:
        return written.decode()
    except UnicodeDecodeError:
        return call_id


def _write(mark: _Mark) -> str:
    return _MARK + urlsafe_b64encode(_encode(mark)).decode("ascii")


def _read(value: str) -> _Mark | None:
    try:
        return _mark.decode(urlsafe_b64decode(value.removeprefix(_MARK)))
    except (ValueError, msgspec.DecodeError):
        return None
