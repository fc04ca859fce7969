"""Large numbers are written out as digits, and a translation has the numbers of its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.pivot.number_words import words_of
from wayfare.pivot.numbers import numbers_of, same_numbers, written_out


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("3만 5천 원", "35000원"),
        ("1억 2천만 명", "120000000 명"),
        ("12억3400만", "1234000000"),
        ("1조 2,000억 원", "1200000000000원"),
        ("3천5백만 원", "35000000원"),
        ("3.5만 명", "35000 명"),
        ("1만 500원", "10500원"),
        ("3만 5명", "30000 5명"),  # two numbers
        ("5만 3억", "50000 300000000"),
        ("10만 원과 20만 원", "100000원과 200000원"),
        ("3万5千円", "35000円"),
        ("１２３", "123"),
        ("３，０００円", "3,000円"),
        ("20多万人", "200000多人"),
        ("5亿元", "500000000元"),
    ],
)
def test_what_east_asia_counts_in_ten_thousands_is_written_out(text, written):
    assert written_out(text) == written


@pytest.mark.parametrize(
    "text",
    [
        *("만약", "천만에요", "백만장자", "수만 명", "一万", "万一", "千万不要", "숫자 3만 써"),
        *("제2조", "2조로 나누어", "3千克", "5千米", "3.14", "1,234,567", "이 중 5만 고르세요"),
    ],
)
def test_what_is_no_such_number_stays(text):
    assert written_out(text) == text


def test_mega_is_no_trillion_in_chinese():
    assert written_out("10兆", "zh") == "10兆"
    assert written_out("10兆円", "ja") == "10000000000000円"


@given(st.integers(1, 10**15))
def test_any_number_can_be_read_back_from_how_koreans_write_it(number):
    groups, rest = [], number
    for unit in ("", "만", "억", "조"):
        rest, group = divmod(rest, 10_000)
        if group:
            groups.insert(0, f"{group}{unit}")
    if rest == 0:
        assert numbers_of("".join(groups) + "원") == {number: 1}


@given(st.text())
def test_numbers_of_any_text_can_be_read(text):
    assert all(count > 0 for count in numbers_of(text).values())
    assert same_numbers(text, text)


def test_thousands_and_decimals_are_read_as_their_language_writes_them():
    assert numbers_of("1.234,5", "de") == numbers_of("1,234.5", "en") == numbers_of("1234.5", "ko")
    assert numbers_of("1,5,6과 7") == {1: 1, 5: 1, 6: 1, 7: 1}
    assert numbers_of("1.2 million") == numbers_of("120만 명") == {1_200_000: 1}


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "thirty-five thousand", [35_000]),
        ("en", "one hundred and twenty-three and four", [123, 4]),
        ("en", "on May 5 we may march twice", [5, 2]),
        ("ko", "열두 명과 세 번째", [12, 3]),
        ("ko", "이 사람이 일을 한다", []),
        ("ko", "삼백 년", [300]),
        ("ja", "二人で三百年", [2, 300]),
        ("zh", "两个人", [2]),
        ("de", "drei Äpfel", [3]),
    ],
)
def test_words_are_read_as_numbers_where_they_are(language, text, numbers):
    assert sorted(words_of(text, language)) == sorted(numbers)


@pytest.mark.parametrize(
    ("source", "text", "target", "translated"),
    [
        ("ko", "사과 3개", "en", "three apples"),
        ("ko", "2026년 11월 28일", "en", "November 28, 2026"),
        ("ko", "한 명이 5만 원", "en", "1 person, 50,000 won"),
        ("ko", "숫자 3만 써", "en", "use only 3"),
        ("en", "half of them", "ko", "2분의 1"),
        ("en", "1.5 million people", "ko", "150만 명"),
        ("de", "1.000 Meter", "en", "1,000 metres"),
        ("ja", "5万人", "zh", "5万人"),
        ("fr", "50 000 personnes", "en", "50,000 people"),
        ("ja", "1人あたり2つ", "en", "two for each"),
        ("ko", "영하 5도", "en", "-5 degrees"),
    ],
)
def test_the_same_numbers_are_told_however_they_are_written(source, text, target, translated):
    assert same_numbers(text, translated, source, target)


@pytest.mark.parametrize(
    ("text", "translated"),
    [
        ("5명", "50 people"),
        ("5명", "people"),
        ("몇 명?", "5 people?"),
        ("3만 원", "3,000 won"),
        ("1과 2", "1 and 1"),
        ("5명", "5 people of 5"),
        ("5도", "-5 degrees"),
        ("-5도", "5 degrees"),
    ],
)
def test_a_changed_number_is_told(text, translated):
    assert not same_numbers(text, translated, "ko", "en")
