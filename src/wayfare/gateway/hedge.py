"""Ask a second arm where the first is slow to begin; who begins first answers.

The other is let go of at once and settled by what it may have cost: both were asked, and both
may charge. Off unless the settings say so.
"""

import asyncio
from collections.abc import Callable, Sequence

from wayfare.domain.errors import HedgeLostError
from wayfare.domain.record import Ending
from wayfare.gateway.begin import NOT_BEGUN, Begun, Try

_Racer = tuple[Try, asyncio.Task[Begun]]


async def race(first: Try, next_try: Callable[[], Try | None], after_s: float) -> Begun:
    """Begin the first try, and after a while the next one too, if it has not begun by then.

    Raises:
        NOT_BEGUN: none of them began.
    """
    racers = [_start(first)]
    try:
        done, _ = await asyncio.wait([racers[0][1]], timeout=after_s)
        if not done and (second := next_try()) is not None:
            racers.append(_start(second))
        while (winner := await _next_winner(racers)) is None:
            pass
    except BaseException:  # all failed, or the client left
        await _let_go(racers)
        raise
    begun = winner[1].result()
    losers = [racer for racer in racers if racer is not winner]
    for tried, _ in losers:
        if tried.attempt is not None:  # settled at once, however long its end takes
            tried.attempt.end(Ending.ABANDONED, error=HedgeLostError("Another arm began first."))
    try:
        await _let_go(losers)
    except BaseException:  # the client left at this very moment
        begun.let_go()
        begun.attempt.end(Ending.ABANDONED)
        raise
    return begun


def _start(tried: Try) -> _Racer:
    return tried, asyncio.create_task(tried.begin())


async def _next_winner(racers: Sequence[_Racer]) -> _Racer | None:
    """Wait until somebody begins or fails.

    Raises:
        Exception: the first one's, where all have failed; a fault of Wayfare's own at once.
    """
    running = [task for _, task in racers if not task.done()]
    if running:
        await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    errors = []
    for racer in racers:
        task = racer[1]
        if not task.done():
            continue
        error = task.exception()
        if error is None:
            return racer
        if not isinstance(error, NOT_BEGUN):
            raise error
        errors.append(error)
    if len(errors) == len(racers):
        raise errors[0]
    return None


async def _let_go(racers: Sequence[_Racer]) -> None:
    """Close what is under way, or has just begun. All of it is settled when this returns."""
    running = []
    for _, task in racers:
        if task.done():
            _drop(task)
            continue
        task.add_done_callback(_drop)
        task.cancel()
        running.append(task)
    if running:
        await asyncio.wait(running)


def _drop(task: asyncio.Task[Begun]) -> None:
    if not task.cancelled() and task.exception() is None:
        begun = task.result()
        begun.let_go()
        begun.attempt.end(Ending.ABANDONED)
