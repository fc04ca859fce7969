"""How often a seal for a pivot is wrong, and how many answers must be compared for a right one.

Both ways answer every question that is compared, each right by itself as often as measured, so that
their scores differ more often than those of real answers to one question would: seals take longer.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

from bench.certificates import MARGIN, Run, play
from bench.histories import Array, Round, all_drawn
from bench.histories import World as History
from bench.language_stream import DIRECT, THROUGH, Texts, World, worlds

HISTORIES, ROUNDS, SEED = 1_000, 6_000, 31
MODELS = ("llama-7B", "xglm-7.5B")


@dataclass(frozen=True, slots=True)
class Sealed:
    """One world: the mean difference in points, and how many histories were ever sealed.

    `low` and `high` are the 95 % interval of that share (Wilson). `median` is how many comparisons
    half of them took; None: fewer than half were sealed.
    """

    world: str
    difference: float
    is_wrong: bool
    histories: int
    rounds: int
    seed: int
    share: float
    low: float
    high: float
    median: float | None


def history(world: World) -> History:
    """Rounds of a world: any place is as likely, both ways answer, each right by itself."""

    def answered(_: int, wealth: Array, rng: Generator) -> Round:
        right = world.right[rng.integers(len(world.right), size=len(wealth))]
        lot = (rng.random((len(wealth), 2)) < right).astype(np.float64)
        return all_drawn(lot[:, THROUGH] - lot[:, DIRECT])

    return answered


def moved(world: World, name: str, mean: float) -> World:
    """The same differences from place to place, with another mean over all places.

    Where a pivot would be right less often than never, direct answers are better instead.
    """
    gains = world.right[:, THROUGH] - world.right[:, DIRECT]
    gains = gains - gains.mean() + mean
    direct = np.clip(world.right[:, DIRECT], np.maximum(0.0, -gains), np.minimum(1.0, 1.0 - gains))
    right = np.stack([direct, direct + gains], axis=1)
    return World(name, world.model, world.languages, world.kinds, right)


def seals(folder: Path, texts: Texts, *, quick: bool = False) -> Iterator[Sealed]:
    """Worlds on the margin and below it, and such in which the pivot gains."""
    run = Run(100, 500, SEED) if quick else Run(HISTORIES, ROUNDS, SEED)
    for translator in ("outside", "own"):
        for world in worlds(folder, translator, texts):
            if world.model not in MODELS:
                continue
            for points in (-MARGIN, -0.05):
                name = f"{world.name}, {-100 * points:g} points worse"
                yield sealed(moved(world, name, points), run, is_wrong=True)
            yield sealed(world, run, is_wrong=False)


def sealed(world: World, run: Run, *, is_wrong: bool) -> Sealed:
    """Play a world."""
    ended = play(history(world), run).audited
    count = int(np.isfinite(ended).sum())
    low, high = _wilson(count, run.histories)
    middle = float(np.quantile(ended, 0.5, method="higher"))
    return Sealed(
        world=world.name,
        difference=100 * float((world.right[:, THROUGH] - world.right[:, DIRECT]).mean()),
        is_wrong=is_wrong,
        histories=run.histories,
        rounds=run.rounds,
        seed=run.seed,
        share=count / run.histories,
        low=low,
        high=high,
        median=middle if math.isfinite(middle) else None,
    )


def _wilson(count: int, total: int, z: float = 1.96) -> tuple[float, float]:
    share = count / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total**2)) / (1 + z * z / total)
    return max(0.0, middle - half), middle + half


def seals_lines(rows: Sequence[Sealed]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    yield "| world | difference | sealed, % | 95 % interval | a seal is | compared, median |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        median = "" if row.is_wrong or row.median is None else f"{row.median:,.0f}"
        yield (
            f"| {row.world} | {row.difference:.2f} | {100 * row.share:.1f} "
            f"| {100 * row.low:.1f} to {100 * row.high:.1f} "
            f"| {'wrong' if row.is_wrong else 'right'} | {median} |"
        )
