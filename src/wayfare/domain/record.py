"""What is kept of a request: append-only rows, each true on its own.

A request and its decision are written when the arm was chosen, an attempt with its
completion and cost when it ended, however it ended.
"""

from enum import StrEnum

import msgspec

from wayfare.domain.chat import Context
from wayfare.domain.cost import Cost
from wayfare.domain.decision import Decision
from wayfare.domain.demands import Demands
from wayfare.domain.deployment import Terms
from wayfare.domain.errors import (
    BadRequestError,
    BudgetSpentError,
    PermissionDeniedError,
    PriceUnknownError,
    RateLimitedError,
    StoreError,
)
from wayfare.domain.key import Caller
from wayfare.domain.shadow import Shadow
from wayfare.domain.usage import Usage


class Ending(StrEnum):
    """How an attempt ended."""

    WHOLE = "whole"  # the provider's answer is complete
    FAILED = "failed"  # the provider refused or broke before its first byte
    CUT = "cut"  # the provider broke off after its first byte
    ABANDONED = "abandoned"  # nobody waits for it: the client left, or another arm was quicker
    AGAIN = "again"  # the answer was there from before, and nobody was asked
    LOST = "lost"  # Wayfare's process died before the end was written


class Leg(StrEnum):
    """A way of a pivot: who is asked translates, and does not answer."""

    THERE = "there"  # the question, into the pivot's language
    BACK = "back"  # the answer, or a stretch of it, into the reader's


#: The errors with which an attempt ends before anything is sent.
REFUSED_HERE = frozenset(
    {
        BadRequestError.code,
        BudgetSpentError.code,
        PermissionDeniedError.code,
        PriceUnknownError.code,
        RateLimitedError.code,
        StoreError.code,
        "cannot_be_carried",
    }
)


class RequestRecord(msgspec.Struct, frozen=True):
    """One request, with the decision made for it.

    `started_at` is Unix time in seconds. `prompt` is the client's body, or None where
    texts are not kept. `demands` are all that bound whoever read it; None: not known. `shadow`
    is there where the answer was drawn to be compared with the baseline's.
    """

    id: str
    started_at: float
    conversation: str | None
    caller: Caller
    wire: str
    model: str
    stream: bool
    context: Context
    decision: Decision
    prompt: bytes | None
    demands: Demands | None = None
    shadow: Shadow | None = None


class AttemptRecord(msgspec.Struct, frozen=True):
    """One call of a provider, settled.

    `number` counts from 1 within a request; 0 is what a process that died left behind.
    `deltas` is how many pieces of a stream were delivered. `answer` is the text, or None
    where texts are not kept. `logprob_mean` is the mean token log-probability where the
    provider gave any, `left_out` names the hints in the request that the arm's wire has no
    words for. `served_model` is the model that answered, as its provider names it; None where
    it did not say. `form` are numbers of an answer that was held back, kept whatever becomes of
    its text, in the order of `routing.answer_form.KEPT_NAMES`; None where nobody looked. `leg` is
    set where a translator was asked. `original` is what the model said, where `answer` is that in
    another language. `letters` are the characters of what the model said, `presumed_tokens` what
    they were taken for; None where it was asked in another language, or nothing was said.
    """

    id: str
    request_id: str
    number: int
    arm: str
    deployment: str
    provider: str
    started_at: float
    first_token_ms: float | None
    total_ms: float
    ending: Ending
    status: int | None
    error: str | None
    usage: Usage
    counted_by_provider: bool
    deltas: int
    cost: Cost
    terms: Terms
    finish_reason: str | None
    answer: str | None
    logprob_mean: float | None = None
    left_out: tuple[str, ...] = ()
    served_model: str | None = None
    form: tuple[float, ...] | None = None
    leg: Leg | None = None
    original: str | None = None
    letters: int | None = None
    presumed_tokens: int | None = None

    @property
    def is_leg(self) -> bool:
        """Whether it translated and did not answer."""
        return self.leg is not None

    @property
    def was_sent(self) -> bool:
        """Whether the provider may have seen the text: Wayfare did not refuse, and had to ask."""
        return self.ending is not Ending.AGAIN and self.error not in REFUSED_HERE
