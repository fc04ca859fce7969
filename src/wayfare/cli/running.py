"""Run what a command does, and end it cleanly on Ctrl+C and on SIGTERM.

Both cancel the command's task, so that children end and what was recorded is written.
"""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


def run_to_end(work: Coroutine[Any, Any, T]) -> T:
    """Run a command's coroutine on the fastest event loop that is here.

    Raises:
        KeyboardInterrupt: Ctrl+C ended it.
        SystemExit: SIGTERM ended it.
    """
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        try:
            return runner.run(_ended_by_signal(work))
        except asyncio.CancelledError:
            raise SystemExit(128 + signal.SIGTERM) from None


async def _ended_by_signal(work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.current_task()
    assert task is not None, "a runner runs a task"
    with suppress(NotImplementedError):  # not on every platform
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await work


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The fastest event loop that is here."""
    try:
        import uvloop  # noqa: PLC0415 - not on every platform
    except ImportError:
        return None
    return uvloop.new_event_loop
