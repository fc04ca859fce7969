"""Say how likely an answer is to be compared, and the least that this may be for each claim.

All answers are compared until a claim is shown; from then on a share, more of it where arms are
expected to disagree. A round counts w / q for a claim, and w must be the same for all questions
that the claim is about: where one topic is shown and another on trial, the arm's wider claim must
go by the least share of both. Knows rows and states. Knows nothing of the statistics of a claim.
"""

from collections.abc import Collection, Mapping, Set

import msgspec

from wayfare.domain.claim import Cell
from wayfare.domain.shadow import Shadow
from wayfare.evidence.disagreement import Disagreement

#: A baseline and an arm.
Pair = tuple[str, str]


class Sampling(msgspec.Struct, frozen=True):
    """How likely an answer is to be compared.

    The least such chances now in force: `floor` among the arm's answers to the topic, `arm_floor`
    among all answers of the arm, `baseline_floor` among those of all arms.
    """

    share: float = 1.0
    floor: float = 1.0
    arm_floor: float = 1.0
    baseline_floor: float = 1.0


class _Force(msgspec.Struct, frozen=True):
    """What is in force: who is sampled, with which shares by topic, and the least of wide cells."""

    sampled: Set[Cell | None] = frozenset()
    topics: Mapping[Pair, Mapping[str | None, float]] = {}
    floors: Mapping[Cell, float] = {}


class Shares:
    """The shares in force. `mean` is the most that is compared of a certified arm on average."""

    def __init__(self, mean: float) -> None:
        self._mean = mean
        self._seen: dict[Pair, Disagreement] = {}
        self._force = _Force()

    def learn(self, shadow: Shadow, difference: float) -> None:
        """One answer that was compared."""
        pair = (shadow.baseline, shadow.arm)
        self._seen.setdefault(pair, Disagreement()).learn(shadow.topic, difference, shadow.share)

    def settle(self, sampled: Collection[Cell]) -> None:
        """From now on of the answers that these cells decide about, a share is compared.

        They are those that are shown, and not in doubt.
        """
        pairs = {(cell.baseline, cell.arm) for cell in sampled if cell.arm is not None}
        topics = {pair: its.shares(self._mean) for pair, its in self._seen.items() if pair in pairs}
        floors: dict[Cell, float] = {}
        for baseline, arm in pairs:
            least = min(topics.get((baseline, arm), {}).values(), default=self._mean)
            floors[Cell(baseline, arm)] = least = min(least, self._mean)  # topics never seen yet
            floors[Cell(baseline)] = min(least, floors.get(Cell(baseline), least))
        self._force = _Force(frozenset(sampled), topics, floors)

    def sampling(self, baseline: str, arm: str, topic: str | None, by: Cell | None) -> Sampling:
        """How likely an answer is to be compared of which the claim `by` decides; None: none."""
        force = self._force  # replaced as a whole by another thread
        share = 1.0
        if by in force.sampled:
            share = force.topics.get((baseline, arm), {}).get(topic, self._mean)
        arm_floor = force.floors.get(Cell(baseline, arm), 1.0)
        return Sampling(share, share, arm_floor, force.floors.get(Cell(baseline), 1.0))


def floor_of(cell: Cell, shadow: Shadow) -> float:
    """The least share that was in force among the answers that a cell is about."""
    if cell.topic is not None:
        return shadow.floor
    wider = shadow.baseline_floor if cell.arm is None else shadow.arm_floor
    return shadow.floor if wider is None else wider
