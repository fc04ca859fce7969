"""Other gateways' routing rules, and plain ones from the literature, to replay beside Wayfare's.

    wayfare replay --online --test FOLDER --name NAME --policy bench/rivals.py:ProvaraRule

Each is written from a description of what it does, not from its code. All get the same feedback
and fares. Where a description leaves something open, what is said here is ours, and what helps the
rule was taken: scores come as they are, not guessed from words of the next turn, and nothing is
ever stale. A rule that asks a model to classify has only its words here.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from wayfare.embedding.hashing import HashingEmbedder
from wayfare.embedding.projection import shipped
from wayfare.embedding.surface import SIZE as SURFACE
from wayfare.reports.replay.labelled import Asked, Floats, Places
from wayfare.reports.replay.online import Arms

Vectors = NDArray[np.float32]

#: Sets have no list prices: an answer of so many tokens tells one, as for Wayfare's own prior.
TOKENS = 500
MILLION = 1e6
POINTS = 100.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What Provara gives quality, cost and latency."""

    quality: float
    cost: float
    latency: float


BALANCED = Weights(0.4, 0.4, 0.2)
QUALITY = Weights(0.7, 0.15, 0.15)
COST = Weights(0.2, 0.7, 0.1)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: English words that tell a task, strong ones and weak ones. Ours: the description names none.
TASK_WORDS = {
    "coding": (
        _words("code function python javascript sql compile debug algorithm regex api"),
        _words("class loop string array list bug error implement return program"),
    ),
    "creative": (
        _words("story poem song fiction haiku novel lyrics creative"),
        _words("write imagine character describe scene title slogan"),
    ),
    "summarization": (
        _words("summarize summary tldr condense summarise"),
        _words("shorten brief main points article passage"),
    ),
    "qa": (
        _words("who when where which why what"),
        _words("how many explain define is are does name"),
    ),
}
STRONG, WEAK = 2, 1
#: Fewer than this: the task is not sure, and "general".
SURE = 2
HEAD = 500
JARGON = _words(
    "theorem derivative integral matrix polynomial equation kinetic quantum enzyme protein "
    "jurisdiction statute liability equilibrium regression latency throughput asymptotic"
)


def task_of(text: str) -> str:
    """One of Provara's five tasks, by the words of the first 500 characters."""
    words = re.findall(r"[a-z]+", text[:HEAD].lower())
    counts = {
        task: sum(STRONG * (word in strong) + WEAK * (word in weak) for word in words)
        for task, (strong, weak) in TASK_WORDS.items()
    }
    task = max(counts, key=lambda each: counts[each])
    return task if counts[task] >= SURE else "general"


def complexity_of(text: str) -> str:
    """One of Provara's three complexities, by a score from 0 to 10. There is one turn only."""
    score = min(4, len(text) // 250)
    score += min(2, len(re.findall(r"^\s*(?:[-*]|\d+[.)]|[A-J][.):])", text, re.MULTILINE)))
    score += 2 * ("```" in text)
    score += min(2, sum(word in JARGON for word in re.findall(r"[a-z]+", text.lower())))
    return "simple" if score <= 2 else "medium" if score <= 5 else "complex"


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


def cell_of(question: Asked) -> tuple[str, str]:
    """The cell of Provara's that a question falls into."""
    text = question.texts[0]
    return task_of(text), complexity_of(text)


#: The first that matches. The description names four kinds and "general"; the others are ours.
KINDS = {
    "code generation": r"\b(?:write|create|code)\b.*\b(?:function|script|program|class)\b",
    "code explanation": r"```|\b(?:debug|stack trace|refactor|this code)\b",
    "analytical reasoning": r"\b(?:how (?:many|much)|calculate|solve|prove|why)\b|\d+ *[-+*/=]",
    "writing": r"\b(?:write|compose|draft|story|poem|essay|email|letter|rewrite)\b",
    "summarising": r"\b(?:summari[sz]e|summary|shorten)\b",
    "factual lookup": r"\b(?:who|when|where|which|what is|what are|capital of|define)\b",
}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(each, re.IGNORECASE | re.DOTALL) for kind, each in KINDS.items()}


def kind_of(text: str) -> str:
    """One of LiteLLM's seven kinds of request."""
    for kind, pattern in _patterns().items():
        if pattern.search(text):
            return kind
    return "general"


class LiteLLMAdaptive:
    """LiteLLM's adaptive rule: a Beta for each kind and arm, a Thompson draw, and the price."""

    MASS, MOST = 10.0, 200.0
    QUALITY, COST = 0.7, 0.3
    #: Tiers by price, in thirds, and what each is presumed to be. Ours: owners declare them.
    TIER_MEANS = (0.5, 0.6, 0.7)

    def __init__(self, arms: Arms, rng: np.random.Generator) -> None:
        self._rng = rng
        fares = np.nan_to_num(arms.dollars)
        spread = float(fares.max() - fares.min())
        self._cheapness = 1 - (fares - fares.min()) / (spread or 1.0)
        tiers = np.argsort(np.argsort(fares, kind="stable")) * len(self.TIER_MEANS) // len(fares)
        means = np.array(self.TIER_MEANS)[tiers] if spread else np.full(len(fares), 0.6)
        self._start = np.stack([means * self.MASS, (1 - means) * self.MASS])
        self.counts: dict[str, Floats] = defaultdict(self._start.copy)

    def choose(self, question: Asked, offered: Places) -> int:
        """One draw for each arm."""
        good, bad = self.counts[kind_of(question.texts[0])][:, offered]
        draws = self.QUALITY * self._rng.beta(good, bad) + self.COST * self._cheapness[offered]
        return int(offered[np.argmax(draws)])

    def see(self, question: Asked, arm: int, score: float) -> None:
        """A part of the mass for each side; nothing more once the cell is full."""
        counts = self.counts[kind_of(question.texts[0])]
        if counts[:, arm].sum() <= self.MOST:
            counts[:, arm] += score, 1 - score


class _Learner:
    """What the two plain rules share: vectors, means of arms, an answer's worth, some chance."""

    EXPLORE = 0.1
    #: How many outcomes the mean of all arms counts for, and an arm's own where it is looked at.
    POOLED, OWN = 2.0, 5.0

    def __init__(self, arms: Arms, rng: np.random.Generator) -> None:
        self._rng = rng
        self._prices = arms.prices
        self.sums = np.zeros(len(arms.names))
        self.counts = np.zeros(len(arms.names))

    def choose(self, question: Asked, offered: Places) -> int:
        """Any arm with a little chance, else the one thought to be worth most."""
        self.ask(vector_of(question.texts[0]))
        if self._rng.random() < self.EXPLORE:
            return int(self._rng.choice(offered))
        worth = POINTS * self.expect(vector_of(question.texts[0])) - self._prices
        return int(offered[np.argmax(worth[offered])])

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Keep it."""
        self.sums[arm] += score
        self.counts[arm] += 1
        self.keep(vector_of(question.texts[0]), arm, score)

    def ask(self, vector: Vectors) -> None:
        """A question was asked."""

    def keep(self, vector: Vectors, arm: int, score: float) -> None:
        """An answer's score became known."""
        raise NotImplementedError

    def expect(self, vector: Vectors) -> Floats:
        """How good each arm is thought to be, in [0, 1]."""
        raise NotImplementedError

    def means(self) -> Floats:
        """How good each arm was, those that answered little drawn to the mean of all."""
        pooled = (self.sums.sum() + 1) / (self.counts.sum() + 2)
        means: Floats = (self.sums + self.POOLED * pooled) / (self.counts + self.POOLED)
        return means

    def beside(self, sums: Floats, counts: Floats) -> Floats:
        """How good each arm was nearby, drawn to its own mean."""
        near: Floats = (sums + self.OWN * self.means()) / (counts + self.OWN)
        return near


class KMeansTable(_Learner):
    """k-means of the questions so far, a table of scores for each cluster, 10 % of chance."""

    FIRST, GROWTH, MOST = 50, 1.5, 32
    A_CLUSTER = 40
    ROUNDS = 15

    def __init__(self, arms: Arms, rng: np.random.Generator) -> None:
        super().__init__(arms, rng)
        self._asked: list[Vectors] = []
        self._kept: list[tuple[Vectors, int, float]] = []
        self._fit_at = self.FIRST
        self.centres: Vectors | None = None
        self._tables = np.zeros((2, 1, len(arms.names)))

    def ask(self, vector: Vectors) -> None:
        """Cluster anew each time there are half as many more."""
        self._asked.append(vector)
        if len(self._asked) >= self._fit_at:
            self._fit_at = math.ceil(len(self._asked) * self.GROWTH)
            self._fit()

    def keep(self, vector: Vectors, arm: int, score: float) -> None:
        """Into its cluster's table."""
        self._kept.append((vector, arm, score))
        self._tables[:, self._cluster(vector), arm] += score, 1

    def expect(self, vector: Vectors) -> Floats:
        """By its cluster's table."""
        sums, counts = self._tables[:, self._cluster(vector)]
        return self.beside(sums, counts)

    def _cluster(self, vector: Vectors) -> int:
        return 0 if self.centres is None else int(np.argmax(self.centres @ vector))

    def _fit(self) -> None:
        some = np.stack(self._asked)
        count = max(2, min(self.MOST, len(some) // self.A_CLUSTER))
        self.centres = k_means(some, count, self.ROUNDS, self._rng)
        self._tables = np.zeros((2, count, len(self.sums)))
        for vector, arm, score in self._kept:
            self._tables[:, self._cluster(vector), arm] += score, 1


def k_means(some: Vectors, count: int, rounds: int, rng: np.random.Generator) -> Vectors:
    """Centres of length 1, for vectors of length 1; the first ones far from each other."""
    centres = some[rng.integers(len(some), size=1)]
    while len(centres) < count:
        far = np.clip(1 - (some @ centres.T).max(axis=1), 1e-9, None).astype(np.float64)
        centres = np.vstack([centres, some[rng.choice(len(some), p=far / far.sum())]])
    for _ in range(rounds):
        nearest = np.argmax(some @ centres.T, axis=1)
        for place in range(count):
            own = some[nearest == place]
            if len(own):
                mean = own.mean(axis=0)
                centres[place] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return centres


class KNN(_Learner):
    """The mean of each arm's outcomes on the 40 most similar questions it answered; 5 % chance."""

    EXPLORE = 0.05
    K = 40

    def __init__(self, arms: Arms, rng: np.random.Generator) -> None:
        super().__init__(arms, rng)
        size = len(vector_of(""))
        self._vectors = np.zeros((64, size), dtype=np.float32)
        self._scores = np.zeros(64)
        self._rows: list[list[int]] = [[] for _ in arms.names]
        self._count = 0

    def keep(self, vector: Vectors, arm: int, score: float) -> None:
        """Beside the others."""
        if self._count == len(self._scores):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._scores = np.concatenate([self._scores, np.zeros_like(self._scores)])
        self._vectors[self._count] = vector
        self._scores[self._count] = score
        self._rows[arm].append(self._count)
        self._count += 1

    def expect(self, vector: Vectors) -> Floats:
        """By the nearest outcomes of each arm."""
        alike = self._vectors[: self._count] @ vector
        sums, counts = np.zeros(len(self.sums)), np.zeros(len(self.sums))
        for arm, rows in enumerate(self._rows):
            near = np.array(rows, dtype=np.intp)
            if len(near) > self.K:
                near = near[np.argpartition(-alike[near], self.K)[: self.K]]
            sums[arm], counts[arm] = self._scores[near].sum(), len(near)
        return self.beside(sums, counts)


@cache
def vector_of(text: str) -> Vectors:
    """The hashed words of a text, 256 numbers of length 1: what Wayfare sees, less its surface."""
    vector: Vectors = _embedder().vector(text)[:-SURFACE]
    return vector


@cache
def _embedder() -> HashingEmbedder:
    return HashingEmbedder(shipped())
