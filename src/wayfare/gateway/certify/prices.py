"""Tell whether an arm cost less than the baseline when an answer was asked for, and does now.

Goes by what a usual question costs at list prices, so that it moves when a price does and never
because of a question. Knows prices as they were noted. Knows nothing of claims.
"""

from collections.abc import Mapping, Sequence

import msgspec

#: What a usual question cost, in micro-dollars, and since when, in Unix time; the oldest first.
Course = Sequence[tuple[float, int]]


class Prices(msgspec.Struct, frozen=True):
    """What was noted of each arm. Before its first note an arm is taken to have cost the same."""

    noted: Mapping[str, Course] = {}

    def costs_less(self, baseline: str, arm: str, at: float) -> bool:
        """Whether the arm cost less than the baseline; so too where a price is not known.

        >>> prices = Prices({"large": [(0.0, 9)], "small": [(5.0, 1), (60.0, 9)]})
        >>> [prices.costs_less("large", "small", at) for at in (1.0, 59.0, 60.0)]
        [True, True, False]
        >>> prices.costs_less("large", "unheard of", 60.0)
        True
        """
        theirs, own = self._at(baseline, at), self._at(arm, at)
        return theirs is None or own is None or own < theirs

    def continues(self, before: "Prices", names: set[str], until: float) -> bool:
        """Whether all that was noted of some arms until a moment was noted `before`.

        Another process may note a price a while after it was seen.
        """
        return all(self._continues(before, name, until) for name in names)

    def of(self, names: set[str]) -> dict[str, list[tuple[float, int]]]:
        """What was noted of some arms."""
        return {name: list(its) for name, its in sorted(self.noted.items()) if name in names}

    def _continues(self, before: "Prices", name: str, until: float) -> bool:
        known, now = before.noted.get(name, ()), self.noted.get(name, ())
        if list(now[: len(known)]) != list(known) or bool(known) != bool(now):
            return False
        return all(since > until for since, _ in now[len(known) :])

    def _at(self, name: str, at: float) -> int | None:
        course = self.noted.get(name, ())
        past = [micros for since, micros in course if since <= at]
        if past:
            return past[-1]
        return course[0][1] if course else None


NO_PRICES = Prices()
