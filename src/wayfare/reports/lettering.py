"""Letter plots in Hangul too, whatever fonts this machine has.

An SVG keeps its words as words: whoever shows it has the fonts. A PNG needs one here. Knows fonts
and matplotlib, an extra. Knows nothing of what is drawn.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Fonts with Hangul, as the usual systems call them.
_HANGUL = (
    "Noto Sans CJK KR", "Noto Sans KR", "Pretendard", "Apple SD Gothic Neo", "AppleGothic",
    "Malgun Gothic", "NanumGothic", "NanumBarunGothic", "NanumSquare", "UnDotum", "Baekmuk Dotum",
    "Noto Sans CJK JP",
)  # fmt: skip


def hangul_font() -> str | None:
    """A font of this machine that has Hangul; None: there is none that is known."""
    from matplotlib.font_manager import fontManager  # noqa: PLC0415 - an extra

    there = set(fontManager.get_font_names())
    return next((name for name in _HANGUL if name in there), None)


def has_hangul(path: Path) -> bool:
    """Whether Hangul can be read on what is drawn there."""
    return path.suffix.lower() == ".svg" or hangul_font() is not None


@contextmanager
def lettered() -> Iterator[None]:
    """Within, what is drawn and written into a file can have Hangul on it, where that can be."""
    from matplotlib import rc_context  # noqa: PLC0415 - an extra

    hangul = hangul_font()
    families = ["DejaVu Sans", *([] if hangul is None else [hangul]), "sans-serif"]
    with (
        rc_context({"font.family": families, "svg.fonttype": "none"}),
        warnings.catch_warnings(),
    ):
        # a model may be called by letters that no font here has: on a PNG they are boxes
        warnings.filterwarnings("ignore", "Glyph .* missing")
        yield
