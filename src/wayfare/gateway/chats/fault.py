"""Say why an answer failed, in the words of whoever knows.

A provider's own sentence is told, but not where it refuses Wayfare's key: that is nothing that
whoever asks could mend.
"""

from wayfare.domain.case import Case
from wayfare.domain.errors import ProviderError, StreamCutError, WayfareError
from wayfare.domain.run import RunFault
from wayfare.wire.wires import WIRES

#: A provider that answers so refuses the key, not the question.
_REFUSES_KEY = (401, 403, 407)
_CURE = "Ask again, or ask another model."


def fault_of(error: WayfareError) -> RunFault:
    """Why an answer failed, and what helps."""
    if not isinstance(error, ProviderError):
        return RunFault(error.message, error.cure, error.code, error.case, dict(error.values))
    if error.status in _REFUSES_KEY:
        return RunFault(
            f"{error.provider} refused the key that Wayfare has for it.",
            "Another model may answer. An admin can set another key.",
            error.code,
            Case.PROVIDER_REFUSES_KEY,
            {"provider": error.provider},
        )
    said = WIRES[error.wire].error_message(error.body) if error.body else None
    if said is None:
        return RunFault(error.message, error.cure or _CURE, error.code)
    values: dict[str, str | int] = {"provider": error.provider, "said": said}
    message = f"{error.provider}: {said}"
    return RunFault(message, error.cure or _CURE, error.code, Case.PROVIDER_SAID, values)


def cut_fault(message: str, code: str | None = None) -> RunFault:
    """Why an answer broke off."""
    return RunFault(message, _CURE, code or StreamCutError.code)
