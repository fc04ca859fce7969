"""Find requests whose end was never written: the process that answered them died first.

Knows the log and who else has the database open. Knows nothing of what a lost request means.
"""

import fcntl
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from wayfare.domain.errors import StoreError
from wayfare.store.database import Database
from wayfare.store.schema import attempts, decisions, requests


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request without an attempt: it is being answered, or was lost.

    `arm` was chosen for it; `input_tokens` is our own count.
    """

    id: str
    started_at: float
    arm: str
    input_tokens: int


def open_requests(database: Database, *, since: float, until: float) -> Sequence[OpenRequest]:
    """Those that began in [since, until), Unix seconds, the oldest first.

    Raises:
        StoreError: the database cannot be read.
    """
    wanted = (
        select(requests.c.id, requests.c.started_at, decisions.c.arm, requests.c.input_tokens)
        .join(decisions)
        .where(
            requests.c.started_at >= since,
            requests.c.started_at < until,
            ~select(attempts.c.id).where(attempts.c.request_id == requests.c.id).exists(),
        )
        .order_by(requests.c.started_at)
    )
    with database.read() as connection:
        return [OpenRequest(*row) for row in connection.execute(wanted)]


class Presence:
    """Shows that this process has the database open. The kernel forgets it when the process dies.

    `was_alone`: nobody else had it open when this process came, so that whatever was begun
    before is over. Known of SQLite alone: others are opened from several machines.
    """

    def __init__(self, database: Database) -> None:
        self.was_alone = False
        self._handle: int | None = None
        path = database.writing.url.database
        if database.writing.dialect.name != "sqlite" or path is None:
            return
        try:
            self._handle = os.open(f"{Path(path)}-open", os.O_CREAT | os.O_RDWR, mode=0o600)
            self.was_alone = self._was_first(self._handle)
            fcntl.flock(self._handle, fcntl.LOCK_SH)
        except OSError as error:
            self.close()
            raise StoreError(f"{path}-open cannot be locked: {error.strerror}.") from error

    @staticmethod
    def _was_first(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Be gone."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
