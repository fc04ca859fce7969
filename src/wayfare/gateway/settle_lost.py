"""Settle requests whose process died before their end was written.

What they cost is not known, and that is what is booked: money that may have been charged
must not vanish. Knows nothing of how such requests are found.
"""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from wayfare.domain.cost import Cost, CostState
from wayfare.domain.deployment import TERMS_NOT_KNOWN
from wayfare.domain.errors import ModelNotFoundError
from wayfare.domain.record import AttemptRecord, Ending
from wayfare.domain.usage import Usage
from wayfare.gateway.parts import Parts

#: Nothing takes longer: a request that is older and has no end will not get one.
LOST_AFTER_S = 86_400.0


class LostRequest(Protocol):
    """What is known of one."""

    @property
    def id(self) -> str:
        """The request's id."""
        ...

    @property
    def started_at(self) -> float:
        """When it began, in Unix seconds."""
        ...

    @property
    def arm(self) -> str:
        """What was chosen for it."""
        ...

    @property
    def input_tokens(self) -> int:
        """Our own count."""
        ...


class Find(Protocol):
    """Finds requests without an attempt. Waits for the disk."""

    def __call__(self, *, since: float, until: float) -> Sequence[LostRequest]:
        """Those that began in [since, until)."""
        ...


class LostRequests:
    """Those that no process will end, round by round: each is looked at once.

    They are those that began before `all_before`, when no other process was there, and all
    that are older than `LOST_AFTER_S`.
    """

    def __init__(self, parts: Parts, find: Find, *, all_before: float) -> None:
        self._parts = parts
        self._find = find
        self._all_before = all_before
        self._since = 0.0

    async def settle(self) -> int:
        """Book an attempt for each, number 0, that ended `lost`. Returns how many.

        Raises:
            StoreError: they cannot be read or written just now; the next round will.
        """
        oldest = self._parts.clock.now() - LOST_AFTER_S
        until = max(self._since, self._all_before, oldest)
        lost = await asyncio.to_thread(self._find, since=self._since, until=until)
        for request in lost:
            self._parts.records.append(_attempt(self._parts, request))
        self._since = until
        return len(lost)


def _attempt(parts: Parts, request: LostRequest) -> AttemptRecord:
    try:
        deployment = parts.catalog.candidates(request.arm).arms[0].deployment
    except ModelNotFoundError:  # it is not served any more
        deployment = None
    is_local = deployment is not None and deployment.is_local
    return AttemptRecord(
        id=f"{request.id}-0",
        request_id=request.id,
        number=0,
        arm=request.arm,
        deployment=deployment.name if deployment else request.arm,
        provider=deployment.provider if deployment else request.arm.partition("/")[0],
        started_at=request.started_at,
        first_token_ms=None,
        total_ms=0.0,
        ending=Ending.LOST,
        status=None,
        error=None,
        usage=Usage(request.input_tokens, 0),
        counted_by_provider=False,
        deltas=0,
        cost=Cost(0, CostState.LOCAL) if is_local else Cost(None, CostState.UNKNOWN),
        terms=deployment.terms if deployment else TERMS_NOT_KNOWN,
        finish_reason=None,
        answer=None,
    )
