"""A translation that lost, doubled or changed something is told from one that did not."""

import pytest

from wayfare.pivot.checks import Fault, faults_of, tidy
from wayfare.pivot.segments import Segment, restored, segments_of
from wayfare.routing.language import language_of

QUESTION = "Kubernetes에서 5kg 짐을 3명이 김민수 씨에게 보내는 방법을 알려 주세요."


def faults(translated, text=QUESTION, source="ko", target="en"):
    (segment,) = segments_of(text, source, target)
    return faults_of(segment, restored(segment, tidy(translated)), source, target, language_of)


def test_a_good_translation_has_no_faults():
    assert faults("Tell me how 3 people send X2 of luggage to X3 in X1.") == ()
    assert faults("Tell me how three people send 5kg of luggage to 김민수 in Kubernetes.") == ()


@pytest.mark.parametrize(
    ("translated", "fault"),
    [
        ("", Fault.EMPTY),
        ("Tell me how 3 people send luggage to X3 in X1.", Fault.SPAN_LOST),
        ("Tell me how 3 people send X2 of luggage to Minsu in X1.", Fault.SPAN_LOST),
        ("Tell me how 3 people send 15kg of luggage to X3 in X1.", Fault.SPAN_LOST),
        ("Tell me how 3 people send X2 of X2 luggage to X3 in X1.", Fault.SPAN_DOUBLED),
        ("Tell 3 people in X1 and Kubernetess how X2 is sent to X3.", Fault.SPAN_DOUBLED),
        ("Tell me how 3 people send X2 of luggage to X3 in X1 and X7.", Fault.MARK_LEFT),
        ("Tell me how 3 people send X2 of luggage to X3 in X1 X 1.", Fault.MARK_LEFT),
        ("Tell me how 4 people send X2 of luggage to X3 in X1.", Fault.NUMBERS),
        ("Tell me how people send X2 of luggage to X3 in X1.", Fault.NUMBERS),
        (QUESTION, Fault.LANGUAGE),
        ("Sag mir bitte, wie 3 Leute X2 Gepäck mit X1 an X3 schicken können.", Fault.LANGUAGE),
        ("3 to X3: X2, X1." + " Luggage is heavy." * 20, Fault.LENGTH),
        ("Here is the translation: Tell me how 3 people send X2 to X3 in X1.", Fault.CHATTER),
        ("Sure, 3 people send X2 of luggage to X3 in X1 like this.", Fault.CHATTER),
        ("Tell me how 3 people send X2 to X3 in X1.\n\nNote: I kept it.", Fault.CHATTER),
    ],
)
def test_each_fault_is_told(translated, fault):
    assert fault in faults(translated)


def test_a_question_that_was_answered_is_told():
    text = "물은 몇 도에서 끓습니까?"
    assert faults("Water boils at a hundred degrees.", text) == (Fault.QUESTION,)
    assert faults("At how many degrees does water boil?", text) == ()


def test_what_is_kept_must_be_kept():
    kept = Segment("```\nx\n```", is_kept=True)
    assert faults_of(kept, kept.text, "ko", "en", language_of) == ()
    assert faults_of(kept, "x", "ko", "en", language_of) == (Fault.SPAN_LOST,)


@pytest.mark.parametrize(
    ("text", "source", "target", "translated"),
    [
        ("네, 확인했습니다.", "ko", "en", "Yes, confirmed."),
        ("Sure, let us go there together.", "en", "ko", "물론, 같이 갑시다."),
        ("참고: 이 방법은 느립니다.", "ko", "en", "Note: this way is slow."),
        (
            "서울은 대한민국의 수도입니다.",
            "ko",
            "en",
            "Seoul (서울) is the capital of South Korea.",
        ),
        (
            "A와 B 중 어느 것이 더 큽니까?",
            "ko",
            "en",
            "A question: which is bigger, A or B?",
        ),
        ("Hotel Paris", "en", "fr", "Hotel Paris"),
        ("你好", "zh", "ja", "こんにちは"),
        ("Explain it to me.", "en", "ja", "説明してください。"),
        ("번역: 안녕", "ko", "en", "Translation: hi"),
    ],
)
def test_what_may_be_so_is_no_fault(text, source, target, translated):
    (segment,) = segments_of(text, source, target)
    assert faults_of(segment, tidy(translated, text), source, target, language_of) == ()


@pytest.mark.parametrize(
    ("translated", "tidied"),
    [
        ('"How far is it?"', "How far is it?"),
        ("English: How far?", "How far?"),
        ("**Translation:** How far?", "How far?"),
        ("번역: 얼마나 멀어요?", "얼마나 멀어요?"),
        ("```\nHow far?\n```", "How far?"),
        ('"English: How far?"', "How far?"),
        ("“A” is “B”", "“A” is “B”"),
        (" 'tis far ", "'tis far"),
        ("Note: far", "Note: far"),
    ],
)
def test_what_models_put_around_is_taken_off(translated, tidied):
    assert tidy(translated) == tidied
