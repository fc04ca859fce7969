"""No text, however long one thing is repeated in it, keeps the checks busy for long."""

import time

import pytest

from wayfare.pivot.checks import faults_of, tidy
from wayfare.pivot.register import register_of
from wayfare.pivot.segments import prose_of, segments_of
from wayfare.pivot.sentences import Sentences
from wayfare.pivot.suits import why_not

REPEATED = [
    *("a", "1", "1,", "a.", "/a", "3만", "123 ", "a-", "_a", "{", "<a ", "$a", '"a', "a=b", "x+"),
    *("`", "가", "漢", "aA", "| ", "> ", " ", "A. ", "http://", "a@", "\n", "“", "**a", "\\(a"),
]


@pytest.mark.parametrize("part", REPEATED)
def test_a_repeated_part_is_read_in_no_time(part):
    text = part * (12_000 // len(part)) + "한"
    began = time.process_time()
    segments_of(text, "ko", "en")
    faults_of(prose_of(text, "ko"), tidy(text, text), "ko", "en", lambda _: "en")
    register_of(text, "ko")
    why_not(text, "ko")
    sentences = Sentences()
    for at in range(0, len(text), 40):
        sentences.feed(text[at : at + 40])
    sentences.end()
    assert time.process_time() - began < 3  # it takes a tenth; what grows with the square takes ten
