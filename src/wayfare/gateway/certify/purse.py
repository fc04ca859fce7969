"""Say what answers in the shadow may cost a day.

Knows money. Knows nothing of what it is spent on.
"""

from typing import Protocol


class Purse(Protocol):
    """What answers in the shadow may cost a day."""

    @property
    def a_day(self) -> int:
        """How many micro-dollars there are each day."""
        ...

    def can_pay(self, micros: int | None, now: float) -> bool:
        """Whether so many micro-dollars are left; what is not known cannot be paid."""
        ...

    def pay(self, micros: int | None) -> None:
        """Book them."""
        ...


class NoMoney:
    """A purse that holds nothing: nothing is compared, nor put on trial."""

    @property
    def a_day(self) -> int:
        """None."""
        return 0

    def can_pay(self, micros: int | None, now: float) -> bool:
        """It cannot."""
        del micros, now
        return False

    def pay(self, micros: int | None) -> None:
        """Nobody asks it to.

        Raises:
            ValueError: somebody did.
        """
        raise ValueError(f"There is no money for {micros} micro-dollars.")
