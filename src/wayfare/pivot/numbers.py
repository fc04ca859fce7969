"""Write large numbers out as digits, and tell whether two texts have the same numbers.

Korean, Japanese and Chinese count in ten thousands, where translators go wrong most: 3만 5천 is
35,000. Only digits followed by such a letter are written out; 만약, 천만에 and 一万 stay.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from wayfare.pivot.number_words import BIG, SMALL, words_of

_ASCII_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE_POINTS = re.compile(r"(?<=\d)[．，](?=\d)")
_POINTS = {"．": ".", "，": ","}

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# 千克 and 千米 are units, 百分 is per cent
_SMALL = r"(?:[천백십]|[千十](?![克米瓦卡帕赫焦伏])|百(?!分))"
_BIG = "[만억조万萬億亿兆]"
_TOKEN = re.compile(rf" ?({_DIGITS}) ?((?:[多余餘](?={_BIG}))?)({_SMALL}?)({_BIG}?)")
_MANY = rf"{_DIGITS} ?(?:[多余餘]?{_SMALL}?{_BIG}|{_SMALL}) ?"
_RUN = re.compile(rf"(?<![\d.,])(?<!第)(?<!제)(?:{_MANY})+(?:{_DIGITS})?")
# 만 is "only" as well ("숫자 3만 써"), 조 is a group or an article of a law: what follows tells
_COUNTED = re.compile(
    r"\s?(?:원|명|개|달러|엔|유로|위안|년|권|마리|톤|평|대|건|회|자|배|가지|부|장|주|표|곳|석|호|점|리터|킬로|번|줄|쪽|단어|글자|분|초|세|석|편|"
    r"시간|사람|가구|인|여|이상|이하|미만|정도|넘|km|kg|㎞|㎡|에|이다|이고|입니|이었)"
)
_INEXACT = re.compile(r"\d{13}")  # its product has more digits than are reckoned with
_MONEY = re.compile(r"\s?(?:원|달러|엔|유로|위안|\d)")

_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?:\D|$))")  # 50 000
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SCALE = re.compile(
    r"[ \u00a0-](thousand|million(?:en|s)?|billion(?:en)?|trillion|tausend|milliarden?|"
    r"mil millones|mil|mill[oó]n(?:es)?|milliards?|mille)\b",
    re.IGNORECASE,
)
_SCALES = {
    "thousand": 10**3, "tausend": 10**3, "mil": 10**3, "mille": 10**3, "million": 10**6,
    "millions": 10**6, "millionen": 10**6, "millón": 10**6, "millon": 10**6, "millones": 10**6,
    "billion": 10**9, "milliarde": 10**9, "milliarden": 10**9, "milliard": 10**9,
    "milliards": 10**9, "mil millones": 10**9, "billionen": 10**12, "trillion": 10**12,
}  # fmt: skip
_MINUS = re.compile(r"(?<![A-Za-z0-9_)\]%])[-−]\d")
_MINUS_WORD = re.compile(
    r"영하|마이너스|음수|빼|零下|氷点下|マイナス|引く|负"
    r"|minus|below|negative|menos|moins|bajo cero|unter null",
    re.IGNORECASE,
)
#: They write 1.234,5 where others write 1,234.5, yet not everybody does.
COMMA = frozenset({"de", "es", "fr", "it", "pt", "nl", "pl", "cs", "ro", "ru", "uk", "tr", "el"})


class _Term(NamedTuple):
    gap: bool
    digits: str
    more: str
    small: str
    big: str


def written_out(text: str, language: str = "", *, doubtful: bool = False) -> str:
    """The text with its large numbers in ASCII digits, also where that is `doubtful`.

    >>> written_out("3만 5천 원, 1억 2천만 명, 만약 ３명")
    '35000원, 120000000 명, 만약 3명'
    >>> written_out("숫자 3만 써"), written_out("제2조"), written_out("3千克")
    ('숫자 3만 써', '제2조', '3千克')
    """
    ascii_text = text.translate(_ASCII_DIGITS)
    ascii_text = _WIDE_POINTS.sub(lambda match: _POINTS[match[0]], ascii_text)

    def replace(match: re.Match[str]) -> str:
        return _replace(match, language, doubtful=doubtful)

    return _RUN.sub(replace, ascii_text)


def _replace(match: re.Match[str], language: str, *, doubtful: bool) -> str:
    run, rest = match[0], match.string[match.end() :]
    if not (doubtful or _is_sure(run, rest, language)) or _INEXACT.search(run.replace(",", "")):
        return run
    whole = "".join(_written(_terms(run)))
    space = run[len(run.rstrip()) :]
    return whole if rest.startswith("원") else whole + space


def _is_sure(run: str, rest: str, language: str) -> bool:
    multipliers = re.sub(r"[\d., 多余餘]", "", run)
    if multipliers == "만":
        is_sure = "." in run or not run.rstrip().endswith("만")
        return is_sure or _COUNTED.match(rest) is not None
    if multipliers == "조":
        return _MONEY.match(rest) is not None
    return not (language == "zh" and "兆" in multipliers)  # a million there, or a mega-


def _terms(run: str) -> Iterator[_Term]:
    at = 0
    while match := _TOKEN.match(run, at):
        yield _Term(match[0].startswith(" "), *(match[n] or "" for n in range(1, 5)))
        at = match.end()


def _written(terms: Iterator[_Term]) -> Iterator[str]:
    """The numbers that terms make: 5 억 3 만 are one, 5 만 3 억 are two."""
    number = _Number()
    for term in terms:
        if number.takes(term):
            number.add(term)
            continue
        if number.is_begun:
            yield number.text() + " " * term.gap
        number = _Number()
        number.add(term)
    yield number.text()


class _Number:
    """A number under way: what is complete, what waits for its 만, and what may follow."""

    def __init__(self) -> None:
        self._total = self._section = Decimal(0)
        self._below_big = self._below_small = Decimal("Infinity")
        self._more = ""
        self.is_begun = self._is_closed = False

    def takes(self, term: _Term) -> bool:
        is_bare = not term.small and not term.big
        if not self.is_begun or self._is_closed or (is_bare and term.gap and len(term.digits) < 3):
            return False
        value = _value(term)
        whole = (self._section + value) * BIG.get(term.big, 1)
        return value < self._below_small and whole < self._below_big

    def add(self, term: _Term) -> None:
        self.is_begun, self._is_closed = True, not term.small and not term.big
        self._section += _value(term)
        self._more = term.more
        self._below_small = Decimal(SMALL.get(term.small, 10**4))
        if term.big:
            self._total += self._section * BIG[term.big]
            self._section, self._below_big = Decimal(0), Decimal(BIG[term.big])
            self._below_small = self._below_big

    def text(self) -> str:
        return _plain(self._total + self._section) + self._more


def _value(term: _Term) -> Decimal:
    return Decimal(term.digits.replace(",", "")) * SMALL.get(term.small, 1)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def numbers_of(text: str, language: str = "") -> Counter[Decimal]:
    """The numbers that a text has as digits, each as often as it is there.

    >>> numbers_of("1,200 of 3.5만, 20%, 3:30, 1.2 million") == {1200: 1, 35000: 1, 20: 1, 3: 1,
    ...     30: 1, 1200000: 1}
    True
    >>> numbers_of("1.234,5", "de") == numbers_of("1,234.5", "en")
    True
    """
    return _read(written_out(text, language), has_comma=language in COMMA)


def _read(text: str, *, has_comma: bool) -> Counter[Decimal]:
    found: Counter[Decimal] = Counter()
    for match in _FIGURE.finditer(text):
        figures = list(_figures(match[0].replace("\u00a0", "").replace("\u202f", ""), has_comma))
        if scale := _SCALE.match(text, match.end()):
            figures[-1] *= _SCALES[scale[1].lower()]
        found.update(figures)
    return found


def _figures(figure: str, has_comma: bool) -> Iterator[Decimal]:
    if has_comma:
        figure = figure.translate(str.maketrans(".,", ",."))
    if _THOUSANDS.fullmatch(figure):
        yield Decimal(figure.replace(",", ""))
    elif figure.count(".") <= 1 and "," not in figure:
        yield Decimal(figure)
    else:  # a list, a date, a version
        yield from (Decimal(part) for part in re.split(r"[.,]", figure))


def same_numbers(source_text: str, translated: str, source: str = "", target: str = "") -> bool:
    """Whether a translation has every number of its source, and none besides.

    A number may have become a word ("3개", "three") or come from one ("한 명", "1 person").

    >>> same_numbers("11월 3일에 3만 원", "30,000 won on November 3", "ko", "en")
    True
    >>> same_numbers("5명", "50 people", "ko", "en"), same_numbers("5도", "-5 degrees", "ko", "en")
    (False, False)
    """
    words, become = words_of(source_text, source), words_of(translated, target)
    return _same_signs(source_text, translated) and any(
        have - got <= become and got - have <= words
        for have in _readings(source_text, source)
        for got in _readings(translated, target)
    )


def _same_signs(source_text: str, translated: str) -> bool:
    """Whether a minus came from one, be it a word: 영하 5도, -5 degrees."""
    signs, signed = len(_MINUS.findall(source_text)), len(_MINUS.findall(translated))
    said, saying = len(_MINUS_WORD.findall(source_text)), len(_MINUS_WORD.findall(translated))
    return signed <= signs + said and signs <= signed + saying


def _readings(text: str, language: str) -> Iterator[Counter[Decimal]]:
    """How digits of a text can be read: 3만 is 30,000 or only 3, 1.000 is 1 or 1,000."""
    plain, doubtful = written_out(text, language), written_out(text, language, doubtful=True)
    for written in (plain, doubtful) if doubtful != plain else (plain,):
        if language in COMMA:
            yield _read(_SPACED.sub("", written), has_comma=True)
            yield _read(written, has_comma=True)
        yield _read(written, has_comma=False)
