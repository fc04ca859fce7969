"""Give each error its status and its shape on the wire: here and nowhere else."""

import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import msgspec

from wayfare.api.asgi import Header
from wayfare.api.rate_headers import rate_headers_of
from wayfare.domain.case import Case
from wayfare.domain.errors import (
    AuthenticationError,
    BadRequestError,
    BudgetSpentError,
    CheckUnavailableError,
    ConflictError,
    ModelNotFoundError,
    NoArmError,
    NotFoundError,
    PermissionDeniedError,
    ProviderError,
    RateLimitedError,
    ShuttingDownError,
    StoreError,
    TooLargeError,
    WayfareError,
)
from wayfare.wire.wire import Fault
from wayfare.wire.wires import WIRES

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
    ConflictError: _Class(409, "invalid_request_error"),
    BudgetSpentError: _Class(429, "insufficient_quota"),
    RateLimitedError: _Class(429, "rate_limit_error"),
    NoArmError: _Class(503, "server_error"),
    CheckUnavailableError: _Class(503, "server_error"),
    StoreError: _Class(503, "server_error"),
    ShuttingDownError: _Class(503, "server_error"),
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


class ErrorShape(Protocol):
    """How errors look to whoever asks: every wire has a shape."""

    @property
    def name(self) -> str:
        """Whose shape it is."""
        ...

    @property
    def error(self) -> Callable[[Fault], bytes]:
        """Write an error down."""
        ...


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """An error, ready to send."""

    status: int
    body: bytes
    headers: tuple[Header, ...] = ()


def error_answer(error: WayfareError, wire: ErrorShape) -> ErrorAnswer:
    """Put an error into the shape of the wire that the client speaks."""
    if isinstance(error, ProviderError):
        return _provider_error(error, wire)
    found = next(c for kind, c in _CLASSES.items() if isinstance(error, kind))
    headers: tuple[Header, ...] = ()
    if found.status == 401:
        headers = ((b"www-authenticate", b"Bearer"),)
    if found.status == 503:
        headers = ((b"retry-after", b"5"),)
    if isinstance(error, BudgetSpentError):
        headers = ((b"x-should-retry", b"false"),)
    if isinstance(error, RateLimitedError):
        headers = ((b"retry-after", str(max(1, math.ceil(error.retry_after_s))).encode()),)
        if error.admission is not None:
            headers += tuple(rate_headers_of(wire.name)(error.admission))
    said = str(error), found.status, found.kind, error.code, error.param
    fault = Fault(*said, error.case, dict(error.values))
    return ErrorAnswer(found.status, wire.error(fault), headers)


def unexpected_answer(wire: ErrorShape) -> ErrorAnswer:
    """For a fault of our own: nothing of it is shown, all of it is logged."""
    log.exception("a request failed by a fault of Wayfare's own")
    sentence = "Wayfare failed by a fault of its own. Its log says more."
    return ErrorAnswer(500, wire.error(Fault(sentence, 500, "server_error", "internal_error")))


def _provider_error(error: ProviderError, wire: ErrorShape) -> ErrorAnswer:
    """A provider's refusal keeps its status, its sentence and its Retry-After.

    Where the client speaks the provider's wire, its very bytes. Only a provider that
    refuses Wayfare's own key becomes a 502: the client's key is good, and a client that is
    told 401 throws its key away.
    """
    headers = tuple(
        (name.encode(), value.encode("latin-1", "replace"))
        for name in _KEPT_HEADERS
        if (value := error.headers.get(name))
    )
    if error.status in (401, 403, 407):
        sentence = f"{error.provider} refused the key that Wayfare has for it."
        values = {"provider": error.provider}
        case = Case.PROVIDER_REFUSES_KEY
        fault = Fault(
            sentence, 502, "server_error", "provider_key_refused", case=case, values=values
        )
        return ErrorAnswer(502, wire.error(fault), headers)
    said = WIRES[error.wire].error_message(error.body) if error.body else None
    if said is not None and error.wire == wire.name:
        return ErrorAnswer(error.status, error.body, headers)
    sentence = str(error) if said is None else f"{error.provider}: {said}"
    kind = _KIND_OF_STATUS.get(error.status, "server_error")
    fault = Fault(sentence, error.status, kind, error.code)
    if said is not None:
        values = {"provider": error.provider, "said": said}
        fault = msgspec.structs.replace(fault, case=Case.PROVIDER_SAID, values=values)
    return ErrorAnswer(error.status, wire.error(fault), headers)
