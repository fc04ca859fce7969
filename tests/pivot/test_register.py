"""How politely a question speaks is told by how its sentences end."""

import pytest

from wayfare.pivot.register import register_of, wish_of


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("수도가 어디입니까?", "formal"),
        ("다음을 계산하십시오. 답만 쓰시오.", "formal"),
        ("수도가 어디예요? 알려 주세요!", "polite"),
        ("이거 맞죠? ㅋㅋㅋ", "polite"),
        ("파이썬으로 함수를 작성하라.", "plain"),
        ("지구는 태양을 돈다. 왜 그런가?", "plain"),
        ("수도가 어디야? 알려 줘", "casual"),
        ("이거 왜 안 돼ㅠㅠ", "casual"),
        ("수도는?", None),
        ("Python 3.11", None),
        ('알려 주세요: "뭐야. 뭐지. 뭘까."', "polite"),  # what is quoted is another's
    ],
)
def test_korean_is_told(text, register):
    assert register_of(text, "ko") == register


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("首都はどこですか。", "polite"),
        ("教えてください！お願いします。", "polite"),
        ("首都はどこだ？", "plain"),
        ("次の式を計算せよ。", "plain"),
        ("これ、教えて", "plain"),
        ("首都", None),
    ],
)
def test_japanese_is_told(text, register):
    assert register_of(text, "ja") == register


def test_other_languages_are_not_told():
    assert register_of("Könnten Sie mir helfen?", "de") is None


def test_what_most_sentences_say_counts_and_the_politer_where_they_are_even():
    assert register_of("궁금해. 하나 물어볼게. 알려 주세요.", "ko") == "casual"
    assert register_of("궁금해. 알려 주세요.", "ko") == "polite"


def test_a_register_is_a_wish_in_english():
    assert "합쇼체" in wish_of("formal", "ko")
    assert "です" in wish_of("polite", "ja")
    assert wish_of(None, "ko") == wish_of("polite", "de") == ""
