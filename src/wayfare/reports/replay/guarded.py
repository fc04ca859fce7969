"""Replay a rule behind the product's own guard: what is shown of it, and what that costs.

Guard and claims are those of the gateway; what a set knows of both answers takes the place of the
shadow. Knows sets and rules. Knows nothing of files.
"""

import random
from dataclasses import dataclass, field

import numpy as np

from wayfare.domain.arm import Arm
from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.claim import Cell, ClaimState
from wayfare.domain.decision import Decision, Goal, Reason
from wayfare.domain.deployment import Deployment
from wayfare.domain.offer import Offer
from wayfare.domain.price import Price, Rates
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.gateway.certify.case import Asking
from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.guard import Guard, Guarded
from wayfare.gateway.certify.purse import Purse
from wayfare.gateway.clock import Clock
from wayfare.reports.replay.labelled import Asked, Floats, Labelled, Places
from wayfare.reports.replay.measures import taken
from wayfare.reports.replay.online import Arms, OnlinePolicy, Shown
from wayfare.settings.choosing import CertificateSection
from wayfare.store.shadows import Drawn

#: So many questions pass until claims are weighed anew; in use it is done every two seconds.
WEIGHED_EVERY = 5
_REQUEST = ChatRequest("auto", (), frozenset())
_REASON = Reason("replayed", "", "")


class _Plenty:
    """Money is no bound here: what shadows cost is counted."""

    @property
    def a_day(self) -> int:
        """More than anything costs."""
        return 1 << 62

    def can_pay(self, micros: int | None, now: float) -> bool:
        """It always can."""
        return True

    def pay(self, micros: int | None) -> None:
        """Nothing is booked."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many `seconds` pass from one question to the next, and who pays for shadows."""

    seconds: float = 60.0  # so that all before is settled
    purse: Purse = field(default_factory=_Plenty)


AT_ONCE = Pace()


class Behind:
    """A rule behind the guard, against what a baseline rule would take."""

    def __init__(
        self,
        rule: OnlinePolicy,
        baseline: OnlinePolicy,
        settings: CertificateSection,
        rng: np.random.Generator,
        pace: Pace = AT_ONCE,
    ) -> None:
        self._rule, self._baseline, self._seconds = rule, baseline, pace.seconds
        self._rows: list[Drawn] = []
        chance = random.Random(int(rng.integers(1 << 62)))  # noqa: S311 - no secret
        self._now = 0.0
        self._clock = Clock(now=lambda: self._now, rng=chance)
        self._margin = settings.margin_points / 100
        self.claims = Claims(
            read=lambda after: self._rows[int(after or 0) :],
            changes=dict,
            margin=self._margin,
            share=settings.share,
            now=lambda: self._now,
        )
        self._guard = Guard(settings, self.claims, pace.purse)

    def play(self, test: Labelled, arms: Arms) -> Shown:
        """Go through a set, question by question; after another one it goes on from there."""
        count = len(test)
        choices, certified = np.empty(count, dtype=np.intp), np.zeros(count, dtype=np.bool_)
        wants, usuals = np.empty(count, dtype=np.intp), np.empty(count, dtype=np.intp)
        audits = np.zeros(count)
        scores, dollars = test.scores, np.nan_to_num(test.dollars)
        for place in range(count):
            self._now += self._seconds
            question = test.asked.at(np.array([place]))
            offered = np.flatnonzero(~np.isnan(scores[place]))
            wanted = self._rule.choose(question, offered)
            usual = self._baseline.choose(question, offered)
            wants[place], usuals[place] = wanted, usual
            settled = self._settle(arms, question, wanted, usual)
            answers = arms.names.index(settled.decision.choice.arm.name)
            choices[place] = answers
            state = None if settled.covered is None else settled.covered.state
            certified[place] = answers != usual and state == ClaimState.CERTIFIED.value
            self._rule.see(question, answers, float(scores[place, answers]))
            if settled.shadow is not None:
                beside = wanted if settled.shadow.is_mirror else usual
                audits[place] = dollars[place, beside]
                self._rule.see(question, beside, float(scores[place, beside]))
                self._compare(settled.shadow, scores[place], wanted, usual)
            if place % WEIGHED_EVERY == 0:
                self.claims.refresh()
        self.claims.refresh()
        seals = self._seals()
        gaps = taken(scores, wants) - taken(scores, usuals)
        wrong = tuple(cell for cell in seals if self._is_false(cell, test, arms, wants, gaps))
        return Shown(choices, certified, audits, seals, wrong)

    def _settle(self, arms: Arms, question: Asked, wanted: int, usual: int) -> Guarded:
        places = [wanted] if wanted == usual else [wanted, usual]
        offers = tuple(_offer(arms, place) for place in places)
        decision = Decision(
            id=f"{len(self._rows) + 1:09}",  # as ids do, they sort by time
            goal=Goal.AUTO,
            offers=offers,
            propensity=1.0,
            reason=_REASON,
            router="replay",
            baseline=arms.names[usual],
        )
        context = Context("und", frozenset(), 0, 0, topic=question.topics[0])
        return self._guard.settle(decision, Asking(_REQUEST, context, True), None, self._clock)

    def _compare(self, shadow: Shadow, scores: Floats, wanted: int, usual: int) -> None:
        """What a check of both answers finds."""
        difference = float(scores[wanted] - scores[usual])
        comparison = Comparison(shadow.decision_id, self._now, Fate.COMPARED, difference, By.CHECK)
        self._rows.append(Drawn(shadow, comparison))

    def _seals(self) -> tuple[Cell, ...]:
        states = self.claims.states
        return tuple(
            cell
            for cell, state in states.items()
            if state is ClaimState.CERTIFIED and cell.arm is not None
        )

    def _is_false(
        self, cell: Cell, test: Labelled, arms: Arms, wants: Places, gaps: Floats
    ) -> bool:
        """Whether the arm is worse by more than the margin, over all questions it was wanted for.

        Compared or not: that is what the claim is about.
        """
        its = wants == arms.names.index(cell.arm or "")
        of_topic = np.array([cell.topic in (None, topic) for topic in test.asked.topics])
        return bool(gaps[its & of_topic].mean() < -self._margin)


def _offer(arms: Arms, place: int) -> Offer:
    dollars = float(arms.dollars[place])
    fare = 0 if np.isnan(dollars) else round(dollars * 1e6)
    name = arms.names[place]
    price = Price(Rates(0, 0), request_micros=fare)  # so that a usual question costs the same
    return Offer(Arm(name, Deployment(name, "replay", name, price=price)), fare, None, None)
