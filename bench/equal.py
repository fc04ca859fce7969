"""Measure equal for less: how soon, and how surely, a far cheaper arm takes over.

    python -m bench.equal --sets FOLDER [--names NAME ...] [--seeds K] [--json FILE]

Questions of a set come in random order. The cheapest mix that is expected to lose at most MARGIN
to the best answers, and a few further arms are asked beside it until 1,000 comparisons were paid.
What is presumed at first are public ratings and prices. Cost is against always the best single arm
of the set, known only in hindsight, and so are the points lost. `later`: the second half.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wayfare.embedding.projection import shipped
from wayfare.reports.replay.in_use import presumed
from wayfare.reports.replay.labelled import Labelled, read_labelled
from wayfare.reports.replay.measures import standing
from wayfare.reports.replay.online import Arms
from wayfare.reports.replay.rows import interval
from wayfare.routing.equal import cheapest_within, whom_to_compare
from wayfare.routing.estimates import estimate
from wayfare.routing.experience import Experience, Lesson
from wayfare.routing.feature_map import FeatureMap
from wayfare.routing.language import language_of
from wayfare.routing.standings import Evidence, Guess, Standings, gather, stand

NAMES = ("zeroeval_gsm", "mmlupro", "alpaca2", "shaberi_gpt41")
MARGIN, BUDGET, A_QUESTION = 0.013, 1_000, 30
QUESTIONS_MAX, GROWTH = 2_000, 1.15
POINTS = 100.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of what always the best single arm costs, and points of quality lost to it."""

    cost: float
    with_comparisons: float
    points_lost: float
    cost_later: float
    points_lost_later: float
    comparisons: float


def main() -> None:
    """Replay, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--names", nargs="*", default=NAMES)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
    found = {}
    for name in arguments.names:
        labelled = read_labelled(arguments.sets, name)
        labelled = labelled.of(labelled.priced)
        rows = [asdict(run(labelled, seed)) for seed in seeds]
        found[name] = rows
        print(f"{name} ({len(labelled.arms)} arms, {len(rows)} seeds)")
        for figure in rows[0]:
            mean, low, high = interval([row[figure] for row in rows])
            print(f"  {figure:18} {mean:8.2f}" + (f"  [{low:.2f}, {high:.2f}]" if low else ""))
    if arguments.json:
        arguments.json.write_text(json.dumps(found))


def run(labelled: Labelled, seed: int) -> Figures:
    """One order of the questions."""
    rng = np.random.default_rng(seed)
    single = standing(labelled)
    best = int(np.nanargmax(single.scores))
    test = labelled.at(rng.permutation(len(labelled))[:QUESTIONS_MAX])
    costs = np.where(np.isnan(test.dollars), single.dollars, test.dollars)
    scores = np.where(np.isnan(test.scores), np.nan, test.scores)
    learned = _Learned(test, single.dollars)
    paid, compared, settled = 0.0, 0, 0
    answered = np.zeros(len(test), dtype=np.intp)
    for place in range(len(test)):
        offered = np.flatnonzero(~np.isnan(scores[place]))
        now = _of(learned.standings, offered)
        mix = cheapest_within(now, single.dollars[offered], MARGIN)
        chosen = mix.first if rng.random() < mix.share else mix.second
        answered[place] = offered[chosen]
        asked = {int(offered[chosen])}
        for _ in range(min(A_QUESTION, BUDGET - compared)):
            telling = whom_to_compare(now, single.dollars[offered], MARGIN, rng)
            fresh = [int(offered[arm]) for arm in telling if int(offered[arm]) not in asked]
            if fresh:
                asked.add(fresh[0])
        compared += len(asked) - 1
        paid += sum(float(costs[place, arm]) for arm in asked if arm != answered[place])
        learned.see(place, sorted(asked))
        if place + 1 >= settled * GROWTH:
            learned.settle()
            settled = place + 1
    rows = np.arange(len(test))
    ours, usual = costs[rows, answered], costs[:, best]
    lost = np.where(np.isnan(scores[:, best]), single.scores[best], scores[:, best])
    lost = lost - scores[rows, answered]
    half = len(test) // 2
    return Figures(
        cost=float(ours.sum() / usual.sum()),
        with_comparisons=float((ours.sum() + paid) / usual.sum()),
        points_lost=float(lost.mean()) * POINTS,
        cost_later=float(ours[half:].sum() / usual[half:].sum()),
        points_lost_later=float(lost[half:].mean()) * POINTS,
        comparisons=float(compared),
    )


class _Learned:
    """What was seen of a set: no texts are looked at, only how arms stand on average."""

    def __init__(self, test: Labelled, dollars: NDArray[np.float64]) -> None:
        self._test = test
        self._experience = Experience(FeatureMap(shipped().landmarks[:1]), "none", _SIZE)
        language = language_of(" ".join(test.asked.texts[:20]))
        offers = presumed(Arms(test.arms, dollars, 1.0), language)
        self._guesses = [Guess(o.quality, o.arm.deployment.prior.error) for o in offers]
        count = len(test.arms)
        nothing = Evidence(test.arms, np.zeros((count, count)), np.zeros(count), 0.2)
        self.standings = stand(nothing, test.arms, self._guesses)

    def see(self, place: int, arms: Sequence[int]) -> None:
        """Some arms' outcomes on a question."""
        vector = np.zeros(_SIZE, dtype=np.float32)
        self._experience.learn_all(
            Lesson(
                self._test.asked.ids[place],
                self._test.arms[arm],
                vector,
                float(self._test.scores[place, arm]),
            )
            for arm in arms
        )

    def settle(self) -> None:
        """Make the standings anew."""
        found = estimate(self._experience, tuple(self._experience.sums))
        self.standings = stand(gather(found), self._test.arms, self._guesses)


_SIZE = shipped().landmarks.shape[1] + 16


def _of(standings: Standings, places: NDArray[np.intp]) -> Standings:
    """The standings of some arms."""
    inside = np.ix_(places, places)
    return Standings(standings.means[places], standings.covariance[inside], standings.noise)


if __name__ == "__main__":
    main()
