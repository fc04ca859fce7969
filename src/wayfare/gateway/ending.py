"""Tell a task that Wayfare ends from one whose client left: both are cancelled.

Knows a word that goes along with the cancellation, and nothing else.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from wayfare.domain.errors import ShuttingDownError

_ENDING = "Wayfare ends"


def cut_all(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel tasks because Wayfare ends."""
    for task in tasks:
        task.cancel(_ENDING)


def end_behind(error: BaseException) -> ShuttingDownError | None:
    """What to say of a cancellation because Wayfare ends; None: it had another cause."""
    if not isinstance(error, asyncio.CancelledError) or error.args != (_ENDING,):
        return None
    return ShuttingDownError(
        "Wayfare was told to end and waited no longer.", cure="Ask again: another may be up."
    )


def go_on() -> None:
    """Take the cancellation as heard, to say a last word."""
    task = asyncio.current_task()
    assert task is not None, "something was cancelled"
    task.uncancel()
