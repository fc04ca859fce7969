"""The plain words of Markdown: what is a mark goes, what was said stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.wire.markdown import plain

CASES = [
    ("# Plan *B*\n## C#", "Plan B C#"),
    ("**굵게(bold)**을 씁니다", "굵게(bold)을 씁니다"),
    ("東京**都**の~~人口~~は", "東京都の人口は"),
    ("***both*** **a *b*** __c__", "both a b c"),
    ("unclosed **bold and `code", "unclosed **bold and `code"),
    ("2 * 3, 5*3*2, **kwargs, a_b_c", "2 * 3, 5*3*2, **kwargs, a_b_c"),
    ("`a*b*c` and **use `x` now**", "a*b*c and use x now"),
    ('[least](https://example.org/a_b "of all"), [1]', "least, [1]"),
    (r"[a](x\_y) `code`", "[a](x_y) code"),
    ("[![alt](https://a.example/x.png)](https://b.example)", "alt"),
    ("<https://example.org> <b>", "<https://example.org> <b>"),
    ("| 요금제 | 월 |\n|---|---:|\n| **B** | 9 |", "요금제 · 월 · B · 9"),
    ("> ## 인용\n> - x\n\n* item\n1. one", "인용 · x · item 1. one"),
    ("```py\nx = a*b*c  # **no**\n```\n*end*", "x = a*b*c # **no** end"),
    ("~~~\n```\n~~~\n*end*", "``` end"),
    ("```\nopen *a*", "open *a*"),
    ("one\n---\ntwo\n***", "one two"),
    ("$x_{1} + y_{2}$, \\*so\\*", "$x_{1} + y_{2}$, *so*"),
]


@pytest.mark.parametrize(("text", "words"), CASES, ids=range(len(CASES)))
def test_marks_go_and_words_stay(text: str, words: str):
    assert plain(text) == words


@given(st.text(st.sampled_from("*_|>#-+= \n\\:x[]!가京\ue000"), max_size=60))
def test_marks_take_no_letter_along(text: str):
    words = plain(text)
    assert "\n" not in words
    assert [words.count(each) for each in "가京x"] == [text.count(each) for each in "가京x"]
