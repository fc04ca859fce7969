"""Presume of each pivot what it gains, by what was measured of others.

Knows measured cells, arms and when they changed. Knows nothing of where cells are kept.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from wayfare.domain.arm import Arm
from wayfare.domain.measured_gain import OWN, MeasuredGain
from wayfare.pivot.foresight import Foreseen, Foresight
from wayfare.pivot.gain import Cell
from wayfare.routing.model_names import read_name
from wayfare.routing.quote import PIVOT_ERROR, PIVOT_LOSS

#: What is presumed of a pivot where nothing was measured.
USUAL = Foreseen(-PIVOT_LOSS, PIVOT_ERROR)
#: The variance of how two answers to one question differ, each right or wrong by itself.
PAIR_VARIANCE = 0.4


class Foreseeing:
    """What is presumed of pivots; `changed` says when an arm changed last, by its name.

    Where a pivot's model or translator changed, what came before says nothing of it: what was a
    gain until a model became better is none any more.
    """

    def __init__(
        self,
        gains: Sequence[MeasuredGain] = (),
        changed: Callable[[str], float | None] = lambda _: None,
    ) -> None:
        self.gains = tuple(gains)
        self._changed = changed
        cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
        for each in gains:
            cells[each.middle, each.translator].append(_cell(each))
        self._foresights = {key: Foresight(its, USUAL) for key, its in cells.items()}
        self._known: dict[tuple[str, ...], Foreseen] = {}

    def of(self, arm: Arm, language: str) -> Foreseen:
        """What a pivot is presumed to gain in a language."""
        if arm.middle is None or not self.gains:
            return USUAL
        key = (arm.name, arm.deployment.model, arm.ahead[0].model, arm.middle, language)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._foresee(arm, arm.middle, language)
        return known

    def changed_at(self, arm: Arm) -> float | None:
        """When an arm changed last; None: it never did."""
        return self._changed(arm.name)

    def _foresee(self, arm: Arm, middle: str, language: str) -> Foreseen:
        """By models of whoever translates for it, and by what was measured of its own."""
        model, translator = arm.deployment, arm.ahead[0]
        who = OWN if translator.name == model.name else translator.model
        changed_at, foreseen = self._changed(arm.name), USUAL
        foresight = self._foresights.get((middle, who))
        if foresight is not None and changed_at is None:
            foreseen = foresight.of(Cell(model.model, read_name(model.model).family, language))
        key = (model.model, who, middle, language)
        for each in self.gains:
            is_its = (each.model, each.translator, each.middle, each.language) == key
            is_old = changed_at is not None and each.at < changed_at
            fresh = each.questions - each.learned
            if is_its and not is_old and fresh > 0:
                foreseen = foreseen.and_seen(each.gain, PAIR_VARIANCE / fresh)
        return foreseen


NOTHING_MEASURED = Foreseeing()


def _cell(gain: MeasuredGain) -> Cell:
    return Cell(gain.model, read_name(gain.model).family, gain.language, gain=gain.gain)
