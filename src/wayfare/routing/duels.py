"""Say by verdicts on pairs whether an arm is as good as another, give or take, or not yet known.

Knows counts: of pairs, and of how often people agreed with who judged them. Knows no estimates, and
presumes nothing: what it calls shown is wrong at most one time in twenty, however often one looks.

Where a win scores 1, a tie a half and a loss 0, and the other arm gets the rest, one arm's lead is
the share that it won less the share that it lost: the share of pairs that were decided, times
how far its part of those lies above a half, twice. A judge that is right with probability r shows
only 2r - 1 of a lead, so a loss is divided by that. A judge may also see no difference where
people do, and that is not measured: so ties show nothing to be equal, and
what they may hide is taken to lean as what was decided does.

Each share is bounded by a confidence sequence with half of the error: whatever is true, a wrong
word takes one of two that fails (Bonferroni). All is said of questions like those asked,
and of a judge that is as often right of these answers as of those that people voted on.
"""

from wayfare.routing.equality import MARGIN, SHOWN, Equality
from wayfare.routing.guards.intervals import Tally

#: How often each bound may ever be wrong.
_ALPHA = (1 - SHOWN) / 2


def equality_of(
    wins: int, ties: int, losses: int, votes: Tally, margin: float = MARGIN
) -> Equality:
    """Whether an arm is at most `margin` worse, in [0, 1], than those that it was compared with.

    `votes` are those of people on pairs that the judge decided, 1 for each that it agreed with.
    Without any, nobody knows whether its verdicts mean anything, and none is shown to be equal.

    >>> measured = Tally(100, 90.0)
    >>> equality_of(30, 5, 5, measured), equality_of(5, 5, 30, measured)
    (<Equality.EQUAL: 'equal'>, <Equality.WORSE: 'worse'>)
    >>> equality_of(0, 800, 0, measured), equality_of(30, 5, 5, Tally())
    (<Equality.UNKNOWN: 'unknown'>, <Equality.UNKNOWN: 'unknown'>)
    """
    decided = Tally(wins + ties + losses, wins + losses).bounds(_ALPHA)
    won = Tally(wins + losses, wins).bounds(_ALPHA)
    # a judge hides leads and never makes them larger: what it shows is the least that is lost
    if decided[0] * (2 * won[1] - 1) < -margin:
        return Equality.WORSE
    told = 2 * votes.bounds(_ALPHA)[0] - 1
    return Equality.EQUAL if told > 0 and 2 * won[0] - 1 >= -margin * told else Equality.UNKNOWN
