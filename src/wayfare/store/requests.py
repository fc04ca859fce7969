"""Read back what was kept of requests: a decision with everything that followed.

Knows the tables and the records they came from. Knows nothing of how they are shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, RowMapping, select

from wayfare.domain.cost import Cost, CostState
from wayfare.domain.decision import Exclusion, Goal, Reason
from wayfare.domain.deployment import Terms
from wayfare.domain.lot import Lot
from wayfare.domain.record import AttemptRecord, Ending, Leg
from wayfare.domain.usage import Usage
from wayfare.store.database import Database
from wayfare.store.rows import StoredOffer
from wayfare.store.schema import attempts, completions, costs, decisions, requests

_to_offers = msgspec.json.Decoder(tuple[StoredOffer, ...]).decode
_to_excluded = msgspec.json.Decoder(tuple[Exclusion, ...]).decode
_to_terms = msgspec.json.Decoder(Terms).decode
_to_names = msgspec.json.Decoder(tuple[str, ...]).decode
_to_numbers = msgspec.json.Decoder(tuple[float, ...]).decode


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision, the request it was made for, and the attempts that have ended.

    `model` is what the client asked for. `offers` are in order of preference, the first
    is the choice. `attempts` is empty while the first one runs, or where its end was
    never written.
    """

    id: str
    request_id: str
    started_at: float
    conversation: str | None
    user: str
    key_id: str
    wire: str
    model: str
    stream: bool
    language: str
    goal: Goal
    arm: str
    propensity: float
    reason: Reason
    router: str
    topic: str | None
    wishes: str | None
    baseline: str | None
    offers: tuple[StoredOffer, ...]
    excluded: tuple[Exclusion, ...]
    lot: Lot | None
    attempts: tuple[AttemptRecord, ...]


_DECISIONS = select(
    decisions,
    requests.c.started_at,
    requests.c.conversation,
    requests.c.user,
    requests.c.key_id,
    requests.c.wire,
    requests.c.model,
    requests.c.stream,
    requests.c.language,
    requests.c.wishes,
).join(requests)

_ATTEMPTS = (
    select(attempts, completions, costs)
    .select_from(attempts.join(completions).join(costs))
    .order_by(attempts.c.number)
)


def read_decision(
    database: Database, decision_id: str, user: str | None = None
) -> StoredDecision | None:
    """The decision with this id, if it was made for this user; None: for any."""
    wanted = _DECISIONS.where(decisions.c.id == decision_id)
    if user is not None:
        wanted = wanted.where(requests.c.user == user)
    with database.read() as connection:
        row = connection.execute(wanted).first()
        if row is None:
            return None
        return _decision(row, read_attempts(connection, row.request_id))


def read_attempts(connection: Connection, request_id: str) -> tuple[AttemptRecord, ...]:
    """The attempts of a request that have ended, the first one first."""
    wanted = _ATTEMPTS.where(attempts.c.request_id == request_id)
    return tuple(_attempt(row) for row in connection.execute(wanted).mappings())


def read_all_attempts(
    connection: Connection, request_ids: Iterable[str]
) -> dict[str, list[AttemptRecord]]:
    """The attempts of requests that have ended, by request, the first one first."""
    wanted = _ATTEMPTS.where(attempts.c.request_id.in_(set(request_ids)))
    found: dict[str, list[AttemptRecord]] = {}
    for row in connection.execute(wanted).mappings():
        attempt = _attempt(row)
        found.setdefault(attempt.request_id, []).append(attempt)
    return found


def _decision(row: Row[Any], followed: tuple[AttemptRecord, ...]) -> StoredDecision:
    return StoredDecision(
        id=row.id,
        request_id=row.request_id,
        started_at=row.started_at,
        conversation=row.conversation,
        user=row.user,
        key_id=row.key_id,
        wire=row.wire,
        model=row.model,
        stream=row.stream,
        language=row.language,
        goal=Goal(row.goal),
        arm=row.arm,
        propensity=row.propensity,
        reason=Reason(row.reason_code, row.reason_ko, row.reason_en),
        router=row.router,
        topic=row.topic,
        wishes=row.wishes,
        baseline=row.baseline,
        offers=_to_offers(row.offers),
        excluded=_to_excluded(row.excluded),
        lot=None if row.lot_unit is None else Lot(row.lot_unit, row.lot_share, row.lot_held),
        attempts=followed,
    )


def _attempt(row: RowMapping) -> AttemptRecord:
    return AttemptRecord(
        id=row[attempts.c.id],
        request_id=row[attempts.c.request_id],
        number=row[attempts.c.number],
        arm=row[attempts.c.arm],
        deployment=row[attempts.c.deployment],
        provider=row[attempts.c.provider],
        started_at=row[attempts.c.started_at],
        first_token_ms=row[attempts.c.first_token_ms],
        total_ms=row[attempts.c.total_ms],
        ending=Ending(row[attempts.c.ending]),
        status=row[attempts.c.status],
        error=row[attempts.c.error],
        usage=Usage(
            input_tokens=row[completions.c.input_tokens],
            output_tokens=row[completions.c.output_tokens],
            cached_tokens=row[completions.c.cached_tokens],
            cache_write_tokens=row[completions.c.cache_write_tokens],
            reasoning_tokens=row[completions.c.reasoning_tokens],
            audio_input_tokens=row[completions.c.audio_input_tokens],
            audio_output_tokens=row[completions.c.audio_output_tokens],
        ),
        counted_by_provider=row[completions.c.counted_by_provider],
        deltas=row[attempts.c.deltas],
        cost=Cost(row[costs.c.micros], CostState(row[costs.c.state])),
        terms=_to_terms(row[attempts.c.terms]),
        finish_reason=row[completions.c.finish_reason],
        answer=row[completions.c.answer],
        logprob_mean=row[completions.c.logprob_mean],
        served_model=row[completions.c.served_model],
        form=None if (form := row[completions.c.form]) is None else _to_numbers(form),
        left_out=_to_names(row[attempts.c.left_out] or "[]"),
        leg=None if (leg := row[attempts.c.leg]) is None else Leg(leg),
        original=row[completions.c.original],
        letters=row[completions.c.letters],
        presumed_tokens=row[completions.c.presumed_tokens],
    )
