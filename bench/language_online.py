"""What becomes of a pivot in use: what it gains, how often its seal is wrong, how it is left again.

Three tables, each from a file of its own: `language_gain`, `language_seals`, `language_day`.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.language_day import Day, days, days_lines
from bench.language_gain import Gained, gains, gains_lines
from bench.language_seals import Sealed, seals, seals_lines
from bench.language_stream import read_texts


@dataclass(frozen=True, slots=True)
class Online:
    """The rows of the three tables."""

    gains: list[Gained]
    seals: list[Sealed]
    days: list[Day]


def online(folder: Path, *, quick: bool = False) -> Online:
    """Play all worlds."""
    texts = read_texts(folder)
    return Online(
        list(gains(folder, texts, quick=quick)),
        list(seals(folder, texts, quick=quick)),
        list(days(folder, texts, quick=quick)),
    )


def online_lines(found: Online) -> Iterator[str]:
    """The rows as three tables in Markdown."""
    yield from gains_lines(found.gains)
    yield ""
    yield from seals_lines(found.seals)
    yield ""
    yield from days_lines(found.days)


def online_figures(found: Online) -> list[dict[str, object]]:
    """The rows for a file, each with the table that it is of."""
    return [
        {"table": name, **asdict(row)}
        for name, rows in (("gains", found.gains), ("seals", found.seals), ("days", found.days))
        for row in rows
    ]
