r"""Bet on a mean being above a bound: evidence that may be looked at whenever one likes.

The wealth of a gambler who bets that it is above, in a game that is fair or worse where it is not.
That it ever reaches 1/alpha has then a chance of at most alpha (Ville 1939; the process is the
betting process of Waudby-Smith and Ramdas 2024, arXiv:2010.09686, section 4.3), so wealth is
evidence, valid at any time, and an e-value at each single look.

Half of the capital lies on `FIXED` bets, a part each; half follows one bet that is set before each
round from what was seen (`hoped_for`). Where the mean drifts the halves say different things. A
fixed bet's wealth is at most exp(bet * sum of excesses of the conditional means) times a
martingale, so fixed bets show that the *running mean* is above the bound, however the arms react
to what was shown. The bet that follows shows it only where no single conditional mean was below.
Bets that react more strongly (online Newton steps) certify an arm whose average is still bad, and
are not used.
"""

import math
from collections.abc import Iterable, Sequence
from operator import add

#: As parts of the largest bet that can lose all: spread evenly in their logarithm.
FIXED = (0.05, 0.1, 0.2, 0.4, 0.8)
#: No bet is larger: one that can lose nearly all is hard to win back.
LARGEST = 0.8
#: What the square of an excess is presumed to be, as if so many had been seen.
SQUARE_PRESUMED, SQUARE_WORTH = 0.06, 40.0
#: Of the capital, what lies on the fixed bets together.
HALF = 0.5

_EACH = len(FIXED)
#: Most rounds are like one of so many others: scores that are the same, or all apart.
_ALIKE_MAX = 8


def shown_up_to(bounds: Iterable[tuple[float, float]], log_enough: float) -> float | None:
    """The last bound that is shown together with all before it; None: the first is not.

    `bounds` come with the logarithms of their gamblers' wealth, those that say least first. Where a
    level drifts, one may be shown and another not that says less. What lies beyond the first that
    is not shown does not count: so an end is wrong only where the first bound that is wrong is
    shown, as seldom as that one alone. By the furthest shown it would be wrong where any is.

    >>> shown_up_to([(-0.2, 9.0), (-0.1, 4.0), (0.0, 2.0), (0.1, 4.0)], 3.0)
    -0.1
    """
    found = None
    for bound, log_wealth in bounds:
        if log_wealth < log_enough:
            break
        found = bound
    return found


class Gamblers:
    """For each of some bounds a gambler who bets that the mean is above it; each begins with 1.

    `bounds` lie in (-1, 1). `hopes` are by how much each hopes that the mean is above its bound;
    that is what the bet that follows is set by.
    """

    __slots__ = ("_alike", "_bounds", "_fixed", "_follows", "_hopes", "_most", "_sums", "_worth")

    def __init__(
        self, bounds: Sequence[float], hopes: Sequence[float], kept: Sequence[float] = ()
    ) -> None:
        size = len(bounds)
        self._bounds, self._hopes = tuple(bounds), tuple(hopes)
        self._most = tuple(LARGEST / (1 + bound) for bound in bounds)
        self._alike: dict[tuple[float, float], tuple[float, ...]] = {}
        self._fixed = list(kept[: size * _EACH]) or [0.0] * (size * _EACH)
        self._follows = list(kept[size * _EACH : size * (_EACH + 1)]) or [0.0] * size
        #: Squared weights; the same times differences; the same times their squares.
        self._sums = list(kept[size * (_EACH + 1) : -1]) or [0.0, 0.0, 0.0]
        self._worth = kept[-1] if kept else SQUARE_WORTH

    @property
    def kept(self) -> list[float]:
        """All of it, to be kept."""
        return [*self._fixed, *self._follows, *self._sums, self._worth]

    def learn(self, difference: float, weight: float) -> None:
        """One round: a difference in [-1, 1], and what it counts, in (0, 1]."""
        steps = self._alike.get((difference, weight)) or self._steps(difference, weight)
        self._fixed = list(map(add, self._fixed, steps))
        squares, crosses, alone = self._sums[2], self._sums[1], self._sums[0]
        presumed, worth, log1p = SQUARE_PRESUMED * SQUARE_WORTH, self._worth, math.log1p
        follows = self._follows
        whole = zip(self._bounds, self._hopes, self._most, strict=True)
        for place, (bound, hope, most) in enumerate(whole):
            # the bet that wins most if the mean is as hoped for: all weights by all squares before
            square = presumed + squares - 2 * bound * crosses + bound * bound * alone
            bet = hope * worth / square
            follows[place] += log1p((min(most, bet)) * weight * (difference - bound))
        counts = weight * weight
        self._sums = [
            alone + counts,
            crosses + counts * difference,
            squares + counts * difference * difference,
        ]
        self._worth = worth + weight

    def log_wealth(self, place: int) -> float:
        """The logarithm of the wealth of the gambler at a bound, by its place."""
        fixed = self._fixed[place * _EACH : (place + 1) * _EACH]
        terms = [log + math.log(HALF / _EACH) for log in fixed]
        terms.append(self._follows[place] + math.log(1 - HALF))
        most = max(terms)
        return most + math.log(sum(math.exp(term - most) for term in terms))

    def _steps(self, difference: float, weight: float) -> tuple[float, ...]:
        """What a round adds to the logarithms of all fixed bets."""
        steps = tuple(
            math.log1p(part / (1 + bound) * weight * (difference - bound))
            for bound in self._bounds
            for part in FIXED
        )
        if len(self._alike) < _ALIKE_MAX:
            self._alike[difference, weight] = steps
        return steps
