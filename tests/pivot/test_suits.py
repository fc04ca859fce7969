"""What a detour through English would harm is asked directly."""

import pytest

from wayfare.pivot.suits import HARD, why_not


@pytest.mark.parametrize(
    ("language", "question", "reason"),
    [
        ("ko", "다음 글을 세 줄로 요약해 줘", "about_this_text"),
        ("ko", "이 문장을 영어로 번역해 줘", "about_this_text"),
        ("ko", "'바다'로 삼행시 지어 줘", "wordplay"),
        ("ko", "맞춤법이 맞나요? 됬다", "wordplay"),
        ("ko", "이 말을 존댓말로 하면?", "wordplay"),
        ("ko", "끝말잇기 하자", "wordplay"),
        ("ko", "'금일'이라는 단어의 뜻이 뭐야?", "about_language"),
        ("ko", "속담 하나 알려 줘", "about_language"),
        ("ko", "전세 계약에서 확정일자는 언제 받나요?", "law"),
        ("ko", "연말정산 방법", "law"),
        ("ko", "고려 시대의 수도는?", "culture"),
        ("ko", "설날에 왜 떡국을 먹나요?", "culture"),
        ("ko", "강아지 이름 추천해 줘", "names"),
        ("ja", "次の文章を要約してください", "about_this_text"),
        ("ja", "しりとりしよう", "wordplay"),
        ("ja", "「猫に小判」ということわざの意味は？", "about_language"),
        ("ja", "確定申告のやり方", "law"),
        ("ja", "江戸時代の将軍は？", "culture"),
        ("zh", "请把下面这段话翻译成英文", "about_this_text"),
        ("zh", "写一首藏头诗", "wordplay"),
        ("zh", "这个成语是什么意思", "about_language"),
        ("zh", "个人所得税怎么算", "law"),
        ("zh", "春节的由来", "culture"),
        ("de", "Fasse den folgenden Text zusammen", "about_this_text"),
        ("es", "Escribe una rima sobre el mar", "wordplay"),
        ("fr", "Que veut dire le mot « chouette » ?", "about_language"),
    ],
)
def test_a_reason_is_named(language, question, reason):
    assert why_not(question, language) == reason


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("ko", "물은 몇 도에서 끓나요?"),
        ("ko", "파이썬으로 정렬 함수를 작성해 줘. 시간 복잡도를 고려하세요."),
        ("ko", "이 시스템에서 메모리 사용량을 조사하는 방법은?"),
        ("ko", "왼쪽 탐색 모음을 만들어 줘"),
        ("ja", "光の速さは？"),
        ("zh", "水的沸点是多少？"),
        ("de", "Wie schnell ist Licht?"),
        ("sw", "Maji huchemka kwa digrii ngapi?"),
    ],
)
def test_what_is_the_same_in_any_language_has_none(language, question):
    assert why_not(question, language) is None


def test_a_long_quote_is_a_text_that_is_asked_about():
    assert why_not("어때? “" + "가나다라 " * 30 + "”", "ko") == "about_this_text"


def test_what_is_lost_in_any_translation_can_never_pivot():
    assert {"about_this_text", "wordplay", "about_language"} == HARD
