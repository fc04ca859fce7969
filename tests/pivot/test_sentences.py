"""A streamed answer comes out in sentences and kept stretches, however it is cut into pieces."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.pivot.sentences import Sentences, joined

ANSWER = """# Title here

Dr. Smith pays 3.14 dollars, e.g. for `a. B` and "Hello. World." Then he left! See https://a.b/c. OK?
1. First. Second one.
   - [ ] sub **bold. more** end

```py
x = 1. 2

print("a. b")
```
| name | 5 kg |
|---|---|
| Tom. Jerry | x |

$$
x = 1
$$ where x. Then y.
    return x;
はい。そうです！「いいえ。でも」と言った。終わり
끝났다. 다음은 "이것이다. 저것이다." 그렇다.\x20\x20
Version v1.2.3 is out...  And so on."""  # noqa: E501


def stretches(*pieces):
    sentences = Sentences()
    return [s for piece in pieces for s in sentences.feed(piece)] + sentences.end()


def prose(*pieces):
    return [stretch.text for stretch in stretches(*pieces) if not stretch.is_kept]


def test_an_answer_comes_in_sentences_and_what_is_no_prose_is_kept():
    assert prose(ANSWER) == [
        "Title here",
        'Dr. Smith pays 3.14 dollars, e.g. for `a. B` and "Hello. World." Then he left!',
        "See https://a.b/c.",
        "OK?",
        "First.",
        "Second one.",
        "sub **bold. more** end",
        "name",
        "5 kg",
        "Tom. Jerry",
        "x",
        "where x.",
        "Then y.",
        "はい。",
        "そうです！",
        "「いいえ。でも」と言った。",
        "終わり",
        "끝났다.",
        '다음은 "이것이다. 저것이다." 그렇다.',
        "Version v1.2.3 is out...",
        "And so on.",
    ]
    assert joined(stretches(ANSWER)) == ANSWER


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. J. Doe came. He left.", ["Mr. J. Doe came.", "He left."]),
        ("It is 3.14. Why?", ["It is 3.14.", "Why?"]),
        ("a) one b. two", ["one b. two"]),
        ("Use x (see Fig. 2). Done", ["Use x (see Fig. 2).", "Done"]),
        ("Open `never closed. So", ["Open `never closed.", "So"]),
        ("It costs $5. Then $6.", ["It costs $5. Then $6."]),
        ("Of $x. y$ it is. So", ["Of $x. y$ it is.", "So"]),
    ],
)
def test_a_sentence_ends_only_where_one_does(text, sentences):
    assert prose(text) == sentences


def test_a_sentence_is_passed_on_when_the_next_begins():
    sentences = Sentences()
    assert sentences.feed("The first sentence is done. ") == []
    assert [s.text for s in sentences.feed("T")] == ["The first sentence is done."]
    assert [s.text for s in sentences.end()] == [" ", "T"]


def test_code_is_passed_on_line_by_line():
    sentences = Sentences()
    sentences.feed("```py\n")
    assert [s.text for s in sentences.feed("x = 1\ny = ")] == ["x = 1\n"]


PIECES = [
    *("Hello there. ", "Dr. ", "e.g. ", "はい。", "그래요. ", "3.14", "1. ", "- ", "> ", "# ", "a"),
    *("\n", "\n\n", "```", "\n```\n", "$$", "\\[", "\\]", "`", "**", '"', "「", "」", "|", "|---|"),
    *("$x$", "$", "\\(", "\\begin{a}", "    ", "\t", "...", "?!", "http://a.b/c?d. ", "return x;"),
    *(" ", "~~~", "---"),
]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join), st.lists(st.integers(0, 400)))
def test_how_an_answer_is_cut_into_pieces_changes_nothing(text, cuts):
    marks = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[a:b] for a, b in pairwise(marks)]
    whole = stretches(text)
    assert stretches(*pieces) == stretches(*text) == whole
    assert joined(whole) == text
    assert all(stretch.text for stretch in whole)
