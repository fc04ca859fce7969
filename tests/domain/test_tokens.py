"""Tokens are guessed from the script, and never as none where there is a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.tokens import estimate_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("a", 1),
        ("What is the capital of South Korea?", 9),
        ("대한민국의 수도는 어디인가요?", 14),
        ("韓国の首都はどこですか", 11),
        ("\ud800", 1),
    ],
)
def test_a_text_has_about_so_many_tokens(text, tokens):
    assert estimate_tokens(text) == tokens


@given(text=st.text(min_size=1), more=st.text())
def test_a_longer_text_never_has_fewer(text, more):
    assert 1 <= estimate_tokens(text) <= estimate_tokens(text + more) <= len(text + more) + 1
