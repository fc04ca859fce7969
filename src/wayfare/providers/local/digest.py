"""Check a file's size and sha256 once, and remember it beside the file's size and date.

Knows files and digests. Knows nothing of where a file came from.
"""

import hashlib
import logging
from pathlib import Path

import msgspec

from wayfare.ports import Progress, WeightFile

log = logging.getLogger(__name__)

_PIECE_BYTES = 4 * 1024 * 1024


class _Mark(msgspec.Struct, frozen=True):
    """A file that was checked. A file that was changed since has another size or date."""

    path: str
    size: int
    mtime_ns: int
    sha256: str


def agrees(path: Path, weights: WeightFile, progress: Progress) -> bool:
    """Whether a file is the one that is meant. Reads all of it.

    Raises:
        OSError: it cannot be read.
    """
    if path.stat().st_size != weights.size:
        return False
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            digest.update(piece)
            progress(f"{weights.name}: checking", file.tell(), weights.size)
    return digest.hexdigest() == weights.sha256


def is_remembered(path: Path, weights: WeightFile, marks: Path) -> bool:
    """Whether a file was found to agree before and has not changed since."""
    try:
        mark = msgspec.json.decode(_mark_of(path, marks).read_bytes(), type=_Mark)
        return mark == _mark(path, weights) and mark.size == weights.size
    except (OSError, msgspec.MsgspecError):
        return False


def remember(path: Path, weights: WeightFile, marks: Path, *, as_path: Path | None = None) -> None:
    """Note that a file agrees, so that it need not be read again.

    `as_path` is the name that it is about to get.
    """
    mark = _mark(path, weights, as_path=as_path)
    try:
        marks.mkdir(parents=True, exist_ok=True)
        _mark_of(as_path or path, marks).write_bytes(msgspec.json.encode(mark))
    except OSError as error:
        # a read-only cache still serves; its files are read through at each start
        log.info("cannot remember that %s was checked: %s", path, error)


def _mark(path: Path, weights: WeightFile, *, as_path: Path | None = None) -> _Mark:
    found = path.stat()
    name = str((as_path or path).absolute())
    return _Mark(name, found.st_size, found.st_mtime_ns, weights.sha256)


def _mark_of(path: Path, marks: Path) -> Path:
    short = hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:8]
    return marks / f"{path.name}.{short}.verified"
