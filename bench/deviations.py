"""See what becomes of answers by another arm than the baseline: behind the guard, and by rivals.

    python -m bench.deviations FOLDER [--sets NAME ...] [--rules NAME ...] [--seeds 3]
        [--first-seed 0] [--json FILE]

Rules choose question by question, as in `wayfare replay --online`, and are told every score of what
they asked for. `guarded` and `mirror` are Wayfare's rule behind the product's guard: as it ships,
and with every deviation in the shadow until it is shown. All others go by their estimates alone.

A row is a set, a seed and a rule. Beside the keys of `wayfare replay --online`: `deviating` is the
share of all answers that another arm than the baseline gave. An arm is worse in a topic where it
scores more than `MARGIN` below the baseline over all prompts of the topic that both answered,
asked or not. `worse_share` is the share of the deviating answers that such arms gave, `worse_cells`
how many pairs of topic and arm there are of these among the `cells` with at least `LEAST`
deviating answers. `topics` are those with as many, `worse_topics` those of them whose deviating
answers come from arms that are, on average over these answers, more than `MARGIN` worse there.
`worse_seals` counts seals whose arm is worse by that measure, where `false_topics` counts those
that are wrong over what they say: the questions for which the arm was wanted.
"""

import argparse
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the server does

import msgspec
import numpy as np

from bench.online import spread
from bench.report import about
from bench.rivals.k_means import KMeansTable
from bench.rivals.knn import KNN
from bench.rivals.litellm import LiteLLMAdaptive
from bench.rivals.provara import ProvaraRule
from wayfare.domain.claim import Cell
from wayfare.reports.replay.guarded import Behind
from wayfare.reports.replay.in_use import InUse, PriorBest
from wayfare.reports.replay.labelled import Labelled, Places, read_labelled
from wayfare.reports.replay.measures import taken
from wayfare.reports.replay.online import (
    Arms,
    Guarding,
    MakeOnline,
    OnlinePlan,
    OnlinePolicy,
    Shown,
    replay_online,
)
from wayfare.settings.choosing import CertificateSection

#: Those with 900 questions or more.
SETS = (
    *("routerbench", "routellm_gsm8k", "zeroeval_gsm", "click", "routellm_mmlu"),
    *("mmlupro", "routerdc7"),
)
MARGIN = 0.02
#: A topic in which fewer answers deviate is left out of the counts, not of the share.
LEAST = 30
GUARDED = CertificateSection()
#: Each rule, and the guard before it; None: there is none.
RULES: Mapping[str, tuple[MakeOnline, CertificateSection | None]] = {
    "mirror": (
        InUse,
        msgspec.structs.replace(GUARDED, mode="mirror", trial_share=1.0, loss_max=100_000.0),
    ),
    "guarded": (InUse, GUARDED),
    "open": (InUse, None),
    "provara": (ProvaraRule, None),
    "litellm": (LiteLLMAdaptive, None),
    "k_means": (KMeansTable, None),
    "knn": (KNN, None),
}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deviations:
    """Whom a rule let answer in the baseline's place; see the keys of rows."""

    deviating: float
    worse_share: float | None
    cells: int
    worse_cells: int
    topics: int
    worse_topics: int


def deviations(test: Labelled, usual: Places, choices: Places) -> Deviations:
    """Hold the arms that answered against the baseline's `usual` ones, topic by topic."""
    deviate = choices != usual
    cells: Counter[tuple[str | None, int]] = Counter(
        (test.asked.topics[place], int(choices[place])) for place in np.flatnonzero(deviate)
    )
    gaps = {cell: gap_of(test, usual, *cell) for cell in cells}
    worse = {cell for cell, gap in gaps.items() if gap < -MARGIN}
    counts: Counter[str | None] = Counter()
    lost: dict[str | None, float] = defaultdict(float)
    for (topic, arm), count in cells.items():
        counts[topic] += count
        lost[topic] -= count * gaps[topic, arm]
    many = [cell for cell, count in cells.items() if count >= LEAST]
    topics = [topic for topic, count in counts.items() if count >= LEAST]
    total = sum(cells.values())
    return Deviations(
        deviating=float(deviate.mean()),
        worse_share=sum(cells[cell] for cell in worse) / total if total else None,
        cells=len(many),
        worse_cells=sum(cell in worse for cell in many),
        topics=len(topics),
        worse_topics=sum(lost[topic] > MARGIN * counts[topic] for topic in topics),
    )


def worse_seals(test: Labelled, usual: Places, seals: Sequence[Cell]) -> int:
    """How many seals are about an arm that is worse over all prompts of their topic, or at all."""
    arms = [(seal.topic, test.arms.index(seal.arm or "")) for seal in seals]
    whole = replace(test, asked=replace(test.asked, topics=(None,) * len(test)))
    sets = [whole if topic is None else test for topic, _ in arms]
    gaps = [gap_of(its, usual, *cell) for its, cell in zip(sets, arms, strict=True)]
    return sum(gap < -MARGIN for gap in gaps)


def gap_of(test: Labelled, usual: Places, topic: str | None, arm: int) -> float:
    """How much better an arm scores than the baseline, on average over a topic's prompts."""
    its = np.array([each == topic for each in test.asked.topics])
    return float(np.nanmean((test.scores[:, arm] - taken(test.scores, usual))[its]))


class Freely:
    """A rule with no guard before it."""

    def __init__(self, rule: OnlinePolicy) -> None:
        self._rule = rule

    def play(self, test: Labelled, arms: Arms) -> Shown:
        """Go through a set, question by question."""
        del arms
        choices = choose_all(test, self._rule, learn=True)
        none = np.zeros(len(test))
        return Shown(choices, none.astype(np.bool_), none, (), ())


def choose_all(test: Labelled, rule: OnlinePolicy, *, learn: bool) -> Places:
    """Whom a rule lets answer; told the score of every answer if it may `learn`."""
    choices = np.empty(len(test), dtype=np.intp)
    for place, scores in enumerate(test.scores):
        question = test.asked.at(np.array([place]))
        choices[place] = rule.choose(question, np.flatnonzero(~np.isnan(scores)))
        if learn:
            rule.see(question, int(choices[place]), float(scores[choices[place]]))
    return choices


class Watched:
    """A guard, or none, whose choices are held against the baseline's."""

    def __init__(self, guarding: Guarding, baseline: OnlinePolicy, seen: list[Row]) -> None:
        self._guarding, self._baseline, self._seen = guarding, baseline, seen

    def play(self, test: Labelled, arms: Arms) -> Shown:
        """Go through a set, and keep what became of its deviations."""
        shown = self._guarding.play(test, arms)
        usual = choose_all(test, self._baseline, learn=False)
        found = asdict(deviations(test, usual, shown.choices))
        self._seen.append(found | {"worse_seals": worse_seals(test, usual, shown.certified)})
        return shown


def by_rules(asked: Labelled, seeds: Sequence[int], rules: Sequence[str]) -> Iterator[Row]:
    """A row for each seed and rule."""
    for name in rules:
        make, settings = RULES[name]
        for seed in seeds:
            seen: list[Row] = []

            def guard(
                rule: OnlinePolicy,
                baseline: OnlinePolicy,
                rng: np.random.Generator,
                settings: CertificateSection | None = settings,
                seen: list[Row] = seen,
            ) -> Guarding:
                behind = (
                    Freely(rule) if settings is None else _behind(rule, baseline, settings, rng)
                )
                return Watched(behind, baseline, seen)

            plan = OnlinePlan({name: make}, PriorBest, 1, first_seed=seed, guard=guard)
            yield replay_online(asked, plan)[0][0] | seen[0]


def _behind(
    rule: OnlinePolicy,
    baseline: OnlinePolicy,
    settings: CertificateSection,
    rng: np.random.Generator,
) -> Guarding:
    return Behind(rule, baseline, settings, rng)


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--rules", nargs="+", default=tuple(RULES), choices=tuple(RULES))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    told = about(given.first_seed, {})
    print(f"commit {told['commit']}, {told['date']}; {told['machine']}\n", flush=True)
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}", flush=True)
    rows: list[Row] = []
    for name in given.sets:
        asked = read_labelled(given.folder, name)
        for rule in given.rules:
            found = list(by_rules(asked, seeds, [rule]))
            rows += found
            print(line_of(found), flush=True)
            if given.json:
                given.json.write_text(json.dumps(rows, indent=1))


COLUMNS = (
    *("set", "rule", "regret", "deviating, %", "of these by worse arms, %", "topics, worse"),
    *("cells, worse", "certified, %", "seals, wrong, over all prompts", "shadows $"),
)


def line_of(rows: Sequence[Row]) -> str:
    """A line of means over seeds."""

    def mean(key: str) -> float | None:
        known = [row[key] for row in rows if row[key] is not None]
        return sum(known) / len(known) if known else None

    def percent(key: str) -> str:
        value = mean(key)
        return "-" if value is None else f"{100 * value:.1f}"

    def means(*keys: str) -> str:
        return ", ".join(f"{mean(key):.1f}" for key in keys)

    cells = [
        rows[0]["name"],
        rows[0]["policy"],
        spread([row["regret"] for row in rows]),
        percent("deviating"),
        percent("worse_share"),
        means("topics", "worse_topics"),
        means("cells", "worse_cells"),
        percent("certified_share"),
        means("topics_certified", "false_topics", "worse_seals"),
        f"{mean('audit_cost'):.2f}",
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
