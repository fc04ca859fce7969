"""How good arms are on one topic, by how they stand on average and what was said of them there.

Topics differ in how easy they are, for all arms alike, and arms in what they are good at; both are
normal about 0. So what is said of one arm on a topic tells a little of the others there, and an arm
of which nothing was said there stands as it does elsewhere, less surely. Knows no texts.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wayfare.routing.standings import Standings

Array = NDArray[np.float64]

#: How far the mean of a topic is from that of all, and an arm there from what that foresees:
#: standard deviations, as shares of good answers.
EASE_SPREAD, OWN_SPREAD = 0.15, 0.08


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said of each arm on a topic: `means` (arms,) of outcomes worth `weights` (arms,)."""

    means: Array
    weights: Array


def on_topic(standings: Standings, heard: Heard) -> Standings:
    """How arms stand on a topic: the posterior of their qualities there."""
    count = len(standings.means)
    spread = EASE_SPREAD**2 * np.ones((count, count)) + OWN_SPREAD**2 * np.eye(count)
    return heard_of(replace(standings, covariance=standings.covariance + spread), heard)


def heard_of(standings: Standings, heard: Heard) -> Standings:
    """How arms stand once it is known what was said of them."""
    seen = np.flatnonzero(heard.weights > 0)
    if not len(seen):
        return standings
    prior = standings.covariance
    across = prior[:, seen]
    noise = np.diag(standings.noise / heard.weights[seen])
    gain = np.linalg.solve(prior[np.ix_(seen, seen)] + noise, across.T).T
    means = standings.means + gain @ (heard.means[seen] - standings.means[seen])
    covariance = prior - gain @ across.T
    return Standings(means, (covariance + covariance.T) / 2, standings.noise)
