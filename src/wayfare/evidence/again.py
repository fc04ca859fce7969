"""See whether a model's answers to the same questions changed, by how good they are each time.

Some questions are drawn anew each time, all as likely, and asked again. While nothing changes,
scores of one model are then exchangeable: whichever came last may as well have come first, however
the questions were chosen. So the place of each new score among all those before it, by how far it
is from what its question usually comes to, with ties broken by lot, is uniform on [0, 1] and
independent of the places before (conformal testing: Vovk, Gammerman and Shafer, *Algorithmic
Learning in a Random World*, 2nd ed. 2022, chapter 8; as an alarm: Vovk et al. 2021, *Retrain or not
retrain*, arXiv:2102.10439). Questions that were chosen because
their answers were good do worse when asked again, without any change; that is no matter here, since
nothing is compared with the answer that they were chosen by. Nor is a score of the first askings
taken for the truth: each is compared with all others.

Against places that are uniform, gamblers bet that too many are low, or too many high, and the alarm
sums the wealth of gamblers begun anew at every round (`drift.py`): without a change it comes, on
average, no sooner than after 10,000 scores, and within n scores with a chance of n / 10,000 at
most.

Knows numbers. Knows nothing of questions, or of who scores.
"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from wayfare.evidence.bets import FIXED
from wayfare.evidence.drift import AMBER, EXPIRED, Drift

#: So large a part of the places is bet to be the lowest: of what seldom goes wrong, or often.
CUTS = (0.05, 0.1, 0.2, 0.4)

#: What a question's scores are expected to be: their mean, with so many as all questions have.
OTHERS_WORTH = 2.0


class Turn(msgspec.Struct, frozen=True):
    """Where answers changed: before the score of this `number`, for the worse or the better."""

    number: int
    is_worse: bool


class Again:
    """What came of asking one model the same questions again, score by score."""

    __slots__ = ("_better", "_places", "_scores", "_worse")

    def __init__(self) -> None:
        self._scores: dict[int, Counter[float]] = {}
        self._places: list[float] = []
        self._worse, self._better = _alarms(), _alarms()

    @property
    def compared(self) -> int:
        """How many scores there are."""
        return len(self._places)

    @property
    def mean(self) -> float | None:
        """The mean of the scores of all questions that are still asked; None: there are none."""
        count = sum(its.total() for its in self._scores.values())
        return sum(map(_sum, self._scores.values())) / count if count else None

    def learn(self, question: int, score: float, lot: float) -> float:
        """A question was asked again, and its answer has a score; returns the score's place.

        `lot` in [0, 1) breaks ties. It must not depend on the answer, and the question must have
        been drawn among all, each as likely.

        Raises:
            ValueError: the lot is none.
        """
        if not 0.0 <= lot < 1.0:
            raise ValueError(f"A lot lies in [0, 1); this one is {lot}.")
        self._scores.setdefault(question, Counter())[score] += 1
        place = self._place(question, score, lot)
        self._places.append(place)
        for alarms, its in ((self._worse, place), (self._better, 1.0 - place)):
            for cut, drift in zip(CUTS, alarms, strict=True):
                drift.learn(_excess(its, cut))
        return place

    def keep(self, questions: Iterable[int]) -> None:
        """Only these are asked from now on: of the others every score is forgotten.

        Scores of those that stay are exchangeable among themselves, so that all goes on, as long as
        a question is not given up because of its scores.
        """
        wanted = set(questions)
        self._scores = {name: its for name, its in self._scores.items() if name in wanted}

    def _place(self, question: int, score: float, lot: float) -> float:
        """Where the last score lies among all, the most surprisingly low ones first."""
        usual = self.mean or 0.0
        own, lower, alike, count = None, 0, 0, 0
        surprises: list[tuple[float, int]] = []
        for name, its in self._scores.items():
            expected = (_sum(its) + OTHERS_WORTH * usual) / (its.total() + OTHERS_WORTH)
            for other, times in its.items():
                surprise = round(other - expected, 9)
                surprises.append((surprise, times))
                if name == question and other == score:
                    own = surprise
        for surprise, times in surprises:
            count += times
            lower += times if own is not None and surprise < own else 0
            alike += times if surprise == own else 0
        return (lower + lot * alike) / count

    @property
    def alarm(self) -> float:
        """What is held against the thresholds: half is bet on worse answers, half on better."""
        return (_mean(self._worse) + _mean(self._better)) / 2

    @property
    def is_amber(self) -> bool:
        """Whether answers may have changed: with no change, not before 1,000 scores on average."""
        return self.alarm >= AMBER

    @property
    def has_changed(self) -> bool:
        """Whether answers changed: with no change, not before 10,000 scores on average."""
        return self.alarm >= EXPIRED

    def turn(self) -> Turn:
        """Where they most likely changed, if they did: where a gambler's wealth was won from.

        Raises:
            ValueError: nothing was scored yet.
        """
        if not self._places:
            raise ValueError("Nothing was scored yet, so that nothing can have changed.")
        turns = [
            (*_begin([_excess(its, cut) for its in places], cut), is_worse)
            for is_worse, places in (
                (True, self._places),
                (False, [1.0 - place for place in self._places]),
            )
            for cut in CUTS
        ]
        _, number, is_worse = max(turns)
        return Turn(number, is_worse)


def _sum(scores: Counter[float]) -> float:
    return sum(score * times for score, times in scores.items())


def _excess(place: float, cut: float) -> float:
    """What a round says against a bet that too many are among the lowest; its mean is 0."""
    return cut - 1.0 if place < cut else cut


def _alarms() -> list[Drift]:
    return [Drift(cut) for cut in CUTS]


def _mean(alarms: list[Drift]) -> float:
    return sum(drift.alarm for drift in alarms) / len(alarms)


def _begin(excesses: list[float], cut: float) -> tuple[float, int]:
    """The wealth of the best gambler of those begun anew, and where that one began."""
    best = (0.0, 0)
    for part in FIXED:
        wealth, began = 0.0, 0
        for number, excess in enumerate(excesses):
            if wealth <= 1.0:
                wealth, began = 1.0, number
            wealth *= 1.0 - part / cut * excess
        best = max(best, (wealth, began))
    return best
