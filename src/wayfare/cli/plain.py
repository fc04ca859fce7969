r"""Show what others wrote so that no terminal obeys it.

>>> print(plain("ann\x1b[2J\nroot"))
ann\x1b[2J\x0aroot
"""

import unicodedata

#: Control characters, and those that turn the direction of the text around them.
_OBEYED = {"Cc", "Zl", "Zp"}
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """The text, with what a terminal would obey written out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_written(each) for each in text)


def _written(each: str) -> str:
    if each not in _TURNING and unicodedata.category(each) not in _OBEYED:
        return each
    return f"\\x{ord(each):02x}" if ord(each) < 0x100 else f"\\u{ord(each):04x}"
