"""Find the arms that it is worth asking, though another is thought better, to learn of them.

Knows standings, and what each arm's answers are worth less their price. Draws no lots.

An arm is worth trying where what a batch of its outcomes may teach, over the questions that are
still to come, outweighs what is lost by asking it for them: the knowledge gradient of a batch
(Frazier and Powell, 2010, "Paradoxes in learning and the marginal value of information").
"""

from dataclasses import dataclass
from math import erf, exp, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from wayfare.routing.router import DOUBT
from wayfare.routing.standings import Standings

Array = NDArray[np.float64]

BATCHES = (1, 4, 16, 64, 256)
POINTS = 100.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is still to come: how many `questions`, and the share of them that brings outcomes."""

    questions: float
    rate: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """`favourite` is the arm that is asked else. `gains` (arms,) are points a question asked.

    A gain is 0 where an arm is not worth trying. `charges` (arms,) are what asking each may lose,
    in points: a standard error more than is thought, and 1 at least.
    """

    favourite: int
    gains: Array
    charges: Array


def worth_trying(standings: Standings, prices: Array, anchor: int, outlook: Outlook) -> Weighed:
    """Weigh how much each arm is worth asking.

    `prices` (arms,) are in points of 100, infinite where not known. `anchor` is the arm that
    others are compared with.
    """
    worth = standings.means * POINTS - prices
    favourite = int(np.argmax(worth - DOUBT * standings.doubts(anchor) * POINTS))
    doubts = standings.doubts(favourite) * POINTS
    known = np.isfinite(prices)
    lost = np.where(known, np.maximum(worth[favourite] - np.where(known, worth, 0.0), 0.0), np.inf)
    gains = np.zeros(len(worth))
    rate = max(outlook.rate, 1e-6)
    for batch in BATCHES:
        asked = batch / rate
        if asked >= outlook.questions:
            break
        learned = _learned(standings, favourite, batch)
        hurdles = DOUBT * np.sqrt(np.maximum(doubts**2 - learned**2, 0.0))
        better = map(_excess, -lost, learned, hurdles)
        net = (outlook.questions - asked) * np.fromiter(better, np.float64) / asked - lost
        gains = np.maximum(gains, net)
    gains[favourite] = 0.0
    return Weighed(favourite, gains, np.maximum(lost + doubts, 1.0))


def _learned(standings: Standings, favourite: int, batch: int) -> Array:
    """The standard deviation of how far a batch of each arm's outcomes moves its lead."""
    covariance = standings.covariance
    own = np.diag(covariance)
    moved: Array = np.abs(own - covariance[favourite]) / np.sqrt(own + standings.noise / batch)
    return moved * POINTS


def _excess(lead: float, spread: float, hurdle: float) -> float:
    """E[X; X > hurdle] of a normal X: what a lead is worth that is only taken if it is clear."""
    if spread <= 0 or lead == -np.inf:
        return 0.0
    edge = (hurdle - lead) / spread
    above = 0.5 * (1 - erf(edge / sqrt(2)))
    return lead * above + spread * exp(-(edge**2) / 2) / sqrt(2 * pi)
