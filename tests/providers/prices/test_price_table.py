"""What the table says of a model: its price to the micro-dollar, else nothing and never 0."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from genai_prices import Usage as TableUsage
from genai_prices import calc_price
from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import ModelPrice

from wayfare.domain.price import Price, Rates
from wayfare.domain.usage import Usage
from wayfare.providers.presets import PRESETS
from wayfare.providers.prices.names import TABLE_NAMES
from wayfare.providers.prices.row import NOT_KNOWN, Batch, Question, TableRow, table_name
from wayfare.providers.prices.table import read_table

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC).timestamp()


def row(provider: str, model: str, now: float = NOW) -> TableRow:
    (found,) = read_table(Batch([Question(provider, model)], now)).rows
    return found


def price(provider: str, model: str, now: float = NOW) -> Price:
    found = row(provider, model, now).price
    assert found is not None
    return found


def test_a_known_model_has_its_price_with_its_source_and_its_context():
    found = price("openai", "gpt-4o")
    assert found.rates == Rates(input=2_500_000, output=10_000_000, cached=1_250_000)
    assert found.source == table_name()
    assert found.source.startswith("genai-prices ")
    assert row("openai", "gpt-4o").context_tokens == 128_000


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
    assert row(provider, model) == NOT_KNOWN


def test_a_providers_other_name_is_known():
    assert price("xai", "grok-4").rates.input > 0


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
        found = row(provider, folder + model.id).price
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
    assert row("gemini", "gemini-2.0-flash").retired_by == table_name()
    assert row("gemini", "gemini-2.5-pro").retired_by == ""
    assert row("nobody", "nothing").retired_by == ""


#: From the day before the first dated price of 2025 to after the last, odd hours among them.
MOMENTS = [
    datetime(2025, 1, 1, tzinfo=UTC).timestamp() + days * 86_400.0 + seconds
    for days in range(0, 1_000, 9)
    for seconds in (0, 1_799, 1_800, 30_000, 59_400, 60_000)
]
CHANGING = [
    Question(provider.id, model.id)
    for provider in get_snapshot().providers
    for model in provider.models
    if not isinstance(model.prices, ModelPrice)
    and provider.id in {"deepseek", "openai", "google", "mistral", "zai"}
]


@pytest.mark.parametrize("question", CHANGING, ids=lambda q: f"{q.provider}/{q.model}")
def test_what_was_said_holds_for_as_long_as_it_says(question):
    """Remembered for as long as they hold, prices are what the table says at every moment."""
    said = row(question.provider, question.model, MOMENTS[0])
    for now in MOMENTS:
        fresh = row(question.provider, question.model, now)
        assert fresh.holds_at(now)
        if said.holds_at(now):
            assert said.price == fresh.price
        else:
            said = fresh


def test_a_price_that_never_changes_always_holds():
    found = row("openai", "gpt-4o")
    assert (found.since, found.until) == (0.0, None)


def test_a_price_of_the_night_holds_until_the_next_morning():
    night = datetime(2026, 11, 24, 20, 0, tzinfo=UTC).timestamp()
    found = row("deepseek", "deepseek-chat", night)
    assert found.until is not None
    assert found.since <= night < found.until <= night + 86_400
    later = row("deepseek", "deepseek-chat", found.until)
    assert later.since == found.until
