"""Prose is what is left of a text without code, formulae, addresses and markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.routing.prose import prose


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Where is it, and why?", "Where is it, and why?"),
        ("설명해 줘:\n```py\nprint('hello')\n```", "설명해 줘:"),
        ("설명해 줘:\n```py\nprint('hello')", "설명해 줘:"),  # never closed
        ("is `x` bigger than $x^2$ here", "is bigger than here"),
        ("costs $5 and that is all", "costs $5 and that is all"),
        ("see https://example.org/a?b=1 please", "see please"),
        ("fix document.querySelectorAll please", "fix please"),
        ("the <b>bold</b> one &amp; more", "the bold one more"),
        ("rename myVariable and snake_case here", "rename and here"),
        ("x = y;", "x = y;"),  # all of it is code
    ],
)
def test_what_is_no_prose_is_taken_out(text, left):
    assert prose(text) == left


@given(st.text())
def test_no_letter_is_invented(text):
    left = prose(text)
    assert left == text or set(left) <= {*text, " "}
