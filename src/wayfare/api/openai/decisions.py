"""GET /v1/decisions/{id}: the ticket of an answer, later, with every attempt."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from wayfare.domain.errors import NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.record import AttemptRecord
from wayfare.domain.ticket import Company, company_of
from wayfare.store.requests import StoredDecision

ReadDecision = Callable[[str, str], StoredDecision | None]


class DecisionsEndpoint:
    """What was decided, and what came of it."""

    def __init__(self, read_decision: ReadDecision) -> None:
        self._read = read_decision

    async def one(self, request: Request) -> Response:
        """Show one decision of the caller's own."""
        caller: Caller = request.scope["caller"]
        decision_id: str = request.path_params["decision_id"]
        found = await asyncio.to_thread(self._read, decision_id, caller.user)
        if found is None:
            raise NotFoundError(
                f"There is no decision {decision_id!r} of yours.",
                cure="It is written within a tenth of a second.",
            )
        return Response(msgspec.json.encode(_plain(found)), media_type="application/json")


def _plain(found: StoredDecision) -> dict[str, Any]:
    return {
        "decision_id": found.id,
        "started_at": found.started_at,
        "conversation": found.conversation,
        "asked_for": found.model,
        "language": found.language,
        "wishes": found.wishes,
        "topic": found.topic,
        "arm": found.arm,
        "baseline": found.baseline,
        "propensity": found.propensity,
        "held": None if found.lot is None else found.lot.is_held,
        "router": found.router,
        "reason": found.reason,
        "offers": found.offers,
        "excluded": found.excluded,
        "companies": _companies(found.attempts),
        "attempts": [_attempt(attempt) for attempt in found.attempts],
    }


def _companies(attempts: Sequence[AttemptRecord]) -> list[Company]:
    """Who saw the text, each company once."""
    seen = [company_of(each.provider, each.terms) for each in attempts if each.was_sent]
    return list(dict.fromkeys(company for company in seen if company is not None))


def _attempt(attempt: AttemptRecord) -> dict[str, Any]:
    return {
        "number": attempt.number,
        "arm": attempt.arm,
        "provider": attempt.provider,
        "ending": attempt.ending,
        "status": attempt.status,
        "error": attempt.error,
        "first_token_ms": attempt.first_token_ms,
        "total_ms": attempt.total_ms,
        "usage": attempt.usage,
        "counted_by_provider": attempt.counted_by_provider,
        "cost_micros": attempt.cost.micros,
        "cost_state": attempt.cost.state,
        "terms": attempt.terms,
        "finish_reason": attempt.finish_reason,
        "left_out": attempt.left_out,
        "served_model": attempt.served_model,
        "deployment": attempt.deployment,
        "leg": attempt.leg,
        "translation": attempt.answer if attempt.is_leg else None,
        "original": attempt.original,
    }
