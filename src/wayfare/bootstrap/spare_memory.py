"""Give memory that nothing needs any more back to the system.

The C library keeps what was freed, in an arena for each thread that allocates, and little of it is
asked for again. Where it is another one than glibc, that is left to it.
"""

import asyncio
import ctypes
import sys
from collections.abc import Callable
from functools import cache

#: So often: whoever allocates meanwhile waits.
SPARE_S = 10.0
#: Threads share so many arenas. They hold Python's own lock most of the time, so few wait.
ARENAS = 1
#: What is larger has pages of its own, and is given back once it is freed, as large arrays are.
OWN_PAGES_BYTES = 128 * 1024
#: So much may lie free at the end of an arena meanwhile: requests soon ask for it again.
FREE_BYTES = 16 * 1024 * 1024
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8  # malloc.h


async def spare_memory(let_go: Callable[[], None]) -> None:
    """Have few arenas; let go, and give back what is free in them, for ever.

    `let_go` lets go of what comes back by itself when it is wanted.
    """
    library = _glibc()
    if library is not None:
        library.mallopt(_M_ARENA_MAX, ARENAS)
        library.mallopt(_M_MMAP_THRESHOLD, OWN_PAGES_BYTES)
        library.mallopt(_M_TRIM_THRESHOLD, FREE_BYTES)
    while True:
        await asyncio.sleep(SPARE_S)
        let_go()
        if library is not None:
            await asyncio.to_thread(library.malloc_trim, 0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "gnu_get_libc_version") else None
