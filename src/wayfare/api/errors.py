"""Give each error its status and its shape on the wire: here and nowhere else."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from wayfare.api.asgi import Header
from wayfare.domain.errors import (
    AuthenticationError,
    BadRequestError,
    ModelNotFoundError,
    NoArmError,
    NotFoundError,
    PermissionDeniedError,
    ProviderError,
    StoreError,
    TooLargeError,
    WayfareError,
)
from wayfare.wire.openai.body import encode_error

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Class:
    status: int
    kind: str  # OpenAI's `type`


# the narrower class first
_CLASSES: Mapping[type[WayfareError], _Class] = {
    TooLargeError: _Class(413, "invalid_request_error"),
    BadRequestError: _Class(400, "invalid_request_error"),
    AuthenticationError: _Class(401, "authentication_error"),
    PermissionDeniedError: _Class(403, "permission_error"),
    ModelNotFoundError: _Class(404, "invalid_request_error"),
    NotFoundError: _Class(404, "invalid_request_error"),
    NoArmError: _Class(503, "server_error"),
    StoreError: _Class(503, "server_error"),
    WayfareError: _Class(500, "server_error"),
}
_KIND_OF_STATUS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "invalid_request_error",
    422: "invalid_request_error",
    429: "rate_limit_error",
}
# what a client may act upon; everything else a provider sends is its own affair
_KEPT_HEADERS = ("retry-after", "retry-after-ms", "x-request-id", "x-should-retry")


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """An error, ready to send."""

    status: int
    body: bytes
    headers: tuple[Header, ...] = ()


def error_answer(error: WayfareError) -> ErrorAnswer:
    """Put an error into OpenAI's shape."""
    if isinstance(error, ProviderError):
        return _provider_error(error)
    found = next(c for kind, c in _CLASSES.items() if isinstance(error, kind))
    headers: tuple[Header, ...] = ()
    if found.status == 401:
        headers = ((b"www-authenticate", b"Bearer"),)
    if found.status == 503:
        headers = ((b"retry-after", b"5"),)
    body = encode_error(str(error), found.kind, error.code, error.param)
    return ErrorAnswer(found.status, body, headers)


def unexpected_answer() -> ErrorAnswer:
    """For a fault of our own: nothing of it is shown, all of it is logged."""
    log.exception("a request failed by a fault of Wayfare's own")
    sentence = "Wayfare failed by a fault of its own. Its log says more."
    return ErrorAnswer(500, encode_error(sentence, "server_error", "internal_error", None))


def _provider_error(error: ProviderError) -> ErrorAnswer:
    """A provider's refusal keeps its status, its body and its Retry-After.

    Only a provider that refuses Wayfare's own key becomes a 502: the client's key is good,
    and a client that is told 401 throws its key away.
    """
    headers = tuple(
        (name.encode(), value.encode("latin-1", "replace"))
        for name in _KEPT_HEADERS
        if (value := error.headers.get(name))
    )
    if error.status in (401, 403, 407):
        sentence = f"{error.provider} refused the key that Wayfare has for it."
        body = encode_error(sentence, "server_error", "provider_key_refused", None)
        return ErrorAnswer(502, body, headers)
    if _has_openai_shape(error.body):
        return ErrorAnswer(error.status, error.body, headers)
    kind = _KIND_OF_STATUS.get(error.status, "server_error")
    return ErrorAnswer(error.status, encode_error(str(error), kind, error.code, None), headers)


class _Shape(msgspec.Struct):
    error: dict[str, msgspec.Raw]


def _has_openai_shape(body: bytes) -> bool:
    try:
        return "message" in msgspec.json.decode(body, type=_Shape).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
