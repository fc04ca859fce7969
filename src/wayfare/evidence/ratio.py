r"""Tell how many times as much one group takes as another: money, or time, a piece.

Such numbers have no bound, so that no interval holds for sure. What is told is an *asymptotic*
confidence sequence: it holds at any time from some time on, and says no more. Theorem 2.2 of
Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024, arXiv:2103.06476), of the logarithm of the
ratio, whose error is that of a mean of the groups' influence values (delta method).
"""

import math

import msgspec

#: The interval is the narrowest at so many observations.
BEST_AT = 1_000
ALPHA = 0.05
#: With fewer in a group there is nothing asymptotic about it.
LEAST = 30


class Taken(msgspec.Struct):
    """What a group took: sums over conversations of amounts, of pieces, and of their products."""

    count: int = 0
    amount: float = 0.0
    pieces: float = 0.0
    amounts_squared: float = 0.0
    pieces_squared: float = 0.0
    products: float = 0.0

    def learn(self, amount: float, pieces: float = 1.0) -> None:
        """One conversation more."""
        self.count += 1
        self.amount += amount
        self.pieces += pieces
        self.amounts_squared += amount * amount
        self.pieces_squared += pieces * pieces
        self.products += amount * pieces

    @property
    def mean(self) -> float | None:
        """The amount a piece; None: there are no pieces."""
        return self.amount / self.pieces if self.pieces else None

    @property
    def variance(self) -> float:
        """How far a conversation's influence on the logarithm of the mean lies from 0, squared."""
        mean = self.amount / self.pieces
        squares = self.amounts_squared - 2 * mean * self.products + mean**2 * self.pieces_squared
        return max(0.0, squares / self.count) / (self.amount / self.count) ** 2


class Ratio(msgspec.Struct, frozen=True):
    """How many times as much; `low` and `high` are asymptotic, None: too little is known."""

    ratio: float | None = None
    low: float | None = None
    high: float | None = None


def ratio_of(free: Taken, held: Taken) -> Ratio:
    """How many times as much a piece the free group takes.

    >>> some, others = Taken(), Taken()
    >>> for number in range(100):
    ...     some.learn(90 + number % 3)
    ...     others.learn(180 + number % 5)
    >>> found = ratio_of(some, others)
    >>> [round(each, 3) for each in (found.low, found.ratio, found.high)]
    [0.498, 0.5, 0.502]
    """
    if not free.mean or not held.mean:
        return Ratio()
    ratio = free.mean / held.mean
    if min(free.count, held.count) < LEAST:
        return Ratio(ratio)
    count = free.count + held.count
    variance = count * (free.variance / free.count + held.variance / held.count)
    half = math.sqrt(variance) * width(count)
    return Ratio(ratio, ratio * math.exp(-half), ratio * math.exp(half))


def width(count: int) -> float:
    """Half the width of the sequence, in standard deviations of one observation."""
    wish = -2 * math.log(ALPHA)
    rho = math.sqrt((wish + math.log(wish + 1)) / BEST_AT)
    spread = count * rho * rho
    return math.sqrt(2 * (spread + 1) / (count * spread) * math.log(math.sqrt(spread + 1) / ALPHA))
