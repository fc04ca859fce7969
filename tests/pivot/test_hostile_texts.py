"""What no text may do, whatever it is made of: raise, change a number, or never end."""

import pytest

from wayfare.pivot.numbers import written_out
from wayfare.pivot.segments import segments_of
from wayfare.pivot.sentences import Sentences, joined


@pytest.mark.parametrize("word", ["word ", "1.1", "가", "e.g. "])
def test_a_sentence_without_an_end_is_cut_between_words(word):
    sentences, text = Sentences(), word * (8_000 // len(word))
    given = [each for at in range(0, len(text), 4) for each in sentences.feed(text[at : at + 4])]
    given += sentences.end()
    assert joined(given) == text
    assert max(len(each.text) for each in given) <= 1_000


@pytest.mark.parametrize("ending", ["", ".", "\nMore."])
def test_where_it_is_cut_does_not_depend_on_how_it_comes(ending):
    text = "no end of words " * 150 + ending
    at_once, bit_by_bit = Sentences(), Sentences()
    expected = [*at_once.feed(text), *at_once.end()]
    given = [each for letter in text for each in bit_by_bit.feed(letter)]
    given += bit_by_bit.end()
    assert [each.text for each in given if not each.is_kept] == [
        each.text for each in expected if not each.is_kept
    ]


def test_deep_json_is_no_fault_of_wayfare():
    assert segments_of("[" * 20_000, "ko", "en")[0].is_kept


def test_a_number_of_many_digits_stays_to_the_last_of_them():
    assert written_out("12345678901234567890123456789012만 원") == (
        "12345678901234567890123456789012만 원"
    )
    assert written_out("1" * 1_000_010 + "천 원").endswith("1천 원")
