import pytest

from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.deployment import Feature
from wayfare.routing.checkable import is_checkable, suits_cascade
from wayfare.routing.keeping import AGREED, APART, UNCLEAR, compare


@pytest.mark.parametrize(
    "question",
    [
        "A box holds 12 eggs. How many eggs are in 7 boxes?",
        "What is 17 * 23?",
        "Which is a metal?\nA) iron\nB) wood\nC) glass",
        "달걀이 한 상자에 12개 들어 있습니다. 7상자에는 모두 몇 개가 들어 있나요?",
        "다음 중 옳은 것을 고르시오. ① 서울 ② 부산 ③ 대구",
        "りんごが12個ずつ7箱にあります。全部で何個ですか。",
        "每箱有12个鸡蛋，7箱一共有多少个鸡蛋？",
        "Find the value of $x$ if $2x + 3 = 11$.",
    ],
)
def test_a_question_with_one_short_answer_is_checkable(question):
    assert is_checkable(question)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Hi",
        "Write a poem about how many eggs there are.",
        "Explain how to calculate a square root.",
        "파이썬으로 합계를 계산하는 코드를 작성해 주세요.",
        "이 글을 요약해 주세요: 달걀이 몇 개 있었다.",
        "卵がいくつあるか説明してください。",
        "How do I find the best hotel in Seoul?",
        "How many? " * 1_000,
    ],
)
def test_what_asks_for_prose_code_or_a_translation_is_not(question):
    assert not is_checkable(question)


def test_a_cascade_takes_plain_chats_alone():
    plain = ChatRequest("auto", (Message("user", "What is 7 * 8?"),), frozenset({Feature.CHAT}))
    assert suits_cascade(plain)
    for changes in (
        {"needs": frozenset({Feature.CHAT, Feature.TOOLS})},
        {"needs": frozenset({Feature.CHAT, Feature.JSON_SCHEMA})},
        {"choices": 2},
        {"messages": (Message("user", "Tell me a story."),)},
    ):
        fields = {name: getattr(plain, name) for name in plain.__struct_fields__}
        assert not suits_cascade(ChatRequest(**(fields | changes)))


@pytest.mark.parametrize(
    ("cheap", "second", "end", "code"),
    [
        ("So it is 56.", "The answer is 56", "stop", AGREED),
        ("So it is 56.", "The answer is 56", "max_tokens", UNCLEAR),
        ("So it is 56.", "The answer is 54", "end_turn", APART),
        ("B", "(b) the second one", "stop", AGREED),
        ("", "", "stop", UNCLEAR),
        ("I cannot say. " * 20, "I cannot say. " * 20, "stop", UNCLEAR),
    ],
)
def test_answers_are_compared_by_what_they_come_down_to(cheap, second, end, code):
    assert compare(cheap, "stop", second, end) == code


def test_a_hostile_question_is_read_in_no_time():
    for text in ("(A) " * 700, "1+" * 1_400, "how " * 700, "\n(a)" + " " * 2_900):
        assert is_checkable(text) in {True, False}
