"""Ask the same questions of a model again and again: how soon is it told that answers changed.

    python -m bench.again [--quick] [--json FILE]

24 questions, chosen because a first answer to each was right (of 200 whose chances of a right
answer are drawn around a mean). In each round one of them, drawn by lot, is asked again. After
`before` rounds each answer is less likely to be right by `drop` (where that is 0, nothing changes).
`told` is the share of histories of `n` in which a change was told before it came, or at all where
none did; `delay_median` and `delay_p90` are rounds from the change to the alarm, in those where
none came before (`-`: more than were played).

Rules: `wayfare`, `wayfare.evidence.again`; `first answer`, the same gamblers on the score less that
of the answer that the question was chosen by; `one reference`, on the score less that of one more
asking before all rounds; `five replays`, a mean of the last five rounds a tenth below the chosen
answers (a half of one star of five).
"""

import argparse
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from wayfare.evidence.again import Again
from wayfare.evidence.drift import EXPIRED, Drift

QUESTIONS, CANDIDATES, SEED = 24, 200, 20
OURS, FIRST, REFERENCE, FIVE = "wayfare", "first answer", "one reference", "five replays"
#: Learns the score of a question; whether an alarm is raised.
Rule = Callable[[int, float], bool]


@dataclass(frozen=True, slots=True)
class World:
    """Chances of right answers have this mean; `spread` small: nearly all are 0 or 1."""

    name: str
    mean: float
    spread: float
    drop: float = 0.0
    before: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with all that it needs to be found again. None: not defined there."""

    world: str
    drop: float
    before: int
    method: str
    n: int
    rounds: int
    seed: int
    told: float
    delay_median: float | None
    delay_p90: float | None


def chances_of(world: World, rng: Random) -> list[float]:
    """The chances of right answers to the questions that are chosen: a first answer was right."""
    a, b = world.mean * world.spread, (1 - world.mean) * world.spread
    drawn = [rng.betavariate(a, b) for _ in range(CANDIDATES)]
    return [chance for chance in drawn if rng.random() < chance][:QUESTIONS]


def ours(rng: Random) -> Rule:
    """What Wayfare does."""
    again = Again()

    def learn(question: int, score: float) -> bool:
        again.learn(question, score, rng.random())
        return again.has_changed

    return learn


def _beside(references: Sequence[float]) -> Rule:
    drift = Drift(1.0)

    def learn(question: int, score: float) -> bool:
        drift.learn(score - references[question])
        return drift.alarm >= EXPIRED

    return learn


def _five() -> Rule:
    last: list[float] = []

    def learn(question: int, score: float) -> bool:
        del question
        last.append(score)
        return len(last) >= 5 and sum(last[-5:]) / 5 <= 0.9

    return learn


def rule_of(method: str, chances: Sequence[float], rng: Random) -> Rule:
    """A rule by its name, as it begins."""
    if method == OURS:
        return ours(rng)
    if method == FIVE:
        return _five()
    asked = [float(rng.random() < chance) for chance in chances]
    return _beside([1.0] * len(chances) if method == FIRST else asked)


def alarm_at(world: World, method: str, rounds: int, rng: Random) -> float:
    """The round of the first alarm; infinite: none in so many rounds."""
    chances = chances_of(world, rng)
    learn = rule_of(method, chances, rng)
    for number in range(rounds):
        question = rng.randrange(len(chances))
        lost = world.drop if number >= world.before else 0.0
        if learn(question, float(rng.random() < chances[question] - lost)):
            return number + 1.0
    return math.inf


def play(world: World, method: str, n: int, rounds: int, seed: int = SEED) -> Row:
    """Many histories of one world."""
    rng = Random(seed)
    alarms = [alarm_at(world, method, rounds, rng) for _ in range(n)]
    quiet = sorted(at - world.before for at in alarms if not world.drop or at > world.before)
    told = sum(at <= (world.before if world.drop else rounds) for at in alarms) / n
    delays = [quiet[min(len(quiet) - 1, int(part * len(quiet)))] for part in (0.5, 0.9) if quiet]
    median, late = delays if world.drop and quiet else (None, None)
    return Row(world.name, world.drop, world.before, method, n, rounds, seed, told, median, late)


def rows_of(scale: float) -> list[Row]:
    """All of them, the false alarms first."""
    n = max(10, round(200 * scale))
    worlds = [("sure", 0.9, 0.5), ("unsure", 0.8, 8.0)]
    rows = []
    for name, mean, spread in worlds:
        for method in (OURS, FIRST, REFERENCE, FIVE):
            still = World(name, mean, spread)
            rows += [_told(play(still, method, n, rounds)) for rounds in (1_000, 5_000)]
    for name, mean, spread in worlds:
        for before in (100, 200, 400):
            for drop in (0.1, 0.2, 0.3):
                world = World(name, mean, spread, drop, before)
                rows.append(_told(play(world, OURS, n, before + 1_000)))
    return rows


def _told(row: Row) -> Row:
    delays = [
        "-" if cell is None or math.isinf(cell) else f"{cell:,g}"
        for cell in (row.delay_median, row.delay_p90)
    ]
    change = f"{row.drop:.0%} after {row.before}" if row.drop else "none"
    cells = [row.world, change, row.method, f"{row.n}", f"{row.rounds:,}", f"{row.told:.1%}"]
    print(f"| {' | '.join([*cells, *delays])} |", flush=True)
    return row


def main() -> None:
    """Play all worlds, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the histories")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    print("| world | drop | method | n | rounds | told falsely | delay, median | 90 % |")
    print("|---|---|---|---|---|---|---|---|")
    rows = rows_of(0.1 if arguments.quick else 1.0)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")


if __name__ == "__main__":
    main()
