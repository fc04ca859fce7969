"""Cut a text into what is translated and what is kept, and put marks in place of spans.

Code, formulae, JSON, the lines of a table and the marks of a list are kept whole. In prose, what
must come through as it is (`spans.py`) gives its place to a mark, X1, which models large and small
carry better than <1>. Numbers are written out before (`numbers.py`).
"""

import itertools
import re
import string
from collections.abc import Iterator

import msgspec

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
from wayfare.pivot.numbers import written_out
from wayfare.pivot.spans import intervals_of

_LETTERS = "XQZVKJWYUGHFBPDLCNRMSTOIEA"
#: Full-width letters, digits and blanks as the ordinary ones, letter by letter.
NARROW = {
    **{ord(letter) + 0xFEE0: letter for letter in string.ascii_letters + string.digits + "_-"},
    0x3000: " ",
    0xA0: " ",
}
_LETTER = re.compile(r"[^\W\d_]")


class Segment(msgspec.Struct, frozen=True):
    """A stretch of a text: prose to be translated, or a block that is kept as it is.

    `marked` is the prose with a mark in place of each of its `spans`, X1 for the first.
    """

    text: str
    is_kept: bool = False
    marked: str = ""
    spans: tuple[str, ...] = ()


def segments_of(text: str, source: str, target: str) -> tuple[Segment, ...]:
    r"""A text in segments; joined, their texts are the text but for numbers written out.

    >>> [s.marked or s.text for s in segments_of("- `f`는 3만 원이야?\n", "ko", "en")]
    ['- ', 'X1는 30000원이야?', '\n']
    """
    if source == target:
        return (Segment(text, is_kept=True),) if text else ()
    if _is_json(text):
        return (Segment(text, is_kept=True),)
    found: list[Segment] = []
    for part, is_kept in _parts(text):
        segment = Segment(part, is_kept=True) if is_kept else prose_of(part, source)
        if segment.is_kept and found and found[-1].is_kept:
            segment = Segment(found.pop().text + segment.text, is_kept=True)
        found.append(segment)
    return tuple(segment for segment in found if segment.text)


def prose_of(text: str, source: str) -> Segment:
    """One stretch of prose with its marks; kept where nothing of it is in the source's words."""
    written = _numbers_written_out(text, source)
    letter, pieces, spans, end = mark_letter(written), [], [], 0
    for begin, stop in intervals_of(written, source):
        spans.append(written[begin:stop])
        pieces += [written[end:begin], f"{letter}{len(spans)}"]
        end = stop
    own = "".join(pieces[::2]) + written[end:]
    if not _LETTER.search(own):
        return Segment(text, is_kept=True)
    return Segment(written, marked="".join(pieces) + written[end:], spans=tuple(spans))


def restored(segment: Segment, translated: str) -> str:
    """A translation of `marked` with its spans back; a mark of no span stays.

    >>> restored(Segment("`a`와 3kg", marked="X1와 X2", spans=("`a`", "3kg")), "x 1 and Ｘ２")
    '`a` and 3kg'
    """
    if not segment.spans:
        return translated
    pieces, end = [], 0
    for match in _marks(mark_letter(segment.text)).finditer(translated.translate(NARROW)):
        marks = [int(number) for number in re.findall(r"\d+", match[0])]
        if all(0 < mark <= len(segment.spans) for mark in marks):
            pieces.append(translated[end : match.start()])
            pieces += [segment.spans[mark - 1] for mark in marks]
            end = match.end()
    return "".join(pieces) + translated[end:]


def mark_letter(text: str) -> str:
    """The letter of a text's marks: one that stands in it neither alone nor before a digit."""
    narrow = text.translate(NARROW)
    taken = {word.upper() for word in re.findall(r"[A-Za-z]+(?=[ _-]?\d|(?![A-Za-z]))", narrow)}
    words = map("".join, itertools.chain(_LETTERS, itertools.product(_LETTERS, repeat=2)))
    return next((word for word in words if word not in taken), "XQZ")


def has_marks(segment: Segment, text: str) -> bool:
    """Whether a text has what looks like a mark of the segment, be it without its number."""
    letter, narrow = mark_letter(segment.text), text.translate(NARROW)
    alone = rf"(?<![A-Za-z0-9]){letter}(?!-?[A-Za-z])"
    is_alone = bool(segment.spans) and re.search(alone, narrow) is not None
    return is_alone or re.search(rf"(?i)(?<![a-z0-9]){letter}\d", narrow) is not None


def _marks(letter: str) -> re.Pattern[str]:
    # "2 x 3" is a product, so a mark in two parts has no number before it
    one = rf"(?:{letter}[_-]?\d{{1,3}}|(?<!\d )(?<!\d){letter} \d{{1,3}})"
    return re.compile(rf"(?<![A-Za-z0-9])(?:{one})+(?![A-Za-z0-9])", re.IGNORECASE)


def _numbers_written_out(text: str, source: str) -> str:
    """Numbers in prose, not those within quotes and code."""
    pieces, end = [], 0
    for begin, stop in intervals_of(text, source):
        pieces += [written_out(text[end:begin], source), text[begin:stop]]
        end = stop
    return "".join(pieces) + written_out(text[end:], source)


def _is_json(text: str) -> bool:
    if not text.strip().startswith(("{", "[")):
        return False
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return False
    return True


Part = tuple[str, bool]  # a stretch, and whether it is kept


def _parts(text: str) -> Iterator[Part]:
    """Lines by what they are made of; a fence or a display formula as one."""
    lines = iter(text.splitlines(keepends=True))
    for line in lines:
        if fence := fence_of(line):
            yield line, True
            yield from _fenced(lines, fence)
        elif end := display_end_of(line):
            yield from _display(line, lines, end)
        else:
            yield from line_parts(line)


def _fenced(lines: Iterator[str], fence: str) -> Iterator[Part]:
    for line in lines:
        yield line, True
        if closes_fence(line, fence):
            return


def _display(line: str, lines: Iterator[str], end: str) -> Iterator[Part]:
    begin = display_begin(line)
    while end not in line[begin:]:
        yield line, True
        line, begin = next(lines, ""), 0
        if not line.strip():  # a blank line ends a formula that nothing closes
            yield line, True
            return
    cut = line.index(end, begin) + len(end)
    yield line[:cut], True
    yield from line_parts(line[cut:])


def line_parts(line: str) -> Iterator[Part]:
    """One line: its marks, its prose or its cells, its end."""
    body = line.rstrip()
    begin = PREFIX.match(body)
    at = begin.end() if begin else 0
    if not body or is_rule(body) or is_code(body) or _is_json(body):
        yield line, True
    elif is_row(body):
        for number, cell in enumerate(cells_of(body)):
            yield cell, number % 2 == 0
        yield line[len(body) :], True
    else:
        yield body[:at], True
        yield body[at:], False
        yield line[len(body) :], True
