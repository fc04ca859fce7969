"""Tell which of the questions compared may be evidence for a claim, in the order of their file.

Only those of which it is known what is right. A claim is weighed in an order that was there before
anybody answered: an arm's rows end before the first question that it was not asked yet, so that a
run that was cut off shows nothing by where it ended. Knows what was found. Keeps nothing.
"""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.past import PastComparison
from wayfare.gateway.asides.plan_comparison import ComparePlan, check_of, request_of
from wayfare.routing.features import read_context
from wayfare.wire.question_files import FileQuestion


class Answered(Protocol):
    """An answer that is there. `at` is when it was asked for; None: that is not known."""

    @property
    def decision_id(self) -> str | None:
        """The decision it came of; None: it was brought along."""
        ...

    @property
    def topic(self) -> str | None:
        """What its question is about, where that was known."""
        ...

    @property
    def at(self) -> float | None:
        """When it was asked for, in Unix time."""
        ...


class Asked(msgspec.Struct, frozen=True):
    """What is known of all answers: by question and arm.

    `failed` are those that were asked for and did not come, with their decisions; `checked` says
    how much better an arm's answer is than that of the arm in use, where a check told.
    """

    given: Mapping[tuple[str, str], Answered]
    failed: Mapping[tuple[str, str], str]
    checked: Mapping[tuple[str, str], float]


def past_of(plan: ComparePlan, asked: Asked, now: float) -> list[PastComparison]:
    """The rows of all arms, each in the order of the file.

    Where the arm in use gives no answer, or no check can be made, a question says nothing.
    """
    return [row for arm in plan.arms for row in _rows_of(plan, arm, asked, now)]


def _rows_of(plan: ComparePlan, arm: Arm, asked: Asked, now: float) -> list[PastComparison]:
    rows: list[PastComparison] = []
    for question in plan.questions:
        if check_of(question.expected) is None:
            continue
        own, used = (question.id, arm.name), (question.id, plan.used.name)
        if used in asked.failed:
            continue  # then nobody else is asked
        if used not in asked.given or not (own in asked.given or own in asked.failed):
            break  # it was not asked yet: what comes after it has to wait
        row = _row(plan, question, arm, asked, now)
        if row is not None:
            rows.append(row)
    return rows


def _row(
    plan: ComparePlan, question: FileQuestion, arm: Arm, asked: Asked, now: float
) -> PastComparison | None:
    own, used = (question.id, arm.name), (question.id, plan.used.name)
    beside = asked.given.get(used)
    if beside is None or beside.decision_id is None or beside.at is None:
        return None
    answer = asked.given.get(own)
    difference = None if answer is None else asked.checked.get(own)
    decision_id = asked.failed.get(own) if answer is None else answer.decision_id
    at = beside.at if answer is None else answer.at
    if decision_id is None or at is None or (answer is not None and difference is None):
        return None
    return PastComparison(
        kept_at=now,
        at=min(at, beside.at),
        question=question.id,
        topic=beside.topic,
        language=read_context(request_of(question)).language,
        arm=arm.name,
        baseline=plan.used.name,
        decision_id=decision_id,
        baseline_id=beside.decision_id,
        difference=difference,
    )
