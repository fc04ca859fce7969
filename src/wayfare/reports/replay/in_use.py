"""Wayfare's own rule as it is in use: its prior, its knowledge, its trials, its choice.

The parts are those of the gateway; only the providers, the clock and the store are missing.
"""

import random
from dataclasses import replace

import msgspec
import numpy as np

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Deployment
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.domain.price import TOKENS_PER_RATE, Price, Rates
from wayfare.embedding.hashing import look
from wayfare.gateway.learning.exploring import Exploring
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.reports.replay.labelled import Asked, Places
from wayfare.reports.replay.online import MICROS, Arms
from wayfare.routing.language import language_of
from wayfare.routing.prior import presume
from wayfare.routing.router import PriorRouter
from wayfare.settings.choosing import Exploration
from wayfare.store.outcomes import Decided, Learnable

#: So much more outcomes before all is estimated anew; in use it is done every few seconds.
GROWTH = 1.15
#: Tokens of an answer, so that its cost tells a list price: sets have no other.
TOKENS = 500


class InUse:
    """Wayfare as a fresh install, with every arm's public rating and nothing more."""

    def __init__(
        self,
        arms: Arms,
        rng: np.random.Generator,
        exploration: Exploration | None = None,
        knowledge: Knowledge | None = None,
        kind: OutcomeKind = OutcomeKind.CHECK,
    ) -> None:
        self._kind = kind
        self.knowledge = knowledge or Knowledge()
        self._arms = arms
        self._router = PriorRouter(round(arms.point_dollars * MICROS))
        money = 1 << 60  # what a trial adds is part of the regret here
        self.exploring = Exploring(
            msgspec.structs.replace(exploration or Exploration(), budget_micros=money)
        )
        self._chance = random.Random(int(rng.integers(1 << 62)))  # noqa: S311 - no secret
        self._offers = [
            _offer(name, dollars)
            for name, dollars in zip(arms.names, arms.dollars.tolist(), strict=True)
        ]
        self._settled = 0
        self._number = 0

    def choose(self, question: Asked, offered: Places) -> int:
        """As `gateway/answer.py` does."""
        context = self._context(question)
        offers = self._quotes(context, offered)
        anchor = self._router.favourite(Goal.AUTO, offers).arm.name
        candidates = self.knowledge.candidates(
            context, offers, anchor, self._router.point_worth_micros
        )
        trial = self.exploring.draw(candidates, self.knowledge.rate, 0.0, self._chance)
        appraised = self.knowledge.appraise(context, offers, anchor)
        decision = self._router.choose("d", Goal.AUTO, context, appraised, (), trial)
        return self._arms.names.index(decision.choice.arm.name)

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Learn it as an outcome that was said, and now and then estimate all anew."""
        self.learn(question, arm, score)
        if self.knowledge.lessons >= self._settled * GROWTH:
            self.settle()

    def learn(self, question: Asked, arm: int, score: float) -> None:
        """Learn it; estimates stay as they are."""
        self._number += 1
        context = self._context(question)
        self.knowledge.learn([self._learnable(question, context, arm, score)])

    def settle(self) -> None:
        """Estimate all anew."""
        self.knowledge.settle()
        self._settled = self.knowledge.lessons

    def _quotes(self, context: Context, offered: Places) -> list[Offer]:
        """What the arms offer, before anything was learned."""
        return [_quoted(self._offers[place], context.language) for place in offered.tolist()]

    def _context(self, question: Asked) -> Context:
        text = question.texts[0]
        return Context(
            language_of(text),
            frozenset(),
            0,
            0,
            _looked_at(text),
            self.knowledge.version,
            question.topics[0],
        )

    def _learnable(self, question: Asked, context: Context, arm: int, score: float) -> Learnable:
        return Learnable(
            number=self._number,
            outcome=Outcome(
                id="1",
                decision_id=question.ids[0],
                kind=self._kind,
                source="replay",
                arm=self._arms.names[arm],
                score=score,
                winner=None,
                against=None,
                said_by="replay",
                at=0.0,
            ),
            replaces=None,
            decided=Decided(
                context.language,
                context.topic,
                "replay",
                1.0,
                0.0,
                True,
                context.features,
                context.features_version,
            ),
            cost_micros=None,
            output_tokens=None,
            total_ms=None,
        )


def told_by_votes(arms: Arms, rng: np.random.Generator) -> InUse:
    """The same, told of people's votes: they count less than a program's checks."""
    return InUse(arms, rng, kind=OutcomeKind.VOTE)


class PriorBest(InUse):
    """Always the arm that the prior thinks best for its price: what Wayfare starts with."""

    def choose(self, question: Asked, offered: Places) -> int:
        """Take it; where it cannot answer, the next one."""
        language = language_of(question.texts[0])
        offers = [_quoted(self._offers[place], language) for place in offered.tolist()]
        return self._arms.names.index(self._router.favourite(Goal.AUTO, offers).arm.name)

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Nothing is learned."""


_LOOKS: dict[str, bytes] = {}


def _looked_at(text: str) -> bytes:
    """The vector of a text; each is looked at once, however many seeds there are."""
    if text not in _LOOKS:
        _LOOKS[text] = look(text)
    return _LOOKS[text]


def presumed(arms: Arms, language: str) -> list[Offer]:
    """The offers of arms that nothing is known of but names and prices."""
    priced = zip(arms.names, arms.dollars.tolist(), strict=True)
    return [_quoted(_offer(name, dollars), language) for name, dollars in priced]


def _offer(name: str, dollars: float) -> Offer:
    """An arm of a set, presumed of as ever: by its public rating, else by its price."""
    fare, price = None, None
    if not np.isnan(dollars):
        fare = round(dollars * MICROS)
        rate = round(dollars / TOKENS * MICROS * TOKENS_PER_RATE)
        price = Price(Rates(rate, rate))
    deployment = Deployment(name, "replay", name, price=price)
    deployment = replace(deployment, prior=presume(deployment))
    return Offer(Arm(name, deployment), fare, None, None)


def _quoted(offer: Offer, language: str) -> Offer:
    return msgspec.structs.replace(offer, quality=offer.arm.deployment.prior.quality_in(language))
