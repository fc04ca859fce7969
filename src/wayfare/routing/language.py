"""Tell the language of a text: by its script, and where that is not enough, by its spelling.

Code, formulae and addresses are taken out first. Hangul, kana and Han decide wherever they are a
tenth of the letters, since a Korean question may be full of English names.
"""

import re
from typing import NamedTuple

from wayfare.routing.language_names import NAMES, UNKNOWN
from wayfare.routing.prose import LETTERS, count, prose
from wayfare.routing.spoken import spoken

__all__ = ["NAMES", "UNKNOWN", "Told", "language_of", "tell_language"]

_READ, _SAMPLE = 1_200, 250  # characters read, and of prose judged: a language shows itself sooner
_WIDE_SHARE = 0.1  # of all letters
_KANA_SHARE = 0.05  # of kana and Han: Japanese mixes both, Chinese has no kana
_HAN_SURE_LEAST = 0.9  # few write Japanese without any kana, all write Chinese so
_ASKED_LEAST = 8  # wide letters of a question below a long text
_SHORT = 16  # characters: a greeting, a name, "ok"
_SHORT_SURE_LEAST = 0.45  # below it the model guesses

# runs of letters, since a call for each letter would take longer than all the rest
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]+")
_KANA = re.compile(r"[\u3040-\u30ff\uff66-\uff9d]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_WIDE = re.compile(
    r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f\u3040-\u30ff\uff66-\uff9d\u3400-\u4dbf\u4e00-\u9fff]"
)
_LATIN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]+")
_NEITHER = re.compile(r"[\u0370-\u10ff\u1200-\u1cff]+")  # Greek to Georgian, and their neighbours
_PLAIN_LATIN = re.compile(r"[A-Za-z]+")


class Told(NamedTuple):
    """A language by its code, `und` where unknown, and how sure that is, from 0 to 1."""

    language: str
    confidence: float


_NOT_TOLD = Told(UNKNOWN, 0.0)


def language_of(text: str) -> str:
    """The language code of a text, `und` where neither script nor spelling tells.

    >>> [language_of(text) for text in ("수도는?", "Where?", "どこ", "在哪里", "où est-il", "?")]
    ['ko', 'en', 'ja', 'zh', 'fr', 'und']
    """
    return tell_language(text).language


def tell_language(text: str) -> Told:
    """The language of a text, and how sure that is.

    >>> tell_language("서울")
    Told(language='ko', confidence=1.0)
    >>> tell_language("GPU?")
    Told(language='en', confidence=0.3)
    """
    sample = _ends(prose(_ends(text, _READ)), _SAMPLE)
    if len(text) > _SAMPLE and _is_asked_in_wide_letters(last := text[-_SAMPLE:].splitlines()[-1]):
        sample = last
    if not any(map(str.isalpha, sample)):
        return _NOT_TOLD
    if sample.isascii():
        return _by_spelling(sample)
    if _WIDE.search(sample) and (told := _by_wide_letters(sample)) is not None:
        return told
    return _by_spelling(_without_foreign_names(sample))


def _ends(text: str, length: int) -> str:
    """A text, or of a long one its beginning and its end: what is wanted may stand behind it."""
    if len(text) <= length:
        return text
    half = length // 2
    return f"{text[:half]} {text[-half:]}"


def _is_asked_in_wide_letters(line: str) -> bool:
    """Whether the last line of a long text, an English article, asks something in Korean."""
    wide = count(_WIDE, line)
    return wide >= _ASKED_LEAST and 2 * wide >= count(LETTERS, line)


def _by_wide_letters(sample: str) -> Told | None:
    hangul, kana, han = count(_HANGUL, sample), count(_KANA, sample), count(_HAN, sample)
    wide, latin = hangul + kana + han, count(_LATIN, sample)
    rest = count(LETTERS, sample) - wide - latin
    if wide < max(_WIDE_SHARE * (latin + wide), rest):
        return None
    if 2 * hangul >= kana + han:
        return Told("ko", 1.0)
    if kana > _KANA_SHARE * (kana + han):
        return Told("ja", 1.0)
    return _by_characters(sample)


def _without_foreign_names(sample: str) -> str:
    """Greek with English names in it is Greek: without them where its own letters suffice."""
    if not _NEITHER.search(sample):
        return sample
    latin, rest = count(_LATIN, sample), count(_NEITHER, sample)
    return _PLAIN_LATIN.sub(" ", sample) if rest >= _WIDE_SHARE * (latin + rest) else sample


def _by_characters(sample: str) -> Told:
    """Han alone: told by characters that one country's set has and the other's lacks.

    The sets are the standards themselves, JIS X 0208 against GB 2312 and Big5: 駅 and 図 are in
    the first alone, 图 and 站 in one of the others. Where all are in both, spelling decides.
    """
    japanese = chinese = 0
    for letter in "".join(_HAN.findall(sample)):
        in_japan = _is_in("shift_jis", letter)
        in_china = _is_in("gb2312", letter) or _is_in("big5", letter)
        japanese += in_japan and not in_china
        chinese += in_china and not in_japan
    if japanese != chinese:
        return Told("ja" if japanese > chinese else "zh", 0.9)
    found = spoken(sample)
    is_japanese = found is not None and found[0] == "ja" and found[1] >= _HAN_SURE_LEAST
    return Told("ja" if is_japanese else "zh", 0.6)


def _is_in(charset: str, letter: str) -> bool:
    try:
        letter.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _by_spelling(sample: str) -> Told:
    found = spoken(sample)
    if found is not None and (len(sample) > _SHORT or found[1] >= _SHORT_SURE_LEAST):
        return Told(*found)
    # what is short and plain ("hi", "GPU?", "sort") is the same in many languages
    return Told("en", 0.3) if sample.isascii() else _NOT_TOLD
