"""Keep what the table of prices said in a small file, so that the next start need not ask.

A file that is damaged, of another table or cannot be written is as good as none.
"""

import contextlib
import logging
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from wayfare import __version__
from wayfare.providers.prices.row import Question, TableRow, table_name

FILE_NAME = "prices.json"
#: Raise this when the table is read in another way.
READING = 1
log = logging.getLogger(__name__)


class Kept(msgspec.Struct, frozen=True):
    """Rows of one table, as one Wayfare read them."""

    edition: str
    rows: list[tuple[Question, TableRow]]


def edition() -> str:
    """What has to be the same for kept rows to hold."""
    return f"wayfare {__version__}, {table_name()}, {READING}"


def read_kept(path: Path) -> dict[Question, TableRow]:
    """What is kept in a file of this table; nothing where there is none."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        log.debug("%s: %s", path, error)
        return {}
    return dict(kept.rows) if kept.edition == edition() else {}


def keep(path: Path, rows: Mapping[Question, TableRow]) -> None:
    """Write the whole file or nothing of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(msgspec.json.encode(Kept(edition(), list(rows.items()))))
        draft.replace(path)
    except OSError as error:
        log.debug("%s: %s", path, error)
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
