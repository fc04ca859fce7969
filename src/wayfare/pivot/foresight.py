"""Foresee what a pivot gains for a model of which nothing was measured, from what others gained.

Knows measured cells. Knows nothing of arms, prices, or where cells come from.

For each model the rule is learned from all others, and how far it is off is told by models that it
has not seen: of each of them the mean over its cells, which is what one is off by in all languages
alike. What is presumed where nothing was measured counts as one such model more.
"""

from collections.abc import Sequence
from math import sqrt

import msgspec

from wayfare.pivot.gain import Cell, GainRule

#: With fewer models that a rule has not seen, nothing tells how far it is off.
MODELS_LEAST = 2
#: However well models of one time foretell each other: what comes next may be another kind.
ERROR_LEAST = 0.02


class Foreseen(msgspec.Struct, frozen=True):
    """A gain in shares of right answers, and its standard error."""

    gain: float
    error: float

    def and_seen(self, gain: float, variance: float) -> "Foreseen":
        """What both say together: this, and a gain that was seen with that variance.

        >>> round(Foreseen(0.0, 0.1).and_seen(0.1, 0.1**2).gain, 3)
        0.05
        """
        presumed, seen = 1 / self.error**2, 1 / variance
        mean = (presumed * self.gain + seen * gain) / (presumed + seen)
        return Foreseen(mean, sqrt(1 / (presumed + seen)))


class Foresight:
    """What cells of one translator tell of models that were not measured.

    Where too little was measured it is as `usual`.
    """

    def __init__(self, cells: Sequence[Cell], usual: Foreseen) -> None:
        self._cells = [cell for cell in cells if cell.gain is not None]
        self._usual = usual
        self._rules: dict[str | None, GainRule] = {}
        self._models = sorted({cell.model for cell in self._cells})
        self._off: dict[str, float] = {}
        if len(self._models) > 1:
            self._off = {model: self._mean_off(model) for model in self._models}
            self._rule_without(None)  # now, and not while a question waits

    def of(self, asked: Cell) -> Foreseen:
        """What the pivot gains for a model in a language, whatever was measured of that model."""
        off = [each for model, each in self._off.items() if model != asked.model]
        if len(off) < MODELS_LEAST:
            return self._usual
        variance = (sum(each**2 for each in off) + self._usual.error**2) / (len(off) + 1)
        variance = max(variance, ERROR_LEAST**2)
        gain = self._rule_without(asked.model).gain(asked)
        # models differ by so much, however well their mean is known
        return Foreseen(self._usual.and_seen(gain, variance).gain, sqrt(variance))

    def _mean_off(self, model: str) -> float:
        rule = self._rule_without(model)
        its = [cell for cell in self._cells if cell.model == model]
        off = [(cell.gain or 0.0) - rule.gain(_unseen(cell)) for cell in its]
        return sum(off) / len(off)

    def _rule_without(self, model: str | None) -> GainRule:
        """What all others tell: the same of every model that was not measured."""
        key = model if model in self._models else None
        rule = self._rules.get(key)
        if rule is None:
            rule = GainRule([cell for cell in self._cells if cell.model != key])
            self._rules[key] = rule
        return rule


def _unseen(cell: Cell) -> Cell:
    """The same as if nothing had been measured of it."""
    return Cell(cell.model, cell.family, cell.language, cell.kind)
