"""Have a measured judge look at two answers, where nobody else can tell which is better.

A judge that votes have not measured is not asked: how often it is wrong would be anybody's guess.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wayfare.domain.errors import BadRequestError, StoreError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, comes_to
from wayfare.domain.shadow import By
from wayfare.gateway.asides.judge import Pair, find_judge, judge_pair
from wayfare.gateway.certify.compare import Difference
from wayfare.gateway.certify.comparing import Pair as Answers
from wayfare.gateway.parts import Parts
from wayfare.routing.features import read_context
from wayfare.routing.judges import VOTES_MIN, Judge
from wayfare.routing.quote import quote


@dataclass(slots=True)
class Judging:
    """Asks the judge at `owner`'s expense."""

    parts: Callable[[], Parts]
    owner: Caller

    async def judge(self, pair: Answers) -> Difference | None:
        """How much better the arm's answer is; None where no judge may tell."""
        parts, drawn = self.parts(), pair.drawn
        try:
            known = await parts.learner.known()
        except StoreError:
            return None
        if known is None:
            return None
        measured = {each.source: each for each in known.judges.all() if is_measured(each)}
        arms = [arm for arm in parts.catalog.arms if arm.name in measured]
        context = read_context(drawn.body.request)
        try:
            offers = [quote(arm, context) for arm in arms]
            judge = find_judge(offers, [drawn.own, drawn.other], measured)
        except BadRequestError:
            return None
        texts = Pair(drawn.body.request.messages, pair.answer, pair.baseline, drawn.demands)
        verdict = await judge_pair(parts, judge, texts, self.owner)
        if verdict.orders is None:
            return None
        arm, baseline = drawn.shadow.arm, drawn.shadow.baseline
        its = measured[judge.name]
        winner = comes_to(verdict.orders, arm, baseline)
        if winner == TIE:  # it may be that it cannot tell, which is no sign of equality
            return None
        value = 1.0 if winner == arm else -1.0
        return Difference(value, By.JUDGE, judge.name, 1 - its.low)


def is_measured(judge: Judge) -> bool:
    """Whether votes have shown that a judge agrees with people more than chance does."""
    return judge.refusal is None and judge.votes >= VOTES_MIN and judge.low > 0.5
