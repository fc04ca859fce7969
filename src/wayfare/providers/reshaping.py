"""Change a request where a provider speaks a usual wire, but not quite.

Knows which fields and endpoints differ. What is not named here stays as it was written.
"""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

import msgspec

from wayfare.ports import Call

VERTEX_VERSION = b'"vertex-2023-10-16"'
_encode = msgspec.json.encode


def without_fields(body: bytes, names: Sequence[str]) -> bytes:
    """A JSON object without some of its fields; the others stay as they were written.

    >>> without_fields(b'{"a": 1e3, "b": 2}', ("b",))
    b'{"a":1e3}'
    >>> without_fields(b'{"a": 1e3}', ("b",))
    b'{"a": 1e3}'
    """
    if not any(name.encode() in body for name in names):
        return body
    return _encode({name: raw for name, raw in _fields(body).items() if name not in names})


def to_vertex_anthropic(call: Call) -> Call:
    """Messages as Vertex takes them: the model in the path, the version in the body."""
    fields = _fields(call.body)
    if call.endpoint == "messages/count_tokens":
        endpoint = "count-tokens:rawPredict"
    else:
        verb = "streamRawPredict" if call.stream else "rawPredict"
        endpoint = f"{quote(call.deployment.model, safe='@')}:{verb}"
        fields.pop("model", None)
    fields.setdefault("anthropic_version", msgspec.Raw(VERTEX_VERSION))
    return msgspec.structs.replace(call, endpoint=endpoint, body=_encode(fields))


#: How a call is changed, by the name that a preset gives it.
RESHAPINGS: Mapping[str, Callable[[Call], Call]] = {"vertex-anthropic": to_vertex_anthropic}


def _fields(body: bytes) -> dict[str, msgspec.Raw]:
    return msgspec.json.decode(body, type=dict[str, msgspec.Raw])
