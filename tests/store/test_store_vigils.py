"""Vigils: written when they begin, and the first word on a round is the last."""

import pytest
from store_records import request_record

from wayfare.domain.shadow import By
from wayfare.domain.vigil import Round, Scored, Vigil, Watched
from wayfare.store.vigils import (
    Told,
    add_score,
    begin_vigil,
    claim_round,
    last_asked,
    last_vigils,
    read_rounds,
)

ARM = "up/large"
QUESTIONS = tuple(Watched(f"decision-{n:08d}", "judge" if n == 2 else None) for n in range(3))


@pytest.fixture
def vigil(database, writer) -> Vigil:
    for number in range(3):
        writer.append(request_record(number))
    writer.flush()
    begun = Vigil(ARM, 100.0, QUESTIONS)
    begin_vigil(database, begun)
    return begun


def asked(number: int, at: float = 101.0) -> Round:
    return Round(ARM, 100.0, number, at, 1, (0, 1, 2))


def test_the_last_vigil_of_each_arm_is_read_whole(database, vigil):
    assert last_vigils(database) == {ARM: vigil}
    later = Vigil(ARM, 200.0, QUESTIONS[:2])
    other = Vigil("other", 50.0, QUESTIONS[2:])
    begin_vigil(database, later)
    begin_vigil(database, other)
    assert last_vigils(database) == {ARM: later, "other": other}


def test_a_round_is_begun_by_one_alone(database, vigil):
    assert claim_round(database, asked(0))
    assert not claim_round(database, asked(0, at=102.0))
    assert claim_round(database, asked(1, at=103.0))
    assert last_asked(database) == {ARM: 103.0}
    assert read_rounds(database, vigil) == [Told(asked(0), None), Told(asked(1, 103.0), None)]


def test_the_first_word_on_a_round_is_the_last(database, vigil):
    for number in (0, 1):
        assert claim_round(database, asked(number))
    none = Scored(ARM, 100.0, 0, 104.0, None, why="It broke off.")
    good = Scored(ARM, 100.0, 1, 105.0, 0.5, By.JUDGE, "decision-9")
    assert add_score(database, none)
    assert add_score(database, good)
    assert not add_score(database, Scored(ARM, 100.0, 1, 106.0, 0.0, By.CHECK))
    assert [told.scored for told in read_rounds(database, vigil)] == [none, good]
    assert read_rounds(database, Vigil(ARM, 99.0, ())) == []
