"""Tell what asking through another language gains, a language and a model at a time.

By the same betting as claims: an interval that holds whenever one looks. Knows what was found. Asks
nobody.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from wayfare.evidence.lengths import AtEqualLength, at_equal_length
from wayfare.evidence.mean import BOUNDED, ENOUGH, Mean, corrected
from wayfare.gateway.asides.kept import JUDGED, Judged, Kept
from wayfare.gateway.measuring.plan import MeasurePlan, Ways
from wayfare.gateway.measuring.scores import Answers, Scores, answers_of


class Gain(StrEnum):
    """What is shown of a pivot beside the model itself."""

    HELPS = "helps"
    WITHIN = "within"  # neither better nor worse by more than the margin
    HARMFUL = "harmful"
    UNKNOWN = "unknown"  # not yet known


class Estimate(msgspec.Struct, frozen=True):
    """A mean in points of 100, of so many questions; an end is None where nothing bounds it.

    It lies between both ends with 95 % whenever one looks.
    """

    points: float
    low_points: float | None
    high_points: float | None
    count: int


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How one model does in one language. `is_open`: nothing tells what is right, a judge does.

    `direct`, `pivot` and `true` are points of 100, asked in the language, through the middle one,
    and as a person wrote it in that. `gain` is pivot less direct, `middle_gain` true less direct,
    `translation` pivot less true: what is lost on the way. Of open questions `gain` is how often
    the pivot's answer is preferred less how often the other is, `equal_length` the same where both
    are as long. Of `unjudged` pairs nobody has said which is better; `is_uncounted`: it is not
    measured how far what was said by the judge is right.

    `abandoned` is the share of pivots that were given up, `failed` how many gave no answer, which
    counts as wrong. Costs are in dollars, None where not known. `foreseen_points` is a gain that
    was not measured but foreseen.
    """

    language: str
    model: str
    translator: str
    is_open: bool
    is_configured: bool
    questions: int
    direct: float | None = None
    pivot: float | None = None
    true: float | None = None
    gain: Estimate | None = None
    middle_gain: Estimate | None = None
    translation: Estimate | None = None
    equal_length: Estimate | None = None
    unjudged: int = 0
    judged: int = 0
    is_uncounted: bool = False
    abandoned: float | None = None
    failed: int = 0
    direct_cost_per_1k: float | None = None
    pivot_cost_per_1k: float | None = None
    direct_ms: float | None = None
    pivot_ms: float | None = None
    shown: Gain = Gain.UNKNOWN
    still_needed: int | None = None
    foreseen_points: float | None = None


class Weighing(msgspec.Struct, frozen=True):
    """By what it is weighed: the margin in (0, 1], and how often the judge errs at most.

    `errors` are by what the judge said, a verdict or marks; what votes have not measured is not in
    it, and then what it said shows nothing.
    """

    margin: float
    errors: Mapping[str, float] = {}


def cells_of(plan: MeasurePlan, kept: Kept, scores: Scores, by: Weighing) -> list[Cell]:
    """A cell for each language, model and kind of question of which something was asked."""
    found = answers_of(plan, kept, scores)
    languages = sorted({question.language for question in plan.questions})
    cells = []
    for language in languages:
        for ways in plan.ways:
            its = [a for a in found.get(ways.key, []) if a.question.language == language]
            checked = [a for a in its if a.question.check is not None and a.score is not None]
            open_ = [a for a in its if a.question.check is None]
            if checked:
                cells.append(_checked(language, ways, checked, by))
            if open_:
                cells.append(_open(language, ways, open_, kept, by))
    return cells


def _checked(language: str, ways: Ways, its: Sequence[Answers], by: Weighing) -> Cell:
    gain, middle, lost = Mean((by.margin, -by.margin)), Mean(), Mean()
    for each in its:
        direct, pivot, true = each.score or 0.0, each.pivot_counts, each.true_score
        if pivot is not None:
            gain.learn(pivot - direct)
        if true is not None:
            middle.learn(true - direct)
        if true is not None and pivot is not None:
            lost.learn(pivot - true)
    interval = (gain.low, gain.high)
    pairs = [each for each in its if each.pivot_counts is not None]
    return msgspec.structs.replace(
        _common(language, ways, its, is_open=False),
        direct=_points(each.score for each in pairs or its),
        pivot=_points(each.pivot_counts for each in pairs),
        true=_points(each.true_score for each in its),
        gain=_estimate(gain, interval),
        middle_gain=_estimate(middle, (middle.low, middle.high)),
        translation=_estimate(lost, (lost.low, lost.high)),
        shown=_shown(*interval, by.margin),
        still_needed=_needed(gain, by.margin, ENOUGH),
    )


def _open(language: str, ways: Ways, its: Sequence[Answers], kept: Kept, by: Weighing) -> Cell:
    raw, longer, judged, unjudged = Mean((by.margin, -by.margin)), [], [], 0
    for each in its:
        if each.pivot is None and not each.pivot_failed:
            continue  # not asked yet
        said = _said(each, kept, ways)
        if said is None:
            unjudged += 1
            raw.learn(-1.0, 1.0)
            continue
        if said.by in JUDGED:
            judged.append(said.by)
        raw.learn(said.difference)
        if each.pivot is not None:
            longer.append((said.difference, _longer(each)))
    is_counted = set(judged) <= set(by.errors)
    enough = ENOUGH + (BOUNDED if judged else 0.0)
    error = max((by.errors[each] for each in judged if each in by.errors), default=0.0)
    interval = corrected(raw.low_at(enough), raw.high_at(enough), error)
    equal = at_equal_length(longer)
    at_equal = None if equal is None else _equal(equal, len(longer), error, is_counted=is_counted)
    cell = _common(language, ways, its, is_open=True)
    if not is_counted:
        return msgspec.structs.replace(
            cell,
            gain=_estimate(raw, (-1.0, 1.0)),
            equal_length=at_equal,
            judged=len(judged),
            is_uncounted=True,
            unjudged=unjudged,
        )
    shown = _shown(*interval, by.margin)
    return msgspec.structs.replace(
        cell,
        gain=_estimate(raw, interval),
        equal_length=at_equal,
        judged=len(judged),
        unjudged=unjudged,
        shown=shown if _also_at_equal_length(shown, at_equal) else Gain.UNKNOWN,
        still_needed=_needed(raw, by.margin, enough),
    )


def _said(each: Answers, kept: Kept, ways: Ways) -> Judged | None:
    """Which answer is better; one that did not come has lost."""
    its, used = each.question.id, ways.direct.name
    if each.pivot_failed:
        return Judged(its, ways.key, -1.0, "failed", used=used)
    return kept.judged(its, ways.key, used)


def _longer(each: Answers) -> float:
    """The logarithm of how many times as long the pivot's answer is."""
    other = "" if each.pivot is None else each.pivot.text
    return math.log((1 + len(other)) / (1 + len(each.direct.text)))


def _also_at_equal_length(shown: Gain, equal: Estimate | None) -> bool:
    """Whether what is shown is not that one answer is longer."""
    if shown not in (Gain.HELPS, Gain.HARMFUL):
        return True
    if equal is None or equal.low_points is None or equal.high_points is None:
        return False
    return equal.low_points > 0 if shown is Gain.HELPS else equal.high_points < 0


def _equal(found: AtEqualLength, count: int, error: float, *, is_counted: bool) -> Estimate:
    points = round(100 * found.mean, 1)
    if not is_counted or found.low is None or found.high is None:
        return Estimate(points, None, None, count)
    low, high = corrected(found.low, found.high, error)
    return Estimate(points, round(100 * low, 1), round(100 * high, 1), count)


def _common(language: str, ways: Ways, its: Sequence[Answers], *, is_open: bool) -> Cell:
    """What is told of both kinds of questions."""
    pairs = [each for each in its if each.pivot is not None]
    pivots = [each.pivot for each in pairs if each.pivot is not None]
    directs = [each.direct for each in pairs or its]
    return Cell(
        language=language,
        model=ways.direct.name,
        translator=ways.pivot.ahead[0].name,
        is_open=is_open,
        is_configured=ways.is_configured,
        questions=len(its),
        abandoned=sum(each.is_abandoned for each in pairs) / len(pairs) if pairs else None,
        failed=sum(each.pivot_failed for each in its),
        direct_cost_per_1k=_cost([each.cost_micros for each in directs]),
        pivot_cost_per_1k=_cost([each.cost_micros for each in pivots]),
        direct_ms=_median([each.total_ms for each in directs]),
        pivot_ms=_median([each.total_ms for each in pivots]),
    )


def _shown(low: float, high: float, margin: float) -> Gain:
    if low >= 0:
        return Gain.HELPS
    if high <= 0:
        return Gain.HARMFUL
    return Gain.WITHIN if -margin <= low and high <= margin else Gain.UNKNOWN


def _needed(mean: Mean, margin: float, enough: float) -> int | None:
    """About how many more questions would show something, whichever comes first."""
    if mean.mean is None:
        return None
    sides = [mean.still_needed(bound, enough) for bound in (-margin, margin)]
    within = None if None in sides or abs(mean.mean) >= margin else max(e or 0 for e in sides)
    found = [each for each in (mean.still_needed(0.0, enough), within) if each is not None]
    return min(found, default=None)


def _estimate(mean: Mean, interval: tuple[float, float]) -> Estimate | None:
    if mean.mean is None:
        return None
    low, high = interval
    return Estimate(
        round(100 * mean.mean, 1),
        None if low <= -1 else round(100 * low, 1),
        None if high >= 1 else round(100 * high, 1),
        mean.count,
    )


def _points(scores: Iterable[float | None]) -> float | None:
    known = [each for each in scores if each is not None]
    return round(100 * sum(known) / len(known), 1) if known else None


def _cost(costs: Sequence[int | None]) -> float | None:
    if not costs or None in costs:
        return None
    return sum(cost or 0 for cost in costs) / len(costs) / 1_000


def _median(times: Sequence[float | None]) -> float | None:
    known = sorted(each for each in times if each is not None)
    return round(known[len(known) // 2], 1) if known else None
