"""Count what is spent, held and asked: what budgets and rates are kept by.

Two things count: this process alone (`memory_counters.py`), or a Redis that several processes
share (`store/redis_counters.py`). Both do the same, and pass the same tests.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Protocol

import msgspec

from wayfare.domain.budget import Admission, Balance, Hold, Purse, Rate, Standing

WINDOW_S = 60.0

#: What a purse has spent, by the ledger. Takes the purse, and which attempts have ended
#: since it was asked: their costs are counted by who asks, so the sum must not have them.
Load = Callable[[Purse, Callable[[], Sequence[str]]], Awaitable[Balance]]


class Refused(msgspec.Struct, frozen=True):
    """A purse that does not cover a hold, as it stands."""

    purse: Purse
    balance: Balance

    @property
    def left_micros(self) -> int:
        """What could still be held."""
        budget = self.purse.budget
        return max(0, budget.limit_micros - self.balance.spent_micros - self.balance.held_micros)


class Overrun(msgspec.Struct, frozen=True):
    """A rate that has no room just now. `kind` is `requests` or `tokens`."""

    rate: Rate
    kind: str
    retry_after_s: float
    admission: Admission


class Counters(Protocol):
    """Where is counted. Everything that checks and changes does both at once."""

    async def admit(
        self, rates: Sequence[Rate], request_id: str, tokens: int
    ) -> Admission | Overrun:
        """Count a request and the tokens it is expected to take, or nothing of it.

        Raises:
            StoreError: a count cannot be had.
        """
        ...

    async def balances(self, purses: Sequence[Purse]) -> Sequence[Balance]:
        """How purses stand.

        Raises:
            StoreError: it cannot be told.
        """
        ...

    async def reserve(
        self, purses: tuple[Purse, ...], attempt_id: str, at: float, micros: int
    ) -> Hold | Refused:
        """Hold money in all of these purses, or in none.

        Raises:
            StoreError: it cannot be told whether it is there.
        """
        ...

    def settle(
        self, purses: Sequence[Purse], hold: Hold | None, attempt_id: str, micros: int | None
    ) -> None:
        """Give a hold back and count what the call did cost. Never waits, never raises.

        `purses` are those that it counts in: where there was no hold, a budget that came
        while the call was on its way. None: the cost is not known.
        """
        ...

    def correct(self, rates: Sequence[Rate], admission: Admission, tokens: int) -> None:
        """Say how many tokens a request really took. Never waits, never raises."""
        ...


def tightest(standings: Iterable[Standing | None]) -> Standing | None:
    """The one with the least room."""
    known = [each for each in standings if each is not None]
    if len(known) < 2:
        return known[0] if known else None
    return min(known, key=lambda each: (each.remaining, each.limit))
