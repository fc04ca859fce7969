"""Find out whether a judge's marks lean to one of two models, where people's votes do not.

Of pairs of answers of the same two models let g be how much higher the first one's mark is, and v
how people voted, 1 for the first. Whatever a preference is worth in marks, up to 1, marks lean to
the first model if both the mean of g and that of g - v are above 0: no such worth explains them.
That sees gross leanings alone; a small one is below what votes can tell from none. Bounds hold
however often one looks, as in `marks.py`.
"""

import math

from wayfare.routing.guards.marks import bets_on, log_mean

#: How many pairs; sums of g and of its squares; of g - v, and of its squares.
LeaningState = tuple[int, float, float, float, float]
NO_LEANING: LeaningState = (0, 0.0, 0.0, 0.0, 0.0)


class LeaningTally:
    """How marks and votes on answers of two models compare."""

    __slots__ = ("count", "higher", "over", "over_squares", "squares")

    def __init__(self, kept: LeaningState = NO_LEANING) -> None:
        self.count, self.higher, self.squares, self.over, self.over_squares = kept

    @property
    def kept(self) -> LeaningState:
        """All of it, to be kept."""
        return self.count, self.higher, self.squares, self.over, self.over_squares

    def add(self, higher: float, vote: float, sign: int = 1) -> None:
        """One pair more; with `sign` -1 one less. Both are of the first model, in [-1, 1]."""
        over = higher - vote
        self.count += sign
        self.higher += sign * higher
        self.squares += sign * higher * higher
        self.over += sign * over
        self.over_squares += sign * over * over

    def is_shown(self, alpha: float) -> bool:
        """Whether marks lean to one of both, whichever."""
        return any(
            min(
                log_mean(bets_on(side * self.higher, self.squares, 1.0)),
                log_mean(bets_on(side * self.over, self.over_squares, 2.0)),
            )
            >= -math.log(alpha / 2)
            for side in (1, -1)
        )
