"""Tell the language of a text by its script.

Coarse on purpose: it tells Korean, Japanese, Chinese and English apart, which is what the
filters need. Latin letters without accents count as English, with accents as unknown.
"""

import re
from collections.abc import Mapping

UNKNOWN = "und"

_SAMPLE = 2_000  # characters; a language shows itself sooner than that
_WIDE_SHARE = 0.1  # of all letters: a Korean question may be full of English names

# runs of letters, since a call for each letter would take longer than all the rest
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]+")
_KANA = re.compile(r"[\u3040-\u30ff\uff66-\uff9d]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_ASCII_LETTER = re.compile(r"[A-Za-z]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_OTHER_LETTER = re.compile(r"[^\W\d_A-Za-z]+")

NAMES: Mapping[str, Mapping[str, str]] = {
    "ko": {"ko": "한국어", "en": "Korean"},
    "en": {"ko": "영어", "en": "English"},
    "ja": {"ko": "일본어", "en": "Japanese"},
    "zh": {"ko": "중국어", "en": "Chinese"},
    UNKNOWN: {"ko": "알 수 없는 언어", "en": "an unknown language"},
}


def language_of(text: str) -> str:
    """The language code of a text, `und` where its script does not tell.

    >>> [language_of(t) for t in ("수도는 어디?", "Where?", "どこですか", "在哪里", "où est", "?")]
    ['ko', 'en', 'ja', 'zh', 'und', 'und']
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "en" if _ASCII_LETTER.search(sample) else UNKNOWN
    narrow = sample.encode("ascii", "ignore")
    beyond, ascii_letters = len(sample) - len(narrow), len(narrow.translate(None, _NO_LETTERS))
    hangul = _count(_HANGUL, sample)
    if 2 * hangul >= beyond and hangul >= _WIDE_SHARE * (ascii_letters + beyond):
        return "ko"  # whatever the rest is
    kana, han = _count(_KANA, sample), _count(_HAN, sample)
    other = _count(_OTHER_LETTER, sample) - hangul - kana - han
    letters = ascii_letters + hangul + kana + han + other
    wide = hangul + kana + han
    if letters == 0:
        return UNKNOWN
    if wide < _WIDE_SHARE * letters:
        return "en" if other == 0 else UNKNOWN
    if hangul >= kana + han:
        return "ko"
    # Japanese mixes kana into Han; a Chinese text has none
    return "ja" if kana > 0.05 * (kana + han) else "zh"


def _count(script: re.Pattern[str], sample: str) -> int:
    """How many letters of a script are in a text."""
    return sum(map(len, script.findall(sample)))
