"""Sixteen things that a look at a question tells: how long it is, digits, options, code.

Knows letters and marks. Knows no words but a few that programs are made of.
"""

import math
import re

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

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OPTION = re.compile(r"(?:^|[\s(])(?:[A-Ja-j1-9]|[ㄱ-ㅎ가나다라마]|[①-⑩])(?:[.):]|(?<=[①-⑩]))\s?\S")
_ARITHMETIC = re.compile(r"[+*/=<>×÷%^]| - ")
_FORMULA = re.compile(r"\\[a-zA-Z]+|\$|[∑∫√π∞≤≥≠∈]|\^\{|_\{")
_CODE = re.compile(
    r"\b(?:def |class |return\b|import |function\b|SELECT\b)"
    r"|```|#include|[{};]\s*$|=[=>]|->|\(\)|</?\w+>",
    re.MULTILINE,
)
_SENTENCE_END = re.compile(r"[.!?。！？…]+(?:\s|$)")
_CAPITAL = re.compile(r"[A-Z]+")
_DIGIT = re.compile(r"\d+")
_MARK = re.compile(r"[^\w\s]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_WIDE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]+")


def surface(text: str) -> NDArray[np.float32]:
    """The sixteen numbers of a text, shape (16,), in no unit: see `NAMES`."""
    read = excerpt(text)
    letters = max(1, len(read))
    words = len(read.split())

    def share(pattern: re.Pattern[str]) -> float:
        return sum(map(len, pattern.findall(read))) / letters

    def count(pattern: re.Pattern[str]) -> float:
        return math.log1p(len(pattern.findall(read)))

    wide = share(_WIDE) if not read.isascii() else 0.0
    return np.array(
        [
            math.log1p(len(text)),
            math.log1p(words),
            math.log1p(read.count("\n")),
            min(letters / max(1, words), 30.0),
            count(_NUMBER),
            share(_DIGIT),
            share(_CAPITAL),
            share(_MARK),
            0.0 if read.isascii() else share(_BEYOND_ASCII),
            wide,
            count(_OPTION),
            math.log1p(read.count("?") + read.count("？")),
            count(_ARITHMETIC),
            count(_FORMULA),
            count(_CODE),
            count(_SENTENCE_END),
        ],
        dtype=np.float32,
    )
