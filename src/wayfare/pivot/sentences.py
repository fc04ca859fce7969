"""Cut a streamed Markdown answer into sentences to translate and stretches to keep.

Knows lines and sentences. Code is passed on line by line, prose as soon as its sentence is over.
"""

import re
from collections.abc import Iterable

import msgspec

from wayfare.pivot.endings import sentence_end
from wayfare.pivot.lines import (
    PREFIX,
    cells_of,
    closes_fence,
    display_begin,
    display_end_of,
    fence_of,
    is_code,
    is_row,
    is_rule,
)

_LONGEST = 1_000  # characters of a sentence: what goes on longer is cut between words
_SEEN_LEAST = 8  # characters behind a line's marks: then what kind of line it is cannot change
# what must be seen whole: fences, formulae, rows, rules, what is indented like code
_WHOLE = re.compile(
    r"[ \t]*(?:>[ \t]?)*(?:```|~~~|\$\$|\\\[|\\begin|\||([-*_=:])\1\1)|(?: {4}|\t)\s*[^\s\d*+•-]"
)


class Stretch(msgspec.Struct, frozen=True):
    """A sentence to be translated, or a stretch that stays as it is."""

    text: str
    is_kept: bool = False


class Sentences:
    """Takes pieces of an answer, gives its stretches in order; together they are the answer."""

    def __init__(self) -> None:
        self._text = ""
        self._is_line_begin = True
        self._looked = 0  # how much of a sentence under way need not be looked at again
        self._fence = self._display = ""  # what closes the block that is open

    def feed(self, piece: str) -> list[Stretch]:
        """The stretches that this piece completes."""
        self._text += piece
        return self._stretches(is_end=False)

    def end(self) -> list[Stretch]:
        """What is left when nothing more will come."""
        return self._stretches(is_end=True)

    def _stretches(self, *, is_end: bool) -> list[Stretch]:
        found: list[Stretch] = []
        while self._text:
            line, newline, _ = self._text.partition("\n")
            step = self._step(line + newline, is_whole=bool(newline) or is_end)
            if step is None:
                break
            self._text = self._text[sum(len(stretch.text) for stretch in step) :]
            found += [stretch for stretch in step if stretch.text]
        return found

    def _step(self, line: str, *, is_whole: bool) -> list[Stretch] | None:
        """The next stretches; none at all, but one more thing known; None where it must wait."""
        if self._fence or self._display:
            return self._in_block(line) if is_whole else None
        if self._is_line_begin:
            return self._line_begin(line, is_whole=is_whole)
        return self._in_prose(line, is_whole=is_whole)

    def _in_block(self, line: str) -> list[Stretch]:
        if self._fence:
            if closes_fence(line, self._fence):
                self._fence = ""
            return [Stretch(line, is_kept=True)]
        if not line.strip():  # a blank line ends a formula that nothing closes
            self._display = ""
            return [Stretch(line, is_kept=True)]
        return self._formula(line, 0, self._display)

    def _formula(self, line: str, begin: int, end: str) -> list[Stretch]:
        at = line.find(end, begin)
        self._display = "" if at >= 0 else end
        self._is_line_begin = at < 0
        return [Stretch(line if at < 0 else line[: at + len(end)], is_kept=True)]

    def _line_begin(self, line: str, *, is_whole: bool) -> list[Stretch] | None:
        match = PREFIX.match(line)
        marks = match.end() if match else 0
        if not is_whole and (len(line) < marks + _SEEN_LEAST or _WHOLE.match(line)):
            return None
        if is_whole and (whole := self._whole_line(line)):
            return whole
        self._is_line_begin = False
        return [Stretch(line[:marks], is_kept=True)]

    def _whole_line(self, line: str) -> list[Stretch]:
        """A line that is not prose; empty where it is."""
        body = line.rstrip()
        if fence := fence_of(line):
            self._fence = fence
            return [Stretch(line, is_kept=True)]
        if end := display_end_of(line):
            return self._formula(line, display_begin(line), end)
        is_indented = line.startswith(("    ", "\t"))
        if not body or is_rule(body) or (is_indented and _WHOLE.match(line) and is_code(body)):
            return [Stretch(line, is_kept=True)]
        if is_row(line):
            cells = enumerate(cells_of(body))
            row = [Stretch(cell, is_kept=number % 2 == 0) for number, cell in cells]
            return [*row, Stretch(line[len(body) :], is_kept=True)]
        return []

    def _in_prose(self, line: str, *, is_whole: bool) -> list[Stretch] | None:
        inner = line.lstrip(" \t\r")
        if not inner.strip():  # blanks, and perhaps the line's end
            if not is_whole:
                return None
            self._is_line_begin = True
            return [Stretch(line, is_kept=True)]
        blanks = line[: len(line) - len(inner)]
        is_long = len(inner) > _LONGEST
        begun = inner[:_LONGEST]
        looked = sentence_end(begun, is_whole=is_whole and not is_long, begin=self._looked)
        end = looked.end
        if end is None and is_long:  # a text without an end keeps the reader waiting, and costs
            end = begun.rfind(" ") + 1 or _LONGEST
        if end is None:
            self._looked = looked.at
            return None
        self._looked = 0
        return [Stretch(blanks, is_kept=True), Stretch(inner[:end])]


def joined(stretches: Iterable[Stretch]) -> str:
    """The text of stretches."""
    return "".join(stretch.text for stretch in stretches)
