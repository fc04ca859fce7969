"""Say in a plain sentence why a file cannot be written, and what cures it.

Knows the operating system's errors. Knows nothing of what the file is for.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wayfare.domain.errors import WeightsError

#: Left free, so that the database and the rest of the machine go on working.
_SPARE_BYTES = 256 * 1024 * 1024

_CURE_ROOM = "Free some room, or set WAYFARE_CACHE to a folder that has it."
_CURE_RIGHTS = "Give yourself the right to write there, or set WAYFARE_CACHE to another folder."

_REASONS = {
    errno.ENOSPC: ("the disk is full", _CURE_ROOM),
    errno.EDQUOT: ("your share of the disk is used up", _CURE_ROOM),
    errno.EACCES: ("you may not write there", _CURE_RIGHTS),
    errno.EPERM: ("you may not write there", _CURE_RIGHTS),
    errno.EROFS: ("that disk is read-only", _CURE_RIGHTS),
    errno.ENOTDIR: ("a part of that path is a file", "Set WAYFARE_CACHE to another folder."),
    errno.EEXIST: ("a part of that path is a file", "Set WAYFARE_CACHE to another folder."),
}


@contextmanager
def plain_disk_errors(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a `WeightsError`."""
    try:
        yield
    except OSError as error:
        reason, cure = _REASONS.get(error.errno or 0, (str(error), _CURE_RIGHTS))
        raise WeightsError(f"{path} cannot be written: {reason}.", cure=cure) from error


def check_room(folder: Path, needed: int) -> None:
    """Refuse to begin what the disk cannot hold.

    Raises:
        WeightsError: there is too little room.
    """
    free = shutil.disk_usage(folder).free
    if free < needed + _SPARE_BYTES:
        raise WeightsError(
            f"{folder} needs {_mb(needed + _SPARE_BYTES)} MB and has {_mb(free)} MB left.",
            cure=_CURE_ROOM,
        )


def _mb(size: int) -> int:
    return -(-size // 1_000_000)
