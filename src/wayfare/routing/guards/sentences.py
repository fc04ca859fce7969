"""Say in Korean and English what a finding saw, why it may be a fault, and what to do."""

from collections.abc import Mapping
from typing import Final

from wayfare.routing.guards.finding import Fault, Finding

#: What was seen, why it may be a fault, the cure: each in English and in Korean.
SENTENCES: Final[Mapping[Fault, tuple[tuple[str, str], ...]]] = {
    Fault.BELOW_CHANCE: (
        (
            "{seen:.0f} of 100, where {expected:.0f} was to be expected at least.",
            "100점 중 {seen:.0f}점으로, 적어도 {expected:.0f}점은 되어야 했습니다.",
        ),
        (
            "So far below other arms and its own other topics, an answer is often misread.",
            "다른 선택지나 다른 주제보다 이렇게 낮으면 답을 잘못 읽었을 때가 많습니다.",
        ),
        (
            "Look at some answers by hand: does the check read the form in which it answers?",
            "답 몇 개를 직접 보고, 검사가 그 답의 형식을 읽는지 확인하세요.",
        ),
    ),
    Fault.ALL_ZERO: (
        (
            "All are 0, where {expected:.0f} of 100 was to be expected at least.",
            "모두 0점으로, 적어도 100점 중 {expected:.0f}점은 되어야 했습니다.",
        ),
        (
            "Even a poor model is right now and then; a check that cannot read it never is.",
            "약한 모델도 가끔은 맞힙니다. 늘 0점이면 검사가 답을 읽지 못했을 수 있습니다.",
        ),
        (
            "Look at some answers by hand: does the check read the form in which it answers?",
            "답 몇 개를 직접 보고, 검사가 그 답의 형식을 읽는지 확인하세요.",
        ),
    ),
    Fault.ALL_ONE: (
        (
            "All are 100 of 100, where {expected:.0f} was to be expected at most.",
            "모두 100점으로, 많아야 {expected:.0f}점이어야 했습니다.",
        ),
        (
            "A check that lets everything through looks like this.",
            "무엇이든 통과시키는 검사가 이렇게 보입니다.",
        ),
        (
            "Give the check a wrong answer, and see whether it says so.",
            "틀린 답을 검사에 넣어 틀렸다고 하는지 확인하세요.",
        ),
    ),
    Fault.ONE_TOPIC_WONDER: (
        (
            "{seen:.0f} of 100, where others and its other topics reach {expected:.0f}.",
            "100점 중 {seen:.0f}점으로, 다른 선택지와 다른 주제는 {expected:.0f}점까지입니다.",
        ),
        (
            "A weak arm that is best on one topic often knew the questions, or is graded wrong.",
            "약한 선택지가 한 주제에서만 뛰어나면 문제를 미리 보았거나 채점이 틀렸기 쉽습니다.",
        ),
        (
            "Ask it new questions of this topic. If it stays so good, confirm it.",
            "이 주제의 새 질문을 해 보고, 그래도 뛰어나면 확인해 주세요.",
        ),
    ),
    Fault.JUMP: (
        (
            "{expected:.0f} of 100 before {since}, {seen:.0f} since.",
            "{since} 이전에는 100점 중 {expected:.0f}점, 이후로는 {seen:.0f}점입니다.",
        ),
        (
            "The model was changed, or the check or its settings were.",
            "모델이 바뀌었거나, 검사나 설정이 바뀌었습니다.",
        ),
        (
            "Find out what changed that day. If the answers did, confirm it, and it counts.",
            "그날 무엇이 바뀌었는지 알아보세요. 답이 정말 달라졌다면 확인해 주세요.",
        ),
    ),
    Fault.CUT: (
        (
            "Empty or cut answers have {seen:.0f} of 100, whole ones {expected:.0f}.",
            "비었거나 잘린 답은 100점 중 {seen:.0f}점, 온전한 답은 {expected:.0f}점입니다.",
        ),
        (
            "Counted as wrong they tell of the limit on length, not of the model.",
            "이런 답을 틀렸다고 세면 모델이 아니라 길이 제한을 재는 것입니다.",
        ),
        (
            "Raise `max_tokens` of those requests, or leave such answers without an outcome.",
            "그런 요청의 `max_tokens`를 늘리거나, 그런 답에는 평가를 보내지 마세요.",
        ),
    ),
    Fault.FIRST_WINS: (
        (
            "Asked in both orders, the first of two got {seen:.0f} of 100 instead of 50.",
            "두 순서로 물었을 때 먼저 나온 쪽이 100점 중 50점이 아니라 {seen:.0f}점을 얻었습니다.",
        ),
        (
            "It goes by the place of an answer, not by what stands in it.",
            "답의 내용이 아니라 놓인 자리로 고릅니다.",
        ),
        (
            "Ask it in both orders and keep what it says twice, or use another judge.",
            "두 순서로 묻고 두 번 같은 판정만 남기거나, 다른 심판을 쓰세요.",
        ),
    ),
    Fault.ALWAYS_THE_SAME: (
        (
            "It always says {seen:.0f} of 100; others say {expected:.0f} of the same arms.",
            "언제나 100점 중 {seen:.0f}점이라 합니다. 다른 곳은 {expected:.0f}점이라 합니다.",
        ),
        (
            "Who says the same of everything tells nothing.",
            "무엇에나 같은 말을 하면 아무것도 알 수 없습니다.",
        ),
        (
            "See whether its scores are sent as they were given.",
            "점수가 매긴 그대로 보내지는지 확인하세요.",
        ),
    ),
}


def sentences(finding: Finding, language: str, since: str) -> tuple[str, str, str]:
    """What was seen, why it may be a fault, the cure. `since` is its day, as it is shown."""
    place = 1 if language == "ko" else 0
    seen, why, cure = (each[place] for each in SENTENCES[finding.fault])
    return fill(seen, finding, since), why, cure


def fill(seen: str, finding: Finding, since: str) -> str:
    """Fill in what was seen."""
    return seen.format(seen=100 * finding.seen, expected=100 * finding.expected, since=since)
