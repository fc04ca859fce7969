"""Find what an answer comes down to: a number, an option's letter, a few words; or nothing.

Knows texts. Knows nothing of models or arms. Two answers agree where they come down to the
same; of free text nothing of the kind can be said.
"""

import json
import re
import unicodedata
from enum import StrEnum

import msgspec

#: A final answer of more letters than this is free text.
SHORT_LETTERS = 60
#: Of a long answer only its end is read.
TAIL_LETTERS = 4_000


class Kind(StrEnum):
    """What an answer comes down to."""

    NUMBER = "number"
    OPTION = "option"
    WORDS = "words"
    NOTHING = "nothing"


class Final(msgspec.Struct, frozen=True):
    """What an answer comes down to. `text` is normalised; `number` is set for numbers."""

    kind: Kind
    text: str = ""
    number: float | None = None


NOTHING = Final(Kind.NOTHING)

_FIELD = re.compile(
    r'"(?:final_?answer|answer|result|solution|정답|답|답변|答え|回答|答案)"\s*:\s*'
    r'("(?:[^"\\]|\\.)*"|-?[\d.,]+|true|false)',
    re.IGNORECASE,
)
_BOXED = re.compile(r"\\boxed\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_MARKED = re.compile(r"^\s*####\s*(.+)$", re.MULTILINE)
_SAID = re.compile(
    r"(?:(?:final |correct )?answer(?: is)?\s*[:=]?|정?답(?:은|:)|答え?(?:は|:|：)|答案(?:是|:|：))"
    r"\s*[*\"'(\[]*([^\n]{1,80})",
    re.IGNORECASE,
)
_OPTION = re.compile(r"^[(\[]?([A-Ja-j]|[①②③④⑤])(?:[)\].:]|\s*$)")
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s*/\s*\d+(?:\.\d+)?)?")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_DROPPED = re.compile(r"\\left|\\right|\\[()\[\]!,;]|\\text|\\mathrm|[\s$*`{}]|\\")
_CIRCLED = {"①": "a", "②": "b", "③": "c", "④": "d", "⑤": "e"}


def final_answer(text: str) -> Final:
    r"""What a text comes down to.

    >>> final_answer("So 3 * 14 = 42.\nThe answer is **42**.").number
    42.0
    >>> final_answer("B) pencil").text
    'b'
    >>> final_answer("Once upon a time there was a king. " * 9).kind
    <Kind.NOTHING: 'nothing'>
    """
    text = unicodedata.normalize("NFKC", text[-TAIL_LETTERS:]).strip() if text else ""
    if not text:
        return NOTHING
    stated = _stated(text)
    if stated is not None:
        return _read(stated)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) <= 1 or len(text) <= SHORT_LETTERS:
        if (option := _option(text)) is not None:
            return option
        if len(text) <= SHORT_LETTERS:
            return _read(text)
    found = [match.group() for match in _NUMBER.finditer(lines[-1])]
    if found and len(lines[-1]) <= 4 * SHORT_LETTERS:
        return _as_number(found[-1]) or NOTHING
    return NOTHING


def agree(one: Final, other: Final) -> bool | None:
    """Whether two answers come down to the same. None: it cannot be told."""
    if one.kind is Kind.NOTHING or other.kind is Kind.NOTHING:
        return None
    if one.number is not None and other.number is not None:
        near = 1e-6 * max(1.0, abs(one.number), abs(other.number))
        return abs(one.number - other.number) <= near
    return one.text == other.text


def _stated(text: str) -> str | None:
    """What an answer itself calls its answer, the last time that it does."""
    if fields := _FIELD.findall(text):
        said = fields[-1]
        if said.startswith('"'):
            try:
                return str(json.loads(said, strict=False))
            except ValueError:  # formulae in JSON are often badly escaped
                return str(said[1:-1])
        return str(said)
    for pattern in (_BOXED, _MARKED, _SAID):
        if found := pattern.findall(text):
            return str(found[-1])
    return None


def _read(stated: str) -> Final:
    stated = stated.strip().strip("*\"'`").strip()
    if (option := _option(stated)) is not None:
        return option
    plain = _FRACTION.sub(r"\1/\2", stated).replace("−", "-")
    bare = _DROPPED.sub("", plain).rstrip(".。").lower()
    if not bare or len(bare) > SHORT_LETTERS:
        return NOTHING
    numbers = _NUMBER.findall(bare)
    letters = sum(letter.isalpha() for letter in bare)
    if len(numbers) == 1 and not any(sign in bare for sign in "^_=(√π") and letters <= 24:
        unit = bare.replace(numbers[0], "", 1)
        if not re.search(r"pi|sqrt|[a-z]\W*$" if len(unit) <= 1 else r"pi|sqrt", unit):
            return _as_number(numbers[0]) or Final(Kind.WORDS, bare)
    return Final(Kind.WORDS, bare)


def _option(text: str) -> Final | None:
    match = _OPTION.match(text)
    if match is None:
        return None
    letter = unicodedata.normalize("NFKC", match.group(1)).lower()
    return Final(Kind.OPTION, _CIRCLED.get(letter, letter))


def _as_number(text: str) -> Final | None:
    parts = text.replace(",", "").replace("−", "-").replace(" ", "").split("/")
    try:
        number = float(parts[0])
        if len(parts) == 2:
            number /= float(parts[1])
    except (ValueError, ZeroDivisionError):
        return None
    return Final(Kind.NUMBER, f"{number:g}", number)
