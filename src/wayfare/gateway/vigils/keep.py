"""Keep a vigil over each model that `auto` takes: ask its old questions again, and tell a change.

Within a budget of its own and that of exploring. Knows when; knows nothing of how answers are
scored, or of what a change leads to.
"""

import asyncio
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from wayfare.domain.arm import Arm
from wayfare.domain.key import Caller
from wayfare.domain.vigil import Round, Scored, Vigil
from wayfare.gateway.asides.aside import VIGIL
from wayfare.gateway.certify.purse import Purse
from wayfare.gateway.learning.say_changed import note_watched
from wayfare.gateway.parts import Parts
from wayfare.gateway.vigils.ask_again import ask_again
from wayfare.gateway.vigils.choose import QUESTIONS_MIN
from wayfare.gateway.vigils.ready import Finder, Question, watched_arms
from wayfare.gateway.vigils.weigh import Weighed, draw, weigh
from wayfare.grading.grade import Grader
from wayfare.settings.choosing import VigilSection
from wayfare.store.database import Database
from wayfare.store.epochs import read_epochs
from wayfare.store.explored import paid_micros
from wayfare.store.vigils import (
    add_score,
    begin_vigil,
    claim_round,
    last_asked,
    last_vigils,
    read_rounds,
)

HOUR_S = 3_600.0
#: Where nothing could be asked of an arm, it is looked again so much later.
LOOK_S = HOUR_S
#: Whoever began a round and did not end it by then has died.
LOST_S = HOUR_S


@dataclass(frozen=True, slots=True)
class _Standing:
    """A vigil as it stands, and what can be asked of it now."""

    vigil: Vigil
    weighed: Weighed
    among: Sequence[int]
    questions: Mapping[int, Question]


@dataclass(slots=True)
class Keeping:
    """Keeps vigils; `owner` pays out of `purse`. `parts` are there once it is asked."""

    parts: Callable[[], Parts]
    database: Database
    settings: VigilSection
    purse: Purse
    owner: Caller
    grader: Grader = field(default_factory=Grader)
    _looked: dict[str, float] = field(default_factory=dict)

    async def turn(self) -> int:
        """Ask whoever is due, those asked longest ago first; returns how many were scored.

        Raises:
            StoreError: the log cannot be read or written.
        """
        parts = self.parts()
        fold = parts.learner.fold
        knowledge = None if fold is None else fold.knowledge
        if knowledge is None or not self.settings.every_hours:
            return 0
        now, every = parts.clock.now(), self.settings.every_hours * HOUR_S
        asked = await asyncio.to_thread(last_asked, self.database)
        due = [arm for arm in watched_arms(parts.catalog) if self._is_due(arm, asked, now)]
        if not due:
            return 0
        spent = await asyncio.to_thread(paid_micros, self.database, now - every, (VIGIL,))
        left, scored = self.settings.budget_micros - spent, 0
        finder = Finder(parts, self.database, knowledge)
        for arm in sorted(due, key=lambda arm: asked.get(arm.name, 0.0)):
            self._looked[arm.name] = now
            standing = await asyncio.to_thread(self._standing, finder, arm)
            if standing is not None:
                count, paid = await self._ask(arm, standing, left)
                left, scored = left - paid, scored + count
                await asyncio.to_thread(self._tell, standing.vigil)
        return scored

    def _is_due(self, arm: Arm, asked: Mapping[str, float], now: float) -> bool:
        every = self.settings.every_hours * HOUR_S
        is_looked_at = now - self._looked.get(arm.name, -math.inf) < min(every, LOOK_S)
        return not is_looked_at and now - asked.get(arm.name, -math.inf) >= every

    def _standing(self, finder: Finder, arm: Arm) -> _Standing | None:
        """The vigil over an arm, begun anew where it has ended; None: nothing can be asked."""
        vigil = last_vigils(self.database).get(arm.name)
        candidates = finder.candidates(arm)
        if vigil is not None:
            standing = self._as_it_is(finder, arm, vigil)
            if self._goes_on(standing, len(candidates)):
                return standing
        if len(candidates) < QUESTIONS_MIN:
            return None
        begun = Vigil(arm.name, self.parts().clock.now(), tuple(candidates))
        begin_vigil(self.database, begun)
        return self._as_it_is(finder, arm, begun)

    def _as_it_is(self, finder: Finder, arm: Arm, vigil: Vigil) -> _Standing:
        rounds = read_rounds(self.database, vigil)
        weighed = weigh(vigil, rounds)
        self._note(vigil, weighed)
        questions = finder.of(vigil, arm)
        # what could not be asked once is not asked any more: those that stay can be compared
        last = rounds[-1].round.among if rounds else range(len(vigil.questions))
        return _Standing(vigil, weighed, [p for p in last if p in questions], questions)

    def _goes_on(self, standing: _Standing, candidates: int) -> bool:
        """Whether a vigil goes on, which none of its scores decides but those of an alarm."""
        vigil, among = standing.vigil, standing.among
        if standing.weighed.changed_at is not None or len(among) < QUESTIONS_MIN:
            return False
        if candidates >= 2 * len(vigil.questions):
            return False
        epochs = read_epochs(self.database)
        return all(each.arm != vigil.arm or each.since <= vigil.since for each in epochs)

    async def _ask(self, arm: Arm, standing: _Standing, left: int) -> tuple[int, int]:
        """Ask an arm some questions; how many were scored, and what they may have cost."""
        vigil, first = standing.vigil, standing.weighed.next_number
        if not await self._close(standing):
            return 0, 0
        parts, scored, paid = self.parts(), 0, 0
        fares = [standing.questions[place].fare_micros for place in standing.among]
        if None in fares:
            return 0, 0
        # by the dearest, so that money does not choose the question
        dearest = max(fare or 0 for fare in fares)
        for number in range(first, first + self.settings.rounds):
            now = parts.clock.now()
            if paid + dearest > left or not self.purse.can_pay(dearest, now):
                break
            place = draw(vigil, number, standing.among)
            asked = Round(vigil.arm, vigil.since, number, now, place, tuple(standing.among))
            if not await asyncio.to_thread(claim_round, self.database, asked):
                break
            question = standing.questions[place]
            self.purse.pay(question.fare_micros)
            paid += question.fare_micros or 0
            came = await ask_again(parts, self.grader, arm, question, asked, self.owner)
            await asyncio.to_thread(add_score, self.database, came)
            scored += came.score is not None
        return scored, paid

    async def _close(self, standing: _Standing) -> bool:
        """Close a round that nobody ended; False where somebody may be at it."""
        since, now = standing.weighed.open_since, self.parts().clock.now()
        if since is None:
            return True
        if now - since < LOST_S:
            return False
        vigil, number = standing.vigil, standing.weighed.next_number - 1
        lost = Scored(vigil.arm, vigil.since, number, now, None, why="Wayfare ended meanwhile.")
        await asyncio.to_thread(add_score, self.database, lost)
        return True

    def _tell(self, vigil: Vigil) -> None:
        """See whether what was asked just now shows a change."""
        self._note(vigil, weigh(vigil, read_rounds(self.database, vigil)))

    def _note(self, vigil: Vigil, weighed: Weighed) -> None:
        if weighed.changed_at is not None:
            clock = self.parts().clock
            note_watched(
                self.database, clock, vigil.arm, weighed.changed_at, is_worse=weighed.is_worse
            )
