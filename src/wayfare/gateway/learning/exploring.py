"""Draw the lots of trials, within a share of questions, of points and of money.

Knows what a trial may lose and cost. Knows nothing of why an arm is worth trying.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from wayfare.routing.trial import Trial
from wayfare.settings.choosing import Exploration

DAY_S = 86_400.0
#: The points of so many questions that are still to come may be spent at once.
AHEAD = 10_000.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An arm that is worth trying: by how much, what that may lose in points, and what it adds.

    It is tried on a share of the questions of `most`, at most.
    """

    gain: float
    charge: float
    extra_micros: int
    most: float = 1.0


@dataclass(slots=True)
class Exploring:
    """What was spent, by this process. Points are of the quality of answers, 100 being all.

    `micros` of money today, and `elsewhere` beside it: by other processes and by calibrations, as
    far as `note_all` was told. Of trials that are drawn, a guard lets a share of `passes` through.
    """

    settings: Exploration = field(default_factory=Exploration)
    passes: float = 1.0
    questions: int = 0
    points: float = 0.0
    micros: int = 0
    elsewhere: int = 0
    day: int = 0

    def draw(
        self, candidates: Mapping[str, Candidate], rate: float, now: float, rng: Random
    ) -> Trial | None:
        """Draw a lot for a question; None where nothing may be tried. Books what a trial takes.

        `rate` is the share of questions that bring outcomes, `now` Unix time in seconds.
        """
        self.questions += 1
        if not candidates or not self.settings.share:
            return None
        self.begin_day(now)
        outcomes = rate * (self.questions + AHEAD)
        points_left = self.settings.points * outcomes - self.points
        micros_left = self.settings.budget_micros - self.micros - self.elsewhere
        allowed = {
            arm: each
            for arm, each in candidates.items()
            if each.charge <= points_left and each.extra_micros <= micros_left
        }
        # by the square, so that one arm is known before the next is begun with
        total = sum(each.gain**2 for each in allowed.values())
        if not total:
            return None
        chances = {
            arm: min(self.settings.share * each.gain**2 / total, each.most / self.passes)
            for arm, each in allowed.items()
        }
        share = sum(chances.values())
        parts = {arm: chance / share for arm, chance in chances.items()}
        drawn = _drawn(parts, rng.random() / share)
        if drawn is not None:
            self.points += allowed[drawn].charge
            self.micros += max(0, allowed[drawn].extra_micros)
        return Trial(share, parts, drawn)

    @property
    def a_day(self) -> int:
        """How many micro-dollars there are each day."""
        return self.settings.budget_micros

    def can_pay(self, micros: int | None, now: float) -> bool:
        """Whether so many micro-dollars are left today; what is not known cannot be paid."""
        self.begin_day(now)
        if micros is None:
            return False
        return micros <= self.settings.budget_micros - self.micros - self.elsewhere

    def pay(self, micros: int | None) -> None:
        """Book what something beside trials may cost."""
        self.micros += micros or 0

    def begin_day(self, now: float) -> None:
        """Nothing was spent yet on a day that is new. `now` is Unix time in seconds."""
        if int(now // DAY_S) != self.day:
            self.day, self.micros, self.elsewhere = int(now // DAY_S), 0, 0

    def note_all(self, micros: int, own: int, now: float) -> None:
        """Note what all exploring cost today, of which `own` by this process, when one looked."""
        self.begin_day(now)
        self.elsewhere = max(0, micros - own)


def _drawn(parts: Mapping[str, float], lot: float) -> str | None:
    """The arm in whose part the lot lies; None for a lot beyond 1."""
    for arm, part in parts.items():
        lot -= part
        if lot < 0:
            return arm
    return None
