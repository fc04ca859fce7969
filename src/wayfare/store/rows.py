"""Turn records into rows: tuples in the order of the tables' columns.

Knows the shape of both. Knows nothing of connections. Runs for every request, so it
builds plain tuples and converts no more than it must.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from sqlalchemy import Table

from wayfare.domain.deployment import Feature, Terms
from wayfare.domain.record import AttemptRecord, RequestRecord
from wayfare.store.schema import attempts, completions, costs, decisions, requests, shadows

Record = RequestRecord | AttemptRecord
Row = tuple[object, ...]

#: Parents before children.
LOG_TABLES = (requests, decisions, shadows, attempts, completions, costs)

_to_json = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class StoredOffer:
    """An offer as it is kept: the arm by its name."""

    arm: str
    fare_micros: int | None
    quality: float | None
    time_ms: float | None
    outcomes: int = 0
    error: float | None = None
    usual: float | None = None


def rows_of(records: Iterable[Record]) -> dict[Table, list[Row]]:
    """The rows of some records, by table, parents before children."""
    rows: dict[Table, list[Row]] = {table: [] for table in LOG_TABLES}
    for record in records:
        if isinstance(record, RequestRecord):
            rows[requests].append(_request_row(record))
            rows[decisions].append(_decision_row(record))
            if record.shadow is not None:
                rows[shadows].append(msgspec.structs.astuple(record.shadow))
            continue
        rows[attempts].append(_attempt_row(record))
        rows[completions].append(_completion_row(record))
        rows[costs].append((record.id, record.cost.micros, str(record.cost.state)))
    return rows


def mended(rows: dict[Table, list[Row]], nul_mark: str | None) -> dict[Table, list[Row]]:
    """The same rows, with marks for what the database cannot hold.

    No database takes the half of a character: it becomes "?". Where there is a mark for
    the character U+0000, that becomes the mark.
    """
    return {
        table: [tuple(mended_text(value, nul_mark) for value in row) for row in some]
        for table, some in rows.items()
    }


def mended_text(value: object, nul_mark: str | None) -> object:
    """The same value; a text with marks for what the database cannot hold."""
    if not isinstance(value, str):
        return value
    whole = value.encode("utf-8", "replace").decode()
    return whole if nul_mark is None else whole.replace("\x00", nul_mark)


def _request_row(record: RequestRecord) -> Row:
    caller, context = record.caller, record.context
    return (
        record.id,
        record.started_at,
        record.conversation,
        caller.user,
        caller.key_id,
        caller.may_learn,
        record.wire,
        record.model,
        record.stream,
        context.language,
        _needs_json(context.needs),
        context.input_tokens,
        context.output_tokens,
        record.prompt,
        caller.project,
        str(context.wishes) if context.wishes else None,
        None if record.demands is None else str(record.demands),
    )


def _decision_row(record: RequestRecord) -> Row:
    decision, context = record.decision, record.context
    reason, lot = decision.reason, decision.lot
    offers = [
        {
            "arm": offer.arm.name,
            "fare_micros": offer.fare_micros,
            "quality": offer.quality,
            "time_ms": offer.time_ms,
            "outcomes": offer.outcomes,
            "error": offer.error,
            "usual": offer.usual,
        }
        for offer in decision.offers
    ]
    return (
        decision.id,
        record.id,
        str(decision.goal),
        decision.choice.arm.name,
        decision.propensity,
        reason.code,
        reason.ko,
        reason.en,
        decision.router,
        _to_json(offers).decode(),
        _to_json(decision.excluded).decode() if decision.excluded else "[]",
        context.features,
        context.features_version,
        context.topic,
        decision.baseline,
        *((None, None, None) if lot is None else (lot.unit, lot.share, lot.is_held)),
    )


def _attempt_row(record: AttemptRecord) -> Row:
    return (
        record.id,
        record.request_id,
        record.number,
        record.arm,
        record.deployment,
        record.provider,
        record.started_at,
        record.first_token_ms,
        record.total_ms,
        str(record.ending),
        record.status,
        record.error,
        record.deltas,
        _terms_json(record.terms),
        _to_json(record.left_out).decode() if record.left_out else None,
        record.leg,
    )


def _completion_row(record: AttemptRecord) -> Row:
    usage = record.usage
    return (
        record.id,
        record.finish_reason,
        record.answer,
        usage.input_tokens,
        usage.output_tokens,
        usage.cached_tokens,
        usage.cache_write_tokens,
        usage.reasoning_tokens,
        usage.audio_input_tokens,
        usage.audio_output_tokens,
        record.counted_by_provider,
        record.logprob_mean,
        record.served_model,
        None if record.form is None else _to_json(record.form).decode(),
        record.original,
        record.letters,
        record.presumed_tokens,
    )


@lru_cache(maxsize=256)
def _terms_json(terms: Terms) -> str:
    return _to_json(terms).decode()


@lru_cache(maxsize=256)
def _needs_json(needs: frozenset[Feature]) -> str:
    return _to_json(sorted(needs)).decode()
