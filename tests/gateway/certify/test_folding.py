"""Whoever looks at claims waits a moment, however long the log is."""

import asyncio
import threading

from wayfare.domain.errors import StoreError
from wayfare.gateway.certify.folding import Folding


class Pieces:
    """A log of so many pieces, of which the second waits to be let go."""

    def __init__(self, count: int) -> None:
        self.left, self.folded = count, 0
        self.may_go_on = threading.Event()
        self.threads: set[int] = set()

    def fold_some(self) -> bool:
        self.threads.add(threading.get_ident())
        if self.folded:
            self.may_go_on.wait(10)
        self.folded += 1
        self.left -= 1
        return self.left > 0


async def test_a_short_log_is_folded_before_it_is_seen():
    pieces = Pieces(1)
    await Folding("pieces", pieces.fold_some, patience_s=10).look()
    assert pieces.folded == 1
    assert threading.get_ident() not in pieces.threads


async def test_a_long_one_is_seen_as_far_as_it_is_folded_and_folded_on_behind():
    pieces = Pieces(3)
    folding = Folding("pieces", pieces.fold_some, patience_s=0.05)
    await folding.look()
    await folding.look()  # nobody begins it a second time
    assert pieces.folded == 1
    pieces.may_go_on.set()
    folding.patience_s = 10
    await folding.look()
    assert (pieces.folded, pieces.left) == (3, 0)
    pieces.left = 1
    await folding.look()  # what came since
    assert pieces.folded == 4


async def test_a_log_that_cannot_be_read_is_read_again_by_whoever_looks_next(caplog):
    tries = []

    def fold_some() -> bool:
        tries.append(1)
        if len(tries) == 1:
            raise StoreError("The disk is gone.")
        return False

    folding = Folding("pieces", fold_some, patience_s=10)
    await folding.look()
    assert "pieces cannot be read just now: The disk is gone." in caplog.text
    await folding.look()
    assert len(tries) == 2


async def test_when_wayfare_ends_it_folds_no_more():
    pieces = Pieces(1_000_000)
    pieces.may_go_on.set()
    folding = Folding("pieces", pieces.fold_some, patience_s=0.05)
    await folding.look()
    await folding.close()
    folded = pieces.folded
    await asyncio.sleep(0.05)
    assert 0 < pieces.folded <= folded + 1
