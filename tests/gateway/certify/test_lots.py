"""Every process draws the same lot for a conversation, at each of its turns."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.key import Caller
from wayfare.gateway.certify.lots import Lots

MINA, JUN = Caller("mina", "k1"), Caller("jun", "k2")
SECRET = b"s" * 32
TURNS = (
    Message("system", "Be brief."),
    Message("user", "Hi"),
    Message("assistant", "Hello"),
    Message("user", "And now?"),
)


def asked(*messages: Message) -> ChatRequest:
    return ChatRequest("auto", messages, frozenset())


def lots(share: float = 0.05, secret: bytes = SECRET) -> Lots:
    return Lots(secret, share)


@pytest.mark.parametrize("share", [0.01, 0.05, 0.5])
def test_they_fall_as_often_as_is_said(share):
    found = [lots(share).draw(MINA, f"c{number}", asked()) for number in range(20_000)]
    assert len({lot.unit for lot in found}) == 20_000
    held = sum(lot.is_held for lot in found) / 20_000
    assert held == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / 20_000))


def test_the_one_who_knows_the_conversation_but_not_the_secret_knows_nothing():
    same = 0
    for number in range(4_000):
        one = lots(0.5).draw(MINA, f"c{number}", asked())
        other = lots(0.5, b"t" * 32).draw(MINA, f"c{number}", asked())
        assert one.unit != other.unit
        same += one.is_held is other.is_held
    assert 1_850 < same < 2_150


def test_each_turn_has_the_lot_of_the_first():
    first = lots().draw(MINA, None, asked(*TURNS[:2]))
    assert lots().draw(MINA, None, asked(*TURNS)) == first
    later = asked(*TURNS, Message("tool", "7"), Message("user", "Hi"))
    assert lots().draw(Caller("mina", "another key"), None, later) == first


def test_a_name_is_known_however_it_began_and_is_nobody_elses():
    first = lots().draw(MINA, "c", asked(*TURNS))
    assert lots().draw(MINA, "c", asked(TURNS[3])) == first
    assert lots().draw(JUN, "c", asked(*TURNS)).unit != first.unit
    assert lots().draw(MINA, None, asked(*TURNS)).unit != first.unit
    other = Caller("mina", "k1", project="other")
    assert lots().draw(other, "c", asked(*TURNS)).unit != first.unit


def test_a_first_example_of_an_answer_is_part_of_the_beginning():
    prefilled = (Message("assistant", "Ask me."), Message("user", "Hi"))
    one = lots().draw(MINA, None, asked(*prefilled))
    other = lots().draw(MINA, None, asked(prefilled[0], Message("user", "Bye")))
    assert one.unit != other.unit


@given(st.lists(st.text(max_size=5), min_size=1, max_size=3))
def test_words_are_not_run_together(words):
    one = lots().draw(MINA, None, asked(*(Message("user", word) for word in words)))
    joined = lots().draw(MINA, None, asked(Message("user", "".join(words))))
    assert (one == joined) is (len(words) == 1)


def test_there_is_none_without_a_share_or_without_consent():
    assert lots(0.0).draw(MINA, "c", asked()) is None
    assert lots().draw(Caller("mina", "k1", may_learn=False), "c", asked()) is None
