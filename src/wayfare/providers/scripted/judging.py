"""What a scripted model says as a judge of two answers, given as a leaning.

Knows the forms in which Wayfare asks: lines that begin with A| and B|, and what is wanted at the
end. The better answer is the one whose last number is larger, 0 where it has none. Asked for marks,
it gives these numbers where both lie from 0 to 10, else 8 to the better and 5 to the other.
"""

import re
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from typing import Annotated

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]

_WANTED, _WANTED_MARKS = "A, B or TIE", "A: and its mark"
#: The marks of who goes by place, and of who finds one better where numbers are none from 0 to 10.
_MARKS = {"A": (9.0, 4.0), "B": (4.0, 9.0), "TIE": (7.0, 7.0)}
_BETTER, _WORSE, _BEST = 8.0, 5.0, 10.0
_LINE = re.compile(r"^([AB])\|(.*)$", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Place(StrEnum):
    """Which place a judge names, where it goes by place."""

    FIRST = "A"
    SECOND = "B"
    TIE = "TIE"
    BABBLE = "Both have merits."  # in no form that can be read


class Leaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a judge leans: "first", "second", "tie", "babble", or "fair".

    Goes by place in a `share` of its verdicts; in the others it names the better answer, but
    for the share `error`, in which it names the worse one.
    """

    place: Place | None = None
    share: Share = 1.0
    error: Share = 0.0


@lru_cache(maxsize=64)
def parse_leaning(spec: str) -> Leaning:
    """Read a leaning such as "fair error=0.2" or "first share=0.7".

    >>> parse_leaning("first share=0.7")
    Leaning(place=<Place.FIRST: 'A'>, share=0.7, error=0.0)

    Raises:
        ValueError: it cannot be read.
    """
    name, *pairs = spec.split()
    if name != "fair" and name.upper() not in Place.__members__:
        raise ValueError(f"{name!r} is no leaning: fair, first, second, tie or babble")
    place = None if name == "fair" else Place[name.upper()]
    values = dict(pair.split("=", 1) for pair in pairs)
    return msgspec.convert({"place": place, **values}, Leaning, strict=False)


def judge(prompt: str, leaning: Leaning) -> str | None:
    """What is said of two answers; None where that is not asked. The same for the same prompt."""
    wanted = prompt.rpartition("\n")[2]
    is_marked = _WANTED_MARKS in wanted
    if not is_marked and _WANTED not in wanted:
        return None
    lots = [_lot(prompt, name) for name in ("place", "error")]
    if leaning.place is not None and lots[0] < leaning.share:
        place = leaning.place.value
        return _told(*_MARKS[place]) if is_marked and place in _MARKS else place
    first, second = (_worth(prompt, mark) for mark in "AB")
    if lots[1] < leaning.error:
        first, second = second, first
    if is_marked:
        return _told(*_marks(first, second))
    if first == second:
        return Place.TIE.value
    return (Place.FIRST if first > second else Place.SECOND).value


def _marks(first: float, second: float) -> tuple[float, float]:
    if max(first, second) <= _BEST:
        return first, second
    if first == second:
        return _MARKS["TIE"]
    return (_BETTER, _WORSE) if first > second else (_WORSE, _BETTER)


def _told(first: float, second: float) -> str:
    return f"A: {first:g}\nB: {second:g}"


def _worth(prompt: str, mark: str) -> float:
    text = "\n".join(line for whose, line in _LINE.findall(prompt) if whose == mark)
    numbers = _NUMBER.findall(text)
    return float(numbers[-1]) if numbers else 0.0


def _lot(prompt: str, name: str) -> float:
    """A number in [0, 1) that depends on the prompt alone."""
    digest = blake2b(prompt.encode(errors="replace"), digest_size=8, person=name.encode())
    return int.from_bytes(digest.digest()) / 2**64
