"""What a scripted model says when it is asked to translate.

Knows the sentences of a table, and puts one word of the other language for each word of any other
sentence: its numbers, marks and codes stay. `scripted-plain` is a bad translator: it loses every
number, and every mark.
"""

import re
from collections.abc import Mapping

from wayfare.providers.scripted.requests import Message

CARELESS = "scripted-plain"

_ASKED = re.compile(r"^You translate (\w+) into (\w+)\.")
#: The same sentence in each language.
_KNOWN: tuple[Mapping[str, str], ...] = (
    {
        "English": "What is the capital of South Korea?",
        "Korean": "대한민국의 수도는 어디인가요?",
        "Japanese": "韓国の首都はどこですか?",
        "Chinese": "韩国的首都是哪里?",
        "German": "Was ist die Hauptstadt von Südkorea?",
    },
    {
        "English": "The capital of South Korea is Seoul.",
        "Korean": "대한민국의 수도는 서울입니다.",
        "Japanese": "韓国の首都はソウルです。",
        "Chinese": "韩国的首都是首尔。",
        "German": "Die Hauptstadt von Südkorea ist Seoul.",
    },
    {
        "English": "What is the capital of France?",
        "Korean": "프랑스의 수도는 어디인가요?",
        "Japanese": "フランスの首都はどこですか?",
        "Chinese": "法国的首都是哪里?",
        "German": "Was ist die Hauptstadt von Frankreich?",
    },
    {
        "English": "The capital of France is Paris.",
        "Korean": "프랑스의 수도는 파리입니다.",
        "Japanese": "フランスの首都はパリです。",
        "Chinese": "法国的首都是巴黎。",
        "German": "Die Hauptstadt von Frankreich ist Paris.",
    },
)
#: What any other word becomes.
_WORDS = {"Korean": "낱말", "Japanese": "言葉の", "Chinese": "词语", "German": "Worte"}
_ANY = "words"
_SENTENCE = re.compile(r"(?<=[.?!。？！])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MARK_OR_CODE = re.compile(r"\b[A-Z]\d+\b|`[^`]*`|https?://\S+")
_DIGITS = re.compile(r"\d+")


def translate(messages: list[Message], asked: str, model: str) -> str | None:
    """The translation; None where it is not what is asked for."""
    if not messages or messages[0].role != "system":
        return None
    wanted = _ASKED.match(messages[0].text)
    if wanted is None:
        return None
    source, target = wanted.groups()
    breaks = _SENTENCE.findall(asked)
    said = [_sentence(each, source, target) for each in _SENTENCE.split(asked)]
    whole = "".join(s + b for s, b in zip(said, [*breaks, ""], strict=True))
    return _carelessly(whole) if model == CARELESS else whole


def _sentence(text: str, source: str, target: str) -> str:
    for each in _KNOWN:
        if each.get(source) == text.strip() and target in each:
            return each[target]
    kept = _MARK_OR_CODE.findall(text)
    between = [_WORD.sub(_WORDS.get(target, _ANY), each) for each in _MARK_OR_CODE.split(text)]
    return "".join(b + k for b, k in zip(between, [*kept, ""], strict=True))


def _carelessly(text: str) -> str:
    return _DIGITS.sub("", _MARK_OR_CODE.sub("", text))
