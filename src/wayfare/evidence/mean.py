"""Bound a mean of numbers in [-1, 1] from both sides, at any time, as narrowly as a grid allows.

For every bound of a grid two gamblers play, one on the mean being above it, one on its being below.
Claims are about small differences and have their own, coarser bounds (`claim.py`); here a mean may
lie anywhere. Knows numbers. Knows nothing of what they are about.
"""

import math
from collections.abc import Iterator, Sequence

from wayfare.evidence.bets import LARGEST, Gamblers, shown_up_to

#: How often an interval may be wrong: half of it at each end.
ALPHA = 0.05
ENOUGH = -math.log(ALPHA / 2)
#: Where a judge's error is bounded, the bound takes a fifth of what may err.
BOUNDED = math.log(1.25)
#: What the bet that follows hopes for; the fixed ones are there for all else.
HOPE = 0.1


def _grid() -> Iterator[float]:
    """Fine where small differences matter, coarse where they do not."""
    for hundredths in (*range(11), 12, 14, 16, 18, *range(20, 100, 5)):
        yield hundredths / 100
        yield -hundredths / 100


GRID = tuple(sorted(set(_grid())))


class Mean:
    """What was seen of a mean. `marks` are bounds that it must be held against, beside the grid.

    >>> mean = Mean()
    >>> for number in range(200):
    ...     mean.learn(1.0 if number % 2 else 0.0)
    >>> mean.low, mean.mean, mean.high
    (0.35, 0.5, 0.65)
    """

    __slots__ = ("_above", "_below", "_bounds", "_squares", "_total", "count")

    def __init__(self, marks: Sequence[float] = ()) -> None:
        self._bounds = tuple(sorted({*GRID, *marks}))
        hopes = [HOPE] * len(self._bounds)
        self._above = Gamblers(self._bounds, hopes)
        self._below = Gamblers([-bound for bound in self._bounds], hopes)
        self._total = self._squares = 0.0
        self.count = 0

    def learn(self, value: float, most: float | None = None) -> None:
        """One more; where it is not known it lies between `value` and `most`.

        Raises:
            ValueError: it is out of its range.
        """
        most = value if most is None else most
        if not -1.0 <= value <= most <= 1.0:
            raise ValueError(f"A value lies between -1 and 1, and not in [{value}, {most}].")
        self._above.learn(value, 1.0)
        self._below.learn(-most, 1.0)
        middle = (value + most) / 2
        self._total += middle
        self._squares += middle * middle
        self.count += 1

    @property
    def mean(self) -> float | None:
        """The mean of those seen; None: there are none."""
        return self._total / self.count if self.count else None

    @property
    def low(self) -> float:
        """The mean lies above this one; -1: nothing is shown. Both ends hold at 95 % together."""
        return self.low_at(ENOUGH)

    @property
    def high(self) -> float:
        """The mean lies below this one; 1: nothing is shown."""
        return self.high_at(ENOUGH)

    def low_at(self, log_enough: float) -> float:
        """The same, where so much evidence is enough."""
        found = shown_up_to(self._shown(self._above), log_enough)
        return -1.0 if found is None else found

    def high_at(self, log_enough: float) -> float:
        """The same, where so much evidence is enough."""
        found = shown_up_to(reversed([*self._shown(self._below)]), log_enough)
        return 1.0 if found is None else found

    def _shown(self, gamblers: Gamblers) -> Iterator[tuple[float, float]]:
        return ((bound, gamblers.log_wealth(place)) for place, bound in enumerate(self._bounds))

    def still_needed(self, bound: float, log_enough: float = ENOUGH) -> int | None:
        """About how many more would show on which side of a bound of the grid the mean lies.

        It goes by what was seen so far, and by what the best bet that is allowed would gain from
        each if they went on so; None where that would never come, or nothing is known yet.
        """
        if not self.count:
            return None
        place = self._bounds.index(bound)
        mean = self._total / self.count - bound
        square = (self._squares - 2 * bound * self._total) / self.count + bound * bound
        if not mean or not square:
            return None
        wealth = (self._above if mean > 0 else self._below).log_wealth(place)
        bet = min(LARGEST / (1 + (bound if mean > 0 else -bound)), abs(mean) / square)
        gain = bet * abs(mean) - bet * bet * square / 2
        return max(0, math.ceil((log_enough - wealth) / gain))


def corrected(low: float, high: float, error: float) -> tuple[float, float]:
    """What a judge's mean says of the truth, where it errs in at most `error` of all cases.

    It moves the truth towards 0, by a factor of 1 - 2 * error at the least.

    >>> corrected(-0.1, 0.2, 0.25), corrected(0.1, 0.2, 0.25)
    ((-0.2, 0.4), (0.1, 0.4))
    """
    moves = 1 - 2 * error
    return (
        max(-1.0, low if low >= 0 else low / moves),
        min(1.0, high if high <= 0 else high / moves),
    )
