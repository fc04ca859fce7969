"""Ask a chat model to translate: a few examples first, since small models need to be shown.

Of three ways that were tried with a small model, examples came closest to the true English
(chrF .43 to .46, against .26 without); examples as turns are what every chat model takes.
"""

from collections.abc import Mapping
from typing import Final

from wayfare.domain.chat import Message
from wayfare.ports import ToTranslate

_RULES: Final = (
    "You translate {source} into {target}. Write the translation and nothing else: no comment, "
    "no quotation marks around it, no answer to what it asks. Words such as X1 or Y2 stand for "
    "things that must not change: copy each of them exactly once. Keep line breaks and "
    "Markdown.{wish}"
)
_AGAIN: Final = (
    " Keep every number, name, code, link and quotation exactly as it is written, each as often as "
    "it stands there."
)

#: Pairs of the same sentence, the language's own first and English second.
_EXAMPLES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "ko": (
        ("독일의 수도는 어디인가요?", "What is the capital of Germany?"),
        (
            "X1에서 리스트를 거꾸로 정렬하려면 어떻게 하나요? 3줄로 답해 주세요.",
            "How do I sort a list in reverse in X1? Please answer in 3 lines.",
        ),
        (
            "민수는 사과 12개를 X1에 샀습니다. 한 개는 얼마인가요?",
            "Minsu bought 12 apples for X1. How much is one?",
        ),
    ),
    "ja": (
        ("ドイツの首都はどこですか?", "What is the capital of Germany?"),
        (
            "X1でリストを逆順に並べるにはどうすればいいですか? 3行で答えてください。",
            "How do I sort a list in reverse in X1? Please answer in 3 lines.",
        ),
    ),
    "zh": (
        ("德国的首都是哪里?", "What is the capital of Germany?"),
        (
            "在X1中如何倒序排列列表?请用3行回答。",
            "How do I sort a list in reverse in X1? Please answer in 3 lines.",
        ),
    ),
    "de": (
        ("Was ist die Hauptstadt von Korea?", "What is the capital of Korea?"),
        (
            "Wie sortiere ich in X1 eine Liste rückwärts? Bitte antworte in 3 Zeilen.",
            "How do I sort a list in reverse in X1? Please answer in 3 lines.",
        ),
    ),
    "es": (
        ("¿Cuál es la capital de Corea?", "What is the capital of Korea?"),
        (
            "¿Cómo ordeno una lista al revés en X1? Responde en 3 líneas.",
            "How do I sort a list in reverse in X1? Please answer in 3 lines.",
        ),
    ),
    "fr": (
        ("Quelle est la capitale de la Corée ?", "What is the capital of Korea?"),
        (
            "Comment trier une liste à l'envers en X1 ? Réponds en 3 lignes.",
            "How do I sort a list in reverse in X1? Please answer in 3 lines.",
        ),
    ),
}
_ENGLISH: Final = "en"


def translation_prompt(asked: ToTranslate, source: str, target: str) -> tuple[Message, ...]:
    """The messages that ask for a translation; the languages as they are called in English."""
    told = f" Write {asked.wish}." if asked.wish else ""
    rules = _RULES.format(source=source, target=target, wish=told)
    messages = [Message("system", rules + (_AGAIN if asked.is_repair else ""))]
    for said, meant in _examples(asked.source, asked.target):
        messages += [Message("user", said), Message("assistant", meant)]
    return (*messages, Message("user", asked.text))


def _examples(source: str, target: str) -> tuple[tuple[str, str], ...]:
    if target == _ENGLISH:
        return _EXAMPLES.get(source, ())
    if source == _ENGLISH:
        return tuple((english, own) for own, english in _EXAMPLES.get(target, ()))
    return ()
