import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.embedding.grams import HALF, SLOTS, count_grams, excerpt

HOSTILE = [
    "",
    "\x00",
    "\ud800",
    "😀" * 500,
    "ﷺ" * 3_000,
    "a" * 1_000_000,
    "가A\u0301漢\t\r\n" * 700,
]


def slots(text):
    return set(count_grams(text)[0].tolist())


@given(st.text(max_size=300))
def test_slots_are_in_the_table_ascending_and_each_counts(text):
    hit, counts = count_grams(text)
    assert len(hit) == len(counts)
    assert (np.diff(hit) > 0).all()
    assert ((hit >= 0) & (hit < SLOTS)).all()
    assert (counts > 0).all()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_too_odd(text):
    hit, _ = count_grams(text)
    assert len(hit) < SLOTS


def test_a_word_falls_into_the_same_slots_wherever_it_stands():
    alone = slots("capital")
    assert alone
    assert alone <= slots("what is the capital of France")
    words = {slot for slot in alone if slot < HALF}
    assert words <= slots("(capital, please)")


def test_case_and_compatible_spellings_make_no_difference():
    assert slots("ＣＡＰＩＴＡＬ city") == slots("capital CITY")
    assert slots("한국") == slots("한국")


def test_korean_words_share_syllables_and_pairs_whatever_particle_follows():
    one, other = slots("수도는"), slots("수도가")
    shared = {slot for slot in one & other if slot >= HALF}
    assert len(shared) >= 3  # two syllables and their pair


def test_words_and_pairs_count_apart_from_letters():
    words = {slot for slot in slots("a b") if slot < HALF}
    assert len(words) == 3


def test_a_repeated_word_counts_each_time():
    hit, counts = count_grams("ping ping ping")
    assert counts.max() >= 3
    assert len(hit) == len(count_grams("ping ping")[0])


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        ("What is the capital of France?", 60515510),
        ("대한민국의 수도는 어디인가요? (Seoul, 漢城)", 2884471764),
        ("日本の首都は東京です。", 129613380),
        ("x = 1;\n\tprint('é') 😀 𠀀가", 115139768),
    ],
)
def test_slots_stay_those_that_the_projection_was_fitted_on(text, digest):
    hit, counts = count_grams(text)
    assert zlib.crc32(np.concatenate([hit, counts]).astype("<i8").tobytes()) == digest


def test_of_a_long_text_both_ends_are_read():
    text = "begin " + "x" * 10_000 + " end"
    assert excerpt(text).startswith("begin ")
    assert excerpt(text).endswith(" end")
    assert excerpt("short") == "short"
