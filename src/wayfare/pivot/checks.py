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
_FEW = 12  # letters: names and "OK" are the same in any language
_FOREIGN_MOST = 0.15  # of all letters, and a few more: behind a name its own, as in Seoul (서울)
_OWN_LEAST = 0.2  # in scripts other than Latin, where foreign names may well be most of a text
_TELLS_ITSELF = 5  # letters: a shorter word is within others by chance, "Go" in "Good"
_KANA = re.compile("[\u3040-\u30ff]")
_ARTICLES = frozenset({"A", "a", "I"})  # as names of things they look like words of English

# a good translator of 700 questions left out no question mark, a poor one the question itself in
# 79; a Japanese or Korean question may do without the mark
_ASKS = re.compile(r"[?？;]|か[。\s」]|か$|까[.\s]|까$|吗[。\s]|呢[。\s]|؟")


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
    QUESTION = "question"


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
    if before.rstrip().endswith(("?", "？")) and not _ASKS.search(after):
        faults.append(Fault.QUESTION)
    if "\n" in translated.strip() or chats(before, after):
        faults.append(Fault.CHATTER)
    return tuple(faults)


def _span_faults(segment: Segment, translated: str) -> list[Fault]:
    wanted, found = _spans_in(segment, segment.text), _spans_in(segment, translated)
    missing = wanted - found
    doubled = [span for span in found - wanted if span not in _ARTICLES]
    # one more that is glued to a word ("run.csvs") is no span, yet it is there
    doubled += [
        span
        for span in wanted
        if len(span) >= _TELLS_ITSELF and translated.count(span) > segment.text.count(span)
    ]
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
    """A span with no letter or digit beside it, as in the source; "5" is not in "5.5" either."""
    begin = r"(?<![A-Za-z0-9])" + (r"(?<!\d[.,])" if span[0].isdigit() else "")
    end = (r"(?![.,]\d)" if span[-1].isdigit() else "") + r"(?![A-Za-z0-9])"
    return begin + re.escape(span) + end


def _is_in(
    target: str, after: str, before: str, source: str, language_of: Callable[[str], str]
) -> bool:
    """Whether a text without its spans is in the target language, as far as can be told."""
    letters, ours = sum(map(str.isalpha, after)), letters_in(after, target)
    latin = 0 if script_of(target) == LATIN else letters_in(after, "en")
    if letters - ours - latin > _FOREIGN_MOST * letters + 4:
        return False
    if letters >= _FEW and ours < _OWN_LEAST * letters:
        return False
    if target == "ja" and not _can_be_japanese(after, letters):
        return False
    if letters >= _FEW and " ".join(after.split()) == " ".join(before.split()):
        return source == target
    return letters < _TELLING or language_of(after) in (target, "und")


def _can_be_japanese(text: str, letters: int) -> bool:
    """A sentence without kana is Chinese; a heading may well have none."""
    is_sentence = letters >= _FEW or text.rstrip().endswith(("。", "？", "！"))
    return not is_sentence or _KANA.search(text) is not None
