"""Ask whether public ratings by category order models better than those of all questions.

    python -m bench.prior_categories FOLDER

FOLDER holds `arena.ratings.parquet` and the outcomes of some sets. Of each set's topic, and of all
that are mathematics or code together: how many pairs of models, whose shares of right answers
differ by two standard errors or more, the rating puts in the right order; and how good the model
is that it puts first. Models are drawn anew for the intervals, in all sets at once.
"""

import argparse
import math
import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

import pyarrow.parquet as pq

KIND, OVERALL = "style_control", "full"
SEED, DRAWS = 1, 1_000
#: A set, its topic (None: all of it), and the category that could be asked instead.
CASES = (
    ("zeroeval_gsm", None, "math"),
    ("zeroeval_math_l5", None, "math"),
    ("mmlupro", "math", "math"),
    ("mmlupro", "computer science", "coding"),
    ("routerbench", "python-coding", "coding"),
    # full of digits, and no mathematics: a question's looks may take it for it
    ("mmlupro", "law", "math"),
    ("routerbench", "science-qa", "math"),
)
#: Names that the sets write in ways of their own.
_CALLED = {
    "athene-70b": "athene-70b-0725",
    "c4ai-command-r-v01": "command-r",
    "claude-instant-v1": "claude-instant-1",
    "claude-v1": "claude-1",
    "claude-v2": "claude-2.0",
    "code-llama-instruct-34b-chat": "codellama-34b-instruct",
    "gemini-1.5-flash": "gemini-1.5-flash-001",
    "gpt-4o-mini": "gpt-4o-mini-2024-07-18",
    "llama-3.1-405b-inst": "llama-3.1-405b-instruct-bf16",
    "llama-3.1-405b-instruct": "llama-3.1-405b-instruct-bf16",
    "mistral-7b-chat": "mistral-7b-instruct",
    "mistral-7b-instruct-v0.1": "mistral-7b-instruct",
    "mistral-large-2": "mistral-large-2407",
    "mixtral-8x7b-chat": "mixtral-8x7b-instruct-v0.1",
    "o1-mini-2024-09-12": "o1-mini",
    "o1-preview-2024-09-12": "o1-preview",
    "qwen1.5-110b": "qwen1.5-110b-chat",
    "reka-flash-20240226": "reka-flash-21b-20240226",
    "wizardlm-13b-v1.2": "wizardlm-13b",
}

Ratings = Mapping[str, Mapping[str, float]]
#: The pairs that count, each with the better one first.
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Case:
    """What models reached on a topic, and the category of ratings that is tried on it."""

    name: str
    category: str
    shares: Mapping[str, float]
    pairs: Pairs


def main() -> None:
    """Print a row a case, and one for each category."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    ratings = _ratings(folder)
    cases = [_case(folder, ratings, *each) for each in CASES]
    print("| set, topic | by | models | pairs | right order, all / category | difference | first |")
    print("|---|---|---|---|---|---|---|")
    for case in cases:
        _print(case.name, [case], ratings)
    for category in ("math", "coding"):
        fitting = [c for c in cases if c.category == category and c.name not in _NOT_OF_IT]
        _print(f"all {category}", fitting, ratings)


_NOT_OF_IT = frozenset({"mmlupro, law", "routerbench, science-qa"})


def _ratings(folder: Path) -> Ratings:
    """The newest ratings of each model, by its name in small letters and by category."""
    found: dict[str, dict[str, float]] = {}
    rows = pq.read_table(folder / "arena.ratings.parquet").to_pylist()
    for row in sorted(rows, key=lambda row: str(row["snapshot"])):
        if row["kind"] == KIND:
            found.setdefault(row["model"].lower(), {})[row["category"]] = row["rating"]
    return found


def _case(folder: Path, ratings: Ratings, name: str, topic: str | None, category: str) -> Case:
    prompts = pq.read_table(folder / f"{name}.prompts.parquet", columns=["prompt_id", "topic"])
    wanted = {r["prompt_id"] for r in prompts.to_pylist() if topic in (None, r["topic"])}
    columns = ["prompt_id", "model", "score"]
    scores: dict[str, dict[str, list[float]]] = {}
    for row in pq.read_table(folder / f"{name}.outcomes.parquet", columns=columns).to_pylist():
        model = _rated_name(row["model"])
        known = ratings.get(model, {})
        if row["score"] is not None and row["prompt_id"] in wanted and category in known:
            scores.setdefault(model, {}).setdefault(row["model"], []).append(row["score"])
    # two of one name: the first is as good as the other
    firsts = {model: next(iter(named.values())) for model, named in scores.items()}
    shares = {model: statistics.mean(values) for model, values in firsts.items()}
    errors = {m: math.sqrt(s * (1 - s) / len(firsts[m])) for m, s in shares.items()}
    pairs = [
        (a, b) if shares[a] > shares[b] else (b, a)
        for a, b in combinations(shares, 2)
        if abs(shares[a] - shares[b]) >= 2 * math.hypot(errors[a], errors[b])
    ]
    return Case(", ".join(filter(None, (name, topic))), category, shares, pairs)


def _rated_name(model: str) -> str:
    name = model.split("@", maxsplit=1)[0].rsplit("/", maxsplit=1)[-1].lower().replace("3_1", "3.1")
    name = re.sub(r"-(hf|turbo)$", "", name.replace("meta-llama", "llama"))
    return _CALLED.get(name, name)


def _print(name: str, cases: Sequence[Case], ratings: Ratings) -> None:
    category = cases[0].category
    models = sorted({model for case in cases for model in case.shares})
    once = dict.fromkeys(models, 1)
    before = _in_order(cases, ratings, OVERALL, once.__getitem__)
    after = _in_order(cases, ratings, category, once.__getitem__)
    rng, gains = Random(SEED), []
    for _ in range(DRAWS):
        drawn = rng.choices(models, k=len(models))
        often = {model: drawn.count(model) for model in models}
        gains.append(
            _in_order(cases, ratings, category, often.__getitem__)
            - _in_order(cases, ratings, OVERALL, often.__getitem__)
        )
    gains.sort()
    low, high = gains[round(0.025 * DRAWS)], gains[round(0.975 * DRAWS) - 1]
    firsts = [
        statistics.mean(_first(case, ratings, by) for case in cases) for by in (OVERALL, category)
    ]
    pairs = sum(len(case.pairs) for case in cases)
    print(
        f"| {name} | {category} | {len(models)} | {pairs} | {100 * before:.1f} / {100 * after:.1f} "
        f"| {100 * (after - before):+.1f} [{100 * low:+.1f}, {100 * high:+.1f}] "
        f"| {100 * firsts[0]:.1f} / {100 * firsts[1]:.1f} |"
    )


def _in_order(
    cases: Sequence[Case], ratings: Ratings, category: str, often: Callable[[str], int]
) -> float:
    """The share of the pairs that the rating puts in order, each as often as it was drawn."""
    right = total = 0
    for case in cases:
        for better, worse in case.pairs:
            weight = often(better) * often(worse)
            total += weight
            right += weight * (ratings[better][category] > ratings[worse][category])
    return right / total if total else 0.0


def _first(case: Case, ratings: Ratings, category: str) -> float:
    """How good the model is that the rating puts first."""
    return case.shares[max(case.shares, key=lambda model: ratings[model][category])]


if __name__ == "__main__":
    main()
