"""The plain words of Markdown: what is a mark goes, what was said stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.wire.markdown import cut, marks_of, plain, plain_around

CASES = [
    ("# Plan *B* ##\n## C#", "Plan B C#"),
    ("**굵게(bold)**을 씁니다", "굵게(bold)을 씁니다"),
    ("東京**都**の~~人口~~は", "東京都の人口は"),
    ("***both*** **a *b***", "both a b"),
    ("unclosed **bold and `code", "unclosed **bold and `code"),
    ("2 * 3, 5*3*2, **kwargs, a_b_c", "2 * 3, 5*3*2, **kwargs, a_b_c"),
    ("`a*b*c` and ``x`y``", "a*b*c and ``x`y``"),
    ("[least](https://example.org/a_(b) 'of all'), [1]", "least, [1]"),
    ("[![alt](https://a.example/x.png)](https://b.example)", "alt"),
    ("[text][1] a[0][2]\n\n[1]: https://example.org", "text a[0][2]"),
    ("<https://example.org> <b>", "https://example.org <b>"),
    ("| 요금제 | 월 |\n|---|---:|\n| **B** | `a|b` \\| c |", "· 요금제 · 월 · B · a|b | c"),
    ("a | b", "a | b"),
    ("> ## 인용\n> - [x] done\n> - [ ] not\n\n* item\n1. one", "인용 ☑ done ☐ not · item 1. one"),
    ("```py\nx = a*b*c  # **no**\n```\n*end*", "x = a*b*c # **no** end"),
    ("~~~\n```\n~~~\n*end*", "``` end"),
    ("one\n---\ntwo\n***", "one two"),
    ("$x_{1} + y_{2}$, \\(a\\), \\*so\\*", "$x_{1} + y_{2}$, \\(a\\), *so*"),
]


@pytest.mark.parametrize(("text", "words"), CASES, ids=range(len(CASES)))
def test_marks_go_and_words_stay(text: str, words: str):
    assert plain(text, marks_of(text)) == words


def test_what_is_asked_for_stays_as_it_is_written():
    text = "See **the [docs](https://example.org/how)**, *all*."
    start = text.index("example")
    parts = plain_around(text, marks_of(text), start, start + len("example"))
    assert parts == ("See the docs](https://", "example", ".org/how), all.")


def test_a_piece_of_a_text_knows_whether_it_began_in_code():
    text = "```\n*a*\n```\n*b*"
    for start, words in ((4, "*a* b"), (8, "b"), (12, "b")):
        piece = cut(text, start, len(text))
        assert plain(piece, marks_of(piece)) == words


SIGNS = st.text(st.sampled_from("*_~`[]()!|<>#-+= \n\\:x가京"), max_size=60)


@given(SIGNS)
def test_marks_stand_in_order_and_none_within_another(text: str):
    marks = marks_of(text)
    ends = [0, *(mark.end for mark in marks)]
    for mark, before in zip(marks, ends, strict=False):
        assert before <= mark.start < mark.end <= len(text)
    assert not set("".join(mark.by for mark in marks)) - set(" ·☐☑")


@given(SIGNS, st.data())
def test_around_any_letters_the_rest_is_plain(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, word, after = plain_around(text, marks_of(text), start, end)
    assert word == text[start:end]
    assert "\n" not in before + after
