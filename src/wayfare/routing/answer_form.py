"""Look at an answer: how long it is, what it comes down to, whether it hedges or repeats itself.

Knows letters, marks and a few words. Knows no models. What is seen of an answer are numbers of
about the same size, so that a ridge weighs them alike.
"""

import math
import re
from collections.abc import Sequence

import msgspec

from wayfare.routing.final_answer import Final, Kind, agree, final_answer

#: What each number of an answer means, in order.
NAMES = (
    "letters, as a logarithm",
    "lines, as a logarithm",
    "a number",
    "an option",
    "a few words",
    "a whole number",
    "size of the number, as a logarithm",
    "a negative number",
    "hedges",
    "refuses",
    "repeats itself",
    "breaks off",
    "sums that are right, as a logarithm",
    "sums that are wrong",
    "share of the question's numbers that are used",
    "the number stands in the working",
    "is the first option",
    "is the second option",
    "mean log-probability of its tokens is known",
    "mean log-probability of its tokens",
    "least log-probability of its tokens",
    "mean log-probability of the tokens of its final answer",
)
#: What is kept of an answer whose text may not be: none of these tells what it says.
KEPT_NAMES = (
    "letters, as a logarithm",
    "lines, as a logarithm",
    "a number",
    "an option",
    "a few words",
    "hedges",
    "refuses",
    "repeats itself",
    "breaks off",
    "sums that are right, as a logarithm",
    "sums that are wrong",
    "share of the question's numbers that are used",
    "mean log-probability of its tokens is known",
    "mean log-probability of its tokens",
    "least log-probability of its tokens",
    "mean log-probability of the tokens of its final answer",
)
_KEPT = tuple(NAMES.index(name) for name in KEPT_NAMES)
#: What each number of two answers side by side means, in order.
NAMES_TOGETHER = (
    "agree",
    "disagree",
    "likeness of the two",
    "ratio of the lengths, as a logarithm",
    "ratio of the numbers, as a logarithm",
)

#: Of a longer answer the end is read.
READ_MAX = 16_000

_HEDGES = re.compile(
    r"\b(?:assum\w+|approximately|maybe|perhaps|not sure|unclear|cannot be determined|might|"
    r"however|wait|mistake|error|correct(?:ion|ed)|recheck|re-?evaluat\w+|apolog\w+|seems?)\b"
    r"|아마|추정|대략|확실하지|たぶん|おそらく|也许|大概",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:i (?:can(?:no|')t|am unable|do not know|don't know)|as an ai|unable to|"
    r"cannot (?:determine|answer|solve)|not enough information|insufficient)\b"
    r"|할 수 없|알 수 없|모르겠|できません|わかりません|分かりません|无法",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_OPERAND = r"\$?\d[\d,]{0,14}(?:\.\d{1,9})?%?"
_SUM = re.compile(
    rf"(?<![\d.)^/*x×+\-])(?<![\d)^/*x×+\-]\s)({_OPERAND}(?:\s*(?:\\times|\\cdot|[-+*/x×÷])\s*{_OPERAND}){{1,6}})"
    r"\s*=\s*(-?\$?\d[\d,]{0,14}(?:\.\d{1,9})?)(?![\d/^*]|\s*[*/x×^%])"
)
_TOKEN = re.compile(rf"{_OPERAND}|\\times|\\cdot|[-+*/x×÷]")
_WORD = re.compile(r"\w+")


class Answered(msgspec.Struct, frozen=True):
    """An answer as it came. Log-probabilities are natural, of its tokens; None: not given.

    `logprob_final` is the mean over the tokens of what it comes down to.
    """

    text: str
    logprob_mean: float | None = None
    logprob_min: float | None = None
    logprob_final: float | None = None


class Seen(msgspec.Struct, frozen=True):
    """What an answer comes down to, and its form as numbers."""

    final: Final
    form: tuple[float, ...]
    words: frozenset[str]
    letters: int


def see(question: str, answered: Answered) -> Seen:
    """Look at an answer to a question."""
    text = answered.text[-READ_MAX:]
    final = final_answer(text)
    right, wrong = _sums(text)
    number = final.number
    body = text[: -len(text) // 6 or None] if text else ""
    known = answered.logprob_mean is not None
    form = (
        math.log1p(len(answered.text)) / 8,
        math.log1p(text.count("\n")) / 4,
        float(final.kind is Kind.NUMBER),
        float(final.kind is Kind.OPTION),
        float(final.kind is Kind.WORDS),
        float(number is not None and number.is_integer()),
        0.0 if number is None else min(2.0, math.log10(1 + abs(number)) / 4),
        float(number is not None and number < 0),
        min(1.0, len(_HEDGES.findall(text)) / 3),
        float(_REFUSES.search(text) is not None),
        _repeats(text),
        float(_breaks_off(text)),
        math.log1p(right) / 2,
        min(1.0, wrong / 2),
        _used(question, text),
        float(number is not None and _stands_in(final.text, body)),
        float(final.text == "a"),
        float(final.text == "b"),
        float(known),
        max(-2.0, answered.logprob_mean or 0.0),
        max(-8.0, answered.logprob_min or 0.0) / 4,
        max(-2.0, _first(answered.logprob_final, answered.logprob_mean)),
    )
    return Seen(final, form, frozenset(_WORD.findall(text.lower())), len(answered.text))


def kept_form(seen: Seen) -> tuple[float, ...]:
    """What may be kept of an answer, in the order of `KEPT_NAMES`, to four digits."""
    return tuple([round(seen.form[place], 4) for place in _KEPT])


def together(one: Seen, other: Seen) -> tuple[float, ...]:
    """Two answers to the same question, side by side."""
    same = agree(one.final, other.final)
    union = len(one.words | other.words)
    ratio = 0.0
    if one.final.number is not None and other.final.number is not None:
        ratio = abs(math.log10((1 + abs(one.final.number)) / (1 + abs(other.final.number))))
    return (
        float(same is True),
        float(same is False),
        len(one.words & other.words) / union if union else 1.0,
        max(-2.0, min(2.0, math.log((1 + one.letters) / (1 + other.letters)))) / 2,
        min(1.0, ratio),
    )


def _first(*values: float | None) -> float:
    return next((value for value in values if value is not None), 0.0)


def _sums(text: str) -> tuple[int, int]:
    """How many sums that are written out are right, and how many are not."""
    right = wrong = 0
    for left, stated in _SUM.findall(text):
        value = _value(_TOKEN.findall(left))
        if value is None:
            continue
        said = float(stated.replace(",", "").replace("$", ""))
        if abs(value - said) <= 0.011 * max(1.0, abs(value)):  # people round
            right += 1
        else:
            wrong += 1
    return right, wrong


def _value(tokens: Sequence[str]) -> float | None:
    """The value of numbers and signs, products first."""
    total, product, sign = 0.0, _operand(tokens[0]), 1.0
    for operator, operand in zip(tokens[1::2], tokens[2::2], strict=False):
        number = _operand(operand)
        if operator in "+-":
            total, product, sign = total + sign * product, number, -1.0 if operator == "-" else 1.0
        elif operator in "/÷":
            if not number:
                return None
            product /= number
        else:
            product *= number
    return total + sign * product


def _operand(token: str) -> float:
    number = float(token.strip("$%").replace(",", "").rstrip(".") or 0)
    return number / 100 if token.endswith("%") else number


def _repeats(text: str) -> float:
    """The share of its lines and sentences that were there before."""
    parts = [part.strip() for part in re.split(r"[\n.!?。]", text) if len(part.strip()) > 12]
    return 1 - len(set(parts)) / len(parts) if parts else 0.0


def _breaks_off(text: str) -> bool:
    stripped = text.rstrip()
    return stripped.count("```") % 2 == 1 or (len(stripped) > 200 and stripped[-1:].isalnum())


def _used(question: str, text: str) -> float:
    asked = set(_NUMBER.findall(question))
    return len(asked & set(_NUMBER.findall(text))) / len(asked) if asked else 0.0


def _stands_in(number: str, body: str) -> bool:
    return (
        re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.]*\d)", body.replace(",", "")) is not None
    )
