"""Tell right answers from wrong ones: one grader for each form that an answer can have.

They forgive manner (a whole sentence, quotes, another width or case) and nothing else. None of
them runs what a model wrote.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bench.questions.reading import bare, narrow, numbers_in, places_of, plain

CLOSE = 1e-6
_DATE = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})")
_SEPARATORS = re.compile(r"\s*[,、，\n]\s*")
_NUMBERING = re.compile(r"^(?:\d+[.)]|[-*•])\s+")
_LETTER = re.compile(r"(?<![A-Za-z])([A-D])(?![A-Za-z'’])")

#: A value of a JSON object: that number, or any of these texts.
Value = int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number: the first after the last "=", else the last one."""

    value: float

    def accepts(self, answer: str) -> bool:
        """Whether the answer comes to that number."""
        found = numbers_in(answer)
        if not found:
            return False
        said = found[-1]
        after = numbers_in(answer.rpartition("=")[2]) if "=" in answer else []
        return abs((after[0] if after else said) - self.value) < CLOSE


@dataclass(frozen=True, slots=True)
class Date:
    """A date, written from year to day. The last one counts."""

    value: date

    def accepts(self, answer: str) -> bool:
        """Whether the answer ends with that date."""
        found = _DATE.findall(plain(answer))
        wanted = (self.value.year, self.value.month, self.value.day)
        return bool(found) and tuple(map(int, found[-1])) == wanted


@dataclass(frozen=True, slots=True)
class Name:
    """A name, in any of its spellings, and none of the others that it could be taken for."""

    spellings: tuple[str, ...]
    others: tuple[str, ...] = ()

    def accepts(self, answer: str) -> bool:
        """Whether the answer names it, and it alone."""
        return bool(places_of(self.spellings, answer)) and not places_of(self.others, answer)


@dataclass(frozen=True, slots=True)
class OnlyLabel:
    """One label of several: no other may be named."""

    wanted: str
    labels: Mapping[str, tuple[str, ...]]

    def accepts(self, answer: str) -> bool:
        """Whether the answer names that label, and no other."""
        return [n for n, s in self.labels.items() if places_of(s, answer)] == [self.wanted]


@dataclass(frozen=True, slots=True)
class LastLabel:
    """One label of several, where the question has one of them too. The last one counts."""

    wanted: str
    labels: Mapping[str, tuple[str, ...]]

    def accepts(self, answer: str) -> bool:
        """Whether the last label that the answer names is that one."""
        places = {n: places_of(s, answer) for n, s in self.labels.items()}
        named = {name: found[-1] for name, found in places.items() if found}
        return bool(named) and max(named, key=named.__getitem__) == self.wanted


@dataclass(frozen=True, slots=True)
class Letter:
    """A choice by its letter, and one alone."""

    value: str

    def accepts(self, answer: str) -> bool:
        """Whether the answer chooses that letter."""
        return set(_LETTER.findall(narrow(bare(answer)))) == {self.value}


@dataclass(frozen=True, slots=True)
class Exactly:
    """A text, letter by letter, but for what stands around it."""

    text: str

    def accepts(self, answer: str) -> bool:
        """Whether the answer is that text and nothing else."""
        return plain(bare(answer)) == plain(self.text)


@dataclass(frozen=True, slots=True)
class Items:
    """A list in order, separated by commas or lines."""

    values: tuple[str, ...]

    def accepts(self, answer: str) -> bool:
        """Whether the answer is that list and nothing else."""
        inner = bare(answer).strip("[]()")
        said = [_NUMBERING.sub("", item) for item in _SEPARATORS.split(inner) if item]
        return [plain(bare(item)) for item in said] == [plain(value) for value in self.values]


@dataclass(frozen=True, slots=True)
class JsonObject:
    """A JSON object with exactly these keys and values."""

    values: Mapping[str, Value]

    def accepts(self, answer: str) -> bool:
        """Whether there is one such object in the answer."""
        begin, end = answer.find("{"), answer.rfind("}")
        if begin < 0 or end < begin:
            return False
        try:
            said = json.loads(answer[begin : end + 1])
        except (ValueError, RecursionError):
            return False
        if said.keys() != self.values.keys():
            return False
        return all(_is_value(said[key], value) for key, value in self.values.items())


def _is_value(said: object, value: Value) -> bool:
    if isinstance(value, int):
        return isinstance(said, int | float) and not isinstance(said, bool) and said == value
    return isinstance(said, str) and plain(said) in map(plain, value)


@dataclass(frozen=True, slots=True)
class Output:
    """What a program prints, in one line: all of the answer, or what its last line ends with."""

    text: str

    def accepts(self, answer: str) -> bool:
        """Whether the answer says that this is printed."""
        wanted, all_of_it = _printed(self.text), bare(answer)
        last = all_of_it.splitlines()[-1] if all_of_it else ""
        quoted = re.findall(r"`([^`]+)`", answer)
        said = [all_of_it, last, last.rpartition(": ")[2], *quoted[-1:]]
        return wanted in [_printed(each) for each in said]


def _printed(text: str) -> str:
    """As it stands but for blanks and quotes. Case counts: programs print what they print."""
    return "".join(text.split()).strip("\"'`.")
