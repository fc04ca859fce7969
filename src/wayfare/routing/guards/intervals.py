"""Bound a mean from what was seen of it, however often one looks.

A confidence sequence for values in [0, 1]: with probability 1 - alpha the mean lies inside at
every moment. It bets on every other mean at once (a beta mixture), and leaves out those means
against which too much would have been won; see Robbins (1970), Waudby-Smith and Ramdas (2024).
"""

import math

#: A tally as it is kept: how many values, and their sum.
TallyState = tuple[int, float]


class Tally:
    """How many values there were, and their sum."""

    __slots__ = ("count", "total")

    def __init__(self, count: int = 0, total: float = 0.0) -> None:
        self.count, self.total = count, total

    def add(self, value: float, sign: int = 1) -> None:
        """One value more; with `sign` -1 one less."""
        self.count += sign
        self.total += sign * value

    def plus(self, other: "Tally", sign: int = 1) -> "Tally":
        """Both together; with `sign` -1 these without the other."""
        return Tally(self.count + sign * other.count, self.total + sign * other.total)

    @property
    def kept(self) -> "TallyState":
        """Both, to be kept."""
        return self.count, self.total

    @property
    def mean(self) -> float:
        """Their mean, 0.5 of none."""
        return min(1.0, max(0.0, self.total / self.count)) if self.count else 0.5

    def bounds(self, alpha: float) -> tuple[float, float]:
        """The lowest and the highest mean that are still believed."""
        if self.count <= 0:
            return 0.0, 1.0
        good, bad = self.mean * self.count, (1 - self.mean) * self.count
        bet = math.lgamma(good + 0.5) + math.lgamma(bad + 0.5) - math.lgamma(self.count + 1)
        # a mean is believed as long as it does not make what was seen less likely than this
        least = bet - math.log(math.pi) + math.log(alpha)
        return _edge(good, bad, least, 0.0), _edge(good, bad, least, 1.0)


def _edge(good: float, bad: float, least: float, outside: float) -> float:
    """Where between what was seen and `outside` belief ends, by halving."""
    inside = good / (good + bad)
    if (bad if outside else good) <= 0:
        return outside
    for _ in range(24):
        middle = (inside + outside) / 2
        likely = (good * math.log(middle) if good else 0.0) + (
            bad * math.log1p(-middle) if bad else 0.0
        )
        if likely < least:
            outside = middle
        else:
            inside = middle
    return outside
