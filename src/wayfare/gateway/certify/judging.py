"""Have a measured judge look at two answers, where nobody else can tell which is better.

A judge of which votes have not shown how often it errs is not asked: its verdicts would be
anybody's guess. One is asked for marks where votes have shown that its marks go with what people
say, else which answer is better.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, JudgeKind, OutcomeKind, comes_to
from wayfare.domain.shadow import By
from wayfare.gateway.asides.judge import Pair, Verdict, ask_judge
from wayfare.gateway.asides.measured_judge import Ready, find_marking, find_measured
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
    kind: JudgeKind

    def find(self, drawn: Drawn) -> Ready | None:
        """Who may judge the answer that was drawn; None: nobody who is good enough."""
        parts = self.parts()
        fold = parts.learner.fold
        knowledge = None if fold is None else fold.knowledge
        if knowledge is None:
            return None
        judges, request = knowledge.judges.all(), drawn.body.request
        about = (parts, judges, request, [drawn.own, drawn.other], drawn.demands)
        marking = find_marking(*about) if self.kind is JudgeKind.GRADED else None
        return marking or find_measured(*about)

    async def judge(self, pair: Answers, ready: Ready) -> Difference | None:
        """How much better the arm's answer is; None where the judge gave no verdict."""
        drawn = pair.drawn
        texts = Pair(drawn.body.request.messages, pair.answer, pair.baseline, drawn.demands)
        verdict = await ask_judge(self.parts(), ready.arm, texts, self.owner, ready.kind)
        if verdict.orders is None:
            return None
        await self.keep(_saying(pair, ready.arm.name, verdict))
        if verdict.difference is not None:
            return Difference(verdict.difference, By.JUDGE, by_marks=True)
        winner = comes_to(verdict.orders, drawn.shadow.arm, drawn.shadow.baseline)
        value = 0.0 if winner == TIE else 1.0 if winner == drawn.shadow.arm else -1.0
        return Difference(value, By.JUDGE)


def _saying(pair: Answers, judge: str, verdict: Verdict) -> Saying:
    """What is kept is about the answer in the shadow, and speaks of it first."""
    shadow, orders, difference = pair.drawn.shadow, verdict.orders or "", verdict.difference
    if not shadow.is_mirror:
        orders = orders[::-1]
        difference = None if difference is None else -difference
    return Saying(
        pair.shadow_id,
        OutcomeKind.VERDICT,
        against=shadow.baseline if shadow.is_mirror else shadow.arm,
        source=judge,
        orders=orders,
        difference=difference,
    )
