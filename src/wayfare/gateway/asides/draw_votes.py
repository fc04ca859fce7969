"""Draw which pairs of answers a person is to vote on, each with a chance that is kept.

Knows what was found of each pair. Asks nobody.
"""

import random

from wayfare.gateway.asides.kept import JUDGED, Given, Kept, VoteLot
from wayfare.gateway.asides.plan_comparison import ComparePlan
from wayfare.wire.question_files import FileQuestion


def draw_lots(plan: ComparePlan, kept: Kept, count: int, rng: random.Random) -> None:
    """Draw which pairs a person is to vote on: about `count` of those that are there now.

    Pairs that come later are drawn with the same chance: a share that follows what was said would
    be no fair one.
    """
    pairs = [each for each in to_judge(plan, kept) if _lot_of(kept, each) is None]
    if not pairs:
        return
    chance = kept.chance() or min(1.0, count / len(pairs))
    for question, other, used in pairs:
        found = kept.judged(question.id, other.arm, used.arm)
        judged = None if found is None else found.difference
        is_drawn = rng.random() < chance
        kept.add(VoteLot(question.id, other.arm, chance, is_drawn, used.arm, judged))


def to_vote_on(plan: ComparePlan, kept: Kept) -> list[tuple[FileQuestion, Given, Given]]:
    """Pairs that were drawn to be voted on, and were not yet."""
    lots = ((each, _lot_of(kept, each)) for each in to_judge(plan, kept))
    return [each for each, lot in lots if lot is not None and lot.is_drawn]


def to_judge(plan: ComparePlan, kept: Kept) -> list[tuple[FileQuestion, Given, Given]]:
    """Pairs that only a judge looked at, or nobody: the question, another answer, that in use."""
    found = []
    for question in plan.questions:
        used = kept.given(question.id, plan.used.name)
        if used is None:
            continue
        asked = [kept.given(question.id, arm.name) for arm in plan.arms]
        brought = [Given(question.id, maker, text) for maker, text in question.answers.items()]
        for other in (*asked, *brought):
            if other is None:
                continue
            judged = kept.judged(question.id, other.arm, plan.used.name)
            if judged is None or judged.by in JUDGED:
                found.append((question, other, used))
    return found


def _lot_of(kept: Kept, pair: tuple[FileQuestion, Given, Given]) -> VoteLot | None:
    question, other, used = pair
    return kept.lot(question.id, other.arm, used.arm)
