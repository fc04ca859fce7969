"""Find where a sentence of a line ends, also while the line is still being written.

What more text could change is not decided yet, so how a text is cut into pieces changes nothing.
"""

import re
from typing import NamedTuple

_LONGEST = 300  # characters within quotes or code; where none close by then, there are none
_WORD_MOST = 30  # characters: longer ones are no abbreviations
_TICKS = re.compile("`+")
_FORMULA = re.compile(r"\$[^\s\d$]")
_BLANKS = re.compile(r"[ \t\r]*")
_PAIRS = {
    "**": "**", "\\(": "\\)", "「": "」", "『": "』", "“": "”", "«": "»", "《": "》", "（": "）",
}  # fmt: skip
_CLOSERS = r"[\"'”’)\]*_」』）》»]*"
_LATIN_END = re.compile(rf"[.!?…]+{_CLOSERS}")
_WIDE_END = re.compile(rf"[。！？]+{_CLOSERS}")
_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$|(?<![\d.,])\d+$")
_ABBREVIATIONS = frozenset(
    (
        *("e.g", "i.e", "etc", "vs", "dr", "mr", "mrs", "ms", "prof", "sr", "jr", "st", "cf", "al"),
        *(
            "no",
            "nos",
            "fig",
            "figs",
            "eq",
            "eqs",
            "sec",
            "ch",
            "vol",
            "pp",
            "p",
            "ed",
            "eds",
            "ca",
        ),
        *("approx", "inc", "ltd", "co", "corp", "dept", "est", "resp", "incl", "max", "min"),
        *("z.b", "d.h", "bzw", "usw", "u.a", "ggf", "nr", "abs"),
        *("p.ej", "ej", "sra", "dra", "av", "ud", "uds", "mme"),
    )
)


class Looked(NamedTuple):
    """Where a sentence ends, None while that is open; and how far nothing more can change."""

    end: int | None
    at: int


def sentence_end(line: str, *, is_whole: bool, begin: int = 0) -> Looked:
    """Where the first sentence of a line ends, looking on from where one had come before.

    >>> sentence_end("Dr. No pays 3.14. Why", is_whole=False)
    Looked(end=17, at=17)
    >>> sentence_end("See `a. B", is_whole=False)
    Looked(end=None, at=4)
    """
    at = begin
    while at < len(line) and line[at] != "\n":
        step = _pair_end(line, at, is_whole=is_whole)
        if step == at:
            step = _after(line, at, is_whole=is_whole)
        if step is None:
            return Looked(None, at)
        if step < 0:
            return Looked(-step, -step)
        at = step
    return Looked(len(line.rstrip()) if is_whole else None, at)


def _pair_end(line: str, at: int, *, is_whole: bool) -> int | None:
    """Where the quote or code that begins here ends; `at` where none begins."""
    if line[at] in "*\\`$" and at + 1 == len(line) and not is_whole:
        return None
    opener, closer = _pair(line, at)
    if not opener:
        return at
    if at + len(opener) == len(line) and not is_whole:
        return None
    end = line.find(closer, at + len(opener), at + _LONGEST)
    if end >= 0:
        return end + len(closer)
    return at if is_whole or len(line) >= at + _LONGEST else None


def _pair(line: str, at: int) -> tuple[str, str]:
    letter, before = line[at], line[at - 1 : at]
    if letter == "`" and before != "`":
        ticks = _TICKS.match(line, at)
        return (ticks[0], ticks[0]) if ticks else ("", "")
    if letter == "$" and before not in ("$", "\\") and _FORMULA.match(line, at):
        return "$", "$"
    if letter == '"' and not before.isalnum():
        return '"', '"'
    opener = line[at : at + 2] if letter in "*\\" else letter
    return (opener, _PAIRS[opener]) if opener in _PAIRS else ("", "")


def _after(line: str, at: int, *, is_whole: bool) -> int | None:
    """The place to go on from; negative where a sentence ends there; None where it is not told."""
    wide, latin = _WIDE_END.match(line, at), _LATIN_END.match(line, at)
    match = wide or latin
    if match is None:
        return at + 1
    end = match.end()
    if end == len(line):
        return end if is_whole else None
    if wide:
        return end if line[end] == "\n" else -end
    if line[end] not in " \t":
        return end
    blanks = _BLANKS.match(line, end)
    following = line[blanks.end() : blanks.end() + 1] if blanks else ""
    if not following:
        return end if is_whole else None
    goes_on = following == "\n" or following.islower() or _is_abbreviation(line, at, match[0])
    return end if goes_on else -end


def _is_abbreviation(line: str, at: int, signs: str) -> bool:
    """Whether a full stop belongs to the word before it: Dr., e.g., an initial, a number's."""
    token = _TOKEN.search(line[max(0, at - _WORD_MOST) : at])
    if signs != "." or token is None:
        return False
    word = token[0]
    if word.isdigit():
        return len(word) <= 2
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper() and word.isascii())
