"""Make backups, list them with the copies made before migrations, and find one to give away.

Every backup was checked whole before it stood in its folder; the audit log tells which was, and
when. Waits for the disk. Nobody names a file by its path: only what is listed is found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from wayfare.domain.audit import Action, Actor
from wayfare.domain.case import Case
from wayfare.domain.errors import ConflictError, NotFoundError, StoreError
from wayfare.gateway.accounts.audit import entry_of
from wayfare.gateway.clock import Clock
from wayfare.store.audit import PAGE_MAX, Wanted, add_entry, list_entries
from wayfare.store.backup import back_up
from wayfare.store.database import Database

#: Below the folder of the data.
FOLDER = "backups"
_MADE = re.compile(r"wayfare-\d{8}T\d{6}Z\.db")
_COPY = re.compile(r".+\.before-\d{4}")


class BackupKind(StrEnum):
    """How it came about."""

    MADE = "made"  # somebody wanted it
    BEFORE_MIGRATION = "before_migration"  # a newer Wayfare was about to change the tables


class Backup(msgspec.Struct, frozen=True):
    """A file that a store can be restored from. `at` and `checked_at` are Unix seconds.

    `checked_at`: when it was found whole; None: that is not known. `by` is who made it.
    """

    name: str
    kind: BackupKind
    bytes: int
    at: float
    checked_at: float | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the backups of a database stand. `home` is the folder of the data.

    `url` is the database's address, which may hold a password.
    """

    database: Database
    url: str = field(repr=False)
    home: Path
    clock: Clock

    @property
    def folder(self) -> Path:
        """Where those stand that somebody wanted."""
        return self.home / FOLDER

    def files(self) -> Iterator[tuple[BackupKind, Path]]:
        """Every file that can be restored from."""
        places = (
            (BackupKind.MADE, self.folder, _MADE),
            (BackupKind.BEFORE_MIGRATION, self.database.place.folder or self.home, _COPY),
        )
        for kind, folder, pattern in places:
            for path in sorted(folder.glob("*")):
                # a link may lead anywhere
                if pattern.fullmatch(path.name) and path.is_file() and not path.is_symlink():
                    yield kind, path


def list_backups(shelf: Shelf) -> list[Backup]:
    """All of them, the newest first.

    Raises:
        StoreError: who made them cannot be read.
    """
    told = list_entries(shelf.database, Wanted(action=Action.STORE_BACKUP, limit=PAGE_MAX))
    made = {each.subject: each for each in reversed(told)}
    found = []
    for kind, path in shelf.files():
        entry, stat = made.get(str(path)), path.stat()
        is_same = entry is not None and entry.detail.get("bytes") == stat.st_size
        found.append(
            Backup(
                path.name,
                kind,
                stat.st_size,
                stat.st_mtime,
                checked_at=entry.at if entry is not None and is_same else None,
                by=None if entry is None else entry.actor,
            )
        )
    return sorted(found, key=lambda each: each.at, reverse=True)


def make_backup(shelf: Shelf, actor: Actor) -> Backup:
    """Back the store up as of now, check the file, and say so in the audit log.

    Raises:
        ConflictError: one was made in this very second.
        StoreError: there is no room, or it cannot be written, or is not whole.
    """
    now = shelf.clock.now()
    name = f"wayfare-{datetime.fromtimestamp(now, UTC):%Y%m%dT%H%M%SZ}.db"
    path = shelf.folder / name
    try:
        shelf.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists():
            raise ConflictError(
                "A backup was made in this very second.",
                cure="Use that one.",
                case=Case.BACKUP_UNDER_WAY,
            )
        size = back_up(shelf.url, path)
    except OSError as error:
        raise StoreError(
            f"{shelf.folder} cannot be written: {error.strerror}.",
            cure="See that it belongs to whoever runs Wayfare, and that its disk has room.",
            case=Case.BACKUP_NOT_WRITTEN,
            values={"folder": str(shelf.folder)},
        ) from error
    entry = entry_of(shelf.clock, actor, Action.STORE_BACKUP, str(path), bytes=size)
    add_entry(shelf.database, entry)
    return Backup(name, BackupKind.MADE, size, now, entry.at, actor.name)


def take_backup(shelf: Shelf, actor: Actor, name: str) -> Path:
    """The file of a backup, to be given to somebody; the audit log says to whom.

    Raises:
        NotFoundError: there is none of this name.
    """
    path = next((path for _, path in shelf.files() if path.name == name), None)
    if path is None:
        raise NotFoundError(
            f"There is no backup {name!r}.", cure="`GET /api/backups` lists them.", param="backup"
        )
    add_entry(shelf.database, entry_of(shelf.clock, actor, Action.STORE_DOWNLOAD, str(path)))
    return path
