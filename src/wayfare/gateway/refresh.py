"""Keep what was read from the store fresh: read it anew again and again, for ever.

Where it cannot be read the log says so once, and what was known goes on. Knows nothing of what
it is.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


async def refresh_for_ever(
    refresh: Callable[[], Awaitable[None]], every_s: float, failed: str
) -> None:
    """Refresh after each pause; `failed` is what the log says where that raises."""
    is_told = False
    while True:
        await asyncio.sleep(every_s)
        try:
            await refresh()
            is_told = False
        except Exception:
            if not is_told:
                log.exception(failed)
            is_told = True
