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


def gains_of(plan: MeasurePlan, measured: Measured, now: float) -> list[MeasuredGain]:
    """What pivots of plain models gain where a program checked it, for whoever learns from it."""
    ways = {(each.direct.name, each.pivot.ahead[0].name): each for each in plan.ways}
    found = []
    for cell in measured.cells:
        its = ways[cell.model, cell.translator]
        if cell.gain is None or not _is_measured(cell) or not its.direct.setup.is_plain:
            continue
        model, translator = its.direct.deployment, its.pivot.ahead[0]
        found.append(
            MeasuredGain(
                model=model.model,
                translator=OWN if translator.name == model.name else translator.model,
                middle=plan.middle,
                language=cell.language,
                gain=cell.gain.points / 100,
                questions=cell.gain.count,
                at=now,
                is_learned=its.is_configured,
            )
        )
    return found


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
