"""Say what is wrong with a translation, without being able to translate.

Every span as often as in the source, the same numbers, the wished language, a plausible length,
and nothing but the translation. What is judged is the text that will be used: its spans are back.
"""

import re
from collections import Counter
from collections.abc import Callable
from enum import StrEnum

from wayfare.pivot.chatter import chats, tidy
from wayfare.pivot.lengths import is_plausible
from wayfare.pivot.numbers import same_numbers
from wayfare.pivot.scripts import LATIN, letters_in, script_of
from wayfare.pivot.segments import Segment, has_marks

__all__ = ["Fault", "faults_of", "tidy"]

_TELLING = 40  # letters: shorter, spelling tells too little to refuse a translation for it
_OWN_SHARE_MOST = 0.15  # letters of the source's script may stand behind a name: Seoul (서울)
_ARTICLES = frozenset({"A", "a", "I"})  # as names of things they look like words of English


class Fault(StrEnum):
    """What is wrong with a translation."""

    EMPTY = "empty"
    SPAN_LOST = "span_lost"
    SPAN_DOUBLED = "span_doubled"
    MARK_LEFT = "mark_left"
    NUMBERS = "numbers"
    LANGUAGE = "language"
    LENGTH = "length"
    CHATTER = "chatter"


def faults_of(
    segment: Segment,
    translated: str,
    source: str,
    target: str,
    language_of: Callable[[str], str],
) -> tuple[Fault, ...]:
    """What is wrong with a tidy translation of a segment whose spans are back; mostly nothing."""
    if segment.is_kept:
        return () if translated == segment.text else (Fault.SPAN_LOST,)
    if not translated.strip():
        return (Fault.EMPTY,)
    before, after = _without(segment, segment.text), _without(segment, translated)
    faults = _span_faults(segment, translated)
    if has_marks(segment, after):
        faults.append(Fault.MARK_LEFT)
    if not same_numbers(before, after, source, target):
        faults.append(Fault.NUMBERS)
    if not _is_in(target, after, before, source, language_of):
        faults.append(Fault.LANGUAGE)
    if not is_plausible(before, after, source, target):
        faults.append(Fault.LENGTH)
    if "\n" in translated.strip() or chats(before, after):
        faults.append(Fault.CHATTER)
    return tuple(faults)


def _span_faults(segment: Segment, translated: str) -> list[Fault]:
    wanted, found = _spans_in(segment, segment.text), _spans_in(segment, translated)
    missing = wanted - found
    doubled = [span for span in found - wanted if span not in _ARTICLES]
    return [Fault.SPAN_LOST] * bool(missing) + [Fault.SPAN_DOUBLED] * bool(doubled)


def _spans_in(segment: Segment, text: str) -> Counter[str]:
    pattern = _any_span(segment)
    return Counter() if pattern is None else Counter(pattern.findall(text))


def _without(segment: Segment, text: str) -> str:
    pattern = _any_span(segment)
    return text if pattern is None else pattern.sub(" ", text)


def _any_span(segment: Segment) -> re.Pattern[str] | None:
    """Any span of a segment, the longest first; "5kg" is not in "15kg", nor "Go" in "Google"."""
    if not segment.spans:
        return None
    longest_first = sorted(set(segment.spans), key=len, reverse=True)
    return re.compile("|".join(map(_whole, longest_first)))


def _whole(span: str) -> str:
    begin = r"(?<![A-Za-z0-9])" if _is_word(span[0]) else ""
    end = r"(?![A-Za-z0-9])" if _is_word(span[-1]) else ""
    begin += r"(?<!\d[.,])" if span[0].isdigit() else ""
    end += r"(?![.,]\d)" if span[-1].isdigit() else ""
    return begin + re.escape(span) + end


def _is_word(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _is_in(
    target: str, after: str, before: str, source: str, language_of: Callable[[str], str]
) -> bool:
    """Whether a text without its spans is in the target language, as far as can be told."""
    letters = sum(map(str.isalpha, after))
    if script_of(source) != script_of(target):
        of_source, of_target = letters_in(after, source), letters_in(after, target)
        if {source, target} != {"ja", "zh"} and of_source > _OWN_SHARE_MOST * letters + 4:
            return script_of(source) == LATIN  # foreign names may well be most of a text
        if of_target == 0 and letters > 2:
            return False
    elif after.strip() == before.strip() and letters > 12:
        return False
    return letters < _TELLING or language_of(after) in (target, "und")
