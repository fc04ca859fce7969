"""What is under way is shown in the reader's language, on terminals of any width."""

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from wayfare.cli.progress import Waiting
from wayfare.cli.state import State

FILE = "Qwen2.5-Coder-0.5B-Instruct.Q4_K_M.gguf"
SIZE = 491_400_064


def notes(width: int = 80, **options: bool) -> Console:
    return Console(file=io.StringIO(), width=width, color_system=None, soft_wrap=True, **options)


def shown(console: Console) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", console.file.getvalue())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_bar_keeps_to_its_line(width):
    console = notes(width, force_terminal=True)
    with Waiting(State("ko", notes=console)) as waiting:
        waiting.spin("준비하는 중")
        waiting(FILE, 0, SIZE)
        waiting(FILE, SIZE // 2, SIZE)
        waiting(FILE + ": checking", SIZE // 2, SIZE)
    lines = re.split(r"[\r\n]+", shown(console))
    assert all(cell_len(line) <= width for line in lines)
    assert any(line.startswith(" 50% Qwen2.5") for line in lines)
    assert ("내려받는 중" in shown(console)) == (width > 40)


def test_where_there_is_no_terminal_each_file_is_said_once():
    console = notes()
    with Waiting(State("en", notes=console)) as waiting:
        waiting.spin("getting ready")
        for done in (0, SIZE // 2, SIZE):
            waiting(FILE, done, SIZE)
            waiting(FILE + ": checking", done, SIZE)
    assert shown(console) == f"fetching {FILE} (491 MB)\nchecking {FILE} (491 MB)\n"


def test_weights_that_are_there_are_not_talked_about():
    console = notes(force_terminal=True)
    with Waiting(State("en", notes=console)) as waiting:
        waiting(FILE, SIZE, SIZE)
    assert shown(console) == ""
