"""Find a judge of which votes have shown how often it errs, and have it choose among answers.

Knows what was learned of judges. Knows nothing of what a choice is for.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.demands import Demands
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import JudgeKind, comes_to
from wayfare.gateway.asides.judge import Pair, find_judge, judge_pair
from wayfare.gateway.parts import Parts
from wayfare.routing.features import read_context
from wayfare.routing.filters import undemanded
from wayfare.routing.judges import Judge
from wayfare.routing.quote import quote

#: Whoever waits for an answer waits no longer for a judge.
CHOICE_S = 20.0


class Ready(msgspec.Struct, frozen=True):
    """A judge that may be asked, in which way, and how often it errs at most."""

    arm: Arm
    error: float
    kind: JudgeKind = JudgeKind.PAIRWISE


def find_measured(
    parts: Parts,
    judges: Sequence[Judge],
    request: ChatRequest,
    compared: Sequence[Arm],
    demands: Demands,
) -> Ready | None:
    """Who may say which answer to a request is better; None: nobody good enough may read it."""
    errors = {each.source: each.error for each in judges if each.error is not None}
    arm = _find(parts, judges, errors, request, (compared, demands))
    return None if arm is None else Ready(arm, errors[arm.name])


def find_marking(
    parts: Parts,
    judges: Sequence[Judge],
    request: ChatRequest,
    compared: Sequence[Arm],
    demands: Demands,
) -> Ready | None:
    """Who may give marks; None: nobody whose marks votes have shown to be of use may read it."""
    errors = {each.source: each.marks_error for each in judges if each.marks_error is not None}
    arm = _find(parts, judges, errors, request, (compared, demands))
    return None if arm is None else Ready(arm, errors[arm.name], JudgeKind.GRADED)


def _find(
    parts: Parts,
    judges: Sequence[Judge],
    errors: Mapping[str, float],
    request: ChatRequest,
    about: tuple[Sequence[Arm], Demands],
) -> Arm | None:
    """The best of those whose errors are known."""
    compared, demands = about
    known = {each.source: each for each in judges}
    bound = demands + parts.demands
    context = read_context(request)
    offers = [
        quote(arm, context)
        for arm in parts.catalog.arms
        if arm.name in errors and undemanded(arm.deployment, bound) is None
    ]
    try:
        return find_judge(offers, compared, known)
    except BadRequestError:
        return None


@dataclass(frozen=True, slots=True)
class Chooser:
    """A measured judge that chooses among answers while somebody waits for the best of them."""

    parts: Parts
    ready: Ready

    @property
    def name(self) -> str:
        """Its name."""
        return self.ready.arm.name

    async def choose(
        self, turns: Sequence[Message], answers: Sequence[str], demands: Demands, caller: Caller
    ) -> int | None:
        """The place of the answer that it prefers: each is held against the best until then.

        The first is the best until another is better in both orders. None: it gave no verdict at
        all, or took too long.
        """
        best, heard = 0, False
        try:
            async with asyncio.timeout(CHOICE_S):
                for place in range(1, len(answers)):
                    pair = Pair(turns, answers[place], answers[best], demands)
                    verdict = await judge_pair(self.parts, self.ready.arm, pair, caller)
                    if verdict.orders is None:
                        continue
                    heard = True
                    if comes_to(verdict.orders, "other", "best") == "other":
                        best = place
        except TimeoutError:
            return best or None
        return best if heard else None


@dataclass(frozen=True, slots=True)
class Choosers:
    """Finds one among the judges that are known; `parts` are there once it is asked."""

    parts: Callable[[], Parts]

    def find(
        self, request: ChatRequest, compared: Sequence[Arm], demands: Demands
    ) -> Chooser | None:
        """One that may choose among answers to a request; None: nobody is good enough."""
        parts = self.parts()
        fold = parts.learner.fold
        knowledge = None if fold is None else fold.knowledge
        if knowledge is None:
            return None
        ready = find_measured(parts, knowledge.judges.all(), request, compared, demands)
        return None if ready is None else Chooser(parts, ready)
