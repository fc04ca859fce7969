"""A run: one answer being given in a conversation, whoever looks.

It belongs to the server. What has come of it is kept before anybody sees it.
"""

from enum import StrEnum

import msgspec
from msgspec.structs import replace

from wayfare.domain.case import Case
from wayfare.domain.decision import Reason


class RunStatus(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    WHOLE = "whole"
    STOPPED = "stopped"  # by whoever asked
    INTERRUPTED = "interrupted"  # the server ended
    FAILED = "failed"


class RunFault(msgspec.Struct, frozen=True):
    """Why a run failed, and what helps. The rest says it in other languages, as errors do."""

    message: str
    cure: str
    code: str = ""
    case: str | None = None
    values: dict[str, str | int] = {}


class Run(msgspec.Struct, frozen=True):
    """How one answer came about. `message` is the answer it writes.

    `model` is what was asked for, `arm` who answered. `last_event` is the id of its last event:
    one more than the letters of its text so far. `cost_micros` is None while it is not known.
    `is_blind`: nobody may know yet who answers.
    """

    id: str
    message: str
    conversation: str
    status: RunStatus
    model: str
    created_at: float
    arm: str | None = None
    decision_id: str | None = None
    reason: Reason | None = None
    first_token_ms: float | None = None
    total_ms: float | None = None
    cost_micros: int | None = None
    error: RunFault | None = None
    last_event: int = 1
    is_blind: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes."""
        return self.status is not RunStatus.RUNNING

    @property
    def shown(self) -> "Run":
        """The run as its user may see it."""
        if not self.is_blind:
            return self
        return replace(
            self,
            model="",
            arm=None,
            decision_id=None,
            reason=None,
            first_token_ms=None,
            total_ms=None,
            cost_micros=None,
            error=None if self.error is None else _BLIND_FAULT,
        )


#: A provider's own words may name it.
_BLIND_FAULT = RunFault("This answer failed.", "Begin another battle.", case=Case.BLIND_FAILED)


def event_id(letters: int) -> int:
    """The id of the event after which so many letters of the text are known."""
    return letters + 1
