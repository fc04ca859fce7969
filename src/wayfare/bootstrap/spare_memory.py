"""Give memory that nothing needs any more back to the system.

The C library keeps what was freed, in an arena for each thread that allocates, and little of it is
asked for again. Where it is another one than glibc, nothing is done.
"""

import asyncio
import ctypes
import sys
from functools import cache

#: So often: whoever allocates meanwhile waits.
SPARE_S = 10.0
#: Threads share so many arenas. They hold Python's own lock most of the time, so few wait.
ARENAS = 1
_M_ARENA_MAX = -8  # malloc.h


async def spare_memory() -> None:
    """Have few arenas, and give back what is free in them, for ever."""
    library = _glibc()
    if library is None:
        return
    library.mallopt(_M_ARENA_MAX, ARENAS)
    while True:
        await asyncio.sleep(SPARE_S)
        await asyncio.to_thread(library.malloc_trim, 0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "gnu_get_libc_version") else None
