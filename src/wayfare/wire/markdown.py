"""Read the plain words out of Markdown, and where each stood.

Knows the marks that the page draws. What it does not know as a mark stays as it is written.
"""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

_FENCE = re.compile(r"[ \t>]*(`{3,}(?=[^`]*$)|~{3,})")
#: Drawn, not written: between two parts, and below the head of a table.
_RULE = re.compile(r"[ \t>]*(?:[-*_=][ \t]*){3,}|[ \t>|]*:?-+:?[ \t]*\|[ \t:|-]*")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]^\n]{1,200})\]:[ \t]*\S.*$", re.MULTILINE)
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+(?:\[([ xX])\][ \t]+)?")
# texts are strangers': no piece of them is looked at often
_INLINE = re.compile(
    r"(?P<escape>\\[*_#`~|>+!.\\-])"  # \( and \[ begin formulas
    r"|(?<!`)(?P<ticks>`{1,3})(?!`)[^`]{1,1000}(?P=ticks)(?!`)"
    r"|(?P<opens>!?\[)"
    r"|\](?P<address>\([^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?"
    r"(?:[ \t]{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?[ \t]{0,9}\))"
    r"|\]\[(?P<name>[^\[\]]{0,200})\]"
    r"|(?P<closes>\])"
    r"|<(?P<bare>(?:https?://|mailto:)[^\s<>]{1,2000})>"
    r"|(?P<stress>\*+|_+|~~)"
    r"|(?P<bar>\|)"
)
_SPACE = re.compile(r"\s+")
#: By what a box to tick holds, where an item has one.
_BULLETS = {None: "· ", " ": "☐ ", "x": "☑ ", "X": "☑ "}


class Edit(NamedTuple):
    """Letters of a text that are marks, and what stands in their place."""

    start: int
    end: int
    by: str = ""


def marks_of(text: str) -> list[Edit]:
    """The marks in a text of Markdown, in their order.

    >>> marks_of("a **b**")
    [Edit(start=2, end=4, by=''), Edit(start=5, end=7, by='')]
    """
    names = frozenset(match[1].lower() for match in _DEFINITION.finditer(text))
    found: list[Edit] = []
    fence = ""
    start = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        fenced = _FENCE.match(bare)
        if fenced and (not fence or (fenced[1].startswith(fence) and fenced.end() == len(bare))):
            found.append(Edit(start, start + len(bare)))
            fence = "" if fence else fenced[1]
        elif not fence:
            found += [Edit(start + m.start, start + m.end, m.by) for m in _of_line(bare, names)]
        start += len(line)
    return found


def cut(text: str, start: int, end: int) -> str:
    r"""A piece of a text that reads as it does in the whole: code stays code.

    >>> plain(piece := cut("```\n*a*\n```\n*b*", 4, 15), marks_of(piece))
    '*a* b'
    """
    start = max(0, start)
    fences = sum(1 for line in text[:start].splitlines() if _FENCE.match(line))
    return ("```\n" if fences % 2 else "") + text[start:end]


def plain(text: str, marks: Sequence[Edit]) -> str:
    r"""A text without its marks, and with one space wherever there was any.

    >>> text = "# Plan *B*\n\n- costs [least](https://example.org)"
    >>> plain(text, marks_of(text))
    'Plan B · costs least'
    """
    return _SPACE.sub(" ", _put(text, marks)).strip()


def plain_around(text: str, marks: Sequence[Edit], start: int, end: int) -> tuple[str, str, str]:
    """The same in three parts, of which the second is as it is written, marks and all."""
    before = [mark for mark in marks if mark.end <= start]
    after = [Edit(m.start - end, m.end - end, m.by) for m in marks if m.start >= end]
    head = _SPACE.sub(" ", _put(text[:start], before)).lstrip()
    return head, text[start:end], _SPACE.sub(" ", _put(text[end:], after)).rstrip()


def _put(text: str, marks: Sequence[Edit]) -> str:
    parts = []
    at = 0
    for mark in marks:
        parts += [text[at : mark.start], mark.by]
        at = mark.end
    return "".join([*parts, text[at:]])


def _of_line(line: str, names: Set[str]) -> list[Edit]:
    if _RULE.fullmatch(line) or _DEFINITION.match(line):
        return [Edit(0, len(line))]
    found = []
    closing = []
    at = 0
    if quote := _QUOTE.match(line):
        at = quote.end()
        found.append(Edit(0, at))
    if heading := _HEADING.match(line, at):
        found.append(Edit(at, heading.end()))
        at = heading.end()
        title = line.rstrip().rstrip("#")
        if title.endswith((" ", "\t")) and len(title) > at:
            closing.append(Edit(len(title), len(line)))
    elif item := _ITEM.match(line, at):
        found.append(Edit(at, item.end(), _BULLETS[item[1]]))
        at = item.end()
    return found + _within(line, at, names) + closing


def _within(line: str, at: int, names: Set[str]) -> list[Edit]:
    """The marks behind those that a line begins with."""
    bars = _bars(line)
    found: list[Edit] = []
    stresses = _Stresses(line)
    brackets: list[Edit] = []
    for match in _INLINE.finditer(line, at):
        edit = Edit(*match.span())
        if match["stress"]:
            found += stresses.take(edit)
        elif match["bar"]:
            found += [] if bars is None else [edit._replace(by=bars.get(edit.start, " · "))]
        elif match["opens"]:
            brackets.append(edit)
        elif line[edit.start] == "]":
            opened = brackets.pop() if brackets else None
            is_link = match["address"] or (match["name"] or "").lower() in names
            if opened and is_link:
                found += [opened, edit]
        else:
            found += _edges(match)
    return sorted(found)


def _edges(match: re.Match[str]) -> list[Edit]:
    """The marks around code and around an address, and a backslash before a sign."""
    first, last = match.span()
    if match["escape"]:
        return [Edit(first, first + 1)]
    width = len(match["ticks"] or "<")
    return [Edit(first, first + width), Edit(last - width, last)]


def _bars(line: str) -> dict[int, str] | None:
    """What stands in place of the bars at the edges of a row; nothing where a line is no row."""
    first = len(line) - len(line.lstrip(" \t>"))
    if not line.startswith("|", first):
        return None
    return {len(line.rstrip()) - 1: " ", first: _BULLETS[None]}


class _Stresses:
    """The signs of stress in a line that nothing closed yet."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._open: dict[str, list[Edit]] = {"*": [], "_": [], "~": []}

    def take(self, signs: Edit) -> list[Edit]:
        """Take the next signs, and say which are marks now."""
        line, (start, end, _) = self._line, signs
        before, after = line[start - 1 : start] if start else "", line[end : end + 1]
        is_within = before.isalnum() and after.isalnum()
        if is_within and (line[start] == "_" or (end - start == 1 and (before + after).isascii())):
            return []  # a_b, 5*3
        waiting = self._open[line[start]]
        is_name = line[start] == "_"
        found = []
        if before.strip() and not (is_name and after.isalnum()):
            while waiting and start < end:
                opened = waiting.pop()
                width = min(end - start, opened.end - opened.start)
                found += [Edit(opened.end - width, opened.end), Edit(start, start + width)]
                start += width
                if opened.start < opened.end - width:
                    waiting.append(Edit(opened.start, opened.end - width))
        if start < end and after.strip() and not (is_name and before.isalnum()):
            waiting.append(Edit(start, end))
        return found
