"""Shadows and comparisons: written with their decision, and the first word is the last."""

import pytest
from store_records import request_record

from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.store.shadows import (
    add_comparison,
    count_drawn,
    read_drawn,
)


def name_of(number: int) -> str:
    return f"decision-{number:08d}"


def shadow(number: int, topic: str | None = None) -> Shadow:
    its = name_of(number)
    return Shadow(its, 1.0, topic, "ko", "small", "large", 0.5, 0.1, is_mirror=False)


def compared(number: int, difference: float, by: By = By.CHECK) -> Comparison:
    return Comparison(name_of(number), 2.0, Fate.COMPARED, difference, by, shadow_id="s")


@pytest.fixture
def drawn(database, writer) -> list[Shadow]:
    """Every second of six decisions was drawn; they are written the last one first."""
    shadows = [shadow(number, "tax" if number == 2 else None) for number in (0, 2, 4)]
    for number in range(5, -1, -1):
        its = next((each for each in shadows if each.decision_id == name_of(number)), None)
        writer.append(request_record(number, shadow=its))
    writer.flush()
    return shadows


def test_shadows_are_read_in_the_order_of_the_requests_however_the_log_is_cut(database, drawn):
    for limit in (1, 2, 500):
        read, after = [], ""
        while some := read_drawn(database, after, limit):
            read += some
            after = some[-1].shadow.decision_id
        assert [each.shadow for each in read] == drawn
        assert all(each.comparison is None for each in read)


def test_shadows_are_counted_up_to_a_decision(database, drawn):
    found = [count_drawn(database, until) for until in ("", name_of(1), name_of(2), name_of(99))]
    assert found == [0, 1, 2, 3]


def test_the_first_word_on_a_comparison_is_the_last(database, drawn):
    assert add_comparison(database, compared(2, -0.5))
    assert not add_comparison(database, compared(2, 1.0))
    lost = Comparison(name_of(4), 3.0, Fate.LOST, why="It broke off.")
    assert add_comparison(database, lost)
    found = [each.comparison for each in read_drawn(database)]
    assert found == [None, compared(2, -0.5), lost]


def test_what_was_not_drawn_cannot_be_compared(database, drawn):
    assert not add_comparison(database, compared(1, 0.0))
    assert not add_comparison(database, compared(99, 0.0))
