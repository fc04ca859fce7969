"""The table is asked in a process that ends; where that fails it is read here, to the same end."""

import asyncio
import os
import subprocess
import sys

import msgspec
import pytest

from wayfare.providers.prices.asking import (
    OWN_CHILD,
    NoAnswerError,
    ask_child,
    ask_table,
    child_command,
)
from wayfare.providers.prices.row import NOT_KNOWN, Answers, Batch, Question
from wayfare.providers.prices.table import read_table

NOW = 1_795_000_000.0
QUESTIONS = [
    Question("openai", "gpt-4o"),
    Question("openai", "gpt-5.4"),  # with a tier
    Question("deepseek", "deepseek-chat"),  # by the hour
    Question("gemini", "gemini-2.0-flash"),  # retired
    Question("perplexity", "sonar"),  # so much per request
    Question("openai", "nope-9"),
    Question("nobody", "없음"),
]
BATCH = Batch(QUESTIONS, NOW)


def saying(code: str) -> tuple[str, ...]:
    """A process that does something else."""
    return (sys.executable, "-c", code)


async def test_a_process_says_what_the_table_says_here():
    answers = await ask_child(BATCH)
    assert answers == read_table(BATCH)
    assert [row.price is None for row in answers.rows] == [False] * 5 + [True] * 2
    assert answers.rows[-1] == NOT_KNOWN


def test_who_asks_does_not_load_the_table():
    code = f"""
import asyncio, sys
from wayfare.providers.prices.asking import ask_table
from wayfare.providers.prices.row import Batch, Question
row = asyncio.run(ask_table(Batch([Question("openai", "gpt-4o")], {NOW}))).rows[0]
print(row.price.rates.input, *(name in sys.modules for name in ("genai_prices", "pydantic")))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "2500000 False False\n"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (saying(""), "exit 0"),
        (saying("raise SystemExit(3)"), "exit 3"),
        (saying("print('nothing of the kind')"), "exit 0"),
        (saying("import sys; sys.stdin.close(); print('{}')"), "exit 0"),
        (saying('print(\'{"table": "t", "rows": []}\')'), "something else"),
        (saying("import sys; sys.stdout.buffer.write(b'\\xff\\x00')"), "exit 0"),
    ],
)
async def test_a_process_that_says_nothing_of_use_is_no_answer(command, why):
    with pytest.raises(NoAnswerError, match=why):
        await ask_child(BATCH, command)


async def test_a_process_ends_with_who_asks(tmp_path):
    told = tmp_path / "pid"
    os.mkfifo(told)
    saying_pid = f"with open({str(told)!r}, 'w') as told: told.write(str(os.getpid()))"
    code = f"import os, time\n{saying_pid}\ntime.sleep(600)"
    asking = asyncio.create_task(ask_child(BATCH, saying(code), 600.0))
    pid = int(await asyncio.to_thread(told.read_text))
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_time_runs_out():
    with pytest.raises(NoAnswerError, match="within 0 s"):
        await ask_child(BATCH, saying("import time; time.sleep(600)"), 0.01)


@pytest.mark.parametrize(
    "command", [(), ("/no/such/python",), saying("raise SystemExit(1)"), OWN_CHILD]
)
async def test_prices_are_the_same_whoever_reads_the_table(command):
    assert await ask_table(BATCH, command) == read_table(BATCH)


def test_where_no_process_answers_the_table_is_read_here():
    code = f"""
import asyncio, sys
from wayfare.providers.prices.asking import ask_table
from wayfare.providers.prices.row import Batch, Question
asked = ask_table(Batch([Question("openai", "gpt-4o")], {NOW}), ("/no/such/python",))
row = asyncio.run(asked).rows[0]
print(row.price.rates.input, "genai_prices.data" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "2500000 True\n"


async def test_the_loop_goes_on_while_the_table_is_asked():
    """Turns of the loop are counted, not timed: a blocked loop has none."""
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    code = 'import sys; sys.stdin.read(); print(\'{"table": "t", "rows": []}\')'
    answers = await ask_child(Batch([], NOW), saying(code))
    counting.cancel()
    assert answers == Answers("t", [])
    assert turns > 2


@pytest.mark.parametrize(
    ("executable", "is_frozen"),
    [(None, False), ("", False), ("/opt/blender", False), ("/usr/bin/python3", True)],
)
def test_what_is_no_plain_python_is_not_started_again(executable, is_frozen):
    assert child_command(executable, is_frozen=is_frozen) == ()


def test_a_row_comes_back_as_it_was_sent():
    answers = read_table(BATCH)
    assert msgspec.json.decode(msgspec.json.encode(answers), type=Answers) == answers
