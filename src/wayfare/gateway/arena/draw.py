"""Draw the two arms of a battle: a vote on them is to tell as much as one can.

Knows what votes told so far. Nine draws of ten go by how much one vote more is expected to tell of
a pair, the tenth is any pair: so no pair is ever left out. Which stands on the left is a lot too.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from random import Random

import msgspec

#: So many draws go by nothing.
ANY_SHARE = 0.1

Pair = tuple[str, str]


class DrawnPair(msgspec.Struct, frozen=True):
    """Two arms, the first on the left, and how likely this pair was drawn, whatever its sides."""

    first: str
    second: str
    chance: float


def draw_pair(arms: Sequence[str], gains: Mapping[Pair, float], rng: Random) -> DrawnPair:
    """Two of some arms. `gains` say how much a vote on each pair tells; none: all are alike."""
    pairs = list(combinations(sorted(arms), 2))
    told = [gains.get(pair, 0.0) for pair in pairs]
    whole = sum(told)
    even = 1 / len(pairs)
    chances = [
        ANY_SHARE * even + (1 - ANY_SHARE) * (gain / whole if whole else even) for gain in told
    ]
    place = rng.choices(range(len(pairs)), chances)[0]
    one, other = pairs[place]
    first, second = (one, other) if rng.random() < 0.5 else (other, one)
    return DrawnPair(first, second, chances[place])
