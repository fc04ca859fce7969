"""In a real terminal: what turns while one waits, Ctrl+C, Ctrl+D, narrow ones, no colour."""

import re
import time

import pytest
from cli_terminal import in_terminal
from rich.cells import cell_len

pytestmark = pytest.mark.slow  # a real terminal, or real pip, every time

CTRL_C, CTRL_D = "\x03", "\x04"


@pytest.fixture
def seen(surroundings, to_server):
    """An environment in which the scripted Wayfare is asked."""
    return {**surroundings, **to_server, "LC_ALL": "C.UTF-8"}


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)


def test_a_spinner_turns_until_the_first_token(seen):
    with in_terminal("ask", "#fault delay=0.5\n안녕", "--lang", "ko", environ=seen) as terminal:
        terminal.until("답을 기다리는 중")
        terminal.until("You said: 안녕")
        assert terminal.end() == 0
        # the cursor is back, and nothing of the spinner is left on the answer's line
        assert terminal.text.index("\x1b[?25h") < terminal.text.index("You said")
        assert "세전" in terminal.text


def test_ctrl_c_ends_a_question_quietly(seen):
    with in_terminal("ask", "#pace 0.05\n#words 500", environ=seen) as terminal:
        terminal.until("every road")
        terminal.type(CTRL_C)
        assert terminal.end() == 130
        assert "Traceback" not in terminal.text


def test_a_conversation_goes_on_after_an_error_and_ends_at_ctrl_d(seen):
    with in_terminal("chat", environ=seen) as terminal:
        terminal.until("empty line or Ctrl+D")
        terminal.type("#fault status=400\r")
        terminal.until("Your request was malformed.")
        terminal.type("한국의 수도는?\r")
        terminal.until("한국의 수도는 서울입니다.")
        terminal.until("> ")
        terminal.type(CTRL_D)
        assert terminal.end() == 0
        assert "Traceback" not in terminal.text


@pytest.mark.parametrize("when", ["typing", "listening"])
def test_ctrl_c_ends_a_conversation_quietly(seen, when):
    with in_terminal("chat", environ=seen) as terminal:
        terminal.until("> ")
        if when == "listening":
            terminal.type("#pace 0.05\r")
            terminal.until("You")
        time.sleep(1)  # Python shows the prompt a moment before it listens for Ctrl+C
        terminal.type(CTRL_C)
        assert terminal.end() == 0
        assert "Traceback" not in terminal.text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_ticket_fits_into_forty_columns(seen, language):
    with in_terminal(
        "ask", "안녕", "--lang", language, environ={**seen, "NO_COLOR": "1"}, columns=40
    ) as terminal:
        assert terminal.end() == 0
    panel = [line for line in plain(terminal.text).splitlines() if line[:1] in "╭│╰" and line]
    assert len(panel) > 5
    assert {cell_len(line) for line in panel} == {40}


def test_no_color_means_no_color(seen):
    with in_terminal("ask", "Hi", environ={**seen, "NO_COLOR": "1"}) as terminal:
        assert terminal.end() == 0
    assert not re.search(r"\x1b\[(3[0-7]|9[0-7]|38|48)", terminal.text)


def test_an_answer_cannot_take_the_terminal_over(seen):
    with in_terminal("ask", "#say \x1b]0;owned\x07\x1b[2Jdone", environ=seen) as terminal:
        assert terminal.end() == 0
    assert "]0;owned[2Jdone" in terminal.text


def test_a_server_ends_well_at_ctrl_c(surroundings):
    arguments = ("serve", "--scripted", "--port", "0", "--lang", "ko")
    with in_terminal(*arguments, environ=surroundings) as terminal:
        terminal.until("Ctrl+C를 누르면 멈춥니다.")
        terminal.type(CTRL_C)
        began = time.monotonic()
        assert terminal.end() == 0
        assert time.monotonic() - began < 30
        assert "Traceback" not in terminal.text
