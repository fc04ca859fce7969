r"""Bound how far a judge's marks are right, from votes on the pairs that it marked.

Of pairs where people prefer one answer let g be how much higher the judge marks that one, 1 being
the best mark, below 0 where it marks it lower. If its errors do not lean to one model, marks move
by E[g] where votes move by 1, so a difference of marks is as far right as

    moves = E[g] / worth,   worth = max(WORTH_LEAST, E|g|)

where `worth` is what a preference of people's comes to in marks. `WORTH_LEAST` is there so that a
judge whose marks all lie close together gains nothing by that.

Bounds hold however often one looks, and in whatever order pairs came: a few fixed bets on each
value, with log(1 + l x) >= l x - psi(l) x^2 (Fan, Grama and Liu 2015, arXiv:1311.6273, lemma 4.1),
so that a few sums are all that is kept, and a pair can be taken out again. Marks differ by little,
which such bounds see, and those for shares of [0, 1] would not.
"""

import math
from collections.abc import Sequence

#: A preference of people's is worth two marks of ten at least, whatever the judge's marks.
WORTH_LEAST = 0.2
#: Of the largest bet that can lose all: so much is bet, a part of the capital each.
_BETS = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8)
#: Between two values that are looked at.
_STEP = 0.02
#: Less than that tells so little that no claim would come of it.
MOVES_LEAST = 0.25

#: How many pairs; sums of g, of |g|, of g squared and of g |g|.
MarksState = tuple[int, float, float, float, float]
NO_MARKS: MarksState = (0, 0.0, 0.0, 0.0, 0.0)


class MarksTally:
    """How much higher a judge marked what people prefer."""

    __slots__ = ("_higher", "_skews", "_squares", "_stakes", "count")

    def __init__(self, kept: MarksState = NO_MARKS) -> None:
        self.count, self._higher, self._stakes, self._squares, self._skews = kept

    @property
    def kept(self) -> MarksState:
        """All of it, to be kept."""
        return self.count, self._higher, self._stakes, self._squares, self._skews

    def add(self, higher: float, sign: int = 1) -> None:
        """One pair more; with `sign` -1 one less."""
        self.count += sign
        self._higher += sign * higher
        self._stakes += sign * abs(higher)
        self._squares += sign * higher * higher
        self._skews += sign * higher * abs(higher)

    @property
    def worth(self) -> float | None:
        """What a preference of people's comes to in marks, so far; None: there is none."""
        return self._stakes / self.count if self.count else None

    @property
    def moves(self) -> float | None:
        """How far marks are right, so far; None: there is none."""
        worth = self.worth
        return None if worth is None else self._higher / self.count / max(WORTH_LEAST, worth)

    def moves_least(self, alpha: float) -> float:
        """The least that `moves` may be; 0: it is not shown that marks tell anything."""
        if not self.count:
            return 0.0
        least = 0.0
        while least + _STEP < 1.0 and min(self._against(least + _STEP)) >= -math.log(alpha):
            least += _STEP
        return round(least, 2)

    def still_needed(self, alpha: float) -> int | None:
        """About how many votes more show that marks tell something; None: that is not in sight."""
        if not self.count:
            return None
        gained = min(self._against(MOVES_LEAST, of_best=True))
        left = -math.log(alpha) + math.log(len(_BETS)) - gained
        if left <= 0:
            return 0
        return None if gained <= 0 else math.ceil(left * self.count / gained)

    def _against(self, moves: float, *, of_best: bool = False) -> tuple[float, float]:
        """The logarithm of what was won by bets against `moves`, by either worth.

        A bet that it is as small as that wins nothing on average if it is.
        """
        total = self._higher - moves * self._stakes
        square = (1 + moves * moves) * self._squares - 2 * moves * self._skews
        fixed = moves * WORTH_LEAST
        total_fixed = self._higher - fixed * self.count
        square_fixed = self._squares - 2 * fixed * self._higher + fixed * fixed * self.count
        combine = max if of_best else log_mean
        return (
            combine(bets_on(total, square, 1 + moves)),
            combine(bets_on(total_fixed, square_fixed, 1 + fixed)),
        )


def bets_on(total: float, square: float, worst: float) -> list[float]:
    """Logarithms of what bets on values that sum to `total` have won at least, a bet each.

    `square` is the sum of their squares; none of them is below `-worst`.
    """
    return [part / worst * total + (math.log1p(-part) + part) / worst**2 * square for part in _BETS]


def log_mean(logs: Sequence[float]) -> float:
    """The logarithm of the mean of what was won."""
    most = max(logs)
    return most + math.log(sum(math.exp(each - most) for each in logs) / len(logs))
