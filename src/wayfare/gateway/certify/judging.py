"""Have a measured judge look at two answers, where nobody else can tell which is better.

A judge of which votes have not shown how often it errs is not asked: its verdicts would be
anybody's guess.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, OutcomeKind, comes_to
from wayfare.domain.shadow import By
from wayfare.gateway.asides.judge import Pair, judge_pair
from wayfare.gateway.asides.measured_judge import Ready, find_measured
from wayfare.gateway.certify.compare import Difference
from wayfare.gateway.certify.drawn import Answers, Drawn
from wayfare.gateway.learning.say import Saying
from wayfare.gateway.parts import Parts


@dataclass(slots=True)
class Judging:
    """Asks judges at `owner`'s expense; what they say is kept, for the router to learn from."""

    parts: Callable[[], Parts]
    owner: Caller
    keep: Callable[[Saying], Awaitable[object]]

    def find(self, drawn: Drawn) -> Ready | None:
        """Who may judge the answer that was drawn; None: nobody who is good enough."""
        parts = self.parts()
        fold = parts.learner.fold
        knowledge = None if fold is None else fold.knowledge
        if knowledge is None:
            return None
        judges, request = knowledge.judges.all(), drawn.body.request
        return find_measured(parts, judges, request, [drawn.own, drawn.other], drawn.demands)

    async def judge(self, pair: Answers, ready: Ready) -> Difference | None:
        """How much better the arm's answer is; None where the judge gave no verdict."""
        drawn = pair.drawn
        texts = Pair(drawn.body.request.messages, pair.answer, pair.baseline, drawn.demands)
        verdict = await judge_pair(self.parts(), ready.arm, texts, self.owner)
        if verdict.orders is None:
            return None
        arm, baseline = drawn.shadow.arm, drawn.shadow.baseline
        # what is kept is about the answer in the shadow, and speaks of it first
        is_mirror = drawn.shadow.is_mirror
        orders = verdict.orders if is_mirror else verdict.orders[::-1]
        against = baseline if is_mirror else arm
        name = ready.arm.name
        await self.keep(
            Saying(pair.shadow_id, OutcomeKind.VERDICT, against=against, source=name, orders=orders)
        )
        winner = comes_to(verdict.orders, arm, baseline)
        value = 0.0 if winner == TIE else 1.0 if winner == arm else -1.0
        return Difference(value, By.JUDGE)
