"""Copy the database before its tables are changed, so that there is a way back.

Knows names, room on the disk, and how many copies are kept. Knows nothing of how a kind
of database is copied.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from wayfare.domain.errors import StoreError
from wayfare.store.place import Place
from wayfare.store.schema import HEAD
from wayfare.store.sqlite import make_private

COPIES_KEPT = 3
#: A larger database on a server has its own backups; to copy it would keep everyone waiting.
SERVER_BYTES_MAX = 1024**3
#: What must stay free on the disk beside a copy.
SPARE_BYTES = 64 * 1024**2


def copy_before(place: Place, source: Engine, folder: Path, revision: str) -> Path:
    """Copy the database into `folder`, as `wayfare.db.before-0006`, and drop older copies.

    Raises:
        StoreError: there is no room for it, or a server's is too large to wait for.
    """
    with source.connect() as connection:
        size = place.bytes_used(connection)
    if place.folder is None and size > SERVER_BYTES_MAX:
        raise StoreError(
            f"The tables are to change, and {size:,} bytes are too many to copy them before.",
            cure="Copy the database by its own means, then run: wayfare store migrate --no-copy",
        )
    base = place.name if place.folder is not None else "wayfare.db"
    target = folder / f"{Path(base).name}.before-{HEAD}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(target, size) as part:
        place.copy(source, part, revision)
    copies = sorted(folder.glob(f"{Path(base).name}.before-*"))
    for older in [copy for copy in copies if copy.suffix != ".part"][:-COPIES_KEPT]:
        older.unlink()
    return target


@contextmanager
def whole_file(target: Path, size: int) -> Iterator[Path]:
    """A file for its owner alone, which stands at `target` once the block has ended well.

    Raises:
        StoreError: `size` bytes have no room beside it, or it cannot be made.
    """
    free = shutil.disk_usage(target.parent).free
    if free < size + SPARE_BYTES:
        raise StoreError(
            f"A copy of {size:,} bytes has no room in {target.parent}: {free:,} are free.",
            cure="Make room, or choose another place.",
        )
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)  # of one that was cut off
    make_private(part)
    try:
        yield part
        _reach_disk(part)
        part.replace(target)
        _reach_disk(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _reach_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
