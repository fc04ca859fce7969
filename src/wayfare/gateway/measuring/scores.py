"""What is known of each answer: its score, its cost, its time, and by which way it came.

Knows what was kept. Asks nobody; only programs look at texts.
"""

from collections.abc import Mapping

import msgspec

from wayfare.domain.arm import PIVOT
from wayfare.domain.check import Check
from wayfare.domain.errors import BadRequestError, CheckUnavailableError
from wayfare.gateway.asides.kept import Given, Kept
from wayfare.gateway.measuring.plan import MeasurePlan
from wayfare.gateway.measuring.questions import Question
from wayfare.grading.grade import Grader

#: By question and by what its answer is kept under.
Scores = Mapping[tuple[str, str], float]


class Answers(msgspec.Struct, frozen=True):
    """What one model came to on one question; None: no such answer is there.

    `score` are shares, None where no check tells. `pivot_failed`: the pivot gave no answer at all,
    where it could be reached.
    """

    question: Question
    direct: Given
    pivot: Given | None
    pivot_failed: bool
    score: float | None
    pivot_score: float | None
    true_score: float | None

    @property
    def is_abandoned(self) -> bool:
        """Whether the pivot was given up, and the model asked directly after all."""
        path = None if self.pivot is None else self.pivot.path
        return path is not None and not path.startswith(PIVOT)

    @property
    def pivot_counts(self) -> float | None:
        """What the pivot counts as; nothing right where it gave no answer."""
        return 0.0 if self.pivot_failed else self.pivot_score


async def scores_of(plan: MeasurePlan, kept: Kept) -> Scores:
    """Look at all answers that are kept, with the checks that are known now."""
    grader, found = Grader(), {}
    for ask in plan.asks:
        question, direct = ask.question, ask.ways.direct.name
        wanted = [
            (question.id, direct, question.check),
            (question.id, ask.ways.key, question.check),
        ]
        if question.true is not None:
            wanted.append((question.true.id, direct, question.true_check))
        for its, key, check in wanted:
            given = kept.given(its, key)
            if given is None or check is None or (its, key) in found:
                continue
            score = given.score if given.score is not None else await _look(grader, check, given)
            if score is not None:
                found[its, key] = score
    return found


async def _look(grader: Grader, check: Check, given: Given) -> float | None:
    try:
        return (await grader.grade(check, given.text)).score
    except (BadRequestError, CheckUnavailableError):
        return None


def answers_of(plan: MeasurePlan, kept: Kept, scores: Scores) -> dict[str, list[Answers]]:
    """By the key of a model's ways, in the order of the questions.

    Where a model gives no answer when it is asked directly, a question says nothing of it.
    """
    reached = {a.ways.key for a in plan.asks if kept.given(a.question.id, a.ways.key) is not None}
    found: dict[str, list[Answers]] = {}
    for ask in plan.asks:
        question, ways = ask.question, ask.ways
        direct = kept.given(question.id, ways.direct.name)
        if direct is None:
            continue
        pivot = kept.given(question.id, ways.key)
        failed = kept.failed(question.id, ways.key) is not None and ways.key in reached
        true = question.true
        found.setdefault(ways.key, []).append(
            Answers(
                question=question,
                direct=direct,
                pivot=pivot,
                pivot_failed=pivot is None and failed,
                score=scores.get((question.id, ways.direct.name)),
                pivot_score=scores.get((question.id, ways.key)),
                true_score=None if true is None else scores.get((true.id, ways.direct.name)),
            )
        )
    return found
