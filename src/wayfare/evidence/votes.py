r"""Take people's votes for the truth, and a judge for what makes fewer of them suffice.

Each pair is judged, and a person votes on some of them, each drawn with a known chance q of its
own. What a pair tells is then

    phi = c * judged + (1 / q if voted, else 0) * (vote - c * judged)

whose mean is that of the votes themselves, however the judge errs, leans or guesses (a control
variate; the doubly robust form of Waudby-Smith, Wu, Ramdas, Karampatziakis and Mineiro 2022,
arXiv:2210.10768, section 2). A judge that agrees with people takes most of its spread away. How far
it is trusted, c in [0, 1], is set before each pair by the votes before: least squares of votes on
what was judged, as if some votes had shown a half. So a useless judge soon counts nothing.
"""

import msgspec

from wayfare.evidence.bets import LARGEST

#: What is presumed of a judge, as if so many votes on pairs that it told apart had said so.
TRUST_PRESUMED, TRUST_WORTH = 0.5, 4.0
#: What the largest bet on the least of all bounds may lose by one pair.
LOSS_MOST = 0.95


#: Marks that are so far apart, as a part of the best mark, are as good a guess as a judge has.
GUESSED_AT = 0.3


class VotesKept(msgspec.Struct, frozen=True, array_like=True):
    """Sums over the pairs that were voted on: of vote times judged, of judged squared."""

    voted: int = 0
    products: float = 0.0
    squares: float = 0.0


class Votes:
    """How far votes on pairs agreed with what a judge had said of them."""

    __slots__ = ("_products", "_squares", "voted")

    def __init__(self, kept: VotesKept | None = None) -> None:
        kept = kept or VotesKept()
        self.voted, self._products, self._squares = kept.voted, kept.products, kept.squares

    @property
    def kept(self) -> VotesKept:
        """All of it, to be kept."""
        return VotesKept(self.voted, self._products, self._squares)

    @property
    def trust(self) -> float:
        """How far the judge is trusted, in [0, 1]."""
        presumed = TRUST_PRESUMED * TRUST_WORTH
        return min(1.0, max(0.0, (self._products + presumed) / (self._squares + TRUST_WORTH)))

    def learn(self, judged: float, vote: float) -> None:
        """One pair that was voted on; both differences lie in [-1, 1]."""
        self.voted += 1
        self._products += judged * vote
        self._squares += judged * judged


def guess_of(difference: float) -> float:
    """What a judge that marked one answer so much higher guesses that people say, in [-1, 1].

    Of one that only says which answer is better it is what it says. It need not be right: how far
    it is trusted follows the votes.

    >>> [guess_of(each) for each in (0.15, 0.6, -1.0, 0.0)]
    [0.5, 1.0, -1.0, 0.0]
    """
    return min(1.0, max(-1.0, difference / GUESSED_AT))


def told_by(judged: float, vote: float | None, chance: float, trust: float) -> float:
    """What a pair tells of the mean of all votes.

    `vote` None: it was not drawn to be voted on. `chance` in (0, 1] is how likely that was.
    """
    known = trust * judged
    return known if vote is None else known + (vote - known) / chance


def weight_most(chance: float, trust: float, bound: float) -> float:
    """The most that a pair may count where means above `bound` are bet on, or above any larger one.

    So that no bet loses more than `LOSS_MOST` of what lies on it: the worst that a pair can tell is
    a vote against the arm that the judge preferred.

    >>> weight_most(1.0, 0.7, -0.02)
    1.0
    """
    worst = (1 + trust) / chance - trust
    return min(1.0, LOSS_MOST / LARGEST * (1 + bound) / (worst + bound))
