"""What must be known of an answer whose bytes go through: what it said and what was counted."""

import msgspec

from wayfare.domain.usage import Usage


class Token(msgspec.Struct, frozen=True, gc=False):
    """A token of an answer: its log-probability (natural logarithm), and its letters if told."""

    logprob: float
    token: str | None = None


class Reading(msgspec.Struct, frozen=True):
    """What a finished answer says: usage if any, the first choice's text and ending.

    `logprob_mean` is the mean token log-probability (natural logarithm) of the first
    choice, where the provider gave any. `deltas` counts the pieces that said anything,
    over all choices. `tokens` are those of the first choice, where OpenAI's wire told them.
    """

    text: str
    finish_reason: str | None
    usage: Usage | None
    logprob_mean: float | None
    deltas: int = 0
    tokens: tuple[Token, ...] = ()


#: Of an answer that never came.
NOTHING_READ = Reading("", None, None, None)


def with_field(json_object: bytes, name: bytes, value: bytes) -> bytes:
    """Add a field at the end of a JSON object without touching its other bytes.

    >>> with_field(b'{"id": 1e3}', b"wayfare", b"{}")
    b'{"id": 1e3,"wayfare":{}}'
    """
    end = json_object.rindex(b"}")
    comma = b"" if json_object[:end].rstrip().endswith(b"{") else b","
    return json_object[:end] + comma + b'"' + name + b'":' + value + json_object[end:]
