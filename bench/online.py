"""Measure what a router is worth while it learns, beside other gateways' rules.

    python -m bench.online FOLDER PART [--sets NAME ...] [--seeds 5] [--first-seed 0]
        [--questions 3000] [--json FILE]

PART `rivals`: every score is known; all rules of `bench/rivals/` beside Wayfare's.
PART `votes`: people vote on 2 % of answers, on bad ones twice as often, and a fifth of them err.
PART `cold`: what is lost to the best single arm after 0, 10 and 50 outcomes of every arm, and where
the best arm is new, with so many of its own, and the others have 50.

Of a longer set the first questions of a seeded order are taken, the same for every seed; each seed
asks them in an order of its own. An answer is worth its score less its cost, a point being $0.0002;
regret is in points a question, less than 0 is a gain.
"""

import argparse
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the server does

import numpy as np

from bench.report import about
from bench.rivals.k_means import KMeansTable
from bench.rivals.knn import KNN
from bench.rivals.litellm import LiteLLMAdaptive
from bench.rivals.provara import ProvaraQuality, ProvaraRule
from wayfare.reports.replay.in_use import InUse, PriorBest, told_by_votes
from wayfare.reports.replay.labelled import Labelled, read_labelled
from wayfare.reports.replay.measures import standing, taken
from wayfare.reports.replay.online import (
    Arms,
    MakeOnline,
    OnlinePlan,
    Votes,
    best_single,
    everything,
    replay_online,
    worth_of,
)
from wayfare.reports.replay.online_policies import Random
from wayfare.reports.replay.rows import interval
from wayfare.settings.choosing import Exploration

#: Those with 500 questions or more.
SETS = (
    *("zeroeval_gsm", "zeroeval_math_l5", "mmlupro", "routerbench", "routerdc7"),
    *("routellm_mmlu", "routellm_gsm8k", "alpaca1", "alpaca2", "click"),
)
RULES: Mapping[str, MakeOnline | None] = {
    "wayfare": InUse,
    "provara": ProvaraRule,
    "provara_quality": ProvaraQuality,
    "litellm": LiteLLMAdaptive,
    "k_means": KMeansTable,
    "knn": KNN,
    "random": Random,
    "best_single": None,
}
CUT_SEED = 1_000
POINT_DOLLARS = 200e-6
TAUGHT = (0, 10, 50)
#: So many questions are decided, at most, once a rule was taught.
DECIDED = 500

Row = dict[str, Any]


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("part", choices=tuple(PARTS))
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--questions", type=int, default=3_000)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    told = about(given.first_seed, {})
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    command = f"python -m bench.online FOLDER {given.part} --seeds {given.seeds}"
    print(
        f"commit {told['commit']}, {told['date']}, seeds {seeds.start}-{seeds.stop - 1}, ", end=""
    )
    print(f"`{command} --questions {given.questions}`; {told['machine']}\n", flush=True)
    rows: list[Row] = []
    for number, name in enumerate(given.sets):
        asked = cut(read_labelled(given.folder, name), given.questions)
        found = list(PARTS[given.part](asked, seeds))
        rows += found
        print("\n".join(board(found, len(asked), heading=not number)), flush=True)
        if given.json:
            given.json.write_text(json.dumps(rows, indent=1))
    print()
    print("\n".join(wins(rows)))


def cut(whole: Labelled, most: int) -> Labelled:
    """Questions that somebody answered, at most so many, in a seeded order."""
    whole = whole.of(whole.priced or whole.arms)
    order = np.random.default_rng(CUT_SEED).permutation(len(whole))
    answered = ~np.isnan(whole.scores[order]).all(axis=1)
    return whole.at(order[answered][:most])


def by_rivals(asked: Labelled, seeds: Sequence[int]) -> Iterator[Row]:
    """Every rule, told every score."""
    yield from _online(asked, seeds, RULES, everything)


def by_votes(asked: Labelled, seeds: Sequence[int]) -> Iterator[Row]:
    """Wayfare, told of a few votes."""
    yield from _online(asked, seeds, {"wayfare": told_by_votes}, Votes(0.02, 0.2))


def _online(
    asked: Labelled,
    seeds: Sequence[int],
    rules: Mapping[str, MakeOnline | None],
    feedback: Callable[[float, np.random.Generator], float | None],
) -> Iterator[Row]:
    for seed in seeds:
        plan = OnlinePlan(rules, PriorBest, 1, POINT_DOLLARS, feedback, seed)
        for row in replay_online(asked, plan)[0]:
            if row["seed"] is not None:
                yield {**row, "value": row["regret"]}


def by_cold_starts(asked: Labelled, seeds: Sequence[int]) -> Iterator[Row]:
    """Wayfare, taught a little and then asked, without trials."""
    worth = worth_of(asked, POINT_DOLLARS)
    best = int(np.nanargmax(np.nanmean(worth, axis=0)))
    most = TAUGHT[-1]
    for seed in seeds:
        for count in TAUGHT:
            fresh = dict.fromkeys(range(len(asked.arms)), count)
            newcomer = dict.fromkeys(fresh, most) | {best: count}
            taught = {f"fresh, {count}": fresh, f"new best, {count}": newcomer}
            for policy, counts in taught.items():
                if policy != f"new best, {most}":  # the same as one that is fresh
                    value = _lost(asked, counts, seed)
                    yield {"name": asked.name, "seed": seed, "policy": policy, "value": value}


def _lost(asked: Labelled, counts: Mapping[int, int], seed: int) -> float:
    """Points a question behind the single arm that turns out best, once taught so much."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(asked))
    half = len(order) // 2
    taught, decided = asked.at(order[:half]), asked.at(order[half:][:DECIDED])
    arms = Arms(asked.arms, standing(asked).dollars, POINT_DOLLARS)
    rule = InUse(arms, rng, Exploration(share=0.0))
    lessons = [
        (int(place), arm)
        for arm, count in counts.items()
        for place in rng.permutation(np.flatnonzero(~np.isnan(taught.scores[:, arm])))[:count]
    ]
    for lesson in rng.permutation(len(lessons)):
        place, arm = lessons[lesson]
        rule.learn(taught.asked.at(np.array([place])), arm, float(taught.scores[place, arm]))
    rule.settle()
    ours, usual = (_choose(decided, each) for each in (rule, PriorBest(arms, rng)))
    worth = worth_of(decided, POINT_DOLLARS)
    best = best_single(worth, usual)
    return float((taken(worth, best) - taken(worth, ours)).mean())


def _choose(decided: Labelled, rule: InUse) -> "np.ndarray[Any, np.dtype[np.intp]]":
    choices = [
        rule.choose(decided.asked.at(np.array([place])), np.flatnonzero(~np.isnan(scores)))
        for place, scores in enumerate(decided.scores)
    ]
    return np.array(choices, dtype=np.intp)


PARTS: Mapping[str, Callable[[Labelled, Sequence[int]], Iterator[Row]]] = {
    "rivals": by_rivals,
    "votes": by_votes,
    "cold": by_cold_starts,
}


def board(rows: Sequence[Row], count: int, *, heading: bool) -> Iterator[str]:
    """A line of means with half of their 95 % intervals, below its heading."""
    policies = list(dict.fromkeys(row["policy"] for row in rows))
    if heading:
        yield f"| set | questions | {' | '.join(policies)} |"
        yield f"|---|---|{'---|' * len(policies)}"
    cells = [spread([row["value"] for row in rows if row["policy"] == each]) for each in policies]
    yield f"| {rows[0]['name']} | {count} | {' | '.join(cells)} |"


def spread(values: Sequence[float]) -> str:
    """A mean with half of its 95 % interval."""
    mean, _, high = interval(values)
    if mean is None or high is None or high - mean < 0.005:
        return f"{mean:.2f}"
    return f"{mean:.2f} ±{high - mean:.2f}"


def wins(rows: Sequence[Row]) -> Iterator[str]:
    """On how many sets Wayfare's regret is lower than another's, and how often beyond noise."""
    values = {(row["name"], row["policy"], row["seed"]): row["value"] for row in rows}
    ours = [key for key in values if key[1] == "wayfare"]
    for policy in dict.fromkeys(row["policy"] for row in rows):
        if not ours or policy == "wayfare":
            continue
        verdicts = [
            Verdict.of([values[n, policy, seed] - values[n, "wayfare", seed] for n, _, seed in own])
            for own in ([key for key in ours if key[0] == name] for name in _names(ours))
        ]
        better = sum(verdict.better for verdict in verdicts)
        sure = sum(verdict.sure and verdict.better for verdict in verdicts)
        worse = sum(verdict.sure and not verdict.better for verdict in verdicts)
        yield (
            f"- against {policy}: lower on {better} of {len(verdicts)}; "
            f"beyond noise lower on {sure}, higher on {worse}"
        )


def _names(keys: Sequence[tuple[str, str, int]]) -> list[str]:
    return list(dict.fromkeys(key[0] for key in keys))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether Wayfare is ahead on a set, and whether the interval over seeds leaves a doubt."""

    better: bool
    sure: bool

    @classmethod
    def of(cls, ahead: Sequence[float]) -> "Verdict":
        """By how far it was ahead with each seed."""
        mean, low, high = interval(ahead)
        known = low is not None and high is not None
        return cls((mean or 0) > 0, bool(known and (low > 0 or high < 0)))  # type: ignore[operator]


if __name__ == "__main__":
    main()
