"""Watch whether what was shown still holds: an alarm with a stated time between false ones.

The e-detector of Shin, Ramdas and Rinaldo (2024, arXiv:2203.03532), in the form of Shiryaev and
Roberts: a gambler against the claim is begun anew at every round, and the wealth of all is summed.
While no conditional mean is below the bound, the sum grows by at most 1 a round, so that a
threshold is reached, on average, no sooner than after as many rounds.
"""

from collections.abc import Sequence

from wayfare.evidence.bets import FIXED

#: From here on all is compared again; and from here on what was shown has expired.
AMBER, EXPIRED = 1_000.0, 10_000.0
#: More tells nothing more, and would overflow one day.
_MOST = 1e15


class Drift:
    """The mean, over fixed bets, of the wealth of all gamblers against a claim.

    `best` is the largest excess that a round can have.
    """

    __slots__ = ("_bets", "wealths")

    def __init__(self, best: float, kept: Sequence[float] = ()) -> None:
        self._bets = tuple(part / best for part in FIXED)
        self.wealths = list(kept) or [0.0] * len(FIXED)

    def learn(self, excess: float) -> None:
        """One round; an excess below 0 speaks against the claim."""
        self.wealths = [
            min(_MOST, (wealth + 1.0) * (1.0 - bet * excess))
            for wealth, bet in zip(self.wealths, self._bets, strict=True)
        ]

    @property
    def alarm(self) -> float:
        """What is held against the thresholds."""
        return sum(self.wealths) / len(self.wealths)
