"""Ask for log-probabilities in OpenAI's wire behind a client's back, and take them out again.

Knows two fields of that wire; every other byte stays as it was written.
"""

import msgspec

from wayfare.wire.fields import NULL, Fields

_encode = msgspec.json.Encoder().encode
_fields = msgspec.json.Decoder(Fields)
_choices = msgspec.json.Decoder(list[Fields])
_TRUE = msgspec.Raw(b"true")


def with_logprobs(body: bytes) -> bytes:
    """A request for a chat completion that asks for its tokens' log-probabilities too.

    >>> with_logprobs(b'{"model":"m","logprobs":false}')
    b'{"model":"m","logprobs":true}'
    """
    return _encode({**_fields.decode(body), "logprobs": _TRUE})


def without_logprobs(raw: bytes) -> bytes:
    """A completion, a chunk or whole events of a stream, where no choice tells any.

    >>> without_logprobs(b'{"id":"c","choices":[{"index":0,"logprobs":{"content":[]}}]}')
    b'{"id":"c","choices":[{"index":0,"logprobs":null}]}'
    """
    if b'"logprobs"' not in raw:
        return raw
    if raw.lstrip()[:1] == b"{":  # some send blanks first, to keep the line open
        return _quiet(raw)
    return b"".join(map(_quiet_line, raw.splitlines(keepends=True)))


def _quiet_line(line: bytes) -> bytes:
    if not line.startswith(b"data:") or b'"logprobs"' not in line:
        return line
    data = line[len(b"data:") :]
    end = line[len(line.rstrip(b"\r\n")) :]
    return b"data: " + _quiet(data.strip()) + end


def _quiet(data: bytes) -> bytes:
    try:
        fields = _fields.decode(data)
        choices = _choices.decode(fields["choices"])
    except (msgspec.DecodeError, KeyError, UnicodeDecodeError, RecursionError):
        return data  # no choice that could be read
    for choice in choices:
        if "logprobs" in choice:
            choice["logprobs"] = NULL
    return _encode({**fields, "choices": choices})
