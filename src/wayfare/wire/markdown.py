"""Read the plain words out of Markdown, to show a line of it without its marks.

Knows the marks that the page draws. What is no mark stays as it is written, as code does.
"""

import re

#: A block of code, code within a line, and a sign that is none. Texts are strangers': no piece of
#: them is looked at often.
_CODE = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*(?P<block>(?:\n(?![ \t>]*(?P=fence)).*)*)"
    r"(?:\n[ \t>]*(?P=fence)[`~]*[ \t]*$)?"
    r"|(?<!`)(?P<ticks>`{1,3})(?!`)(?P<inline>[^`]{1,1000})(?P=ticks)(?!`)"
    r"|\\(?P<sign>[*_#`~|>+!-])",
    re.MULTILINE,
)
#: Stands for those while marks are taken out. Nobody writes it.
_HELD = "\ue000"
# what is held must stay: each is put back in its turn
_LINK = rf"\[([^\[\]\n]{{0,500}})\]\([^()\s{_HELD}]{{0,2000}}(?: \"[^\"\n{_HELD}]{{0,500}}\")?\)"
#: Marks, and what stands in their place.
_MARKS = tuple(
    (re.compile(pattern, re.MULTILINE), by)
    for pattern, by in (
        (r"^[ >]*(?:[-*_=] ?){3,}$", ""),  # a rule
        (r"^[ >]*\|? ?:?-+:? ?\|[ :|-]*$", ""),  # the line below a table's head
        (r"^ ?(?:> ?)+", ""),
        (r"^ ?#{1,6} ", ""),
        (r"^ ?[-*+] ", " · "),
        (r"^ ?\|| \| |\| ?$", " · "),  # cells
        (rf"!{_LINK}", r"\1"),
        (_LINK, r"\1"),
        (r"(\*\*\*|\*\*|~~)(?=\S)([^\n]{1,500}?)(?<=\S)\1", r"\2"),
        (r"(?<![\w*])(\*|__?)(?=[^\s*_])([^\n*_]{1,500})(?<=\S)\1(?![\w*])", r"\2"),
    )
)
_GAPS = re.compile(r"[^\S\n]+")
_ENDS = re.compile(r"\s*(?:·\s*)*·\s+|\s+")


def plain(text: str) -> str:
    r"""A text without its marks, and with one space wherever there was any.

    >>> plain("# Plan *B*\n\n- costs [least](https://example.org), by `a*b*c`")
    'Plan B · costs least, by a*b*c'
    """
    text = text.replace(_HELD, "")
    held = iter(
        [match["inline"] or match["sign"] or match["block"] for match in _CODE.finditer(text)]
    )
    text = _GAPS.sub(" ", _CODE.sub(_HELD, text))
    for mark, by in _MARKS:
        text = mark.sub(by, text)
    text = re.sub(_HELD, lambda _: next(held), text)
    return _ENDS.sub(lambda gap: " · " if "·" in gap[0] else " ", text).strip(" ·")
