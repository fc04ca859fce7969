"""What a pivot gains is foreseen from cells that were measured."""

import pytest

from wayfare.pivot.gain import Cell, GainRule


def cell(language: str, direct: float, gain: float | None = None, **more) -> Cell:
    return Cell("m", "qwen", language, "checked", direct, gain=gain, **more)


def test_where_a_number_is_known_of_no_cell_the_others_tell():
    known = [cell("sw", 0.1, 0.5), cell("th", 0.2, 0.4), cell("de", 0.8, 0.0), cell("fr", 0.9, 0.0)]
    rule = GainRule(known)
    assert rule.gain(cell("te", 0.1)) > rule.gain(cell("es", 0.9))


def test_without_any_gain_nothing_is_foreseen():
    with pytest.raises(ValueError, match="no cell has a gain"):
        GainRule([cell("sw", 0.1)])
