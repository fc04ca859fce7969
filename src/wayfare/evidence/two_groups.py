r"""Tell by how much the means of two groups differ that a lot made: one held back, one left free.

Scores lie in [0, 1]. Against a difference d a gambler bets that free scores lie above c + d, and
held ones below c, where c is the level that was seen before. A free score counts
share / (1 - share) of a held one (inverse propensities: Horvitz and Thompson 1952; off-policy
betting: Karampatziakis, Mineiro and Ramdas 2021, arXiv:2102.09540), so that a round is fair where
the means differ by d, *whatever* c is, if the lot alone decides which group a score is of. That
holds while levels drift and shares change. Where not all are scored, and not as many of either
group, it is fair as far as c is right.

Half of each gambler's capital lies on fixed bets, half follows what was seen (see `bets.py`).
"""

import math
from collections.abc import Iterator, Sequence

import msgspec

from wayfare.evidence.bets import FIXED, HALF, LARGEST, SQUARE_PRESUMED, SQUARE_WORTH, shown_up_to

#: The differences that are bet on.
BOUNDS = (
    *(-0.3, -0.2, -0.15, -0.1, -0.07, -0.05, -0.03, -0.02, -0.01, 0.0),
    *(0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3),
)
#: Each end of an interval may be wrong so often, so that both hold in 95 of 100 cases.
ALPHA = 0.025
ENOUGH = -math.log(ALPHA)
#: By how much the bet that follows hopes that the difference is above a bound, at least.
HOPE_LEAST = 0.03
#: The level is presumed to be a half, as if two scores had been seen.
LEVEL_PRESUMED, LEVEL_WORTH = 0.5, 2.0


class Group(msgspec.Struct):
    """How many scores of a group there are, their sum, and that of their squares."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def learn(self, score: float) -> None:
        """One score more."""
        self.count += 1
        self.total += score
        self.squares += score * score

    @property
    def mean(self) -> float | None:
        """Their mean; None: there are none."""
        return self.total / self.count if self.count else None

    @property
    def variance(self) -> float:
        """The mean square around their mean."""
        return max(0.0, self.squares / self.count - (self.total / self.count) ** 2)


class Gambler:
    """Bets that the difference is above a bound; begins with 1."""

    __slots__ = ("_bets", "_fixed", "_follows", "_hope", "_most", "_square", "_worth")

    def __init__(self, bound: float) -> None:
        self._hope = max(-bound, HOPE_LEAST)
        self._most = LARGEST / (1 + abs(bound))
        self._bets = tuple(part / (1 + abs(bound)) for part in FIXED)
        self._fixed = [0.0] * len(FIXED)
        self._follows = 0.0
        self._square, self._worth = SQUARE_PRESUMED * SQUARE_WORTH, SQUARE_WORTH

    def learn(self, excess: float, weight: float) -> None:
        """One round; `weight` times the difference, less the bound, is the excess on average."""
        log1p = math.log1p
        for place, bet in enumerate(self._bets):
            self._fixed[place] += log1p(bet * excess)
        self._follows += log1p(min(self._most, self._hope * self._worth / self._square) * excess)
        self._square += excess * excess
        self._worth += weight

    @property
    def log_wealth(self) -> float:
        """The logarithm of what it owns."""
        terms = [log + math.log(HALF / len(FIXED)) for log in self._fixed]
        terms.append(self._follows + math.log(1 - HALF))
        most = max(terms)
        return most + math.log(sum(math.exp(term - most) for term in terms))


class TwoGroups:
    """Scores of two groups, in the order of the lots, and how far apart their means are."""

    def __init__(self, bounds: Sequence[float] = BOUNDS) -> None:
        self.free, self.held = Group(), Group()
        self._bounds = tuple(sorted(bounds))
        self._above = [Gambler(bound) for bound in self._bounds]
        self._below = [Gambler(-bound) for bound in self._bounds]

    def learn(self, score: float, share: float, *, is_held: bool) -> None:
        """One score in [0, 1]; `share` in (0, 1) is how likely it was to be held.

        Raises:
            ValueError: a number is out of its range.
        """
        if not 0.0 <= score <= 1.0:
            raise ValueError(f"A score lies between 0 and 1; this one is {score}.")
        if not 0.0 < share < 1.0:
            raise ValueError(f"A share of {share} leaves no two groups.")
        odds = share / (1 - share)
        counts, weight = min(1.0, 1 / odds if is_held else odds), min(share, 1 - share)
        for bound, above, below in zip(self._bounds, self._above, self._below, strict=True):
            level = self._level(bound)
            excess = counts * (level - score if is_held else score - level - bound)
            above.learn(excess, weight)
            below.learn(-excess, weight)
        (self.held if is_held else self.free).learn(score)

    def _level(self, bound: float) -> float:
        """The level of held scores, as it was seen until now, if the means differ by a bound."""
        free, held = self.free, self.held
        total = LEVEL_PRESUMED * LEVEL_WORTH + held.total + free.total - bound * free.count
        return min(1.0, max(0.0, total / (LEVEL_WORTH + held.count + free.count)))

    @property
    def difference(self) -> float | None:
        """By how much the free mean is above the held one; None: a group is empty."""
        free, held = self.free.mean, self.held.mean
        return None if free is None or held is None else free - held

    @property
    def low(self) -> float:
        """The difference is above this one, at 97.5 % whenever one looks; -1: nothing is shown."""
        found = shown_up_to(self._shown(self._above), ENOUGH)
        return -1.0 if found is None else found

    @property
    def high(self) -> float:
        """The difference is below this one, at 97.5 % whenever one looks; 1: nothing is shown."""
        found = shown_up_to(reversed([*self._shown(self._below)]), ENOUGH)
        return 1.0 if found is None else found

    def _shown(self, gamblers: Sequence[Gambler]) -> Iterator[tuple[float, float]]:
        found = zip(self._bounds, gamblers, strict=True)
        return ((bound, gambler.log_wealth) for bound, gambler in found)

    def still_needed(self, bound: float) -> int | None:
        """About how many scores more would show that the difference is above one of the bounds.

        An estimate: what the best fixed bet would gain from each if all went on as it did. None
        where that would never come, or a group is empty.
        """
        difference, free, held = self.difference, self.free, self.held
        if difference is None:
            return None
        left = ENOUGH - self._above[self._bounds.index(bound)].log_wealth
        if left <= 0:
            return 0
        part = held.count / (free.count + held.count)
        ahead = difference - bound
        square = held.variance * part + free.variance * part * part / (1 - part)
        bet = min(LARGEST, part * ahead / square) if square else LARGEST
        gain = bet * part * ahead - bet * bet * square / 2
        return math.ceil(left / gain) if ahead > 0 and gain > 0 else None
