"""A language is told by its script, then by its spelling; where neither tells, it is unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.deployment import Feature
from wayfare.routing.features import read_context
from wayfare.routing.language import NAMES, UNKNOWN, language_of, tell_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("대한민국의 수도는 어디인가요?", "ko"),
        ("ㅋㅋㅋ", "ko"),
        ("각", "ko"),  # decomposed
        ("Kubernetes에서 Deployment와 StatefulSet의 차이는?", "ko"),
        ("Explain 'def f(x): return x' 를 설명해 줘", "ko"),
        ("大韓民國의 首都는 어디입니까", "ko"),
        ("韓国の首都はどこですか?", "ja"),
        ("コンピュータ", "ja"),
        ("ｶﾀｶﾅ", "ja"),
        ("韩国的首都在哪里?", "zh"),
        ("What is the capital of South Korea?", "en"),
        ("Translate 'hi' into 한 please, and keep everything else as it is", "en"),
        ("Où est la capitale de la Corée du Sud ?", "fr"),
        ("dove si trova la capitale della Corea", "it"),  # no letter that English lacks
        ("Apa ibu kota Korea Selatan?", "id"),
        ("Какая столица Южной Кореи?", "ru"),
        ("Яка столиця Південної Кореї?", "uk"),
        ("ما هي عاصمة كوريا الجنوبية؟", "ar"),
        ("پایتخت کره جنوبی کجاست؟", "fa"),
        ("दक्षिण कोरिया की राजधानी क्या है?", "hi"),
        ("東京駅", "ja"),  # 駅 is written in Japan alone
        ("人工知能", "ja"),  # every character is in both countries' sets
        ("图书馆", "zh"),
        ("圖書館在哪裡", "zh"),
        ("Wat doet `def sort(x): return sorted(x)` hier precies?", "nl"),
        (
            "Erkläre:\n```js\nconst steps = Array.from(document.querySelectorAll('.step'))\n```",
            "de",
        ),
        ("Εξήγησε το document.querySelectorAll με JavaScript", "el"),
        ("print(x for x in range(10))", "en"),
        ("hi", "en"),
        ("GPU?", "en"),
        ("annyeonghaseyo", "en"),  # Korean in Latin letters: not known, and plain
        ("naïve", UNKNOWN),  # too short to tell
        ("", UNKNOWN),
        ("1 + 1 = ?", UNKNOWN),
        ("🚀🚀", UNKNOWN),
        ("½ ²", UNKNOWN),
    ],
)
def test_script_and_spelling_tell_the_language(text, language):
    assert language_of(text) == language


@given(st.text())
def test_any_text_has_a_language_with_a_name(text):
    assert language_of(text) in NAMES


def test_what_is_short_and_plain_is_told_with_little_confidence():
    assert tell_language("hi").confidence < 0.5
    assert tell_language("What is the capital of South Korea?").confidence > 0.8
    assert tell_language("대한민국의 수도는?") == ("ko", 1.0)
    assert tell_language("1 + 1") == (UNKNOWN, 0.0)


def test_a_long_text_is_judged_by_its_ends():
    assert language_of("가" * 2_000 + "a" * 100_000) == "ko"
    article = "The city lies on a wide river and is very old. " * 200
    assert language_of(article) == "en"
    assert language_of(article + "\n위 글을 세 문장으로 요약해 주세요.") == "ko"


def asked(*turns: str, **fields):
    messages = tuple(Message(*turn.split(": ", 1)) for turn in turns)
    return read_context(ChatRequest("auto", messages, frozenset({Feature.CHAT}), **fields))


@pytest.mark.parametrize(
    ("turns", "language"),
    [
        (["user: 수도는?"], "ko"),
        (["user: ok"], "en"),
        (["user: 수도는?", "assistant: 서울입니다.", "user: ok"], "ko"),
        (["user: 수도는?", "assistant: 서울입니다.", "user: 1+1?"], "ko"),
        (["user: 수도는?", "assistant: 서울입니다.", "user: And of Japan?"], "en"),
        (["user: Hello there", "assistant: Hi", "user: 왜"], "ko"),
        (["system: 한국어로 답하세요.", "user: Hello there"], "en"),
        (["user: ok", "assistant: ok", "user: hi"], "en"),
        (["system: 안녕"], UNKNOWN),
        (["user: 1", "user: 2"], UNKNOWN),
    ],
)
def test_a_conversation_is_in_the_language_last_shown_by_its_user(turns, language):
    assert asked(*turns).language == language


def test_the_input_is_every_text_and_part_of_the_conversation():
    assert asked("user: Hello there!").input_tokens == 3 + 4
    assert asked("system: Hello there!", "user: Hello there!").input_tokens == 2 * (3 + 4)
    assert asked("user: Hello there!", media_parts=2).input_tokens == 3 + 4 + 1_600


@pytest.mark.parametrize(
    ("fields", "tokens"),
    [
        ({}, 256),
        ({"output_tokens_max": 10}, 10),
        ({"output_tokens_max": 10_000}, 256),
        ({"output_tokens_max": 0}, 1),
        ({"output_tokens_max": -5}, 1),
        ({"choices": 3}, 768),
        ({"choices": 3, "output_tokens_max": 10}, 30),
    ],
)
def test_the_output_is_presumed_from_the_clients_limit_and_choices(fields, tokens):
    assert asked("user: hi", **fields).output_tokens == tokens


def test_needs_are_passed_on():
    needs = frozenset({Feature.CHAT, Feature.TOOLS})
    assert read_context(ChatRequest("auto", (), needs)).needs == needs
