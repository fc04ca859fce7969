"""Make the table of public ratings that ships, or check how well an older one foretells.

    python -m bench.prior_table FOLDER            write src/wayfare/routing/ratings.json
    python -m bench.prior_table FOLDER --check    the older snapshot against the newest

FOLDER holds `arena.ratings.parquet`: Bradley-Terry ratings that people's votes gave, by model and
category. Kept are whole numbers, of the newest snapshot that has the model, and their date.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from wayfare.routing.ratings import FILE

KIND = "style_control"
OVERALL = "full"
#: Categories that are languages.
LANGUAGES = {"english": "en", "korean": "ko", "japanese": "ja", "chinese": "zh"}
SOURCE = "LMArena, votes of the public, style controlled (lmarena/arena-catalog)"

Rated = dict[str, dict[str, int]]


def read(folder: Path) -> Mapping[str, Rated]:
    """The ratings by snapshot, model and language; "" stands for all questions."""
    rows = pq.read_table(folder / "arena.ratings.parquet").to_pylist()
    found: dict[str, Rated] = {}
    for row in rows:
        language = "" if row["category"] == OVERALL else LANGUAGES.get(row["category"])
        if row["kind"] == KIND and language is not None:
            models = found.setdefault(row["snapshot"], {})
            models.setdefault(row["model"], {})[language] = round(row["rating"])
    return dict(sorted(found.items()))


def table(snapshots: Mapping[str, Rated]) -> dict[str, Any]:
    """What ships: of each model its newest ratings, and the day they are of."""
    models: dict[str, dict[str, Any]] = {}
    for day, rated in snapshots.items():
        for name, ratings in rated.items():
            if "" in ratings:
                models[name] = {"as_of": day, "ratings": dict(sorted(ratings.items()))}
    return {"source": SOURCE, "models": dict(sorted(models.items()))}


def check(snapshots: Mapping[str, Rated]) -> None:
    """How the older ratings of a language order the models in the newest one."""
    (_, older), *_, (_, newest) = snapshots.items()
    for language in ("", *LANGUAGES.values()):
        both = [m for m in older if language in older[m] and language in newest.get(m, {})]
        before = [older[model][language] for model in both]
        after = [newest[model][language] for model in both]
        print(f"{language or 'all':4} n {len(both):3}  Spearman {_spearman(before, after):.2f}")


def _spearman(one: list[int], other: list[int]) -> float:
    ranks = np.stack([np.argsort(np.argsort(values)) for values in (one, other)]).astype(float)
    return float(np.corrcoef(ranks)[0, 1])


def main() -> None:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    snapshots = read(arguments.folder)
    if arguments.check:
        check(snapshots)
        return
    target = Path("src/wayfare/routing") / FILE
    target.write_text(json.dumps(table(snapshots), separators=(",", ":"), sort_keys=True) + "\n")
    print(f"{target}: {len(table(snapshots)['models'])} models, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
