"""What the bench of certificates tells: rows of figures, and how they are printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with all that it needs to be found again. None: not defined there."""

    HEADINGS: ClassVar[Sequence[str]] = (
        *("world", "method", "n", "seed", "false"),
        *("audited, median", "90 %", "answers, median"),
    )

    world: str
    method: str
    n: int
    seed: int
    false_rate: float | None
    audited_median: float | None
    audited_p90: float | None
    requests_median: float | None

    def cells(self) -> list[str]:
        """What stands below the headings."""
        false = "-" if self.false_rate is None else f"{self.false_rate:.2%}"
        counts = [self.audited_median, self.audited_p90, self.requests_median]
        told = ["-" if count is None else f"{count:,g}" for count in counts]
        return [self.world, self.method, f"{self.n:,}", str(self.seed), false, *told]


def table_line(cells: Sequence[str]) -> str:
    """A line of a table."""
    return f"| {' | '.join(cells)} |"
