"""Look up what a provider charges: the owner's dated prices first, then genai-prices.

The table is only loaded when somebody asks, since local models need none.
A model that neither knows has no price: unknown, never 0.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from wayfare.domain.price import Price, Rates
from wayfare.settings.prices import PriceRow

#: Our names for providers, where genai-prices has others.
TABLE_NAMES = {
    "xai": "x-ai",
    "gemini": "google",
    "vertex": "google",
    "vertex-gemini": "google",
    "moonshot": "moonshotai",
    "zhipu": "zhipuai",
    "bedrock": "aws",
    "bedrock-anthropic": "aws",
}

#: The table, with its version: what its facts are dated by.
TABLE = f"genai-prices {version('genai-prices')}"

# micro-dollars per million tokens are millionths of the dollars per million tokens
_MICROS = Decimal(1_000_000)


def price_of(
    provider: str, model: str, own: Mapping[str, PriceRow], now: float, *, like: str = ""
) -> tuple[Price | None, int | None]:
    """The price of a model and its context window in tokens, each None where not known.

    `like` is the usual provider that it is, whatever the owner calls it.
    """
    row = own.get(f"{provider}/{model}")
    listed, context_tokens = _listed(like or provider, model, now)
    return (_own(row) if row is not None else listed), context_tokens


def retired_by(provider: str, model: str, *, like: str = "") -> str:
    """Who says that a model is retired or about to be; empty where nobody does."""
    info = _find(like or provider, model)
    return TABLE if info is not None and info.deprecated else ""


def _own(row: PriceRow) -> Price:
    rates = Rates(
        input=_micros(row.input),
        output=_micros(row.output),
        cached=None if row.cached is None else _micros(row.cached),
    )
    return Price(rates, source=row.source, as_of=row.as_of)


def _micros(dollars: float) -> int:
    return int((Decimal(str(dollars)) * _MICROS).to_integral_value())


def _listed(provider: str, model: str, now: float) -> tuple[Price | None, int | None]:
    info = _find(provider, model)
    if info is None:
        return None, None
    listed = info.get_prices(datetime.fromtimestamp(now, UTC))
    return _price(vars(listed)), info.context_window


def _find(provider: str, model: str) -> Any:
    """The table's row of a model, if it has one."""
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415 - 10 MB, rarely needed

    try:
        _, info = get_snapshot().find_provider_model(
            model, None, TABLE_NAMES.get(provider, provider), None
        )
    except LookupError:
        return None
    return info


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
        request_micros=int((requests * _MICROS).to_integral_value()),
        source=TABLE,
    )


def _rates(listed: Mapping[str, Any], start: int | None) -> Rates:
    def rate(name: str) -> int | None:
        value = listed.get(name)
        return None if value is None else int((_at(value, start) * _MICROS).to_integral_value())

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
