"""Find out whether a judge's marks lean to one of two models, where people's votes do not.

Of pairs of answers of the same two models let g be how much higher the first one's mark is, and v
how people voted, 1 for the first. Marks that do not lean move by some w where votes move by 1, and
w is at most `MOST` times what a preference comes to in marks: else people would hardly agree with
each other, and they do (.88 of what they could, in PandaLM's three votes a pair). So marks lean to
the first model if the mean of g - w v is above 0 for the least such w, 0, and for the largest.

Small leanings are below what votes can tell from none: this finds gross ones. Bounds hold however
often one looks, as in `marks.py`.
"""

import math

from wayfare.routing.guards.marks import WORTH_LEAST, bets_on, log_mean

#: So many times what a preference comes to in marks, marks may move where votes move by 1.
MOST = 2.0

#: How many pairs; sums of g, of v, of g squared, of v squared and of g v.
LeaningState = tuple[int, float, float, float, float, float]
NO_LEANING: LeaningState = (0, 0.0, 0.0, 0.0, 0.0, 0.0)


class LeaningTally:
    """How marks and votes on answers of two models compare."""

    __slots__ = ("_higher", "_higher_squares", "_products", "_vote_squares", "_votes", "count")

    def __init__(self, kept: LeaningState = NO_LEANING) -> None:
        self.count, self._higher, self._votes, *squares = kept
        self._higher_squares, self._vote_squares, self._products = squares

    @property
    def kept(self) -> LeaningState:
        """All of it, to be kept."""
        return (
            self.count,
            self._higher,
            self._votes,
            self._higher_squares,
            self._vote_squares,
            self._products,
        )

    def add(self, higher: float, vote: float, sign: int = 1) -> None:
        """One pair more; with `sign` -1 one less. Both are of the first model, in [-1, 1]."""
        self.count += sign
        self._higher += sign * higher
        self._votes += sign * vote
        self._higher_squares += sign * higher * higher
        self._vote_squares += sign * vote * vote
        self._products += sign * higher * vote

    def is_shown(self, alpha: float, worth: float) -> bool:
        """Whether marks lean to one of both, whichever; a preference comes to `worth` in marks."""
        most = min(1.0, MOST * max(WORTH_LEAST, worth))
        return any(
            min(self._against(side, moves) for moves in (0.0, most)) >= -math.log(alpha / 2)
            for side in (1, -1)
        )

    def _against(self, side: int, moves: float) -> float:
        """The logarithm of what bets on the one `side` have won, if votes explain so much."""
        total = side * (self._higher - moves * self._votes)
        square = (
            self._higher_squares - 2 * moves * self._products + moves * moves * self._vote_squares
        )
        return log_mean(bets_on(total, square, 1 + moves))
