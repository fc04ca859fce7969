"""Write records behind the request's back: appended at once, durable within 100 ms.

Knows how to batch, to wait out a disk that cannot be written, and when to refuse. Knows
nothing of what a record means.

`append` costs the event loop a fraction of a microsecond. A thread gathers what comes
within `max_wait_s` and writes it in one transaction, a request with its decision and an
attempt with its completion and cost always together. What cannot be written is kept and
tried again; when too much is waiting, `append` raises. Nothing is dropped in silence.
"""

import atexit
import logging
import math
import time
from collections import deque
from threading import Event, Thread

from sqlalchemy import Table, func, select
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    SQLAlchemyError,
)

from wayfare.domain.errors import StoreError
from wayfare.domain.record import RequestRecord
from wayfare.store.database import Database, reason_of
from wayfare.store.rows import Record, Row, mended, rows_of
from wayfare.store.schema import attempts, requests

BATCH_MAX = 500
RETRY_FIRST_S = 0.05
RETRY_MAX_S = 2.0

#: What one record can be at fault for; anything else is the disk's or the database's.
_RECORD_FAULTS = (
    IntegrityError,
    DataError,
    InterfaceError,
    UnicodeError,
    OverflowError,
    TypeError,
    ValueError,
    AttributeError,
)

_ANY_FAULT = (SQLAlchemyError, MemoryError, *_RECORD_FAULTS)

_log = logging.getLogger(__name__)


class Writer:
    """Writes records to a database from a thread of its own.

    `records_max` bounds what may wait in memory. `refused` counts records that the
    database will never take, such as one whose id is already there; each is logged.
    """

    def __init__(
        self, database: Database, max_wait_s: float = 0.06, *, records_max: int = 100_000
    ) -> None:
        self.refused = 0
        self._database = database
        self._max_wait_s = max_wait_s
        self._records_max = records_max
        self._waiting: deque[Record | Event] = deque()
        self._batch: list[Record] = []
        self._doubtful: list[Record] = []  # sent, but the connection broke before the answer
        self._awake = Event()  # there is something to write
        self._hurry = Event()  # somebody waits for it
        self._stopping = Event()
        self._ended: str | None = None  # why nothing is taken any more
        self._trouble: str | None = None  # why nothing can be written just now
        self._thread = Thread(target=self._run, name="wayfare-store-writer", daemon=True)
        self._thread.start()
        # A daemon dies with the interpreter; what it holds must not.
        atexit.register(self.close)

    @property
    def trouble(self) -> str | None:
        """Why nothing can be written just now, or ever again."""
        return self._ended or self._trouble

    @property
    def waiting(self) -> int:
        """How many records wait for the disk."""
        return len(self._waiting) + len(self._batch)

    def append(self, record: Record) -> None:
        """Take a record. Never waits.

        Raises:
            StoreError: the writer has ended, or too much is waiting for the disk.
        """
        if self._ended is not None:
            raise StoreError(f"Nothing can be recorded any more: {self._ended}.")
        if len(self._waiting) + len(self._batch) >= self._records_max:
            raise StoreError(
                f"{self._records_max} records wait for the disk: {self._trouble or 'it is slow'}.",
                cure="Make room or free the lock; they are written as soon as it can be.",
            )
        self._waiting.append(record)
        if not self._awake.is_set():
            self._awake.set()

    def flush(self, timeout_s: float = math.inf) -> None:
        """Wait until everything appended so far is durable.

        Raises:
            StoreError: it is not, after this time, or never will be.
        """
        if not self._thread.is_alive() and not self._left():
            return
        deadline = time.monotonic() + timeout_s
        mark = Event()
        self._waiting.append(mark)
        self._hurry.set()
        self._awake.set()
        while not mark.wait(0.05):
            if not self._thread.is_alive() and not mark.is_set():
                raise StoreError(f"{self._left()} records were not written: {self._ended}.")
            if time.monotonic() >= deadline:
                raise StoreError(
                    f"{self._left()} records are not written yet: {self._trouble or 'too slow'}."
                )

    def close(self, timeout_s: float = 30.0) -> None:
        """Write what waits and end. May be called again.

        Raises:
            StoreError: not everything could be written in this time.
        """
        atexit.unregister(self.close)
        self._ended = self._ended or "the writer is closed"
        try:
            self.flush(timeout_s)
        finally:
            self._stopping.set()
            self._hurry.set()
            self._awake.set()
            self._thread.join(timeout_s)

    def _left(self) -> int:
        return len(self._batch) + sum(not isinstance(item, Event) for item in self._waiting.copy())

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._awake.wait()
                self._hurry.wait(self._max_wait_s)
                # cleared before taking: what comes from here on wakes the next round
                self._hurry.clear()
                self._awake.clear()
                self._write_waiting()
        except BaseException as error:  # noqa: BLE001 -- told to whoever appends, flushes or closes
            self._ended = f"the writer broke down ({type(error).__name__})"
            _log.critical("%s; %d records are not written.", self._ended, self._left())

    def _write_waiting(self) -> None:
        for _ in range(len(self._waiting) // BATCH_MAX + 1):
            marks = self._take()
            self._write_batch()
            if self._batch:
                return  # told to stop before the disk came back
            for mark in marks:
                mark.set()

    def _take(self) -> list[Event]:
        marks = []
        while self._waiting and len(self._batch) < BATCH_MAX:
            item = self._waiting.popleft()
            if isinstance(item, Event):
                marks.append(item)
                continue
            self._batch.append(item)
        return marks

    def _write_batch(self) -> None:
        """Write the batch, for as long as it takes."""
        delay_s = RETRY_FIRST_S
        while self._batch and not self._stopping.is_set():
            try:
                self._settle_doubt()
                self._commit(self._batch)
                self._batch = []
            except _ANY_FAULT as error:
                if _is_of_a_record(error):
                    self._write_one_by_one()
                    continue
                self._note_trouble(error)
                self._stopping.wait(delay_s)
                delay_s = min(RETRY_MAX_S, delay_s * 2)
        if self._trouble and not self._batch:
            self._trouble = None
            _log.warning("The database can be written again; nothing was lost.")

    def _write_one_by_one(self) -> None:
        """Find the records at fault, so that they do not hold up the others."""
        while self._batch:
            record = self._batch[0]
            try:
                self._commit([record])
            except _ANY_FAULT as error:
                if not _is_of_a_record(error):
                    return  # the disk: what is left is tried again
                self.refused += 1
                _log.error("Record %s is left out: %s.", record.id, _reason(error))
            del self._batch[0]

    def _commit(self, records: list[Record]) -> None:
        """Write records in one transaction, with marks for what the database cannot hold."""
        rows = rows_of(records)
        try:
            self._add(rows, records)
        except _ANY_FAULT as error:
            whole = mended(rows, self._database.place.nul_mark)
            if not _is_of_a_record(error) or whole == rows:
                raise
            self._add(whole, records)

    def _add(self, rows: dict[Table, list[Row]], records: list[Record]) -> None:
        try:
            with self._database.writing.begin() as connection:
                for table, some in rows.items():
                    if some:
                        self._database.place.add_rows(connection, table, some)
        except DBAPIError as error:
            if _is_lost(error):
                self._doubtful = records.copy()
            raise

    def _settle_doubt(self) -> None:
        """Where a connection broke at a commit, see whether that commit came to be."""
        if not self._doubtful:
            return
        ids = {record.id for record in self._doubtful}
        asked = {record.id for record in self._doubtful if isinstance(record, RequestRecord)}
        with self._database.writing.connect() as connection:
            stored = sum(
                connection.execute(
                    select(func.count()).select_from(table).where(table.c.id.in_(some))
                ).scalar_one()
                for table, some in ((requests, asked), (attempts, ids - asked))
            )
        # a transaction came to be as a whole, or not at all
        if stored == len(self._doubtful):
            self._batch = [record for record in self._batch if record.id not in ids]
        self._doubtful = []

    def _note_trouble(self, error: Exception) -> None:
        if self._trouble is None:
            _log.error(
                "The database cannot be written: %s. Records are kept and tried again.",
                _reason(error),
            )
        self._trouble = _reason(error)


def _is_lost(error: Exception) -> bool:
    """Whether the connection broke, so that nobody knows what became of the commit."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _is_of_a_record(error: Exception) -> bool:
    return isinstance(error, _RECORD_FAULTS) and not _is_lost(error)


def _reason(error: Exception) -> str:
    return reason_of(error) if isinstance(error, SQLAlchemyError) else type(error).__name__
