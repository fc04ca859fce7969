"""Tell how one claim came to stand as it does: what was shown after each of its comparisons."""

import math
from collections.abc import Iterable

import msgspec

from wayfare.domain.claim import Cell
from wayfare.domain.shadow import Fate
from wayfare.evidence.claim import ClaimEvidence
from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.weighed import PastWeighed, enter, worth_of
from wayfare.store.shadows import Drawn

_MOST = 300.0


class Point(msgspec.Struct, frozen=True):
    """What was shown after so many comparisons, in points of 100; -100 and 100: nothing yet."""

    compared: int
    mean_points: float
    low_points: float
    high_points: float
    e_value: float


def course_of(claims: Claims, cell: Cell, rows: Iterable[Drawn]) -> list[Point]:
    """The course of a claim, as it was weighed since it was begun with last."""
    evidence = ClaimEvidence(claims.margin)
    course: list[Point] = []
    for row in rows:
        shadow, comparison = row.shadow, row.comparison
        if shadow.decision_id > claims.after or comparison is None:
            break
        if comparison.fate is Fate.SKIPPED or not claims.counts(cell, shadow):
            continue
        enter(evidence, cell, row)
        if evidence.has_expired:
            evidence, course = ClaimEvidence(claims.margin), []
            continue
        course.append(point_of(evidence))
    return course


def past_course_of(claims: Claims, cell: Cell) -> list[Point]:
    """The course of a claim about past questions."""
    its = claims.weighed.get(cell)
    evidence = ClaimEvidence(claims.margin)
    course: list[Point] = []
    for row in its.counted() if isinstance(its, PastWeighed) else ():
        evidence.learn(worth_of(row))
        course.append(point_of(evidence))
    return course


def point_of(evidence: ClaimEvidence) -> Point:
    """What is shown now."""
    return Point(
        compared=evidence.compared,
        mean_points=100 * (evidence.mean or 0.0),
        low_points=100 * evidence.low,
        high_points=100 * evidence.high,
        e_value=math.exp(min(_MOST, evidence.log_value)),
    )
