"""Find the last number in an answer, as English, Korean and Japanese write it.

    1,234.5   ５   −3   12 kg   $40   1.5e3   3/4   3만 5천   1億2000万   4천만

Knows digits and the large units. Knows no numbers spelled out in words.
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from wayfare.domain.check import Grade, NumberCheck

#: Nobody writes longer numbers, and what is bounded is quick to read.
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,100}|\d{1,300})(?:\.\d{1,300})?(?:[eE][+-]?\d{1,3}(?![\d.]))?"
    r"|\.\d{1,300}"
)
_UNITS = {
    "백": 2, "百": 2, "천": 3, "千": 3, "만": 4, "万": 4, "萬": 4,
    "억": 8, "億": 8, "조": 12, "兆": 12,
}  # fmt: skip
_UNIT = f"[{''.join(_UNITS)}]{{1,2}}"
#: Several parts are one number where each but the last has a large unit: 3만 5천.
_NUMBER = re.compile(
    r"(?P<sign>(?<![0-9A-Za-z.)\]])[-+])?"
    rf"(?P<parts>(?:(?:{_DIGITS}) ?{_UNIT} ?){{0,8}}(?:{_DIGITS})(?: ?{_UNIT})?)"
    r"(?:/(?P<below>\d{1,300})(?![\d/.]))?"
)
_PART = re.compile(rf"({_DIGITS}) ?({_UNIT})?")
_BOXED = re.compile(r"\\boxed\{([^{}]{1,400})\}")
#: What a rounding in binary may change.
_SLACK = Decimal("1e-12")
#: The last number stands near the end.
_LETTERS_MAX = 20_000


def grade_number(check: NumberCheck, answer: str) -> Grade:
    """1 where the last number, in any way it can be read, is the expected one.

    >>> grade_number(NumberCheck(35000), "모두 3만 5천 원입니다.").score
    1.0
    """
    found = last_number(answer)
    if not found:
        return Grade(0.0, "no number")
    wanted = Decimal(repr(check.expected))
    room = Decimal(repr(check.tolerance)) + abs(wanted) * _SLACK
    hit = any(abs(each - wanted) <= room for each in found)
    return Grade(float(hit), f"found {_show(found[0])}")


def last_number(answer: str) -> list[Decimal]:
    """The readings of the last number, the likeliest first; none where there is no number.

    One that is boxed, as mathematicians mark an answer, comes before any other.
    """
    text = unicodedata.normalize("NFKC", answer).replace("−", "-").replace("{,}", ",")
    text = text.replace("\\,", "").replace("⁄", "/")
    boxed = _BOXED.findall(text)
    matches = list(_NUMBER.finditer(boxed[-1] if boxed else text[-_LETTERS_MAX:]))
    if not matches and boxed:
        matches = list(_NUMBER.finditer(text[-_LETTERS_MAX:]))
    return _readings(matches[-1]) if matches else []


def _readings(match: "re.Match[str]") -> list[Decimal]:
    """`3조` is three trillions, or the third group: both are right. 3/4 is 0.75, or ends in 4."""
    parts = _PART.findall(match["parts"])
    sign = -1 if match["sign"] == "-" else 1
    plain = [_decimal(digits) for digits, _ in parts]
    whole = sum(
        (
            number.scaleb(sum(_UNITS[each] for each in units))
            for number, (_, units) in zip(plain, parts, strict=True)
        ),
        Decimal(0),
    )
    found = [sign * whole, sign * plain[-1]]
    if match["below"] is not None:
        below = _decimal(match["below"])
        return ([sign * whole / below] if below else []) + [below]
    return found if found[0] != found[1] else found[:1]


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits.replace(",", ""))
    except InvalidOperation:  # pragma: no cover - the pattern allows nothing else
        return Decimal(0)


def _show(number: Decimal) -> str:
    text = f"{number:f}" if abs(number.adjusted()) < 30 else f"{number:.6e}"
    return text if len(text) <= 40 else text[:40] + "…"
