"""Letter plots in Korean and Japanese too, whatever fonts this machine has.

An SVG keeps its words as words: whoever shows it has the fonts. A PNG needs one here. Knows fonts
and matplotlib, an extra. Knows nothing of what is drawn.
"""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

#: Fonts with the letters of a language, as the usual systems call them. Of one with the letters of
#: both, Japanese comes first: its Han is drawn otherwise, Hangul is the same.
FONTS: Final[Mapping[str, tuple[str, ...]]] = {
    "ja": (
        "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Hiragino Kaku Gothic ProN",
        "Yu Gothic", "Meiryo", "MS Gothic", "BIZ UDGothic", "IPAexGothic", "IPAGothic",
        "TakaoGothic", "VL Gothic", "Noto Sans CJK KR",
    ),
    "ko": (
        "Noto Sans CJK KR", "Noto Sans KR", "Pretendard", "Apple SD Gothic Neo", "AppleGothic",
        "Malgun Gothic", "NanumGothic", "NanumBarunGothic", "NanumSquare", "UnDotum",
        "Baekmuk Dotum", "Noto Sans CJK JP",
    ),
}  # fmt: skip


def font_for(language: str) -> str | None:
    """A font of this machine that has a language's letters; None: there is none that is known."""
    from matplotlib.font_manager import fontManager  # noqa: PLC0415 - an extra

    there = set(fontManager.get_font_names())
    return next((name for name in FONTS[language] if name in there), None)


def has_letters(path: Path, language: str) -> bool:
    """Whether a language can be read on what is drawn there; any font has the letters of English.

    >>> has_letters(Path("plot.svg"), "ja"), has_letters(Path("plot.png"), "en")
    (True, True)
    """
    is_plain = language not in FONTS
    return is_plain or path.suffix.lower() == ".svg" or font_for(language) is not None


@contextmanager
def lettered() -> Iterator[None]:
    """Within, what is drawn into a file can be in any of these languages, where that can be."""
    from matplotlib import rc_context  # noqa: PLC0415 - an extra

    fonts = filter(None, map(font_for, FONTS))
    families = ["DejaVu Sans", *dict.fromkeys(fonts), "sans-serif"]
    with (
        rc_context({"font.family": families, "svg.fonttype": "none"}),
        warnings.catch_warnings(),
    ):
        # a model may be called by letters that no font here has: on a PNG they are boxes
        warnings.filterwarnings("ignore", "Glyph .* missing")
        yield
