"""What tickets say of a pivot, in Korean and English: a part of the table in `reasons.py`."""

from collections.abc import Mapping
from typing import Final

PIVOT_SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "pivot_taken": {
        "ko": "{translator} 모델이 질문을 {middle}로, {dear}의 답을 다시 {language}로 옮겼습니다.",
        "en": "{translator} translated the question into {middle}, and the answer of {dear} back "
        "into {language}.",
    },
    "pivot_question_broken": {
        "ko": "{middle} 번역이 질문을 온전히 옮기지 못해({fault}) 옮기지 않고 바로 물었습니다.",
        "en": "Asked directly: the question did not survive its translation into {middle} "
        "({fault}).",
    },
    "pivot_answer_broken": {
        "ko": "{middle} 답을 {language}로 온전히 옮기지 못해({fault}) 바로 다시 물었습니다.",
        "en": "Asked again, directly: the answer in {middle} did not survive its translation into "
        "{language} ({fault}).",
    },
    "pivot_unanswered": {
        "ko": "번역을 맡은 {translator}에서 답이 없어 옮기지 않고 바로 물었습니다.",
        "en": "Asked directly: {translator}, which was to translate, gave no answer.",
    },
    "pivot_skipped": {
        "ko": "{middle}로 옮겨 물을 수 없는 요청이라 바로 물었습니다. {why}",
        "en": "Asked directly: this request cannot go through {middle}. {why}",
    },
    "pivot_left_in_middle": {
        "ko": "온전히 옮기지 못한 {stretches}곳은 {middle} 원문 그대로 두었습니다.",
        "en": "Passages left in {middle}, as their translation was not intact: {stretches}.",
    },
    "pivot_language_unknown": {
        "ko": "질문의 언어를 알 수 없습니다.",
        "en": "The question's language is not known.",
    },
    "pivot_needless": {
        "ko": "질문이 이미 {middle}입니다.",
        "en": "The question is in {middle} already.",
    },
    "pivot_words_only": {
        "ko": "도구, 그림, 멈출 말, 정해진 형식을 쓰는 요청은 번역을 거치지 않습니다.",
        "en": "Requests with tools, media, stop words or a set format are not translated.",
    },
    "pivot_too_long": {
        "ko": "옮기기에는 너무 긴 글입니다.",
        "en": "The text is too long to be translated.",
    },
    "pivot_kept_from": {
        "ko": "번역을 거치면 뜻이 달라지는 질문입니다: {kind}.",
        "en": "Translation would change what is asked: {kind}.",
    },
}

#: Kinds of questions that a pivot is kept from, by the codes of `pivot/suits.py`.
KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    "about_this_text": {"ko": "이 글 자체를 다룸", "en": "about this very text"},
    "wordplay": {"ko": "말놀이", "en": "play on words"},
    "about_language": {"ko": "말 자체를 물음", "en": "about the language itself"},
    "culture": {"ko": "그 나라 문화와 역사", "en": "culture and history of the country"},
    "law": {"ko": "그 나라 법과 세금", "en": "law and tax of the country"},
    "names": {"ko": "사람과 곳의 이름", "en": "names of people and places"},
}

#: What was wrong with a translation, by the codes of `pivot/checks.py`.
FAULTS: Final[Mapping[str, Mapping[str, str]]] = {
    "span_lost": {"ko": "코드·이름·인용 등이 빠짐", "en": "a name, code or quote was lost"},
    "span_doubled": {"ko": "코드·이름·인용 등이 겹침", "en": "a name, code or quote was doubled"},
    "mark_left": {"ko": "표식이 남음", "en": "a mark was left in it"},
    "numbers": {"ko": "숫자가 다름", "en": "numbers differ"},
    "language": {"ko": "다른 언어로 옮김", "en": "another language"},
    "length": {"ko": "길이가 맞지 않음", "en": "an unlikely length"},
    "empty": {"ko": "빈 번역", "en": "nothing came"},
    "question": {"ko": "묻는 말이 아니게 됨", "en": "it asks nothing any more"},
    "chatter": {"ko": "번역이 아닌 말이 섞임", "en": "words that are no translation"},
}
