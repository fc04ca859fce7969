"""What is wished of a choice is read as it is written, and the nearest or the lowest holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.wishes import NO_WISHES, Wishes, parse_wishes

micros = st.none() | st.integers(0, 10**12)
wishes = st.builds(Wishes, micros, micros, st.booleans())


@given(wishes.filter(bool))
def test_wishes_are_read_back_as_they_are_written(wished):
    assert parse_wishes(str(wished)) == wished


@given(wishes, wishes, wishes)
def test_it_does_not_matter_which_two_are_put_together_first(near, middle, far):
    assert near.over(middle).over(far) == near.over(middle.over(far))


@given(wishes, wishes)
def test_a_ceiling_is_made_tighter_never_wider(near, far):
    ceiling = near.over(far).ceiling_micros
    for given_one in (near.ceiling_micros, far.ceiling_micros):
        assert given_one is None or (ceiling is not None and ceiling <= given_one)


@given(wishes)
def test_no_wishes_change_nothing(wished):
    assert wished.over(NO_WISHES) == wished == NO_WISHES.over(wished)


def test_the_nearest_says_what_quality_is_worth():
    assert Wishes(5).over(Wishes(7)).point_worth_micros == 5
    assert Wishes().over(Wishes(7)).point_worth_micros == 7
    assert Wishes(0).over(Wishes(7)).point_worth_micros == 0


@pytest.mark.parametrize(
    "text",
    ["", "cheap", "critical=1", "ceiling_usd", "ceiling_usd=", "ceiling_usd=-1", "ceiling_usd=1e3",
     "ceiling_usd=nan", "ceiling_usd=2000000", "ceiling_usd=$1", "ceiling_usd=1;critical"],
)  # fmt: skip
def test_a_slip_is_no_wish(text):
    with pytest.raises(ValueError, match=r"dollars|not a wish"):
        parse_wishes(text)
