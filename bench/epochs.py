"""Play a model that gets worse behind its name, where its change is known and where not.

    python -m bench.epochs [--seeds N] [--json FILE]

Three models stand at 80, 72 and 60 good answers of 100, and 500 outcomes say so. Then the first
falls to 65. `auto:best` goes on choosing by what is learned, a tenth of the questions go to any
model by lot, and each answer brings an outcome. Told is after how many outcomes the first is left,
so that it is asked in no more than a tenth of the 50 questions that follow, and how many points
were lost on the way, beside whoever always asks the best: also where somebody says that it changed,
and it did not.
"""

import argparse
import json
import os
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the server does

import numpy as np

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Deployment
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.embedding.hashing import look
from wayfare.gateway.learning.belief import Belief
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.routing.epochs import Epochs
from wayfare.routing.router import PriorRouter
from wayfare.store.outcomes import Decided, Learnable

BEFORE = {"first": 0.80, "second": 0.72, "third": 0.60}
FALLEN = BEFORE | {"first": 0.65}
ASKED_BEFORE, ASKED_AFTER, BY_LOT, SETTLED_AFTER = 500, 400, 0.1, 10
LEFT_FOR = 50
OFFERS = [Offer(Arm(arm, Deployment(arm, "bench", arm)), 100, 0.7, None) for arm in BEFORE]


@dataclass(frozen=True, slots=True)
class Played:
    """After how many outcomes the first was left; what was lost, in points a question."""

    left_after: int
    lost: float


def main() -> None:
    """Play all seeds both ways, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    figures = {}
    for name, is_known, after in (
        ("fell, not known", False, FALLEN),
        ("fell, known", True, FALLEN),
        ("as before", False, BEFORE),
        ("as before, said to have changed", True, BEFORE),
    ):
        played = [play(seed, after, is_known=is_known) for seed in range(arguments.seeds)]
        figures[name] = summary(played)
        print(f"{name:32}", *(f"{key} {value:.2f}" for key, value in figures[name].items()))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures))


def summary(played: Sequence[Played]) -> dict[str, float]:
    """The median and the slowest of some, and the mean of what they lost."""
    after = [each.left_after for each in played]
    return {
        "median": statistics.median(after),
        "slowest": max(after),
        "points_lost": statistics.mean(each.lost for each in played),
    }


def play(
    seed: int, after: Mapping[str, float], *, is_known: bool, asked_after: int = ASKED_AFTER
) -> Played:
    """One world, in which arms are so good `after` the change.

    Where the first is never left, that is told with all that was asked.
    """
    rng = np.random.default_rng(seed)
    changes = Epochs({"first": (float(ASKED_BEFORE),)} if is_known else {})
    knowledge, router = Knowledge(Belief(epochs=changes)), PriorRouter(0)
    arms = list(BEFORE)
    for number in range(ASKED_BEFORE):
        arm = str(rng.choice(arms, p=[0.6, 0.3, 0.1]))
        knowledge.learn([_outcome(knowledge, number, arm, float(rng.random() < BEFORE[arm]))])
    favourites = []
    for step in range(asked_after):
        if step % SETTLED_AFTER == 0:
            knowledge.settle()
        number = ASKED_BEFORE + step
        favourite = _favourite(knowledge, router, number)
        favourites.append(favourite)
        arm = str(rng.choice(arms)) if rng.random() < BY_LOT else favourite
        knowledge.learn([_outcome(knowledge, number, arm, float(rng.random() < after[arm]))])
    lost = [max(after.values()) - after[each] for each in favourites]
    return Played(_left_after(favourites), 100 * statistics.mean(lost))


def _left_after(favourites: Sequence[str]) -> int:
    for step in range(len(favourites) - LEFT_FOR):
        if favourites[step : step + LEFT_FOR].count("first") * 10 <= LEFT_FOR:
            return step
    return len(favourites)


def _question(number: int) -> str:
    return f"What is {number} times {number % 17 + 3}, and why?"


def _favourite(knowledge: Knowledge, router: PriorRouter, number: int) -> str:
    """The arm that is asked where no lot is drawn."""
    vector = look(_question(number))
    context = Context("en", frozenset(), 10, 10, vector, knowledge.version)
    anchor = router.favourite(Goal.BEST, OFFERS).arm.name
    offers = knowledge.appraise(context, list(OFFERS), anchor)
    return router.choose(f"q{number}", Goal.BEST, context, offers, ()).offers[0].arm.name


def _outcome(knowledge: Knowledge, number: int, arm: str, score: float) -> Learnable:
    at = float(number)
    said = Outcome(
        "1", f"d{number}", OutcomeKind.CHECK, "bench", arm, score, None, None, "bench", at
    )
    vector = look(_question(number))
    decided = Decided("en", None, "bench", 1.0, at, True, vector, knowledge.version)
    return Learnable(number + 1, said, None, decided, 100, 50, 900.0)


if __name__ == "__main__":
    main()
