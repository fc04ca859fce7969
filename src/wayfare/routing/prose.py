"""Take out of a text what is in no language: code, formulae, addresses, markup.

Knows spelling only. A text that is all code stays as it is: something must be judged.
"""

import re

_LETTERS_LEAST = 3  # of what is left; fewer show no language

# one search tells most texts that they have nothing to take out
_SUSPECT = re.compile(r"[`$<\\=;{}_/&%]|\w[.(\[:]\w|[a-z][A-Z]")
_BLOCK = re.compile(
    r"```.*?(?:```|\Z)"  # fenced code, closed or not
    r"|`[^`\n]*`"
    r"|\$\$.*?\$\$|\$[^$\n]{1,80}\$"  # formulae
    r"|<[^<>\n]{1,80}>|&#?\w{1,6};",  # markup and what it writes for letters
    re.DOTALL,
)
_CODE_WORD = re.compile(r"[=;{}_\\%]|\w[.(\[:/]+\w|\(\)|[a-z][A-Z]|//")
LETTERS = re.compile(r"[^\W\d_]+")


def prose(text: str) -> str:
    """The words of a text that people would read aloud.

    >>> prose("Wat doet `sorted(x)` hier: https://example.org/a?b=c")
    'Wat doet hier:'
    >>> prose("x = y;")
    'x = y;'
    """
    if not _SUSPECT.search(text):
        return text
    left = " ".join(w for w in _BLOCK.sub(" ", text).split() if not _CODE_WORD.search(w))
    return left if count(LETTERS, left) >= _LETTERS_LEAST else text


def count(letters: re.Pattern[str], text: str) -> int:
    """How many characters of a text are in runs of these letters."""
    return sum(map(len, letters.findall(text)))
