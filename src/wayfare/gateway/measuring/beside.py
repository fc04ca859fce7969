"""Tell from measured cells what was not measured, and how models of each country do.

Knows cells and answers. Asks nobody.
"""

from collections.abc import Mapping, Sequence

import msgspec

from wayfare.domain.measured_gain import OWN, MeasuredGain
from wayfare.evidence.mean import Mean
from wayfare.gateway.asides.kept import Kept
from wayfare.gateway.measuring.measured import Cell, Estimate, Weighing, cells_of
from wayfare.gateway.measuring.plan import MeasurePlan
from wayfare.gateway.measuring.scores import Answers, Scores, answers_of
from wayfare.pivot.gain import Cell as Seen
from wayfare.pivot.gain import GainRule
from wayfare.routing.makers import country_of
from wayfare.routing.model_names import read_name

#: From so many pairs on a gain counts as measured; from so many cells on others are foreseen.
PAIRS_LEAST, CELLS_LEAST = 10, 4
#: All that is measured here is of one kind.
_KIND = "checked"


class Country(msgspec.Struct, frozen=True):
    """How the models of makers of one country answer in one language, asked directly.

    `country` None: it is not known where they come from. Each question counts once, by the mean of
    its `models`.
    """

    language: str
    country: str | None
    models: int
    quality: Estimate


class Measured(msgspec.Struct, frozen=True):
    """All that came of it. `judge_errors` are as those by which it is weighed."""

    middle: str
    margin_points: float
    judge_errors: Mapping[str, float]
    cells: tuple[Cell, ...]
    countries: tuple[Country, ...] = ()


def sum_up(
    plan: MeasurePlan, kept: Kept, scores: Scores, by: Weighing, *, countries: bool
) -> Measured:
    """What all of it shows."""
    cells = cells_of(plan, kept, scores, by)
    return Measured(
        middle=plan.middle,
        margin_points=round(100 * by.margin, 2),
        judge_errors=by.errors,
        cells=tuple(foreseen(cells)),
        countries=tuple(_countries(plan, kept, scores)) if countries else (),
    )


def gains_of(plan: MeasurePlan, kept: Kept, scores: Scores) -> list[MeasuredGain]:
    """What pivots of plain models gain where a program checked it, for whoever learns from it.

    A model that several providers have is one.
    """
    found: dict[tuple[str, str, str], list[Answers]] = {}
    answers = answers_of(plan, kept, scores)
    for ways in plan.ways:
        if not ways.direct.setup.is_plain:
            continue
        model, translator = ways.direct.deployment, ways.pivot.ahead[0]
        who = OWN if translator.name == model.name else translator.model
        for each in answers.get(ways.key, []):
            if each.score is not None and each.pivot_counts is not None:
                found.setdefault((model.model, who, each.question.language), []).append(each)
    return [
        _gain(model, who, plan.middle, language, its)
        for (model, who, language), its in sorted(found.items())
        if len(its) >= PAIRS_LEAST
    ]


def _gain(
    model: str, translator: str, middle: str, language: str, its: Sequence[Answers]
) -> MeasuredGain:
    given = [each for answers in its for each in (answers.direct, answers.pivot) if each]
    return MeasuredGain(
        model=model,
        translator=translator,
        middle=middle,
        language=language,
        gain=sum((each.pivot_counts or 0.0) - (each.score or 0.0) for each in its) / len(its),
        questions=len(its),
        at=min(each.at or 0.0 for each in given),
        learned=sum(each.pivot is not None and each.pivot.is_learned for each in its),
    )


def foreseen(cells: Sequence[Cell]) -> list[Cell]:
    """The same, with the gain foreseen where too little was measured, if enough is elsewhere."""
    measured = [cell for cell in cells if _is_measured(cell)]
    if len(measured) < CELLS_LEAST:
        return list(cells)
    rule = GainRule([_seen(cell) for cell in measured])
    return [
        cell
        if cell.is_open or _is_measured(cell)
        else msgspec.structs.replace(cell, foreseen_points=round(100 * rule.gain(_seen(cell)), 1))
        for cell in cells
    ]


def _is_measured(cell: Cell) -> bool:
    return not cell.is_open and cell.gain is not None and cell.gain.count >= PAIRS_LEAST


def _seen(cell: Cell) -> Seen:
    gain = cell.gain.points / 100 if _is_measured(cell) and cell.gain is not None else None
    return Seen(
        model=cell.model,
        family=read_name(cell.model).family,
        language=cell.language,
        kind=_KIND,
        direct=(cell.direct or 0.0) / 100,
        english=None if cell.true is None else cell.true / 100,
        gain=gain,
    )


def _countries(plan: MeasurePlan, kept: Kept, scores: Scores) -> list[Country]:
    """By language, the best first."""
    grouped: dict[tuple[str, str | None], dict[str, list[Answers]]] = {}
    found = answers_of(plan, kept, scores)
    for ways in plan.ways:
        country = country_of(ways.direct.deployment.model)
        for each in found.get(ways.key, []):
            if each.score is not None:
                its = grouped.setdefault((each.question.language, country), {})
                its.setdefault(each.question.id, []).append(each)
    rows = [_country(language, country, its) for (language, country), its in grouped.items()]
    return sorted(rows, key=lambda row: (row.language, -row.quality.points))


def _country(language: str, country: str | None, its: Mapping[str, Sequence[Answers]]) -> Country:
    mean = Mean()
    for answers in its.values():
        share = sum(each.score or 0.0 for each in answers) / len(answers)
        mean.learn(2 * share - 1)  # so that the grid is twice as fine
    models = {each.direct.arm for answers in its.values() for each in answers}
    assert mean.mean is not None, "there is an answer"
    points = [round(50 * (1 + each), 1) for each in (mean.mean, mean.low, mean.high)]
    quality = Estimate(points[0], points[1], points[2], mean.count)
    return Country(language, country, len(models), quality)
