"""Foresee what a pivot gains for a model in a language, from what it gained for others.

A ridge over what is known without having asked through the pivot: how good the model is in the
language and in English, how good its translation is, and shrunk effects of the language, the kind
of question and the model's family. Shrunk hard, since few cells say much: a language that was seen
twice moves the foreseen gain by little.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: How many cells of noise an effect must outweigh; twice that for a family in one language. It is
#: the first that was written down; between .5 and 50, all looked at, the choice moves by .1 points.
SHRINKAGE = 5.0


class Cell(msgspec.Struct, frozen=True):
    """One model in one language, on one kind of question.

    `direct` and `english` are shares of right answers above what guessing gives, asked in the
    language and in English; `translation` is how close its translator comes (chrF, 0 to 1). None
    is not known. `gain` is what the pivot came to beyond a direct answer, where it was measured.
    """

    model: str
    family: str
    language: str
    kind: str = ""
    direct: float | None = None
    english: float | None = None
    translation: float | None = None
    gain: float | None = None


class GainRule:
    """What was learned from measured cells.

    Raises:
        ValueError: no cell has a gain.
    """

    def __init__(self, cells: Sequence[Cell], shrinkage: float = SHRINKAGE) -> None:
        import numpy as np  # noqa: PLC0415 - not on the way of a request

        known = [cell for cell in cells if cell.gain is not None]
        if not known:
            raise ValueError("no cell has a gain")
        raw = np.array([_numbers(cell) for cell in known])
        counts = np.maximum((~np.isnan(raw)).sum(axis=0), 1)  # of no cell it may be known
        self._means = np.nansum(raw, axis=0) / counts
        filled = np.where(np.isnan(raw), self._means, raw)
        self._scales = np.where((spread := filled.std(axis=0)) > 0, spread, 1.0)
        self._effects = sorted({name for cell in known for name in _effects(cell)})
        design = np.stack([self._row(cell) for cell in known])
        numbers = design.shape[1] - len(self._effects)
        penalty = np.array([0.0, *[1.0] * (numbers - 1), *map(_penalty, self._effects)])
        penalty *= shrinkage
        gains = np.array([cell.gain for cell in known])
        gram = design.T @ design + np.diag(penalty)
        gram[0, 0] += 1e-9
        self._weights = np.linalg.solve(gram, design.T @ gains)

    def gain(self, cell: Cell) -> float:
        """The gain to be expected, in shares of right answers."""
        return float(self._row(cell) @ self._weights)

    def _row(self, cell: Cell) -> "NDArray[np.float64]":
        import numpy as np  # noqa: PLC0415

        raw = np.array(_numbers(cell))
        is_missing = np.isnan(raw)
        known = (np.where(is_missing, self._means, raw) - self._means) / self._scales
        named = _effects(cell)
        numbers = [
            1.0,
            *known,
            *is_missing.astype(float),
            known[0] * known[2],
        ]
        return np.array([*numbers, *(float(name in named) for name in self._effects)])


def _numbers(cell: Cell) -> tuple[float, float, float]:
    nothing = float("nan")
    known = (cell.direct, cell.english, cell.translation)
    direct, english, translation = (nothing if each is None else each for each in known)
    return direct, english, translation


def _effects(cell: Cell) -> set[tuple[str, str]]:
    """What a cell shares with others."""
    return {
        ("language", cell.language),
        ("kind", cell.kind),
        ("family", cell.family),
        ("family in language", f"{cell.family} {cell.language}"),
    }


def _penalty(effect: tuple[str, str]) -> float:
    return 2.0 if effect[0] == "family in language" else 1.0
