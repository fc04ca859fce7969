"""Play the answers of a run of `bench.live` anew, in other orders, from either model first.

    python -m bench.live_orders FILE [--orders 40] [--seed 1]

The models are strangers, as to the second Wayfare of `bench.live`; nothing is asked. What is chosen
and learned goes through the product's own learner and router. One run shows one order; whether the
worse model may be kept for good is seen only in many.
"""

import argparse
import asyncio
import statistics
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from random import Random

import msgspec

from bench.live_report import Named, Run, by_name, wilson
from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Deployment
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.exploring import Exploring
from wayfare.gateway.learning.fold import Fold, Sources
from wayfare.gateway.learning.learner import Learner
from wayfare.routing.features import read_context
from wayfare.routing.router import PriorRouter
from wayfare.store.outcomes import Decided, Learnable
from wayfare.wire.openai.body import decode_chat

#: Answers between two looks at the outcomes: five seconds of one client.
EVERY = 3
POINT_WORTH_MICROS = 200


def main() -> None:
    """Play and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--orders", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    run = msgspec.json.decode(options.file.read_bytes(), type=Run)
    print("| first | tries | to the better, learning | afterwards | kept to it | right |")
    print("|---|---|---|---|---|---|")
    for tries in (True, False):
        for first in run.arms:
            played = [
                asyncio.run(play(run, first, Random(f"{options.seed}/{n}"), tries=tries))
                for n in range(options.orders)
            ]
            print(_line(run, first, played, tries=tries))


class Played(msgspec.Struct, frozen=True):
    """Whom each question went to: those learned from, then those kept apart."""

    learning: list[str]
    after: list[str]
    right: float


async def play(run: Run, first: str, rng: Random, *, tries: bool) -> Played:
    """One order. `tries`: arms may be tried, as the settings have it by default."""
    named, log = by_name(run), list[Learnable]()
    world = _World(run, named, log, first, rng, tries=tries)
    learning = _questions(run, "learning")
    rng.shuffle(learning)
    await world.choose(learning[0])  # has read what looks at questions
    await world.learner.refresh()
    taken = []
    for number, question in enumerate(learning, 1):
        arm, context = await world.choose(question)
        taken.append(arm)
        log.append(_learnable(len(log) + 1, question, arm, context, named))
        if number % EVERY == 0:
            await world.learner.refresh()
    await world.learner.refresh()
    apart = _questions(run, "after")
    after = [(await world.choose(question))[0] for question in apart]
    right = [float(named[q][arm].right) for q, arm in zip(apart, after, strict=True)]
    return Played(taken, after, statistics.mean(right))


class _World:
    """What a process of Wayfare has, without the rest of it."""

    def __init__(
        self, run: Run, named: Named, log: list[Learnable], first: str, rng: Random, *, tries: bool
    ) -> None:
        self._texts = run.texts
        # of equals the first is chosen
        arms = sorted(run.arms, key=lambda arm: arm != first)
        self._offers = [Offer(Arm(a, Deployment(a, "bench", a)), 0, None, None) for a in arms]
        self._router = PriorRouter(POINT_WORTH_MICROS)
        self._ticks = count()
        self._clock = Clock(now=lambda: float(next(self._ticks)), rng=rng)
        self.learner = Learner(
            Fold(Sources(lambda number, limit: log[number : number + limit])),
            exploring=Exploring() if tries else None,
        )

    async def choose(self, question: str) -> tuple[str, Context]:
        """As `gateway/answer.py` does."""
        message = {"role": "user", "content": self._texts[question]}
        body = decode_chat(msgspec.json.encode({"model": "auto", "messages": [message]}))
        context = read_context(body.request)
        looked = await self.learner.look(body.request.question, None)
        found = self.learner.appraise(
            looked.onto(context), list(self._offers), Goal.AUTO, self._router, self._clock
        )
        decision = self._router.choose(
            question, Goal.AUTO, found.context, found.offers, (), found.trial
        )
        return decision.offers[0].arm.name, found.context


def _learnable(number: int, question: str, arm: str, context: Context, named: Named) -> Learnable:
    score = float(named[question][arm].right)
    outcome = Outcome(
        "check", question, OutcomeKind.CHECK, "bench", arm, score, None, None, "bench", 0.0
    )
    decided = Decided(
        context.language, None, "bench", 1.0, 0.0, True, context.features, context.features_version
    )
    return Learnable(number, outcome, None, decided, 0, None, None)


def _questions(run: Run, phase: str) -> list[str]:
    return list(dict.fromkeys(a.question for a in run.answers if a.phase == phase))


def _line(run: Run, first: str, played: Sequence[Played], *, tries: bool) -> str:
    """How the orders ended."""
    named = by_name(run)
    better = max(run.arms, key=lambda arm: sum(both[arm].right for both in named.values()))
    kept = sum(p.after.count(better) * 2 > len(p.after) for p in played)
    low, high = wilson(kept, len(played))
    learning = statistics.mean(p.learning.count(better) / len(p.learning) for p in played)
    after = statistics.mean(p.after.count(better) / len(p.after) for p in played)
    right = statistics.mean(p.right for p in played)
    return (
        f"| {first} | {'as set by default' if tries else 'no'} | {100 * learning:.0f} % "
        f"| {100 * after:.0f} % | {kept} of {len(played)} [{100 * low:.0f} %, {100 * high:.0f} %] "
        f"| {100 * right:.0f} |"
    )


if __name__ == "__main__":
    main()
