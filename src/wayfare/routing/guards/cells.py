"""Look for cells, an arm on a topic, that are far from what all else says of both.

A fault of reading or grading answers mostly strikes one arm on one kind of question. A cell is
suspected where it is certainly far from the arm's other topics and from all other arms.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from wayfare.routing.guards.finding import Fault, Finding
from wayfare.routing.guards.intervals import Tally, TallyState

#: Fewer outcomes are no cell.
CELL_MIN = 20
#: Far below: certainly less than this share of the least that was to be expected.
FAR_BELOW = 0.5
#: A wonder is certainly so much above its arm's other topics, and above the other arms; and as it
#: was seen, so much above the best of them.
WONDER, WONDER_AMONG_ARMS = 0.2, 0.1


_Grid = dict[tuple[str, str | None], Tally]

#: A cell as it is kept: its judge, arm, topic and tally.
CellState = tuple[str, str, str | None, TallyState]


class Cells:
    """The scores of each arm on each topic, by each judge."""

    def __init__(self, kept: Iterable[CellState] = ()) -> None:
        self._grids: dict[str, _Grid] = defaultdict(lambda: defaultdict(Tally))
        for judge, arm, topic, tally in kept:
            self._grids[judge][arm, topic] = Tally(*tally)

    @property
    def kept(self) -> list[CellState]:
        """All of them, to be kept."""
        return [
            (judge, arm, topic, tally.kept)
            for judge, grid in self._grids.items()
            for (arm, topic), tally in grid.items()
        ]

    def add(self, judge: str, arm: str, topic: str | None, score: float, sign: int = 1) -> None:
        """One score more, or with `sign` -1 one less."""
        self._grids[judge][arm, topic].add(score, sign)

    def findings(self, alpha: float) -> Iterator[Finding]:
        """Those that are suspected; a log without fault has one with probability `alpha`."""
        grids = {
            judge: {at: tally for at, tally in grid.items() if tally.count >= CELL_MIN}
            for judge, grid in self._grids.items()
        }
        cells = sum(map(len, grids.values()))
        for judge, grid in grids.items():
            arms: dict[str, Tally] = {}
            for (arm, _), tally in grid.items():
                arms[arm] = arms.get(arm, Tally()).plus(tally)
            for arm, topic in grid:
                place = _place(arm, topic, grid, arms)
                # three means are bounded for each cell: its own, and the two around it
                fault = place.fault(alpha / (3 * cells))
                if fault is not None:
                    seen, expected = place.tally, place.expected(fault)
                    yield Finding(fault, seen.count, seen.mean, expected, arm, topic, judge)


class _Place(msgspec.Struct, frozen=True):
    """A cell with what surrounds it: other arms on its topic, its arm elsewhere.

    `is_weak`: on the whole, half the arms or more are better than its own.
    """

    tally: Tally
    others: list[Tally]
    elsewhere: Tally
    is_weak: bool

    def fault(self, share: float) -> Fault | None:
        """What it looks like, if anything."""
        if len(self.others) < 2 - self._is_elsewhere:
            return None
        low, high = self.tally.bounds(share)
        around = [total.bounds(share) for total in self._around()]
        means = [other.mean for other in self.others]
        is_far_below = high < FAR_BELOW * min(each for each, _ in around)
        if is_far_below and self.tally.mean < FAR_BELOW * min(means):
            if self.tally.total <= 0:
                return Fault.ALL_ZERO
            # an arm that is known on this topic alone may just be poor
            return Fault.BELOW_CHANCE if self._is_elsewhere else None
        is_far_above = 1 - low < FAR_BELOW * (1 - max(each for _, each in around))
        if is_far_above and self.tally.mean >= 1 > max(means):
            return Fault.ALL_ONE
        if not (self.is_weak and self._is_elsewhere):
            return None
        is_wonder = (
            low > around[1][1] + WONDER
            and low > around[0][1]
            and self.tally.mean > max(means) + WONDER_AMONG_ARMS
        )
        return Fault.ONE_TOPIC_WONDER if is_wonder else None

    def expected(self, fault: Fault) -> float:
        """What the fault is told beside: the nearest of the means around it."""
        means = [total.mean for total in self._around()]
        return min(means) if fault in {Fault.BELOW_CHANCE, Fault.ALL_ZERO} else max(means)

    @property
    def _is_elsewhere(self) -> bool:
        return self.elsewhere.count >= CELL_MIN

    def _around(self) -> list[Tally]:
        """All other arms on its topic; and where there is enough, its arm elsewhere."""
        others = Tally()
        for each in self.others:
            others = others.plus(each)
        return [others, self.elsewhere] if self._is_elsewhere else [others]


def _place(arm: str, topic: str | None, grid: _Grid, arms: dict[str, Tally]) -> _Place:
    tally = grid[arm, topic]
    others = [each for (a, t), each in grid.items() if t == topic and a != arm]
    better = sum(other.mean > arms[arm].mean for other in arms.values())
    return _Place(tally, others, arms[arm].plus(tally, -1), better * 2 >= len(arms) - 1)
