"""Read an answer as a kind examiner would: width, case, quotes and fences do not matter."""

import re
import unicodedata
from collections.abc import Iterable

_FENCE = re.compile(r"```[a-z]*\s*\n?(.*?)```", re.DOTALL)
_AROUND = " \t\r\n\"'`“”‘’「」『』*.。"
_NUMBER = re.compile(
    r"(?<![\d.])(?P<sign>-?)(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<part>\.\d+)?"
    r"\s?(?P<myriad>[천만千万])?"
)
_MYRIADS = {"천": 1_000, "千": 1_000, "만": 10_000, "万": 10_000}


def plain(text: str) -> str:
    """The same in one width and one case, with single blanks."""
    return " ".join(narrow(text).replace("\u2212", "-").casefold().split())


def narrow(text: str) -> str:
    """The same in one width."""
    return unicodedata.normalize("NFKC", text)


def bare(text: str) -> str:
    """An answer without fence, quotes, bold type and full stop."""
    fenced = _FENCE.search(text)
    return (fenced.group(1) if fenced else text).strip(_AROUND)


def numbers_in(text: str) -> list[float]:
    """Its numbers, in order: 1,250 and ８０ and 3천 too."""
    return [_value(match) for match in _NUMBER.finditer(plain(text))]


def _value(match: re.Match[str]) -> float:
    digits = match["digits"].replace(",", "") + (match["part"] or "")
    return float(match["sign"] + digits) * _MYRIADS.get(match["myriad"] or "", 1)


def places_of(spellings: Iterable[str], text: str) -> list[int]:
    """Where any of the spellings stands in the text, in order.

    Latin words stand alone; words of other scripts may have endings.
    """
    found = set()
    for spelling in map(_without_accents, map(plain, spellings)):
        edge = r"\b" if spelling.isascii() else ""
        pattern = edge + re.escape(spelling) + edge
        found |= {match.start() for match in re.finditer(pattern, _without_accents(plain(text)))}
    return sorted(found)


def _without_accents(text: str) -> str:
    """Latin letters without accents. Hangul and kana stay as they are."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFD", c)[0] if _is_latin(c) else c for c in text)


def _is_latin(letter: str) -> bool:
    return "LATIN" in unicodedata.name(letter, "")
