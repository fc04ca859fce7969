"""Measure what a look at cheap answers tells of whether to ask a dearer arm.

    python -m bench.cascade FOLDER [--seeds 20] [--first-seed 0] [--labels 800] [--json FILE]

FOLDER holds NAME.prompts, NAME.outcomes and NAME.answers.parquet. For every seed a set is split
75/25 by its questions; the rule learns from the outcomes of the cheap and the dear arm on the one
part and orders the other. Beside it: the question alone, and agreement alone, unlearned. `apgr` as
RouteLLM defines it; `gap_closed` is the share of the way from the better of the two arms to an
oracle of both, where the dearer is asked wherever it is expected to be better. Both cheap answers
are always paid, so a cost is that of a cascade, not of a router.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyarrow.parquet import read_table

from wayfare.embedding.hashing import HashingEmbedder
from wayfare.embedding.projection import shipped
from wayfare.embedding.surface import SIZE as SURFACE
from wayfare.reports.replay.labelled import Labelled, read_labelled
from wayfare.reports.replay.measures import (
    gap_closed,
    oracle_choices,
    recovered,
    standing,
    taken,
)
from wayfare.reports.replay.rows import interval
from wayfare.reports.replay.splits import OVERLAP, resplit
from wayfare.routing.answer_form import Answered, see, together
from wayfare.routing.escalation import Escalation, describe

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trio:
    """A cheap arm, its second, and the dearer one, on a set."""

    name: str
    cheap: str
    second: str
    dear: str


TRIOS = (
    Trio(
        "routerbench",
        "zero-one-ai/Yi-34B-Chat",
        "mistralai/mixtral-8x7b-chat",
        "gpt-4-1106-preview",
    ),
    Trio("zeroeval_gsm", "gpt-3.5-turbo-0125", "claude-3-haiku-20240307", "gpt-4o-2024-08-06"),
    Trio("zeroeval_math_l5", "Qwen2.5-7B-Instruct", "gpt-4o-mini-2024-07-18", "gpt-4o-2024-08-06"),
)
FIGURES = (
    "apgr",
    "cpt50",
    "cpt80",
    "gap_closed",
    "score",
    "points_lost",
    "escalated",
    "cost_per_1k",
)


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--labels", type=int, default=800)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    rows = [row for trio in TRIOS for row in measure(given.folder, trio, seeds, given.labels)]
    print(f"seeds {seeds.start}-{seeds.stop - 1}, up to {given.labels} labels; mean [95 % by t]")
    for row in mean_rows(rows):
        print(f"{row['name']:17} {row['rule']:9}", end="")
        for figure in FIGURES:
            if row[figure] is not None:
                low, high = row[f"{figure}_low"], row[f"{figure}_high"]
                print(f"  {figure} {row[figure]:.3f} [{low:.3f}, {high:.3f}]", end="")
        print()
    if given.json:
        given.json.write_text(json.dumps(rows + mean_rows(rows), indent=1))


def measure(
    folder: Path, trio: Trio, seeds: Sequence[int], labels: int
) -> Iterator[dict[str, Any]]:
    """A row for each seed and rule."""
    labelled, extra, numbers, agree = _read(folder, trio)
    asked = numbers.copy()
    asked[:, SURFACE:] = 0.0
    for seed in seeds:
        rng = np.random.default_rng(seed)
        learned, decided = resplit(labelled.asked, rng)
        learned = learned[:labels]
        for rule, seen in (("question", asked), ("answers", numbers)):
            state = Escalation()
            for place in learned:
                cheap, dear = labelled.scores[place]
                state.learn(seen[place], cheap=float(cheap), dear=float(dear))
            gaps = state.rule().gaps(seen[decided])
            yield _row(trio, seed, rule, labelled.at(decided), gaps, extra[decided])
        yield _row(trio, seed, "agreement", labelled.at(decided), -agree[decided], extra[decided])


def _read(folder: Path, trio: Trio) -> tuple[Labelled, Floats, Floats, Floats]:
    """The two arms' outcomes, what the second costs, the numbers, and whether the cheap agree.

    Questions that one of the three did not answer are left out.
    """
    whole = read_labelled(folder, trio.name)
    texts: dict[tuple[str, str], str] = {}
    answers = read_table(folder / f"{trio.name}.answers.parquet").to_pylist()
    for each in answers:
        texts[each["model"], each["prompt_id"]] = each["answer"] or ""
    second = whole.arms.index(trio.second)
    labelled = whole.of((trio.cheap, trio.dear))
    known = [
        all((arm, question) in texts for arm in (trio.cheap, trio.second))
        for question in labelled.asked.ids
    ]
    places = np.flatnonzero(np.array(known) & ~np.isnan(labelled.scores).any(axis=1))
    labelled = labelled.at(places)
    embedder = HashingEmbedder(shipped())
    numbers, agree = [], []
    for question, text in zip(labelled.asked.ids, labelled.asked.texts, strict=True):
        one = see(text, Answered(texts[trio.cheap, question]))
        other = see(text, Answered(texts[trio.second, question]))
        numbers.append(describe(embedder.vector(text)[-SURFACE:].tolist(), one, other))
        beside = together(one, other)
        agree.append(beside[0] - beside[1])
    return labelled, whole.dollars[places, second], np.stack(numbers), np.array(agree)


def _row(
    trio: Trio, seed: int, rule: str, test: Labelled, gaps: Floats, extra: Floats
) -> dict[str, Any]:
    """The figures of one rule. Agreement alone asks the dearer one unless the cheap agree."""
    threshold = -0.5 if rule == "agreement" else 0.0
    choices = (gaps > threshold).astype(np.intp)
    single = standing(test)
    score = float(taken(test.scores, choices).mean())
    oracle = float(taken(test.scores, oracle_choices(test)).mean())
    # what was asked first is paid too; a question alone needs no answer
    cost = taken(test.dollars, choices)
    if rule != "question":
        cost = test.dollars[:, 0] + choices * test.dollars[:, 1] + np.nan_to_num(extra)
    found = recovered(test, np.stack([np.zeros(len(gaps)), gaps], axis=1))
    strong_is_dear = single.scores[1] > single.scores[0]
    return {
        "name": trio.name,
        "rule": rule,
        "seed": seed,
        "apgr": found.apgr if found is not None and strong_is_dear else None,
        "cpt50": found.cpt50 if found is not None and strong_is_dear else None,
        "cpt80": found.cpt80 if found is not None and strong_is_dear else None,
        "gap_closed": gap_closed(single, oracle, score),
        "score": 100 * score,
        "points_lost": 100 * (single.best - score),
        "escalated": float(choices.mean()),
        "cost_per_1k": 1_000 * float(cost.mean()),
    }


def mean_rows(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The mean of each rule over the seeds, with its interval; a figure's mean needs all seeds."""
    result = []
    for name, rule in dict.fromkeys((row["name"], row["rule"]) for row in rows):
        group = [row for row in rows if (row["name"], row["rule"]) == (name, rule)]
        mean: dict[str, Any] = {"name": name, "rule": rule, "seed": None}
        for figure in FIGURES:
            values = [row[figure] for row in group]
            known = [] if None in values else values
            mean[figure], mean[f"{figure}_low"], mean[f"{figure}_high"] = interval(known, OVERLAP)
        result.append(mean)
    return result


if __name__ == "__main__":
    main()
