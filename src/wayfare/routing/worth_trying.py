"""Find the arms that it is worth asking, though another is thought better, to learn of them.

Knows standings, and what each arm's answers are worth less their price. Draws no lots.

An arm is worth trying where asking it, for as long as that looks promising, is worth more than
never to ask it. How far it leads will be seen after 1, 2, 4 and more of its outcomes; what it is
worth to go on at each of these stages, or to stop, is worked out from the last one back
(DeGroot, 1970, Optimal Statistical Decisions, ch. 12; of a normal lead, whose steps have known
variances: Chick and Frazier, 2012, "Sequential sampling with economics of selection procedures").
"""

from dataclasses import dataclass
from math import sqrt, tau

import numpy as np
from numpy.typing import NDArray

from wayfare.routing.standings import Standings

Array = NDArray[np.float64]

#: The outcomes of an arm after which it is looked at anew.
STAGES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
POINTS = 100.0

#: Leads are looked at so many standard deviations about the present one.
_GRID = np.linspace(-5.0, 5.0, 61)
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
_WEIGHTS = _WEIGHTS / sqrt(tau)
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is still to come: how many `questions`, and the share of them that brings outcomes."""

    questions: float
    rate: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """`favourite` is the arm that is asked else. `gains` (arms,) are points, over all to come.

    A gain is 0 where an arm is not worth trying. `charges` (arms,) are what asking each may lose,
    in points: a standard error more than is thought, and 1 at least.
    """

    favourite: int
    gains: Array
    charges: Array


def worth_trying(
    standings: Standings, prices: Array, sureness: Array, anchor: int, outlook: Outlook
) -> Weighed:
    """Weigh how much each arm is worth asking.

    `prices` (arms,) are in points of 100, infinite where not known. `sureness` (arms,) is how many
    standard errors each must be ahead to be taken, `anchor` the arm that others are compared with.
    """
    worth = standings.means * POINTS - prices
    favourite = int(np.argmax(worth - sureness * standings.doubts(anchor) * POINTS))
    leads = worth - worth[favourite]
    gains = np.zeros(len(worth))
    doubts = standings.doubts(favourite) * POINTS
    there = np.flatnonzero(np.isfinite(leads))
    there = there[there != favourite]
    rate = max(outlook.rate, 1e-6)
    stages = [stage for stage in STAGES if stage / rate < outlook.questions]
    if stages and len(there):
        learned = np.array([_learned(standings, favourite, stage)[there] for stage in stages])
        asked = np.array(stages) / rate
        ahead = _Ahead(leads[there], doubts[there], sureness[there])
        gains[there] = _gains(ahead, learned, asked, outlook.questions)
    charges = np.maximum(np.maximum(-leads, 0.0) + doubts, 1.0)
    return Weighed(favourite, gains, charges)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """How far arms lead, (arms,), in points; the standard errors of that, and how many it takes."""

    leads: Array
    doubts: Array
    sureness: Array


def _gains(ahead: _Ahead, learned: Array, asked: Array, questions: float) -> Array:
    """What it is worth to try arms that lead by so much, beyond what it is never to try them.

    `learned` (stages, arms) is the standard deviation of
    how far an arm's outcomes up to a stage move its lead, `asked` (stages,) how many questions
    that takes, of all `questions`.
    """
    leads, doubts, sureness = ahead.leads, ahead.doubts, ahead.sureness
    learned = np.minimum(learned, doubts)
    variances = np.diff(learned**2, axis=0, prepend=0.0)
    scale = np.maximum(learned[-1], _LEAST)
    grid = leads[:, None] + scale[:, None] * _GRID
    hurdles = sureness * np.sqrt(np.maximum(doubts**2 - learned**2, 0.0))
    taken = np.diff(asked, prepend=0.0)
    value = np.zeros_like(grid)
    for stage in reversed(range(len(asked))):
        # of what is left, all goes to the arm if it is clearly ahead by then
        won = np.where(grid > hurdles[stage][:, None], grid, 0.0) * (questions - asked[stage])
        steps = np.sqrt(np.maximum(variances[stage], 0.0)) / scale
        value = _expected(np.maximum(won, value), steps) + grid * taken[stage]
    go_on = value[:, len(_GRID) // 2]
    at_once = np.where(leads > sureness * doubts, leads, 0.0) * questions
    gains: Array = np.maximum(go_on - at_once, 0.0)
    return gains


def _expected(value: Array, steps: Array) -> Array:
    """The mean of values (arms, grid) after a normal step of each arm, in units of its grid.

    By Gauss-Hermite quadrature; between points of the grid a value is taken as straight.
    """
    width = _GRID[1] - _GRID[0]
    last = len(_GRID) - 1
    moved = _GRID[None, :, None] + steps[:, None, None] * _NODES
    places = np.clip((moved - _GRID[0]) / width, 0.0, last)
    below = np.minimum(places.astype(np.intp), last - 1)
    rest = places - below
    rows = np.arange(len(value))[:, None, None]
    means: Array = (value[rows, below] * (1 - rest) + value[rows, below + 1] * rest) @ _WEIGHTS
    return means


def _learned(standings: Standings, favourite: int, batch: int) -> Array:
    """The standard deviation of how far a batch of each arm's outcomes moves its lead."""
    covariance = standings.covariance
    own = np.diag(covariance)
    moved: Array = np.abs(own - covariance[favourite]) / np.sqrt(own + standings.noise / batch)
    return moved * POINTS
