"""Take the picture of the demo anew: run the real thing, and draw what a terminal shows.

    .venv/bin/python docs/picture.py

Asks the embedded local models, in a home that is thrown away. Writes docs/images/demo.svg.
"""

import html
import os
import re
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

PICTURE = Path(__file__).parent / "images" / "demo.svg"
COMMAND = ("demo", "--once", "--lang", "en")
COLUMNS = 84
BYTES_MAX = 60_000

FONT_SIZE = 20
CELL_WIDTH = 12.04  # as wide as a letter of Menlo or DejaVu Sans Mono

#: Rich's frame without the fonts that it would fetch from elsewhere.
FRAME = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code", "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono'"
)


def run_demo() -> str:
    """What the demo prints, colours included."""
    with tempfile.TemporaryDirectory() as home:
        environ = {
            **os.environ,
            "WAYFARE_HOME": home,
            "COLUMNS": str(COLUMNS),
            "FORCE_COLOR": "1",
            "TTY_INTERACTIVE": "0",  # colours, but nothing that turns
        }
        done = subprocess.run(  # noqa: S603 - this very command
            [sys.executable, "-m", "wayfare", *COMMAND, "--port", "0"],
            cwd=home,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=True,
        )
    return done.stdout


def draw(shown: str) -> str:
    """A terminal with this in it, as SVG."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "dim"), ("wayfare " + " ".join(COMMAND), "bold")))
    console.print(Text.from_ansi(shown.strip("\n")))
    picture = console.export_svg(
        title="wayfare",
        theme=MONOKAI,
        code_format=FRAME,
        unique_id="demo",
        font_aspect_ratio=CELL_WIDTH / FONT_SIZE,
    )
    return re.sub(r'textLength="[\d.]+"([^>]*)>([^<]*)<', _with_its_width, picture)


def _with_its_width(found: re.Match[str]) -> str:
    """Rich counts letters, but one of Hangul takes two cells."""
    rest, text = found.groups()
    width = cell_len(html.unescape(text)) * CELL_WIDTH
    return f'textLength="{width:.2f}"{rest}>{text}<'


def main() -> None:
    """Run, draw, write; a picture that tells of this machine is not written."""
    picture = draw(run_demo())
    for private in (str(Path.home()), tempfile.gettempdir() + "/"):
        if private in picture:
            sys.exit(f"The picture would show {private!r}.")
    if len(picture.encode()) > BYTES_MAX:
        sys.exit(f"The picture has more than {BYTES_MAX:,} bytes.")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture, "utf-8")


if __name__ == "__main__":
    main()
