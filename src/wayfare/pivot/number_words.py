"""Read numbers that are written as words: two dozen, November, 세 번째, 三百年, drei.

Knows four languages well and a few words of three more. What could as well be no number (the
Korean particle 이, "may") is read only where something beside it says so.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth",
)  # fmt: skip
_ENGLISH_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_ENGLISH: dict[str, tuple[int, ...]] = {
    **{word: (number,) for number, word in enumerate(_UNITS)},
    **{word: (number,) for number, word in enumerate(_ORDINALS)},
    **{word: (20 + 10 * number,) for number, word in enumerate(_TENS)},
    **{f"{word[:-1]}ies": (20 + 10 * number,) for number, word in enumerate(_TENS)},
    **{f"{word}s": (number,) for number, word in enumerate(_ORDINALS) if number > 2},
    "a": (1,), "an": (1,), "each": (1,), "every": (1,), "per": (1,), "ones": (1,),
    "single": (1,), "once": (1,), "zeros": (0,), "zeroes": (0,), "twice": (2,), "double": (2,),
    "doubled": (2,), "doubles": (2,), "both": (2,), "pair": (2,), "half": (1, 2), "thrice": (3,),
    "triple": (3,), "tripled": (3,), "triples": (3,), "quarter": (1, 4), "quarters": (4,),
    "decade": (10,), "teen": (10,), "teens": (10,), "teenager": (10,), "teenagers": (10,),
    "dozen": (12,), "century": (100,),
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH = re.compile(r"\b(" + "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS) + r")\b")

# one, two, three ... in languages of which only these are known
_FEW = {
    "de": "null ein|eins|eine|einen|einem|einer zwei drei vier fünf sechs sieben acht neun zehn elf"
    " zwölf",
    "es": "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze",
}
_FEW_NUMBERS = {
    language: {word: n for n, same in enumerate(words.split()) for word in same.split("|")}
    for language, words in _FEW.items()
}

_DIGITS = {
    **{letter: number for number, letter in enumerate("영일이삼사오육칠팔구")},
    **{letter: number for number, letter in enumerate("零一二三四五六七八九")},
    "공": 0, "륙": 6, "〇": 0, "两": 2, "兩": 2, "壱": 1, "弐": 2,
}  # fmt: skip
SMALL = {"십": 10, "백": 100, "천": 1_000, "十": 10, "百": 100, "千": 1_000}
BIG = {
    "만": 10**4, "억": 10**8, "조": 10**12,
    "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12,
}  # fmt: skip

_KOREAN_COUNTERS = (
    "번째|가지|시간|사람|마리|개월|퍼센트|달러|그루|송이|자리|단계|문장|단어|글자|학년|세기|"
    "개|명|번|배|권|장|대|병|잔|살|년|월|일|층|분|초|원|회|차|줄|쪽|편|곳|주|달|시|판|쌍|벌|채|척|통|점|조각|째"
)
_NATIVE = {
    "하나": 1, "한": 1, "첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스물": 20, "스무": 20,
    "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip
_NATIVE_WORD = re.compile(
    r"(?<![가-힣])((?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)?)"
    r"(하나|한|첫|둘|두|셋|세|석|넷|네|다섯|여섯|일곱|여덟|아홉|열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔)"
    rf"(?=\s?(?:{_KOREAN_COUNTERS})|[은는이가을를의,.]?(?:\s|$))"
)
_SINO_WORD = re.compile(
    rf"(?<![가-힣])([영공일이삼사오육륙칠팔구십백천만억]{{2,}})\s?(?={_KOREAN_COUNTERS})"
)
_HAN_COUNTERS = (
    "つ|人|個|回|番|本|枚|冊|匹|台|年|月|日|時|分|秒|歳|円|倍|階|度|名|種|通|点|行|文|字|語|章|週|割|"
    "个|個|位|次|只|条|張|张|本|年|月|天|岁|歲|小时|元|倍|层|名|种|種|件|句|段|首|辆|块|家|部|份|半|点|周"
)
_HAN_WORD = re.compile(
    rf"(?:第|前|后|最後の)?([零〇一二两兩三四五六七八九十百千万萬億亿]+)(?=(?:{_HAN_COUNTERS}))"
    r"|([零〇一二两兩三四五六七八九十百千万萬億亿]{2,})"
)
_KOREAN_OTHER = {
    "하루": (1,), "이틀": (2,), "사흘": (3,), "나흘": (4,), "열흘": (10,), "보름": (15,),
    "절반": (1, 2), "반으로": (1, 2), "양쪽": (2,), "둘째": (2,), "셋째": (3,), "한두": (1, 2),
    "두세": (2, 3), "백만": (10**6,), "천만": (10**7,),
}  # fmt: skip
_JAPANESE_OTHER = {
    "ひとつ": (1,), "ひとり": (1,), "ふたつ": (2,), "ふたり": (2,), "みっつ": (3,), "よっつ": (4,),
    "半分": (1, 2), "両方": (2,), "半": (1, 2), "ダース": (12,), "双": (2,), "俩": (2,), "仨": (3,),
}  # fmt: skip


def words_of(text: str, language: str) -> Counter[Decimal]:
    """The numbers that a text has as words, each as often as it is there.

    >>> words_of("thirty-five thousand in May, and a second time", "en") == {35000: 1, 5: 1, 1: 1,
    ...     2: 1}
    True
    >>> words_of("세 번째 사람이 이 길로", "ko") == {3: 1}
    True
    """
    return Counter(Decimal(number) for number in _READERS.get(language, _nothing)(text))


def _nothing(_text: str) -> Iterator[int]:
    return iter(())


def _english(text: str) -> Iterator[int]:
    months = _MONTH.findall(text)
    yield from (1 + [m[:3] for m in _MONTHS].index(month[:3]) for month in months)
    total = current = 0
    is_open = False
    for word in re.findall(r"[a-z]+|[^\sa-z-]", text.lower()):
        if word in _ENGLISH_SCALES or word.removesuffix("s") in _ENGLISH_SCALES:
            scale = _ENGLISH_SCALES[word.removesuffix("s")]
            if scale == 100:
                current = max(1, current) * 100
            else:
                total, current = total + max(1, current) * scale, 0
            is_open = True
            continue
        numbers = _ENGLISH.get(word, ())
        if len(numbers) == 1 and is_open and _fits(current, numbers[0]):
            current += numbers[0]
            continue
        if word == "and" and is_open and current % 100 == 0 and total + current > 0:
            continue
        if is_open:
            yield total + current
            total, current, is_open = 0, 0, False
        if len(numbers) == 1:
            current, is_open = numbers[0], True
        yield from numbers if len(numbers) > 1 else ()
    if is_open:
        yield total + current


def _fits(current: int, number: int) -> bool:
    """Whether "five" goes on after "thirty", "twelve" after "one hundred"."""
    if number < 10:
        return current % 10 == 0 and current % 100 != 10
    return current % 100 == 0


def _few(language: str, text: str) -> Iterator[int]:
    numbers = _FEW_NUMBERS[language]
    return (numbers[word] for word in re.findall(r"\w+", text.lower()) if word in numbers)


def _korean(text: str) -> Iterator[int]:
    for tens, ones in _NATIVE_WORD.findall(text):
        yield (_NATIVE[tens] if tens else 0) + _NATIVE[ones]
    yield from map(_sino, _SINO_WORD.findall(text))
    yield from _told(_KOREAN_OTHER, text)


def _han(text: str) -> Iterator[int]:
    for counted, long in _HAN_WORD.findall(text):
        yield _sino(counted or long)
    yield from _told(_JAPANESE_OTHER, text)


def _told(words: dict[str, tuple[int, ...]], text: str) -> Iterator[int]:
    for word, numbers in words.items():
        for _ in range(text.count(word)):
            yield from numbers


def _sino(letters: str) -> int:
    total = section = digit = 0
    is_digit = False
    for letter in letters:
        if letter in _DIGITS:
            digit, is_digit = 10 * digit + _DIGITS[letter], True
        elif letter in SMALL:
            section += (digit if is_digit else 1) * SMALL[letter]
            digit, is_digit = 0, False
        else:
            total += max(1, section + digit) * BIG[letter]
            section, digit, is_digit = 0, 0, False
    return total + section + digit


_READERS: dict[str, Callable[[str], Iterator[int]]] = {
    "en": _english,
    "ko": _korean,
    "ja": _han,
    "zh": _han,
    **{language: partial(_few, language) for language in _FEW},
}
