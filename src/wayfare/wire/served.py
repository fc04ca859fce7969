"""Find which model answered, as its provider names it, in whatever wire.

Knows where each wire says it. Knows nothing of whether that is the model that was asked.
"""

import msgspec

_NAME_MAX = 200


class _Named(msgspec.Struct):
    model: str | None = None


class _Answer(msgspec.Struct, rename={"version": "modelVersion"}):
    """A whole answer or the first event of one.

    Chat completions, Messages and Responses name it at the top, Gemini as its version; streams of
    Messages and of Responses within the message or response that they begin with.
    """

    model: str | None = None
    version: str | None = None
    message: _Named | None = None
    response: _Named | None = None


_answer = msgspec.json.Decoder(_Answer)


def served_model(data: bytes) -> str | None:
    """The model in a whole answer, or in the data of a stream's first event; None: not said.

    >>> served_model(b'{"id": "1", "model": "gpt-x-2026-11-20", "choices": []}')
    'gpt-x-2026-11-20'
    >>> served_model(b'{"type": "message_start", "message": {"model": "sonnet-y", "content": []}}')
    'sonnet-y'
    >>> served_model(b'{"candidates": [], "modelVersion": "gemini-z-002"}')
    'gemini-z-002'
    """
    try:
        found = _answer.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    for inner in (found.message, found.response):
        if inner is not None and inner.model:
            return inner.model[:_NAME_MAX]
    name = found.version or found.model
    return name[:_NAME_MAX] if name else None
