"""Count what is spent, held and asked: what budgets and rates are kept by.

Two things count: this process alone (`memory_counters.py`), or a Redis that several processes
share (`store/redis_counters.py`). Both do the same, and pass the same tests.
"""

from collections.abc import Sequence
from typing import Protocol

from wayfare.domain.budget import Admission, Balance, Hold, Overrun, Purse, Rate, Refused


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

    async def close(self) -> None:
        """Say all that was settled to whoever counts, and end."""
        ...
