"""Everything that can go wrong, as one tree.

Each error says what is wrong in one plain sentence and, where there is one, the cure.
Knows nothing of HTTP: `api/errors.py` gives each class its status.
"""

from collections.abc import Mapping
from types import MappingProxyType

from wayfare.domain.budget import Admission
from wayfare.domain.case import Case, Values


class WayfareError(Exception):
    """The root. `param` names the field of the request that is at fault, if any.

    `case` and `values` are what the sentence is made of, where somebody says it in another
    language.
    """

    code = "wayfare_error"

    def __init__(
        self,
        message: str,
        *,
        cure: str = "",
        param: str | None = None,
        case: Case | None = None,
        values: Values = MappingProxyType({}),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure
        self.param = param
        self.case = case
        self.values = values

    def __str__(self) -> str:
        return f"{self.message} {self.cure}".strip()


class BadRequestError(WayfareError):
    """The request cannot be understood or cannot be carried."""

    code = "invalid_request"


class TooLargeError(BadRequestError):
    """The request, or what it names, is larger than the settings allow."""

    code = "request_too_large"

    def __init__(self, what: str, bytes_max: int, *, param: str | None = None) -> None:
        super().__init__(
            f"{what} larger than {bytes_max:,} bytes.",
            cure="`server.body_bytes_max` in the settings raises the limit.",
            param=param,
            case=Case.TOO_LARGE,
            values={"bytes_max": bytes_max},
        )


class AddressRefusedError(BadRequestError):
    """An address that somebody wrote leads into a network that nobody opened."""

    code = "address_refused"


class AuthenticationError(WayfareError):
    """No key, or a key that is not known here."""

    code = "invalid_api_key"


class NotLoggedInError(AuthenticationError):
    """Nobody is logged in, or the session is over."""

    code = "not_logged_in"


class LoginError(AuthenticationError):
    """A name and a password that do not belong together. Says no more than that."""

    code = "login_failed"


class SignInError(AuthenticationError):
    """Somebody could not be signed in by an OpenID provider."""

    code = "sign_in_failed"


class TokenError(SignInError):
    """An OpenID provider sent a token that is not believed."""


class PermissionDeniedError(WayfareError):
    """Whoever asks is known, but may not do this."""

    code = "permission_denied"


class ForgedRequestError(PermissionDeniedError):
    """A browser sent this for a page that is not Wayfare's own."""

    code = "forged_request"


class BudgetSpentError(WayfareError):
    """A budget does not cover what the request may cost. Asking again changes nothing."""

    code = "insufficient_quota"


class PriceUnknownError(BadRequestError):
    """A budget applies, and what the model costs is not known: nothing bounds the cost."""

    code = "price_unknown"


class RateLimitedError(WayfareError):
    """Too much was asked within a minute. `retry_after_s` says when there is room again.

    `admission` says how the rates stand, where that is known.
    """

    code = "rate_limit_exceeded"

    def __init__(
        self,
        message: str,
        *,
        retry_after_s: float,
        cure: str = "",
        param: str | None = None,
        admission: Admission | None = None,
        case: Case | None = None,
        values: Values = MappingProxyType({}),
    ) -> None:
        super().__init__(message, cure=cure, param=param, case=case, values=values)
        self.retry_after_s = retry_after_s
        self.admission = admission


class ConflictError(WayfareError):
    """Something is there already, or is in use."""

    code = "conflict"


class NotFoundError(WayfareError):
    """There is no such thing."""

    code = "not_found"


class ModelNotFoundError(NotFoundError):
    """No deployment has this name."""

    code = "model_not_found"


class NoArmFitsError(BadRequestError):
    """Deployments exist, but none can take this request."""

    code = "no_arm_fits"


class NoArmError(WayfareError):
    """There is no deployment yet."""

    code = "no_arm_yet"


class CheckUnavailableError(WayfareError):
    """A check cannot be made on this machine, and nothing was kept of it."""

    code = "check_unavailable"


class SettingsError(WayfareError):
    """A setting is missing or has the wrong shape."""

    code = "invalid_setting"


class WeightsError(WayfareError):
    """The weights of a local model cannot be had, or are not what they should be."""

    code = "weights_unavailable"


class StoreError(WayfareError):
    """The database cannot be opened, read or written."""

    code = "store_unavailable"


class VaultError(WayfareError):
    """What is kept encrypted cannot be opened."""

    code = "vault_closed"


class InternalError(WayfareError):
    """A fault of Wayfare's own. What it was stands in the log."""

    code = "internal_error"


class ProviderError(WayfareError):
    """A provider refused or failed before the first byte of its answer.

    `status`, `body` and `headers` are the provider's own, so that the class of the
    error and its Retry-After reach the client unchanged. `wire` is what `body` is written in.
    `is_lasting`: asking again changes nothing, whatever the status says.
    """

    code = "provider_error"

    def __init__(
        self,
        message: str,
        *,
        provider: str,
        status: int,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        cure: str = "",
        wire: str = "openai",
        is_lasting: bool = False,
    ) -> None:
        super().__init__(message, cure=cure)
        self.is_lasting = is_lasting
        self.provider = provider
        self.status = status
        self.body = body
        self.wire = wire
        self.headers: Mapping[str, str] = headers or {}

    @property
    def retry_after(self) -> str | None:
        """The provider's Retry-After, as it wrote it."""
        return self.headers.get("retry-after")


class ProviderUnreachableError(ProviderError):
    """The provider could not be reached at all."""

    code = "provider_unreachable"


class ProviderTimeoutError(ProviderUnreachableError):
    """The provider took the request, but did not begin to answer in time."""

    code = "provider_timeout"


class TotalTimeoutError(ProviderTimeoutError):
    """The time that a whole answer may take was over before its first byte."""

    code = "total_timeout"


class ShuttingDownError(WayfareError):
    """Wayfare ends, and does not wait for this answer any longer."""

    code = "shutting_down"


class StreamCutError(WayfareError):
    """A provider's answer ended before it was whole."""

    code = "stream_cut"


class StreamTimeoutError(StreamCutError):
    """A provider's answer took too long to go on or to end. It may still be at work."""

    code = "stream_timeout"


class HedgeLostError(WayfareError):
    """Two arms were asked at once, and the other began first."""

    code = "hedge_lost"
