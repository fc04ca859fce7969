"""How well a rule that is learned from other models tells where a pivot helps.

The cells are accuracies of thirty base models of 2023 (`selftranslate.cells`): asked directly,
through English by their own translation, and through English by an outside translator. Cells that
its makers' grading spoilt (`suspect`) are left out. For each model the rule is learned from all
others, and chooses cell by cell; what it comes to is compared with the better of both, cell by
cell, which nobody can know beforehand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from wayfare.pivot.gain import SHRINKAGE, Cell, GainRule

#: What guessing gives.
CHANCE = {"mgsm": 0.0, "pawsx": 0.5, "xcopa": 0.5, "xnli": 1 / 3, "xstory_cloze": 0.5}
OUTSIDE = "nllb-200-3.3B"
HURTS = 0.02


@dataclass(frozen=True)
class Fitted:
    """One translator: mean accuracies in points of 100 over all cells, and where the rule errs.

    `hurts` lists languages where the rule chose the pivot and lost more than two points on the
    mean over all of the language's cells.
    """

    translator: str
    shrinkage: float
    cells: int
    direct: float
    pivot: float
    rule: float
    best: float
    chosen: float
    cells_hurt: float
    hurts: dict[str, float]


@dataclass(frozen=True)
class Measured:
    """A cell with what both ways came to."""

    cell: Cell
    direct: float
    pivot: float


def read_cells(folder: Path, method: str, translator: str | None = None) -> list[Measured]:
    """The cells that were asked directly and by this translator."""
    rows = pq.read_table(folder / "selftranslate.cells.parquet").to_pylist()
    kept = [row for row in rows if not row["suspect"] and row["dataset"] in CHANCE]
    direct = {_place(row): row for row in kept if row["method"] == "direct"}
    pivots = [
        row
        for row in kept
        if row["method"] == method and (translator is None or row["translator"] == translator)
    ]
    return list(_measured(pivots, direct))


def _measured(
    pivots: Iterable[Mapping[str, Any]], direct: Mapping[tuple[str, str, str], Mapping[str, Any]]
) -> Iterator[Measured]:
    for row in pivots:
        own = direct.get(_place(row))
        if own is None or row["language"] == "en":
            continue
        english = direct.get((row["dataset"], row["model"], "en"))
        chance = CHANCE[row["dataset"]]
        cell = Cell(
            model=row["model"],
            family=_family(row["model"]),
            language=row["language"],
            kind=row["dataset"],
            direct=own["acc"] - chance,
            english=None if english is None else english["acc"] - chance,
            translation=None if row["chrf"] is None else row["chrf"] / 100,
            gain=row["acc"] - own["acc"],
        )
        yield Measured(cell, own["acc"], row["acc"])


def _place(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["dataset"], row["model"], row["language"]


def _family(model: str) -> str:
    found = re.match("[A-Za-z]+", model)
    return model if found is None else found.group().lower()


def foreseen(measured: Sequence[Measured], shrinkage: float = SHRINKAGE) -> list[float]:
    """The gain of each cell as a rule foresees it that has seen none of its model."""
    rules = {
        model: GainRule([m.cell for m in measured if m.cell.model != model], shrinkage)
        for model in {m.cell.model for m in measured}
    }
    return [rules[m.cell.model].gain(m.cell) for m in measured]


def fit(name: str, measured: Sequence[Measured], shrinkage: float = SHRINKAGE) -> Fitted:
    """What the rule comes to."""
    direct = np.array([m.direct for m in measured])
    pivot = np.array([m.pivot for m in measured])
    takes = np.array(foreseen(measured, shrinkage)) > 0
    chosen = np.where(takes, pivot, direct)
    languages = np.array([m.cell.language for m in measured])
    losses = {
        str(language): float((chosen - direct)[languages == language].mean())
        for language in np.unique(languages)
    }
    return Fitted(
        translator=name,
        shrinkage=shrinkage,
        cells=len(measured),
        direct=100 * float(direct.mean()),
        pivot=100 * float(pivot.mean()),
        rule=100 * float(chosen.mean()),
        best=100 * float(np.maximum(direct, pivot).mean()),
        chosen=100 * float(takes.mean()),
        cells_hurt=100 * float((takes & (pivot < direct - HURTS)).mean()),
        hurts={lang: round(100 * gain, 2) for lang, gain in losses.items() if gain < -HURTS},
    )


def cells(folder: Path) -> Iterator[Fitted]:
    """The model's own translation and the outside one, each also with other shrinkage."""
    for name, method, translator in (
        ("own", "self_translate", None),
        ("outside", "mt_nllb", OUTSIDE),
    ):
        measured = read_cells(folder, method, translator)
        for shrinkage in (SHRINKAGE, 0.5, 50.0):
            yield fit(name, measured, shrinkage)


def cells_lines(rows: Sequence[Fitted]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    yield (
        "| translator | shrinkage | cells | direct | always pivot | rule | best per cell | short "
        "by | pivot, % | cells hurt > 2, % | languages hurt > 2 |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for row in rows:
        hurts = ", ".join(f"{lang} {gain}" for lang, gain in row.hurts.items()) or "none"
        yield (
            f"| {row.translator} | {row.shrinkage:g} | {row.cells} | {row.direct:.2f} "
            f"| {row.pivot:.2f} | {row.rule:.2f} | {row.best:.2f} | {row.best - row.rule:.2f} "
            f"| {row.chosen:.0f} | {row.cells_hurt:.1f} | {hurts} |"
        )


def cells_figures(rows: Sequence[Fitted]) -> list[dict[str, object]]:
    """The rows for a file."""
    return [asdict(row) for row in rows]
