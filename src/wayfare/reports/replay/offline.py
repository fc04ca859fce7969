"""Replay rules over a labelled set: learn from one part, decide the other, measure.

Knows sets, rules and measures. A rule never sees the outcomes of what it decides.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wayfare.reports.replay.labelled import Labelled, Places
from wayfare.reports.replay.measures import (
    Standing,
    gap_closed,
    oracle_choices,
    recovered,
    saving,
    standing,
    taken,
)
from wayfare.reports.replay.policies import LengthOnly
from wayfare.reports.replay.policy import MakePolicy, Policy
from wayfare.reports.replay.rows import Row, mean_rows, row
from wayfare.reports.replay.splits import OVERLAP, draw

TIMED = 200  # decisions, of which the time is taken
POINTS = 100.0

#: The rules that choose as they do, whatever loss is allowed.
PLAIN = frozenset({"best_single", "cheapest", "random", "oracle"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What to replay. `aims` are points of 100; `labels` None: all there are."""

    policies: Mapping[str, MakePolicy | None]
    aims: Sequence[float]
    labels: int | None = None
    seeds: int = 1


def replay(
    train: Labelled, test: Labelled, plan: Plan, progress: Callable[[int], None] = lambda _: None
) -> list[Row]:
    """The rows of every seed, then their means. `train` and `test` may be one and the same.

    Arms without a known price are left out, unless none has one.
    """
    train, test = _comparable(train, test)
    rows: list[Row] = []
    for seed in range(plan.seeds):
        rng = np.random.default_rng(seed)
        learned, decided = draw(train, test, plan.labels, rng)
        rows += _one_seed(learned, decided, plan, seed, rng)
        progress(seed + 1)
    return rows + mean_rows(rows, OVERLAP if train is test else 0.0)


def _comparable(train: Labelled, test: Labelled) -> tuple[Labelled, Labelled]:
    both = [arm for arm in train.arms if arm in test.arms]
    priced = [arm for arm in both if arm in train.priced and arm in test.priced]
    arms = priced or both
    if train is test:
        same = train.of(arms)
        return same, same
    return train.of(arms), test.of(arms)


def _one_seed(
    learned: Labelled, decided: Labelled, plan: Plan, seed: int, rng: np.random.Generator
) -> list[Row]:
    single = standing(decided)
    oracle = oracle_choices(decided)
    best_possible = float(np.nanmean(taken(decided.scores, oracle)))
    control = LengthOnly(rng)
    control.learn(learned)
    rows = []
    for name, make in plan.policies.items():
        policy = None if make is None else make(rng)
        if policy is not None:
            policy.learn(learned)
        told = {} if policy is None else _told(policy, decided)
        aims: Sequence[float | None] = (None,) if name in PLAIN else plan.aims
        for aim in aims:
            share = None if aim is None else aim / POINTS
            choices = oracle if policy is None else policy.decide(decided.asked, share)
            figures = _figures(decided, single, best_possible, choices)
            beside = control.decide(decided.asked, share or 0.0)
            figures["saving_length_only"] = _figures(decided, single, best_possible, beside)[
                "saving_vs_mix"
            ]
            rows.append(
                row(
                    name=decided.name,
                    labels=len(learned),
                    seed=seed,
                    policy=name,
                    aim=aim,
                    **figures,
                    **told,
                )
            )
    return rows


def _figures(
    decided: Labelled, single: Standing, best_possible: float, choices: Places
) -> dict[str, float | None]:
    scores, dollars = taken(decided.scores, choices), taken(decided.dollars, choices)
    answered = ~np.isnan(scores)
    score = float(scores[answered].mean())
    paid = dollars[answered]
    cost = None if np.isnan(paid).any() else float(paid.mean())
    return {
        "score": score * POINTS,
        "cost_per_1k": None if cost is None else cost * 1_000,
        "points_lost": (single.best - score) * POINTS,
        "saving_vs_mix": saving(single, score, cost),
        "gap_closed": gap_closed(single, best_possible, score),
    }


def _told(policy: Policy, decided: Labelled) -> dict[str, float | None]:
    """What does not depend on an aim: the order of two arms, and the time a decision takes."""
    figures: dict[str, float | None] = {}
    preference = policy.prefer(decided.asked)
    found = None if preference is None else recovered(decided, preference)
    if found is not None:
        figures |= {"apgr": found.apgr, "cpt50": found.cpt50, "cpt80": found.cpt80}
    policy.decide(decided.asked.at(np.arange(1)), 0.0)  # the first one weighs prices
    spent = []
    for place in range(min(TIMED, len(decided))):
        question = decided.asked.at(np.arange(place, place + 1))
        began = time.process_time_ns()
        policy.decide(question, 0.0)
        spent.append((time.process_time_ns() - began) / 1_000)
    p50, p99 = np.percentile(spent, [50, 99])
    return figures | {"decision_us_p50": float(p50), "decision_us_p99": float(p99)}
