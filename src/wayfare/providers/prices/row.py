"""What is asked of the table of prices, and what it says of a model.

Knows neither the table nor who asks. Money is integer micro-dollars, unknown is None.
"""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

import msgspec

from wayfare.domain.price import Price

PACKAGE = "genai-prices"


class Question(msgspec.Struct, frozen=True, array_like=True):
    """A model, as its provider calls it, and the name of a usual provider."""

    provider: str
    model: str


class TableRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the table says of a model; of one that it does not know, nothing.

    `retired_by` is who says that it is retired or about to be. All this holds from `since` to
    before `until` (seconds since 1970): some prices depend on the day or the hour. None: for
    as long as the table is the same.
    """

    price: Price | None = None
    context_tokens: int | None = None
    retired_by: str = ""
    since: float = 0.0
    until: float | None = None

    def holds_at(self, now: float) -> bool:
        """Whether this is still what the table says."""
        return self.since <= now and (self.until is None or now < self.until)


NOT_KNOWN = TableRow()


class Batch(msgspec.Struct, frozen=True):
    """Models that are asked about at once, and the moment whose prices are wanted."""

    questions: Sequence[Question]
    now: float


class Answers(msgspec.Struct, frozen=True):
    """What the table with this name says, a row for each question."""

    table: str
    rows: list[TableRow]


@cache
def table_name() -> str:
    """The table, with its version: what its facts are dated by."""
    return f"{PACKAGE} {version(PACKAGE)}"
