"""Tell what a line of Markdown is made of: its marks, its cells, and whether it is code.

Knows single lines. What goes over several (a fence, a display formula) is kept by who reads them.
"""

import re

#: Indentation, quote and list marks, a heading's signs, a box to tick.
PREFIX = re.compile(
    r"[ \t]*(?:>[ \t]?)*(?:(?:[-*+•◦▪]|(?:\d{1,3}|[A-Za-z])[.)])[ \t]+|[①-⑳][ \t]*|#{1,6}[ \t]+)?"
    r"(?:\[[ xX]\][ \t]+)?"
)
_FENCE = re.compile(r"[ \t]*(?:>[ \t]?)*(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(
    r"[ \t]*+(?:(?:\|[ \t]*)?:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?|[*_=]{3,})[ \t]*"
)
_DISPLAY = re.compile(r"[ \t]*(\$\$|\\\[|\\begin\{(\w+\*?)\})")
_CELL_EDGE = re.compile(r"([ \t]{0,80}(?<!\\)\|[ \t]{0,80})")

_CODE = re.compile(
    r"[;{}]\s*$|^\s*(?:[})\]]+[;,]?\s*$|//|/\*|#include|#!|<\?|</?[a-z][^<>]*>(?:.*>)?\s*$|@\w+(?:\(|\s*$))"
    r"|^\s*(?:import|from|package|using|const|let|var|def|class|function|fn|func|public|private|"
    r"static|return|print|echo|sudo|pip|npm|git|docker|cd|curl|SELECT|INSERT|UPDATE|DELETE|CREATE"
    r"|if|for|while|elif|else|try|except)\b.*(?:[(){}=;:]\s*$|[=;{}]|\w\(|\bimport\b|--?\w|\*)"
    r"|^\s*[\w.\[\]\"']+(?:\s*:\s*\w+)?\s*(?:=|\+=|:=|<-|=>|->)\s*\S|^\s*[\w.]+\([^)]*\)\s*;?\s*$"
)

# what code says in words stands in strings and comments; words elsewhere make it a sentence
_ASIDE = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|>[^<>]*<|//.*|#.*|/\*.*?(?:\*/|$)|--\s.*")
_SENTENCE = re.compile(r"(?![ªµº])[^\W\d_A-Za-z]|(?:\b[a-z]+ ){3}[a-z]+|[a-z][?!.]\s*$")


def fence_of(line: str) -> str:
    """The signs that open or close a code block here, or nothing.

    >>> fence_of("  ```python"), fence_of("text ```")
    ('```', '')
    """
    match = _FENCE.match(line)
    return match[1] if match else ""


def closes_fence(line: str, fence: str) -> bool:
    """Whether a line ends the block that `fence` opened."""
    return fence_of(line).startswith(fence) and not line.strip(" \t>\r\n").strip(fence[0])


def display_end_of(line: str) -> str:
    r"""What closes the display formula that begins here, or nothing.

    >>> display_end_of("$$x"), display_end_of("\\[x"), display_end_of("costs $$")
    ('$$', '\\]', '')
    """
    match = _DISPLAY.match(line)
    if match is None:
        return ""
    if match[2]:
        return f"\\end{{{match[2]}}}"
    return "$$" if match[1] == "$$" else "\\]"


def display_begin(line: str) -> int:
    """Where the inside of the display formula that begins here begins."""
    match = _DISPLAY.match(line)
    return match.end() if match else 0


def is_rule(line: str) -> bool:
    """Whether a line is drawn, not written: below a table's head, between two parts."""
    return _RULE.fullmatch(line) is not None


def is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    return line.lstrip(" \t").startswith("|")


def cells_of(line: str) -> list[str]:
    """A row of a table, its edges and its cells by turns, an edge first.

    >>> cells_of("| name | 5 kg |")
    ['| ', 'name', ' | ', '5 kg', ' |', '']
    """
    parts = _CELL_EDGE.split(line)
    return parts[1:] if not parts[0] else ["", *parts]


def is_code(line: str) -> bool:
    """Whether a line looks like code, not like a sentence.

    >>> [is_code(line) for line in ("x = f(1)", "return x;", "for all", "x = 3이면?")]
    [True, True, False, False]
    """
    said = _ASIDE.sub("", line)
    return _CODE.search(line) is not None and _SENTENCE.search(said) is None
