"""Pairs wait for a person until one has voted, and their texts are forgotten with the others."""

import msgspec
import pytest
from store_records import request_record

from wayfare.domain.key import Caller
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.domain.vote import Better, Vote
from wayfare.store.kept_texts import BEGINNING, KeptTexts
from wayfare.store.pairs import (
    add_pair,
    add_vote,
    count_votes,
    count_waiting,
    read_pair,
    waiting_pairs,
)
from wayfare.store.shadows import add_comparison, read_drawn


def name_of(number: int) -> str:
    return f"decision-{number:08d}"


@pytest.fixture
def drawn(database, writer) -> None:
    """Four pairs that are kept, of two users; a judge spoke of the first two alone."""
    for number in range(4):
        shadow = Shadow(
            name_of(number), 10.0 + number, None, "ko", "small", "large", 1.0, 1.0, is_mirror=False,
            vote_chance=0.3, is_vote_drawn=True,
        )  # fmt: skip
        caller = Caller("kim" if number % 2 else "owner", "key-1")
        writer.append(request_record(number, shadow=shadow, caller=caller))
    writer.flush()
    for number in range(4):
        assert add_pair(database, name_of(number), 10.0 + number, f"답 {number}\x00", "\ud800 no")
    for number in range(2):
        judged = Comparison(name_of(number), 20.0, Fate.COMPARED, -1.0, By.JUDGE, shadow_id="s")
        assert add_comparison(database, judged)


def test_a_pair_waits_once_nobody_else_has_more_to_say_of_it(database, drawn):
    found = waiting_pairs(database, 0.0)
    assert [each.decision_id for each in found] == [name_of(0), name_of(1)]
    first = found[0]
    assert (first.answer, first.other) == ("답 0\x00", "? no")
    assert (first.judged, first.shadow_id, first.counts) == (-1.0, "s", True)
    assert count_waiting(database, 0.0) == 4  # a judge may still look at two
    add_comparison(database, Comparison(name_of(2), 20.0, Fate.UNSURE))
    add_comparison(database, Comparison(name_of(3), 20.0, Fate.COMPARED, 0.0, By.CHECK))
    assert [each.decision_id for each in waiting_pairs(database, 11.0)] == [name_of(1), name_of(2)]
    assert count_waiting(database, 11.0) == 2


def test_one_that_was_lost_already_teaches_alone(database, drawn):
    add_comparison(database, Comparison(name_of(2), 20.0, Fate.LOST))
    assert [each.counts for each in waiting_pairs(database, 0.0)] == [True, True, False]


def test_everybody_sees_their_own(database, drawn):
    assert [each.decision_id for each in waiting_pairs(database, 0.0, "kim")] == [name_of(1)]
    assert read_pair(database, name_of(0), "kim") is None
    assert read_pair(database, name_of(1), "kim") == read_pair(database, name_of(1))


def test_the_first_vote_on_a_pair_is_the_last(database, drawn):
    vote = Vote(name_of(0), 30.0, "kim", Better.BAD)
    assert add_vote(database, vote)
    assert not add_vote(database, msgspec.structs.replace(vote, better=Better.ARM))
    assert read_drawn(database)[0].vote == vote
    assert read_drawn(database)[1].vote is None
    assert read_pair(database, name_of(0)) is None
    assert (count_votes(database, 30.0), count_votes(database, 31.0)) == (1, 0)


def test_what_is_no_shadow_or_is_kept_is_not_kept_again(database, drawn):
    assert not add_pair(database, name_of(9), 1.0, "a", "b")
    assert not add_pair(database, name_of(0), 1.0, "a", "b")


def test_their_texts_are_forgotten_with_the_question(database, drawn):
    KeptTexts(database).forget("default", after=BEGINNING, before=1e12)
    assert waiting_pairs(database, 0.0) == []
    assert count_waiting(database, 0.0) == 0
