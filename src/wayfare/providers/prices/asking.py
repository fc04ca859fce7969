"""Ask the table of prices: in a process of its own where one can be had, else in this one.

Knows processes. Knows nothing of prices.
"""

import asyncio
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from wayfare.providers.prices.row import Answers, Batch

#: A machine that is busy takes seconds for what takes a third of one.
CHILD_MAX_S = 30.0
_TABLE_MODULE = "genai_prices.data"
_ANSWERS = msgspec.json.Decoder(Answers)
log = logging.getLogger(__name__)


class NoAnswerError(Exception):
    """The process did not answer, and why."""


def child_command(executable: str | None, *, is_frozen: bool) -> tuple[str, ...]:
    """How the process is started; empty where this one is no plain Python to start again.

    >>> child_command("/usr/bin/python3", is_frozen=False)[1:]
    ('-P', '-m', 'wayfare.providers.prices.child')
    >>> child_command("/opt/blender", is_frozen=False)
    ()
    """
    name = Path(executable or "").name.lower()
    if not executable or is_frozen or not name.startswith(("python", "pypy")):
        return ()
    # -P: a file in the working folder is no module of ours
    return (executable, "-P", "-m", "wayfare.providers.prices.child")


OWN_CHILD = child_command(sys.executable, is_frozen=getattr(sys, "frozen", False))


async def ask_table(batch: Batch, command: Sequence[str] = OWN_CHILD) -> Answers:
    """What the table says of models.

    Where it is loaded here already, or no process answers, it is read here, in a thread.
    """
    if command and _TABLE_MODULE not in sys.modules:
        try:
            return await ask_child(batch, command)
        except (OSError, NotImplementedError, NoAnswerError) as error:
            log.info("the table of prices is read in this process: %s", error)
    return await asyncio.to_thread(_read_here, batch)


def _read_here(batch: Batch) -> Answers:
    from wayfare.providers.prices.table import read_table  # noqa: PLC0415 - only where needed

    return read_table(batch)


async def ask_child(
    batch: Batch, command: Sequence[str] = OWN_CHILD, max_s: float = CHILD_MAX_S
) -> Answers:
    """What a process says of models; it is over when this returns.

    Raises:
        NoAnswerError: it said nothing, too late, or what cannot be read.
        OSError: it cannot be started.
    """
    process = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(max_s):
            said, _ = await process.communicate(msgspec.json.encode(batch))
        answers = _ANSWERS.decode(said)
    except TimeoutError as error:
        raise NoAnswerError(f"a process did not answer within {max_s:.0f} s") from error
    except msgspec.MsgspecError as error:
        status = await process.wait()
        raise NoAnswerError(f"a process said nothing of use (exit {status})") from error
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if len(answers.rows) != len(batch.questions):
        raise NoAnswerError("a process answered something else")
    return answers
