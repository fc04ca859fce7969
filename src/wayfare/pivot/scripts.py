"""The letters that a language is written in."""

import re

_HANGUL = r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
_HAN = r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
LATIN = r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_CYRILLIC, _ARABIC = r"\u0400-\u052f", r"\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
_SCRIPTS = {
    "ko": _HANGUL,
    "ja": rf"\u3040-\u30ff\uff66-\uff9d{_HAN}",
    "zh": rf"{_HAN}\u3100-\u312f",
    **dict.fromkeys(("ru", "uk", "bg", "sr", "be", "mk", "kk", "mn", "ky"), _CYRILLIC),
    **dict.fromkeys(("ar", "fa", "ur"), _ARABIC),
    "el": r"\u0370-\u03ff\u1f00-\u1fff",
    "he": r"\u0590-\u05ff",
    **dict.fromkeys(("hi", "mr", "ne"), r"\u0900-\u097f"),
    "bn": r"\u0980-\u09ff",
    "ta": r"\u0b80-\u0bff",
    "te": r"\u0c00-\u0c7f",
    "th": r"\u0e00-\u0e7f",
}


def script_of(language: str) -> str:
    """A language's letters, as they stand in a pattern's brackets; Latin ones where unknown."""
    return _SCRIPTS.get(language, LATIN)


def letters_in(text: str, language: str) -> int:
    """How many letters of a language's script a text has.

    >>> letters_in("서울 Seoul", "ko"), letters_in("서울 Seoul", "fr")
    (2, 5)
    """
    return len(re.findall(f"[{script_of(language)}]", text))
