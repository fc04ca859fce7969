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
from collections.abc import Sequence

#: As parts of the largest bet that can lose all: spread evenly in their logarithm.
FIXED = (0.05, 0.1, 0.2, 0.4, 0.8)
#: No bet is larger: one that can lose nearly all is hard to win back.
LARGEST = 0.8
#: What the square of an excess is presumed to be, as if so many had been seen.
SQUARE_PRESUMED, SQUARE_WORTH = 0.1, 20.0
#: Of the capital, what lies on the fixed bets together.
HALF = 0.5


class Bets:
    """The wealth of one gambler, in logarithms; it begins with 1.

    `worst` is the largest loss of one round, at least as large as any excess below 0. `hope` is the
    mean excess that the bet that follows is set by. Excesses are numbers from `-worst` on, of
    which the gambler says that their mean is above 0.
    """

    __slots__ = ("_fixed", "_hope", "_most", "_square", "_worth", "logs")

    def __init__(self, worst: float, hope: float, kept: Sequence[float] = ()) -> None:
        self._fixed = tuple(part / worst for part in FIXED)
        self._most = LARGEST / worst
        self._hope = hope
        self.logs = [0.0] * (len(FIXED) + 1)
        self._square, self._worth = SQUARE_PRESUMED * SQUARE_WORTH, SQUARE_WORTH
        if kept:
            *self.logs, self._square, self._worth = kept

    @property
    def kept(self) -> list[float]:
        """All of it, to be kept."""
        return [*self.logs, self._square, self._worth]

    @property
    def bet(self) -> float:
        """The bet that follows: the one that wins most if the mean is as hoped for."""
        return min(self._most, self._hope * self._worth / self._square)

    def learn(self, excess: float) -> None:
        """One round."""
        log1p, logs = math.log1p, self.logs
        logs[-1] += log1p(self.bet * excess)
        for place, bet in enumerate(self._fixed):
            logs[place] += log1p(bet * excess)
        self._square += excess * excess
        self._worth += 1.0

    @property
    def log_wealth(self) -> float:
        """The logarithm of the wealth."""
        shares = [math.log(HALF / len(FIXED))] * len(FIXED) + [math.log(1 - HALF)]
        terms = [log + share for log, share in zip(self.logs, shares, strict=True)]
        most = max(terms)
        return most + math.log(sum(math.exp(term - most) for term in terms))
