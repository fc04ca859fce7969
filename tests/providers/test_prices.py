"""What a model costs: the owner's word first, then the table's, else unknown and never nothing."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from genai_prices import Usage as TableUsage
from genai_prices import calc_price
from genai_prices.data_snapshot import get_snapshot

from wayfare.domain.price import Price, Rates
from wayfare.domain.usage import Usage
from wayfare.providers.presets import PRESETS
from wayfare.providers.prices import TABLE, TABLE_NAMES, price_of, retired_by
from wayfare.settings.prices import PriceRow

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC).timestamp()


def price(provider: str, model: str, now: float = NOW, **own: PriceRow) -> Price:
    found, _ = price_of(provider, model, own, now)
    assert found is not None
    return found


def test_a_known_model_has_its_price_with_its_source_and_its_context():
    found, context_tokens = price_of("openai", "gpt-4o", {}, NOW)
    assert found is not None
    assert found.rates == Rates(input=2_500_000, output=10_000_000, cached=1_250_000)
    assert found.source.startswith("genai-prices ")
    assert context_tokens == 128_000


def test_a_dated_name_has_the_price_of_its_model():
    assert price("openai", "gpt-4o-2024-08-06").rates == price("openai", "gpt-4o").rates


@pytest.mark.parametrize(
    ("provider", "model"),
    [
        ("openai", "nope-9"),
        ("openai", ""),
        ("nobody", "gpt-4o"),
        ("ollama", "llama3.2"),
        ("", ""),
    ],
)
def test_a_model_that_nobody_knows_has_no_price_at_all(provider, model):
    assert price_of(provider, model, {}, NOW) == (None, None)


def test_a_providers_other_name_is_known():
    assert price("xai", "grok-4").rates.input > 0


OWN = PriceRow(as_of="2026-11-01", input=1.25, output=0.000001, cached=0.1, source="my contract")


def test_the_owners_dated_price_wins():
    found, context_tokens = price_of("openai", "gpt-4o", {"openai/gpt-4o": OWN}, NOW)
    assert found == Price(
        Rates(input=1_250_000, output=1, cached=100_000), source="my contract", as_of="2026-11-01"
    )
    assert context_tokens == 128_000  # which the owner says nothing of


def test_the_owner_may_price_what_the_table_does_not_know():
    own = {"home/mine": PriceRow(as_of="2026-11-01", input=0, output=0)}
    found, context_tokens = price_of("home", "mine", own, NOW)
    assert found is not None
    assert (found.rates, context_tokens) == (Rates(0, 0), None)
    assert price_of("home", "other", own, NOW) == (None, None)


def test_a_long_input_is_charged_at_the_longer_ones_rates():
    found = price("openai", "gpt-5.4")
    ((threshold, dearer),) = found.tiers
    assert threshold == 272_000
    assert dearer.input == 2 * found.rates.input
    assert found.cost_micros(Usage(272_000, 0)) == 272_000 * 25 // 10
    assert found.cost_micros(Usage(272_001, 0)) == 272_001 * 5


def test_a_price_may_depend_on_the_hour():
    """DeepSeek is cheaper at night: what holds is what held when the price was asked for."""
    night = datetime(2026, 11, 24, 20, 0, tzinfo=UTC).timestamp()
    by_day, by_night = (price("deepseek", "deepseek-chat", now).rates for now in (NOW, night))
    assert by_night.input < by_day.input


USAGES = [
    Usage(1_000, 500),
    Usage(100_000, 2_000, cached_tokens=40_000),
    Usage(250_000, 10_000, cached_tokens=200_000),
    Usage(900_000, 60_000),
]


#: Those of whose models the table has too few to compare, or none.
FEW = {"nvidia", "dashscope", "upstage", "clova", "cohere", "cerebras"} | {
    "bedrock-anthropic",
    "vertex-anthropic",
}


@pytest.mark.parametrize(
    "provider", [name for name, p in PRESETS.items() if p.port is None and name not in FEW]
)
def test_a_cost_is_what_the_table_itself_makes_of_it(provider):
    """Rates, tiers and cached tokens of every model, against the table's own arithmetic."""
    table = TABLE_NAMES.get(provider, provider)
    models = next((p.models for p in get_snapshot().providers if p.id == table), [])
    folder = "accounts/fireworks/models/" if provider == "fireworks" else ""
    compared = 0
    for model in models:
        found, _ = price_of(provider, folder + model.id, {}, NOW)
        if found is None or found.request_micros:
            continue
        for usage in USAGES:
            try:
                whole = calc_price(
                    TableUsage(
                        input_tokens=usage.input_tokens,
                        output_tokens=usage.output_tokens,
                        cache_read_tokens=usage.cached_tokens or None,
                    ),
                    folder + model.id,
                    provider_id=table,
                    genai_request_timestamp=datetime.fromtimestamp(NOW, UTC),
                )
            except LookupError:
                continue
            micros = (whole.total_price * 1_000_000).quantize(Decimal(1), ROUND_HALF_UP)
            assert abs(found.cost_micros(usage) - micros) <= 1, (model.id, usage)
            compared += 1
    assert compared > 20


def test_what_is_retired_is_said_by_the_table():
    assert retired_by("gemini", "gemini-2.0-flash") == TABLE
    assert retired_by("mine", "gemini-2.0-flash", like="gemini") == TABLE
    assert retired_by("gemini", "gemini-2.5-pro") == ""
    assert retired_by("nobody", "nothing") == ""
