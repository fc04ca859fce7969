"""Where a pool keeps its rows, without a disk."""

from wayfare.domain.pool import PoolRow


class Table:
    """Rows in memory, as another process would find them."""

    def __init__(self) -> None:
        self.rows: dict[str, PoolRow] = {}

    def read(self):
        return list(self.rows.values())

    def keep(self, rows):
        self.rows |= {row.arm: row for row in rows}

    def forget(self, arms):
        for arm in arms:
            self.rows.pop(arm, None)
