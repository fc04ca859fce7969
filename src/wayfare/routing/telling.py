"""Choose the past questions whose answers by one more arm would tell the most.

Knows vectors and what is thought of arms. Knows no texts, and nothing of how they are asked.

Greedy V-optimal design: each next question is the one after whose answer the arm's quality is
least uncertain, on average over all that is asked, not over a space of which nobody asks. How
well an arm answers is taken for a Gaussian process with the covariance of the questions' features
(Cohn, Ghahramani and Jordan, 1996; Seo et al., 2000). Where the best arms differ, an error costs
more, and so questions count for more.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: The variance of one outcome about the arm's quality, over that of the quality among questions.
NOISE = 4.0
#: The best arms, among which a new one has to find its place.
BEST = 4


def most_telling(features: NDArray[np.float32], importance: Array, count: int) -> list[int]:
    """The places of `count` questions, the most telling first.

    `features` are (n, size), `importance` (n,) says how much an error at each question costs.
    Of questions that tell as much, the earlier one is taken.
    """
    rows = features.astype(np.float64)
    covariance = rows @ rows.T
    taken: list[int] = []
    for _ in range(min(count, len(rows))):
        gains = (importance @ covariance**2) / (NOISE + np.diag(covariance))
        gains[taken] = -1.0  # each is asked once
        place = int(np.argmax(gains))
        taken.append(place)
        along = covariance[place].copy()
        covariance -= np.outer(along, along) / (NOISE + along[place])
    return taken


def importance_of(quality: Array | None, questions: int) -> Array:
    """How much an error at each question costs: more, the more the best arms differ there.

    `quality` is (n, arms); None: nothing is known of any, and all questions count alike.
    """
    if quality is None or quality.shape[1] < 2:  # one arm differs from none
        return np.ones(questions)
    best = np.argsort(-quality.mean(axis=0), kind="stable")[:BEST]
    spread: Array = np.ptp(quality[:, best], axis=1)
    usual = float(spread.mean())
    return np.ones(questions) if usual <= 0 else 1 + spread / usual
