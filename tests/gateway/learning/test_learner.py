"""What was learned is read once it is needed, and nothing reads once all is closed."""

import asyncio
import threading

from wayfare.domain.errors import StoreError
from wayfare.gateway.learning.fold import Fold, Sources
from wayfare.gateway.learning.learner import Learner


class Log:
    """Outcomes that nobody said. Counting questions waits until it is let go."""

    def __init__(self, faults: int = 0) -> None:
        self.faults = faults
        self.begun, self.let_go = threading.Event(), threading.Event()
        self.counted = 0

    def read(self, number, most):
        return []

    def count(self) -> int:
        self.begun.set()
        assert self.let_go.wait(20)
        self.counted += 1
        if self.counted <= self.faults:
            raise StoreError("The database was closed.")
        return 7


def learner_of(log: Log) -> Learner:
    return Learner(Fold(Sources(log.read, count=log.count)))


async def test_closing_waits_for_what_still_reads():
    log = Log()
    learner = learner_of(log)
    await learner.look("Why?", None)
    assert await asyncio.to_thread(log.begun.wait, 20)
    closing = asyncio.create_task(learner.close())
    await asyncio.sleep(0.05)
    assert not closing.done()
    log.let_go.set()
    await closing
    assert log.counted == 1


async def test_ending_what_refreshes_does_not_end_what_reads():
    log = Log()
    learner = learner_of(log)
    await learner.look("Why?", None)
    refreshing = asyncio.create_task(learner.keep_learning())
    assert await asyncio.to_thread(log.begun.wait, 20)
    refreshing.cancel()
    await asyncio.wait([refreshing])
    log.let_go.set()
    await learner.close()
    assert (await learner.known()).questions == 7


async def test_a_log_that_cannot_be_read_at_first_is_read_later(caplog):
    log = Log(faults=1)
    log.let_go.set()
    learner = learner_of(log)
    await learner.look("Why?", None)
    assert await learner.refresh() == 0
    assert "cannot be read just now: The database was closed." in caplog.text
    assert (await learner.known()).questions == 7
