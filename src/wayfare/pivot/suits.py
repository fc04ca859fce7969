"""Tell which questions a detour through English would harm: about words, this text, this country.

Knows words of the question. In doubt it names a reason: asking directly is never wrong.
"""

import re

from wayfare.pivot.suits_words import WORDS

#: No evidence can make a pivot right for these: what they ask about is lost on the way.
HARD = frozenset({"about_this_text", "wordplay", "about_language"})

#: A longer question is asked as it is: it would take hundreds of calls, and long.
LETTERS_MAX = 12_000

_LONG_QUOTE = re.compile(
    r"[\"“「『《«][^\"“”「」『』《》«»]{80,}[\"”」』》»]|\n[ \t]*(?:>|\"\"\"|'''|---)"
)
_PATTERNS = {
    reason: {language: re.compile("|".join(words), re.IGNORECASE) for language, words in by.items()}
    for reason, by in WORDS.items()
}


def why_not(question: str, language: str) -> str | None:
    """Why a question is kept from a pivot: a code, or None where nothing speaks against it.

    >>> why_not("'바다'로 삼행시 지어 줘", "ko"), why_not("물은 몇 도에서 끓나요?", "ko")
    ('wordplay', None)
    """
    if _LONG_QUOTE.search(question):
        return "about_this_text"
    for reason, by_language in _PATTERNS.items():
        pattern = by_language.get(language)
        if pattern is not None and pattern.search(question):
            return reason
    return None
