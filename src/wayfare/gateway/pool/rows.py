"""Hold what is remembered of arms, and keep it in a table that other processes change too.

Knows rows and where they lie. Knows nothing of why an arm is in or out.
"""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from wayfare.domain.pool import PoolRow


class PoolTable(Protocol):
    """Where rows are kept. Every method waits for the disk."""

    def read(self) -> Sequence[PoolRow]:
        """All that are kept."""
        ...

    def keep(self, rows: Sequence[PoolRow]) -> None:
        """Keep some, in place of those of the same arms."""
        ...

    def forget(self, arms: Sequence[str]) -> None:
        """Keep nothing of these arms."""
        ...


class PoolRows(Mapping[str, PoolRow]):
    """The rows by their arms' names, what is not saved yet among them.

    The table is asked for one thing at a time: what is read while a row is saved may lack it.
    """

    def __init__(self, table: PoolTable) -> None:
        self._table = table
        self._rows: dict[str, PoolRow] = {}
        self._unsaved: dict[str, PoolRow] = {}
        self._turn = asyncio.Lock()

    def __getitem__(self, arm: str) -> PoolRow:
        """What is remembered of an arm."""
        return self._rows[arm]

    def __iter__(self) -> Iterator[str]:
        """The arms of which something is remembered."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Of how many arms something is remembered."""
        return len(self._rows)

    @property
    def has_changes(self) -> bool:
        """Whether there is something to save."""
        return bool(self._unsaved)

    def put(self, row: PoolRow) -> None:
        """Remember a row, in place of one of the same arm."""
        self._rows[row.arm] = self._unsaved[row.arm] = row

    def drop(self, arm: str) -> None:
        """Remember nothing of an arm, until the table is read again."""
        del self._rows[arm]

    async def load(self) -> None:
        """Read what is kept; another process may have changed it."""
        async with self._turn:
            rows = await asyncio.to_thread(self._table.read)
            self._rows = {row.arm: row for row in rows} | self._unsaved

    async def save(self) -> None:
        """Keep what has changed.

        Raises:
            StoreError: it cannot be kept now; the next time tries again.
        """
        async with self._turn:
            rows = dict(self._unsaved)
            if not rows:
                return
            await asyncio.to_thread(self._table.keep, list(rows.values()))
            for name, row in rows.items():
                if self._unsaved.get(name) is row:
                    del self._unsaved[name]

    async def forget(self, arms: Collection[str]) -> None:
        """Remember and keep nothing of these arms.

        Raises:
            StoreError: they cannot be forgotten now.
        """
        async with self._turn:
            await asyncio.to_thread(self._table.forget, list(arms))
            for name in arms:
                self._rows.pop(name, None)
                self._unsaved.pop(name, None)
