"""Read the table of prices: genai-prices, the only module that imports it.

It is 18 MB once loaded. A model that it does not know has no price: unknown, never 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from wayfare.domain.price import Price, Rates
from wayfare.providers.prices.names import TABLE_NAMES
from wayfare.providers.prices.row import NOT_KNOWN, Answers, Batch, Question, TableRow, table_name

# micro-dollars per million tokens are millionths of the dollars per million tokens
MICROS = Decimal(1_000_000)


def read_table(batch: Batch) -> Answers:
    """What the table says of models at a moment. Loads it into this process, for good."""
    return Answers(table_name(), [_row(question, batch.now) for question in batch.questions])


def _row(question: Question, now: float) -> TableRow:
    info = _find(question)
    if info is None:
        return NOT_KNOWN
    moment = datetime.fromtimestamp(now, UTC)
    changes = list(_changes(info.prices, moment))
    return TableRow(
        price=_price(vars(info.get_prices(moment))),
        context_tokens=info.context_window,
        retired_by=table_name() if info.deprecated else "",
        since=max((change for change in changes if change <= now), default=0.0),
        until=min((change for change in changes if change > now), default=None),
    )


def _find(question: Question) -> Any:
    """The table's row of a model, if it has one."""
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415 - 18 MB, rarely needed

    provider = TABLE_NAMES.get(question.provider, question.provider)
    try:
        _, info = get_snapshot().find_provider_model(question.model, None, provider, None)
    except LookupError:
        return None
    return info


def _changes(prices: Any, now: datetime) -> Iterator[float]:
    """When another of a model's prices may begin to hold: the moments next to now, on both sides.

    Days and times of day are UTC where they have no zone, as the table has them.
    """
    for conditional in prices if isinstance(prices, Sequence) else ():
        constraint = conditional.constraint
        if constraint is None:
            continue
        if (day := getattr(constraint, "start_date", None)) is not None:
            yield datetime.combine(day, time(), UTC).timestamp()
            continue
        for at in (constraint.start_time, constraint.end_time):
            today = datetime.combine(now.date(), at if at.tzinfo else at.replace(tzinfo=UTC))
            for days in (-2, -1, 0, 1, 2):  # a zone's day begins before or after ours
                yield (today + timedelta(days=days)).timestamp()


def _price(listed: Mapping[str, Any]) -> Price | None:
    if listed.get("input_mtok") is None or listed.get("output_mtok") is None:
        return None
    starts = sorted(
        {tier.start for value in listed.values() for tier in getattr(value, "tiers", ())}
    )
    per_thousand = listed.get("requests_kcount")
    requests = Decimal(0) if per_thousand is None else _at(per_thousand, None) / 1_000
    return Price(
        rates=_rates(listed, None),
        tiers=tuple((int(start), _rates(listed, start)) for start in starts),
        request_micros=int((requests * MICROS).to_integral_value()),
        source=table_name(),
    )


def _rates(listed: Mapping[str, Any], start: int | None) -> Rates:
    def rate(name: str) -> int | None:
        value = listed.get(name)
        return None if value is None else int((_at(value, start) * MICROS).to_integral_value())

    return Rates(
        input=rate("input_mtok") or 0,
        output=rate("output_mtok") or 0,
        cached=rate("cache_read_mtok"),
        cache_write=rate("cache_write_mtok"),
        reasoning=rate("output_reasoning_mtok"),
        audio_input=rate("input_audio_mtok"),
        audio_output=rate("output_audio_mtok"),
    )


def _at(value: Any, start: int | None) -> Decimal:
    """A listed price once the input is longer than `start` tokens."""
    tiers = getattr(value, "tiers", None)
    if tiers is None:
        return Decimal(value)
    price = Decimal(value.base)
    for tier in sorted(tiers, key=lambda tier: tier.start):
        if start is not None and tier.start <= start:
            price = Decimal(tier.price)
    return price
