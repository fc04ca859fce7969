"""What a request, a key or a project wishes of a choice: what quality is worth, what it may cost.

Knows money. Knows nothing of where a wish was made or who fulfils it. Who may read the text is
another matter: see `demands.py`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MICROS_PER_DOLLAR = 1_000_000
#: More than any answer costs.
DOLLARS_MAX = 1_000_000
_DOLLARS = re.compile(r"[0-9]{1,7}(\.[0-9]{1,12})?")
_HOW = "`point_worth_usd=0.0002`, `ceiling_usd=0.01`, `critical`"


@dataclass(frozen=True, slots=True)
class Wishes:
    """None: nothing is wished.

    `point_worth_micros` is what one point of quality of 100 may cost per answer,
    `ceiling_micros` what an answer may be quoted at. On what is `critical` nothing is tried out.

    >>> str(Wishes(ceiling_micros=10_000, critical=True))
    'ceiling_usd=0.01, critical'
    """

    point_worth_micros: int | None = None
    ceiling_micros: int | None = None
    critical: bool = False

    def over(self, other: "Wishes") -> "Wishes":
        """These before those of whoever stands further off; the lower ceiling holds.

        >>> Wishes(1, 50).over(Wishes(2, 20, critical=True))
        Wishes(point_worth_micros=1, ceiling_micros=20, critical=True)
        """
        if other is NO_WISHES:
            return self
        if self is NO_WISHES:
            return other
        worth = self.point_worth_micros
        return Wishes(
            other.point_worth_micros if worth is None else worth,
            _lower(self.ceiling_micros, other.ceiling_micros),
            self.critical or other.critical,
        )

    def __bool__(self) -> bool:
        """Whether anything is wished."""
        return self != NO_WISHES

    def __str__(self) -> str:
        """As it is written in a header; `parse_wishes` reads it back."""
        return ", ".join(
            [
                *_priced("point_worth_usd", self.point_worth_micros),
                *_priced("ceiling_usd", self.ceiling_micros),
                *(["critical"] if self.critical else []),
            ]
        )


NO_WISHES = Wishes()


def parse_wishes(text: str) -> Wishes:
    """Read wishes as they stand in a header.

    >>> parse_wishes("ceiling_usd=0.01, critical").ceiling_micros
    10000

    Raises:
        ValueError: they are malformed; says where and what is right.
    """
    wishes = NO_WISHES
    for part in text.split(","):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if name == "critical" and not equals:
            wishes = Wishes(critical=True).over(wishes)
        elif name in _PRICED and equals:
            wishes = _PRICED[name](_micros(value)).over(wishes)
        else:
            raise ValueError(f"{part.strip()!r} is not a wish; there are {_HOW}")
    return wishes


def micros_of(dollars: float | None) -> int | None:
    """Dollars as micro-dollars."""
    return None if dollars is None else round(dollars * MICROS_PER_DOLLAR)


_PRICED: Mapping[str, Callable[[int], Wishes]] = {
    "point_worth_usd": lambda micros: Wishes(point_worth_micros=micros),
    "ceiling_usd": lambda micros: Wishes(ceiling_micros=micros),
}


def _micros(text: str) -> int:
    if not _DOLLARS.fullmatch(text) or float(text) > DOLLARS_MAX:
        raise ValueError(f"{text!r} is not a number of dollars such as 0.01")
    return round(float(text) * MICROS_PER_DOLLAR)


def _priced(name: str, micros: int | None) -> list[str]:
    if micros is None:
        return []
    dollars = f"{micros / MICROS_PER_DOLLAR:.6f}".rstrip("0").rstrip(".")
    return [f"{name}={dollars}"]


def _lower(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
