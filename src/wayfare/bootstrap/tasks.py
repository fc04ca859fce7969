"""End tasks that clean up behind themselves.

Knows asyncio. Knows nothing of what they do.
"""

import asyncio
from collections.abc import Collection
from typing import Any


async def end_tasks(tasks: Collection[asyncio.Task[Any]]) -> None:
    """Cancel tasks and wait until they have ended, however they end.

    Each has begun by then: one that is cancelled before would never come to its `finally`.
    """
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
