"""Play histories in which people vote on some pairs, and a judge says something of all.

For simulation alone; a test holds it against the product's own code.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.batch_bets import BatchBets
from bench.histories import JudgedWorld
from wayfare.evidence.bets import LARGEST
from wayfare.evidence.claim import ALPHA, BOUNDS
from wayfare.evidence.votes import LOSS_MOST, TRUST_PRESUMED, TRUST_WORTH

Array = NDArray[np.float64]


class Missing(NamedTuple):
    """How likely a drawn vote never comes: where it would speak against the arm, and elsewhere.

    Pairs that are equal wait for nobody. It `counts` as lost, or else the pair is passed over.
    """

    against: float = 0.0
    elsewhere: float = 0.0
    counts: bool = True


NONE_MISSING = Missing()


@dataclass(slots=True)
class BatchVotes:
    """Claims of many histories at one bound, where a share of the pairs is voted on."""

    bets: BatchBets
    margin: float
    chance: float
    products: Array
    squares: Array

    @classmethod
    def begin(cls, count: int, margin: float, chance: float) -> "BatchVotes":
        """Nothing is known yet."""
        zeros = np.zeros(count)
        return cls(BatchBets(count, 1 - margin, margin), margin, chance, zeros, zeros.copy())

    def learn(
        self,
        votes: Array,
        judged: Array,
        drawn: NDArray[np.bool_],
        gone: NDArray[np.bool_] | None = None,
        *,
        counts: bool = True,
    ) -> None:
        """One pair; votes count where they were `drawn`. Those that are `gone` never came."""
        came = drawn if gone is None else drawn & ~gone
        if gone is not None and counts:
            votes = np.where(gone, -1.0, votes)
        trust = np.clip(
            (self.products + TRUST_PRESUMED * TRUST_WORTH) / (self.squares + TRUST_WORTH), 0.0, 1.0
        )
        least = min(*BOUNDS, -max(BOUNDS))
        worst = (1 + trust) / self.chance - trust
        weight = np.minimum(1.0, LOSS_MOST / LARGEST * (1 + least) / (worst + least))
        known = trust * judged
        told = known + np.where(drawn, (votes - known) / self.chance, 0.0)
        seen = None if gone is None or counts else ~(drawn & gone)
        self.bets.learn(weight * (told + self.margin), seen, weight)
        self.products += np.where(came, votes * judged, 0.0)
        self.squares += np.where(came, judged * judged, 0.0)


def play_votes(
    world: JudgedWorld,
    histories: int,
    rounds: int,
    rng: Generator,
    *,
    margin: float,
    chance: float,
    missing: Missing = NONE_MISSING,
) -> tuple[Array, Array]:
    """When each history was certified: in votes, and in pairs; infinite where it was not.

    Whoever is certified stands still.
    """
    its = BatchVotes.begin(histories, margin, chance)
    voted, pairs = (np.full(histories, np.inf) for _ in range(2))
    count = np.zeros(histories)
    for number in range(rounds):
        wealth = its.bets.log_wealth
        done = (wealth >= -math.log(ALPHA)) & np.isinf(voted)
        voted[done], pairs[done] = count[done], number
        if not np.isinf(voted).any():
            break
        said = world(wealth, rng)
        drawn = rng.random(histories) < chance
        count += drawn
        if missing is NONE_MISSING:
            its.learn(said.votes, said.judged, drawn)
            continue
        likely = np.where(said.votes < 0, missing.against, missing.elsewhere)
        unsure = (said.votes != 0) | (said.judged != 0)
        gone = drawn & unsure & (rng.random(histories) < likely)
        its.learn(said.votes, said.judged, drawn, gone, counts=missing.counts)
    return voted, pairs
