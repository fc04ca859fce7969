"""Let one process at a time do a thing, and tell the others what they wait for.

Knows files. Knows nothing of what is done meanwhile.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_LOOK_AGAIN_S = 0.2


@contextmanager
def file_lock(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a lock that ends with this process, however it ends.

    `waiting` is called now and then while another holds it; what it raises ends the wait.
    """
    with path.open("a") as file:  # never removed: a removed lock file would split the lock
        while not _take(file.fileno()):
            waiting()
            time.sleep(_LOOK_AGAIN_S)
        yield


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
