"""What Wayfare's own rule makes of a pivot while it learns, where that helps and where it does not.

A row is a group of worlds after so many questions: how much of what the better way of each place
would gain, beyond asking directly, the rule gained; and what it lost where there is no gain. Both
are counted in expected points, and in what they are worth: points less what the pivot costs more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.language_stream import (
    DIRECT,
    THROUGH,
    Floats,
    Texts,
    TwoWays,
    World,
    ask,
    foretold,
    measured_of,
    worlds,
)

#: Families that were looked at while the rule was worked on, by other seeds: none is told of here.
LOOKED_AT = ("bloom", "polylm")
AFTER = (1_000, 3_000, 10_000)
MODELS, SEEDS, FIRST_SEED = 4, 2, 1


@dataclass(frozen=True, slots=True)
class Course:
    """One run, question by question: which way, and what the pivot is better by, in points."""

    through: Floats
    gain: Floats
    worth: Floats


@dataclass(frozen=True, slots=True)
class Gained:
    """A group of worlds after `questions`, in points a question; `error` are standard errors.

    `best` is what the better way of each place gains beyond asking directly, `gained` what the
    rule did; `worth` the same less what it costs more. Of every answer it came back whether it was
    right, so that there are as many outcomes.
    """

    group: str
    questions: int
    runs: int
    through: float
    best: float
    gained: float
    gained_error: float
    best_worth: float
    worth: float
    worth_error: float


def run(world: World, texts: Texts, questions: int, seed: int) -> Course:
    """Ask so many questions, one after the other."""
    rng = np.random.default_rng([seed, 7])
    rule = TwoWays(world, np.random.default_rng([seed, 9]))
    through, gain, worth = (np.empty(questions) for _ in range(3))
    for number in range(questions):
        question = ask(world, texts, number, rng)
        way = rule.ask(question)
        right = world.right[question.place]
        through[number] = way
        gain[number] = 100 * (right[THROUGH] - right[DIRECT])
        worth[number] = gain[number] - rule.extra(question)
        rule.see(question.asked, way, question.right[way])
    return Course(through, gain, worth)


def summary(group: str, courses: Sequence[Course], after: int) -> Gained:
    """What some runs came to after so many questions."""
    gained = np.array([(c.through * c.gain)[:after].mean() for c in courses])
    worth = np.array([(c.through * c.worth)[:after].mean() for c in courses])
    best = np.array([np.maximum(c.gain, 0.0)[:after].mean() for c in courses])
    best_worth = np.array([np.maximum(c.worth, 0.0)[:after].mean() for c in courses])
    return Gained(
        group=group,
        questions=after,
        runs=len(courses),
        through=100 * float(np.mean([c.through[:after].mean() for c in courses])),
        best=float(best.mean()),
        gained=float(gained.mean()),
        gained_error=_error(gained),
        best_worth=float(best_worth.mean()),
        worth=float(worth.mean()),
        worth_error=_error(worth),
    )


def _error(values: Floats) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 0.0


#: What a world becomes where there is no gain.
EVEN = {"pivot equal": 0.0, "pivot 5 points worse": -0.05}


def groups(folder: Path, texts: Texts, count: int) -> Iterator[tuple[str, list[World]]]:
    """Worlds of models that were not looked at, `count` of each translator; and even ones.

    Each three times where it makes a difference: where nothing was measured before, where models of
    other families were measured in the same world, and where those that were are of another one.
    """
    for translator in ("outside", "own"):
        measured = measured_of(folder, translator)
        unseen = [w for w in worlds(folder, translator, texts) if not w.model.startswith(LOOKED_AT)]
        chosen = unseen[:: max(1, len(unseen) // count)][:count]
        told = [foretold(world, measured) for world in chosen]
        yield f"measured, {translator} translation", chosen
        yield f"the same, others measured before, {translator}", told
    for name, gain in EVEN.items():
        yield name, [world.with_gain(name, gain) for world in chosen]
        yield f"{name}, so of others before", [w.with_gain(name, gain, of_all=True) for w in told]
        yield f"{name}, others gained", [world.with_gain(name, gain) for world in told]


def gains(folder: Path, texts: Texts, *, quick: bool = False) -> Iterator[Gained]:
    """A row for each group and number of questions."""
    count, seeds, after = (1, 1, (300,)) if quick else (MODELS, SEEDS, AFTER)
    for name, its in groups(folder, texts, count):
        courses = [
            run(world, texts, after[-1], seed)
            for world in its
            for seed in range(FIRST_SEED, FIRST_SEED + seeds)
        ]
        yield from (summary(name, courses, each) for each in after)


def gains_lines(rows: Sequence[Gained]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    yield (
        "| world | questions, outcomes | runs | through, % | best | gained | of best, % "
        "| worth: best | worth | of best, % |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for row in rows:
        yield (
            f"| {row.group} | {row.questions:,} | {row.runs} | {row.through:.1f} | {row.best:.2f} "
            f"| {row.gained:.2f} ±{row.gained_error:.2f} | {_share(row.gained, row.best)} "
            f"| {row.best_worth:.2f} | {row.worth:.2f} ±{row.worth_error:.2f} "
            f"| {_share(row.worth, row.best_worth)} |"
        )


def _share(gained: float, best: float) -> str:
    return f"{100 * gained / best:.0f}" if best > 0.01 else ""
