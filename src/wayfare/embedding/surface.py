"""Sixteen things that a look at a question tells: how long it is, digits, options, code.

Knows letters and marks. Knows no words but a few that programs are made of.
"""

import math
import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from wayfare.embedding.grams import excerpt

#: What each number means, in order. Shares are of all letters and marks.
NAMES = (
    "letters, as a logarithm",
    "words, as a logarithm",
    "lines, as a logarithm",
    "letters a word",
    "numbers, as a logarithm",
    "share of digits",
    "share of capitals",
    "share of marks",
    "share of letters beyond ASCII",
    "share of Hangul, kana and Han",
    "options to choose from",
    "question marks, as a logarithm",
    "signs of arithmetic, as a logarithm",
    "signs of formulae, as a logarithm",
    "signs of code, as a logarithm",
    "sentences, as a logarithm",
)
SIZE = len(NAMES)

#: What single letters and marks are counted as, each in one pass over the text.
_LETTERS = {
    "digit": re.compile(r"\d+"),
    "capital": re.compile(r"[A-Z]+"),
    "mark": re.compile(r"[^\w\s]+"),
    "beyond ASCII": re.compile(r"[^\x00-\x7f]+"),
    "wide": re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]+"),
    "arithmetic": re.compile(r"[+*/=<>×÷%^]+"),
    "formula": re.compile(r"[$∑∫√π∞≤≥≠∈]+"),
}
# each begins with a set of letters, which `re` looks for faster than for anything else
_NUMBER = re.compile(r"\d\d*(?:[.,]\d+)*")
_OPTION = re.compile(r"[\s(](?:[A-Ja-j1-9]|[ㄱ-ㅎ가나다라마]|[①-⑩])(?:[.):]|(?<=[①-⑩]))\s?\S")
_COMMAND = re.compile(r"\\[a-zA-Z]")
_SENTENCE_END = re.compile(r"[.!?。！？…](?!\S)")
_PLANE = 1 << 16
_CODE = re.compile(
    r"\b(?:def |class |return\b|import |function\b|SELECT\b)"
    r"|```|#include|[{};]\s*$|=[=>]|->|\(\)|</?\w+>",
    re.MULTILINE,
)
#: Without any of these there is no sign of code.
_IN_CODE = (
    *("def ", "class ", "return", "import ", "function", "SELECT"),
    *("```", "#include", "{", "}", ";", "==", "=>", "->", "()", "<"),
)


def surface(text: str) -> NDArray[np.float32]:
    """The sixteen numbers of a text, shape (16,), in no unit: see `NAMES`."""
    read = excerpt(text)
    letters, words = max(1, len(read)), len(read.split())
    digits, capitals, marks, beyond, wide, arithmetic, formulae = _count_letters(read)
    formulae += read.count("^{") + read.count("_{")
    if "\\" in read:
        formulae += len(_COMMAND.findall(read))
    log = math.log1p
    return np.array(
        [
            log(len(text)),
            log(words),
            log(read.count("\n")),
            min(letters / max(1, words), 30.0),
            log(len(_NUMBER.findall(read))) if digits else 0.0,
            digits / letters,
            capitals / letters,
            marks / letters,
            beyond / letters,
            wide / letters,
            log(len(_OPTION.findall(f"\n{read}"))),
            log(read.count("?") + read.count("？")),
            log(arithmetic + read.count(" - ")),
            log(formulae),
            log(len(_CODE.findall(read))) if any(map(read.__contains__, _IN_CODE)) else 0.0,
            log(len(_SENTENCE_END.findall(read))),
        ],
        dtype=np.float32,
    )


def _count_letters(read: str) -> list[int]:
    """How many letters of a text are of each kind in `_LETTERS`."""
    encoded = read.encode("utf-16-le", "surrogatepass")
    if len(encoded) > 2 * len(read):  # a letter beyond the basic plane: a picture, a rare Han
        return [sum(map(len, pattern.findall(read))) for pattern in _LETTERS.values()]
    kinds, meanings = _kinds()
    letters = np.frombuffer(encoded, dtype=np.uint16)
    counts = np.bincount(kinds.take(letters), minlength=len(meanings))
    found: list[int] = (counts @ meanings).tolist()
    return found


@cache
def _kinds() -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """A kind for each letter of the basic plane, and what each counts as, (kinds, `_LETTERS`)."""
    text = "".join(map(chr, range(_PLANE)))
    flags = np.zeros(_PLANE, dtype=np.uint8)
    for place, pattern in enumerate(_LETTERS.values()):
        for match in pattern.finditer(text):
            flags[match.start() : match.end()] |= 1 << place
    kinds = np.flatnonzero(np.bincount(flags))  # `unique` would import masked arrays: 2 MB
    meanings = kinds[:, None] >> np.arange(len(_LETTERS)) & 1
    return np.searchsorted(kinds, flags).astype(np.uint8), meanings
