"""Find what must come through a translation as it is, and where.

What is spelled unlike prose, words in another script than the language's own, and names of persons.
"""

import re
from collections.abc import Iterator
from functools import cache

from wayfare.pivot.names import names_in
from wayfare.pivot.scripts import LATIN, script_of
from wayfare.pivot.spelling import SPAN

Interval = tuple[int, int]

# a number behind a foreign name belongs to it, unless it counts: iPhone 15, but Python 3개
_COUNTERS = (
    "개|명|대|번|년|월|일|시|분|초|권|장|살|회|층|가지|마리|원|배|위|만|천|억|조|인|차|건|달러|엔|주|자|줄|쪽|호|세|"
    "つ|人|個|回|番|本|枚|台|年|月|日|時|分|秒|歳|円|倍|万|億|千|百|名|件|个|次|只|条|张|岁|元|块|家|小时|天|亿"
)
_WORD = rf"[{LATIN}][{LATIN}0-9]*(?:['’&.#/_@:+-]+[{LATIN}0-9]+)*(?:\+\+|#)?"
_RUN = (
    rf"{_WORD}(?:[ ]{_WORD}|[ ]&[ ]{_WORD}"
    rf"|[ ]\d+(?:\.\d+)*(?![\d.,]*\s?(?:{_COUNTERS})|[\d.,]*\d|[ ]?[%×*/=+<>-]))*"
)


def intervals_of(text: str, source: str) -> list[Interval]:
    """Where the spans of a text stand, in order, none within or beside another.

    >>> [text[a:b] for text in ["iPhone 15 3대를 5kg에"] for a, b in intervals_of(text, "ko")]
    ['iPhone 15', '5kg']
    """
    found = [
        *(match.span() for match in SPAN.finditer(text)),
        *(match.span() for match in _foreign_words(source).finditer(text)),
        *names_in(text, source),
    ]
    return _merged(_widened(text, begin, end) for begin, end in sorted(found))


@cache
def _foreign_words(source: str) -> re.Pattern[str]:
    """Words in another script than the language's own: Kubernetes, iPhone 15, 漢字."""
    own = script_of(source)
    letters = rf"[^\W\d_{own}{LATIN}]+"
    other = rf"{letters}(?:[ ・·]{letters})*"
    return re.compile(other if own == LATIN else f"{_RUN}|{other}")


def _merged(intervals: Iterator[Interval]) -> list[Interval]:
    """Two that touch are one."""
    merged: list[Interval] = []
    for interval in intervals:
        if merged and interval[0] <= merged[-1][1]:
            before = merged.pop()
            merged.append((min(before[0], interval[0]), max(before[1], interval[1])))
        else:
            merged.append(interval)
    return merged


def _widened(text: str, begin: int, end: int) -> Interval:
    """None ends at an ASCII letter or digit: its mark would be one word with it."""
    while begin > 0 and _is_in_word(text[begin - 1]):
        begin -= 1
    while end < len(text) and _is_in_word(text[end]):
        end += 1
    return begin, end


def _is_in_word(letter: str) -> bool:
    return letter.isalnum() and (letter.isascii() or "\uff10" <= letter <= "\uff5a")
