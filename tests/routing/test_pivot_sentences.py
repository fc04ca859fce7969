"""Every kind and fault that a pivot knows has its words in both languages."""

from wayfare.pivot.checks import Fault
from wayfare.pivot.suits import HARD
from wayfare.pivot.suits_words import WORDS
from wayfare.routing import pivot_sentences


def test_each_fault_of_a_translation_has_its_words():
    assert set(pivot_sentences.FAULTS) == {str(fault) for fault in Fault}


def test_each_kind_that_a_pivot_is_kept_from_has_its_words():
    assert set(pivot_sentences.KINDS) >= set(WORDS) >= HARD
