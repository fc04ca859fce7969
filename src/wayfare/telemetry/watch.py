"""Tell those who watch what was recorded, behind the request's back.

Stands before the writer of records and hands everything on to it. A request pays for two
appends; all else is done by a thread of its own, a few times a second.
"""

import logging
from collections import deque
from collections.abc import Sequence
from threading import Event, Lock, Thread
from typing import Protocol

from wayfare.domain.record import AttemptRecord, RequestRecord
from wayfare.telemetry.exchange import Exchange, under_way

log = logging.getLogger(__name__)

Record = RequestRecord | AttemptRecord

#: The variable that names the folder in which several processes count together.
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

ROUND_S = 0.2
TICK_S = 5.0


class Records(Protocol):
    """Where records go."""

    def append(self, record: Record) -> None:
        """Take one record."""
        ...

    def flush(self) -> None:
        """Wait until everything is durable."""
        ...


class Observer(Protocol):
    """Who is told. Called from one thread at a time, never from the event loop."""

    def note_record(self, record: Record) -> None:
        """Something was recorded."""
        ...

    def note_exchange(self, exchange: Exchange) -> None:
        """A request is over."""
        ...

    def tick(self) -> None:
        """Some time has passed."""
        ...

    def close(self) -> None:
        """Nothing more will come."""
        ...


class Watch:
    """Where records go when somebody watches.

    `waiting_max` bounds what waits to be told; what comes beyond it is not told, and counted in
    `dropped`. The records themselves are written in any case.
    """

    def __init__(
        self, records: Records, observers: Sequence[Observer], *, waiting_max: int = 50_000
    ) -> None:
        self.dropped = 0
        self._records = records
        self._observers = observers
        self._waiting_max = waiting_max
        self._waiting: deque[Record | Exchange] = deque()
        self._awake = Event()
        self._stopping = Event()
        self._turn = Lock()
        self._thread = Thread(target=self._run, name="wayfare-watch", daemon=True)
        self._thread.start()

    def append(self, record: Record) -> None:
        """Take one record. Never waits."""
        self._records.append(record)
        exchange = under_way.get(None)
        if exchange is not None and not exchange.is_over:
            exchange.records.append(record)
        self._tell(record)

    def flush(self) -> None:
        """Wait until everything appended so far is durable."""
        self._records.flush()

    def end(self, exchange: Exchange) -> None:
        """Take a request that is over. Never waits."""
        exchange.is_over = True
        self._tell(exchange)

    def settle(self) -> None:
        """Tell all that waits, now."""
        with self._turn:
            for _ in range(len(self._waiting)):
                item = self._waiting.popleft()
                for observer in self._observers:
                    _tell_one(observer, item)
            for observer in self._observers:
                _quietly(observer.tick)

    def close(self) -> None:
        """Tell what waits and end."""
        self._stopping.set()
        self._awake.set()
        self._thread.join()
        self.settle()
        for observer in self._observers:
            _quietly(observer.close)

    def _tell(self, item: Record | Exchange) -> None:
        if len(self._waiting) >= self._waiting_max:
            self.dropped += 1
            return
        self._waiting.append(item)
        if not self._awake.is_set():
            self._awake.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._awake.wait(TICK_S)
            self._stopping.wait(ROUND_S)
            self._awake.clear()
            self.settle()


def _tell_one(observer: Observer, item: Record | Exchange) -> None:
    try:
        if isinstance(item, Exchange):
            observer.note_exchange(item)
            return
        observer.note_record(item)
    except Exception:  # who watches must not stop what is watched
        log.exception("%s could not take a record", type(observer).__name__)


def _quietly(work: object) -> None:
    try:
        assert callable(work)
        work()
    except Exception:
        log.exception("somebody who watches failed")
