"""What models cost: the owner's word first, then the table's, asked once for all."""

import asyncio
from datetime import UTC, datetime

import pytest

from wayfare.domain.price import Price, Rates
from wayfare.providers.prices.kept import FILE_NAME, read_kept
from wayfare.providers.prices.prices import PriceTable, rows_of
from wayfare.providers.prices.row import NOT_KNOWN, Answers, Batch, Question, TableRow
from wayfare.providers.prices.table import read_table
from wayfare.settings.prices import PriceRow

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC).timestamp()
OWN = PriceRow(as_of="2026-11-01", input=1.25, output=0.000001, cached=0.1, source="my contract")


class Asked:
    """The table, and the batches that it was asked."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []
        self.begun = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, batch: Batch) -> Answers:
        self.batches.append(batch)
        self.begun.set()
        await self.gate.wait()
        return read_table(batch)

    @property
    def questions(self) -> list[list[str]]:
        return [[question.model for question in batch.questions] for batch in self.batches]


@pytest.fixture
async def asked() -> Asked:
    return Asked()


@pytest.fixture
def table(asked: Asked) -> PriceTable:
    return PriceTable(ask=asked)


async def test_the_owners_dated_price_wins(table):
    own = {"openai/gpt-4o": OWN}
    (found, other) = await rows_of(table, own, "openai", ["gpt-4o", "gpt-4.1"], NOW)
    assert found.price == Price(
        Rates(input=1_250_000, output=1, cached=100_000), source="my contract", as_of="2026-11-01"
    )
    assert found.context_tokens == 128_000  # which the owner says nothing of
    assert other.price is not None
    assert other.price.source.startswith("genai-prices ")


async def test_the_owner_may_price_what_the_table_does_not_know(table, asked):
    own = {"home/mine": PriceRow(as_of="2026-11-01", input=0, output=0)}
    mine, other = await rows_of(table, own, "home", ["mine", "other"], NOW)
    assert mine.price is not None
    assert (mine.price.rates, mine.context_tokens) == (Rates(0, 0), None)
    assert other == NOT_KNOWN
    assert asked.batches == []  # an own server costs nothing


async def test_what_a_provider_is_like_tells_its_prices(table):
    (mine,) = await rows_of(table, {}, "mine", ["gemini-2.0-flash"], NOW, like="gemini")
    (its,) = await rows_of(table, {}, "gemini", ["gemini-2.0-flash"], NOW)
    assert mine == its
    assert mine.retired_by.startswith("genai-prices ")


async def test_a_provider_is_asked_about_once_for_all_its_models(table, asked):
    models = ["gpt-4o", "nope-9", "gpt-5.4"]
    rows = await table.rows("openai", models, NOW)
    assert rows == read_table(Batch([Question("openai", m) for m in models], NOW)).rows
    assert await table.rows("openai", models[::-1], NOW + 60) == rows[::-1]
    assert asked.questions == [models]


async def test_only_what_is_new_is_asked(table, asked):
    await table.rows("openai", ["gpt-4o"], NOW)
    await table.rows("openai", ["gpt-4o", "gpt-4.1"], NOW)
    assert asked.questions == [["gpt-4o"], ["gpt-4.1"]]


async def test_no_models_are_no_question(table, asked):
    assert await table.rows("openai", [], NOW) == []
    assert asked.batches == []


async def test_those_who_come_meanwhile_are_asked_about_at_once(table, asked):
    asked.gate.clear()
    names = ["openai", "gemini", "deepseek", "mistral", "openai"]
    models = ["gpt-4o", "gemini-2.5-pro", "deepseek-chat", "mistral-large-latest", "gpt-4.1"]
    asking = [
        asyncio.create_task(table.rows(name, [model], NOW + at))
        for at, (name, model) in enumerate(zip(names, models, strict=True))
    ]
    await asked.begun.wait()
    for _ in range(3):
        await asyncio.sleep(0)
    asked.gate.set()
    found = [(await task)[0] for task in asking]
    assert all(row.price is not None for row in found)
    assert asked.questions == [models[:1], models[1:]]


async def test_one_who_leaves_keeps_nobody_from_asking(table, asked):
    asked.gate.clear()
    first = asyncio.create_task(table.rows("openai", ["gpt-4o"], NOW))
    second = asyncio.create_task(table.rows("openai", ["gpt-4.1"], NOW))
    await asked.begun.wait()
    first.cancel()
    asked.gate.set()
    (row,) = await second
    assert row.price is not None
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_a_price_is_asked_for_anew_once_it_holds_no_more(table, asked):
    night = datetime(2026, 11, 24, 20, 0, tzinfo=UTC).timestamp()
    (by_day,) = await table.rows("deepseek", ["deepseek-chat"], NOW)
    (by_night,) = await table.rows("deepseek", ["deepseek-chat"], night)
    assert by_day.price is not None
    assert by_night.price is not None
    assert by_night.price.rates.input < by_day.price.rates.input
    assert await table.rows("deepseek", ["deepseek-chat"], NOW) == [by_day]  # a clock set back
    assert len(asked.batches) == 3


async def test_the_next_start_need_not_ask(tmp_path, asked):
    path = tmp_path / FILE_NAME
    rows = await PriceTable(path, asked).rows("openai", ["gpt-4o", "nope-9"], NOW)
    assert list(read_kept(path).values()) == rows
    assert await PriceTable(path, asked).rows("openai", ["gpt-4o", "nope-9"], NOW + 3) == rows
    assert len(asked.batches) == 1


async def test_a_kept_price_that_holds_no_more_is_asked_for(tmp_path, asked):
    path = tmp_path / FILE_NAME
    night = datetime(2026, 11, 24, 20, 0, tzinfo=UTC).timestamp()
    await PriceTable(path, asked).rows("deepseek", ["deepseek-chat"], NOW)
    (row,) = await PriceTable(path, asked).rows("deepseek", ["deepseek-chat"], night)
    assert row.holds_at(night)
    assert len(asked.batches) == 2


@pytest.mark.parametrize("written", [b"", b"{", b'{"edition": "x", "rows": []}'])
async def test_a_damaged_file_costs_a_question_and_is_mended(tmp_path, asked, written):
    path = tmp_path / FILE_NAME
    path.write_bytes(written)
    (row,) = await PriceTable(path, asked).rows("openai", ["gpt-4o"], NOW)
    assert row.price is not None
    assert read_kept(path) == {Question("openai", "gpt-4o"): row}


def test_a_row_holds_from_its_beginning_to_before_its_end():
    row = TableRow(since=10.0, until=20.0)
    assert [row.holds_at(now) for now in (9.0, 10.0, 19.0, 20.0)] == [False, True, True, False]
    assert NOT_KNOWN.holds_at(0.0)
