"""What a provider's models cost: the owner's dated prices first, then the table's.

Asks the table once for all models that are wanted meanwhile, and remembers what it said.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

from wayfare.domain.price import Price, Rates
from wayfare.providers.prices.asking import ask_table
from wayfare.providers.prices.kept import keep, read_kept
from wayfare.providers.prices.names import may_be_known
from wayfare.providers.prices.row import NOT_KNOWN, Answers, Batch, Question, TableRow
from wayfare.settings.prices import PriceRow

_MICROS = Decimal(1_000_000)


class PriceTable:
    """The table, and what it has said so far: in memory, and in a file where one is named."""

    def __init__(
        self,
        path: Path | None = None,
        ask: Callable[[Batch], Awaitable[Answers]] = ask_table,
    ) -> None:
        self._path = path
        self._ask = ask
        self._known: dict[Question, TableRow] = {}
        self._wanted: dict[Question, None] = {}
        self._asking = asyncio.Lock()
        self._has_read = False

    async def rows(self, provider: str, models: Sequence[str], now: float) -> list[TableRow]:
        """What it says of a provider's models at a moment, in their order."""
        if not models or not may_be_known(provider):
            return [NOT_KNOWN] * len(models)
        questions = [Question(provider, model) for model in models]
        if not self._know(questions, now):
            self._wanted.update(dict.fromkeys(questions))
            async with self._asking:  # whoever waits meanwhile is asked for at once
                await self._learn(questions, now)
        return [self._known[question] for question in questions]

    def _know(self, questions: Sequence[Question], now: float) -> bool:
        return all(q in self._known and self._known[q].holds_at(now) for q in questions)

    async def _learn(self, questions: Sequence[Question], now: float) -> None:
        if self._path is not None and not self._has_read:
            self._known = await asyncio.to_thread(read_kept, self._path) | self._known
            self._has_read = True
        if self._know(questions, now):
            return
        wanted = [q for q in self._wanted | dict.fromkeys(questions) if not self._know([q], now)]
        answers = await self._ask(Batch(wanted, now))
        self._known.update(zip(wanted, answers.rows, strict=True))
        for question in wanted:
            self._wanted.pop(question, None)
        if self._path is not None:
            await asyncio.to_thread(keep, self._path, dict(self._known))


async def rows_of(
    table: PriceTable,
    own: Mapping[str, PriceRow],
    provider: str,
    models: Sequence[str],
    now: float,
    *,
    like: str = "",
) -> list[TableRow]:
    """What is known of a provider's models, in their order: the owner's word wins.

    `like` is the usual provider that it is, whatever the owner calls it.
    """
    rows = await table.rows(like or provider, models, now)
    return [
        row if (said := own.get(f"{provider}/{model}")) is None else _with_price(row, said)
        for model, row in zip(models, rows, strict=True)
    ]


def _with_price(row: TableRow, said: PriceRow) -> TableRow:
    rates = Rates(
        input=_micros(said.input),
        output=_micros(said.output),
        cached=None if said.cached is None else _micros(said.cached),
    )
    price = Price(rates, source=said.source, as_of=said.as_of)
    return msgspec.structs.replace(row, price=price)


def _micros(dollars: float) -> int:
    return int((Decimal(str(dollars)) * _MICROS).to_integral_value())
