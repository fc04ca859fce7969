"""Run a small program with a text on its stdin, for so long and no longer."""

import asyncio
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Sequence

#: What a child may say. What says more has something else in mind.
SAID_BYTES_MAX = 16 * 1024


class TookTooLongError(Exception):
    """The program was ended before it had ended."""


async def run_child(
    command: Sequence[str],
    given: bytes,
    wall_s: float,
    *,
    hands: Sequence[int] = (),
    with_errors: bool = False,
) -> bytes:
    """What it said. `hands` are descriptors that it gets; `with_errors`: stderr is heard too.

    Raises:
        TookTooLongError: its time was over. It and all that it began are gone.
        OSError: it cannot be started.
    """
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=STDOUT if with_errors else DEVNULL,
            pass_fds=hands,
            env={},
            start_new_session=True,
        )
    )
    try:
        process = await asyncio.shield(starting)
    except asyncio.CancelledError:
        # one that is half begun would run on with nobody to end it
        await _end(await starting)
        raise
    try:
        return await asyncio.wait_for(_talk(process, given), wall_s)
    except TimeoutError as error:
        raise TookTooLongError from error
    finally:
        await _end(process)


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    while await process.stdout.read(SAID_BYTES_MAX):
        continue  # what was still on its way; the pipe is closed only when all was read
    await process.wait()


async def _talk(process: Process, given: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    feeding = asyncio.create_task(_feed(process.stdin, given))
    try:
        said = b""
        while len(said) < SAID_BYTES_MAX and (piece := await process.stdout.read(4096)):
            said += piece
        return said[:SAID_BYTES_MAX]
    finally:
        feeding.cancel()


async def _feed(stdin: asyncio.StreamWriter, given: bytes) -> None:
    try:
        stdin.write(given)
        await stdin.drain()
    except ConnectionError:
        pass  # it ended before it had read all; what it said tells why
    finally:
        stdin.close()
