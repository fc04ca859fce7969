"""Provara's rule: a moving average of stars in each of 5 x 3 cells, chance, tests and bonuses."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bench.rivals.provara_cells import cell_of
from wayfare.reports.replay.labelled import Asked, Places
from wayfare.reports.replay.online import Arms

#: Sets have no list prices: an answer of so many tokens tells one, as for Wayfare's own prior.
TOKENS = 500
MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Weights:
    """What Provara gives quality, cost and latency."""

    quality: float
    cost: float
    latency: float


BALANCED = Weights(0.4, 0.4, 0.2)
QUALITY = Weights(0.7, 0.15, 0.15)
COST = Weights(0.2, 0.7, 0.1)


@dataclass(slots=True)
class _Record:
    """An arm in a cell: its stars, 1 to 5, and how many samples they come of."""

    stars: float = 0.0
    samples: int = 0


@dataclass(slots=True)
class _Test:
    """Two arms of a cell that tie: each answers half of the questions until one is ahead."""

    pair: tuple[int, int]
    sums: list[float] = field(default_factory=lambda: [0.0, 0.0])
    counts: list[int] = field(default_factory=lambda: [0, 0])

    def is_over(self) -> bool:
        if min(self.counts) < ProvaraRule.TEST_LEAST:
            return False
        first, second = (total / count for total, count in zip(self.sums, self.counts, strict=True))
        ahead = abs(first - second) >= ProvaraRule.TEST_MARGIN
        return ahead or max(self.counts) >= ProvaraRule.TEST_MOST


@dataclass(slots=True)
class _Cell:
    """What is known of one kind of question."""

    arms: dict[int, _Record] = field(default_factory=lambda: defaultdict(_Record))
    test: _Test | None = None
    tested: set[tuple[int, int]] = field(default_factory=set)
    bonus: dict[int, int] = field(default_factory=dict)  # arm -> the day on which it ends
    moved: int | None = None


class ProvaraRule:
    """Provara's: a moving average of stars in each of 5 x 3 cells, 10 % of chance, A/B, bonuses."""

    WEIGHTS = BALANCED
    #: Of a judge's or a program's score; a person's counts twice as much.
    ALPHA = 0.2
    LEAST = 5
    EXPLORE, EXPLORE_MORE = 0.1, 0.5
    #: Below this the best arm of a cell scores low. Ours: the description has no number.
    LOW_STARS = 2.0
    TIE, TEST_LEAST, TEST_MARGIN, TEST_MOST = 0.15, 30, 0.3, 200
    CHEAPER, BEHIND, MOVE_LEAST, BONUS = 0.2, 0.2, 10, 0.3
    MOVES_A_NIGHT, BONUS_DAYS = 3, 30
    #: A replay has no clock. Ours.
    QUESTIONS_A_DAY = 100

    def __init__(self, arms: Arms, rng: np.random.Generator) -> None:
        self._rng = rng
        self.fares = np.nan_to_num(arms.dollars)
        per_million = 2 * self.fares / TOKENS * MILLION  # input and output, as Wayfare is told
        self._cheapness = 1 / (1 + np.log1p(per_million))
        self.cells: dict[tuple[str, str], _Cell] = defaultdict(_Cell)
        self.asked = 0

    @property
    def day(self) -> int:
        """Days since the start."""
        return self.asked // self.QUESTIONS_A_DAY

    def choose(self, question: Asked, offered: Places) -> int:
        """Explore, test a tie, or take the best; the cheapest where nothing is known."""
        self.asked += 1
        if self.asked % self.QUESTIONS_A_DAY == 0:
            self.move_to_cheaper()
        cell = self.cells[cell_of(question)]
        arms = offered.tolist()
        if self._rng.random() < self._exploration(cell, arms):
            return int(self._rng.choice(offered))
        if cell.test is not None and set(cell.test.pair) <= set(arms):
            return int(self._rng.choice(cell.test.pair))
        ranked = self._ranked(cell, arms)
        if not ranked:
            return int(offered[np.argmin(self.fares[offered])])
        self._begin_test(cell, ranked)
        return ranked[0]

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Move the average; count it for the test, if one is on."""
        cell = self.cells[cell_of(question)]
        stars = 1 + 4 * score
        record = cell.arms[arm]
        step = self.ALPHA if record.samples else 1.0
        record.stars += step * (stars - record.stars)
        record.samples += 1
        if cell.test is not None and arm in cell.test.pair:
            side = cell.test.pair.index(arm)
            cell.test.sums[side] += stars
            cell.test.counts[side] += 1
            if cell.test.is_over():
                cell.tested.add(cell.test.pair)
                cell.test = None

    def worth(self, cell: _Cell, arm: int) -> float:
        """Its weighted score. Seconds are not known, and alike for all."""
        quality = (cell.arms[arm].stars - 1) / 4
        bonus = self.BONUS if cell.bonus.get(arm, -1) > self.day else 0.0
        weights = self.WEIGHTS
        cheapness = float(self._cheapness[arm])
        return weights.quality * quality + weights.cost * cheapness + weights.latency + bonus

    def move_to_cheaper(self) -> None:
        """Each night: three cells at most go to an arm that is cheaper and as good."""
        moves = 0
        for cell in self.cells.values():
            if moves == self.MOVES_A_NIGHT:
                return
            if cell.moved is not None and self.day - cell.moved < self.BONUS_DAYS:
                continue
            ranked = self._ranked(cell, list(cell.arms))
            other = self._cheaper(cell, ranked) if ranked else None
            if other is not None:
                cell.bonus[other] = self.day + self.BONUS_DAYS
                cell.moved = self.day
                moves += 1

    def _cheaper(self, cell: _Cell, ranked: Sequence[int]) -> int | None:
        now = ranked[0]
        enough = [
            arm
            for arm in ranked[1:]
            if cell.arms[arm].samples >= self.MOVE_LEAST
            and self.fares[arm] <= (1 - self.CHEAPER) * self.fares[now]
            and cell.arms[arm].stars >= cell.arms[now].stars - self.BEHIND
        ]
        return min(enough, key=lambda arm: float(self.fares[arm]), default=None)

    def _ranked(self, cell: _Cell, arms: Sequence[int]) -> list[int]:
        known = [arm for arm in arms if arm in cell.arms and cell.arms[arm].samples >= self.LEAST]
        return sorted(known, key=lambda arm: (-self.worth(cell, arm), self.fares[arm]))

    def _exploration(self, cell: _Cell, arms: Sequence[int]) -> float:
        ranked = self._ranked(cell, arms)
        low = ranked and max(cell.arms[arm].stars for arm in ranked) < self.LOW_STARS
        return self.EXPLORE_MORE if low else self.EXPLORE

    def _begin_test(self, cell: _Cell, ranked: Sequence[int]) -> None:
        if cell.test is not None or len(ranked) < 2:
            return
        first, second = sorted(ranked[:2])
        gap = abs(cell.arms[first].stars - cell.arms[second].stars)
        if gap < self.TIE and (first, second) not in cell.tested:
            cell.test = _Test((first, second))


class ProvaraQuality(ProvaraRule):
    """Provara's rule, set to quality."""

    WEIGHTS = QUALITY
