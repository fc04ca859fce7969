"""Repeat the fit that `wayfare/routing/prior.py` presumes qualities by.

`python -m bench.prior_quality FOLDER` reads `arena.ratings.parquet` (public ratings) and
`arena.prices.parquet` (list prices) from the folder and prints rating = a + b * log10(price),
the rank correlation and the number of models. With `--sets` the folder holds sets of outcomes
(`NAME.prompts.parquet`, `NAME.outcomes.parquet`): by how much models that nobody rated fall
behind rated ones of the same price. It needs pandas, pyarrow and scipy, which Wayfare itself
does not.
"""

import argparse
import math
import sys
from pathlib import Path

from wayfare.routing import prior

FILES = ("arena.ratings.parquet", "arena.prices.parquet")
KIND, CATEGORY = "style_control", "full"
#: A set needs so many models of either kind.
LEAST_MODELS = 3


def main() -> int:
    """Fit, print, and say whether the code agrees."""
    parser = argparse.ArgumentParser(prog="python -m bench.prior_quality", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the parquet files lie")
    parser.add_argument("--sets", action="store_true", help="rated models beside unrated ones")
    given = parser.parse_args()
    folder: Path = given.folder
    if given.sets:
        return unrated(folder)
    try:
        import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]
        import pyarrow as pa  # type: ignore[import-untyped,import-not-found,unused-ignore] # noqa: F401
        from scipy import stats  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError as error:
        print(f"{error.name} is missing. `pip install pandas pyarrow scipy` brings all three.")
        return 1
    if missing := [name for name in FILES if not (folder / name).exists()]:
        print(f"{folder} lacks {' and '.join(missing)}.")
        return 1
    ratings = pd.read_parquet(folder / FILES[0])
    prices = pd.read_parquet(folder / FILES[1])
    wanted = (
        (ratings["snapshot"] == prior.AS_OF)
        & (ratings["kind"] == KIND)
        & (ratings["category"] == CATEGORY)
    )
    both = ratings[wanted].merge(prices, left_on="model", right_on="model_api_name")
    both = both[both["usd_per_mtok_out"] > 0].drop_duplicates("model")
    decades = both["usd_per_mtok_out"].map(math.log10)
    line = stats.linregress(decades, both["rating"])
    order = stats.spearmanr(decades, both["rating"]).statistic
    print(f"snapshot {prior.AS_OF}, {KIND}, category {CATEGORY}: n = {len(both)} models")
    print(f"rating = {line.intercept:.1f} + {line.slope:.1f} * log10(dollars per million out)")
    print(f"Pearson {line.rvalue:.2f}, R2 {line.rvalue**2:.2f}, Spearman {order:.2f}")
    written = (prior.RATING_AT_ONE_DOLLAR, prior.RATING_PER_DECADE)
    if (round(line.intercept), round(line.slope)) == tuple(map(round, written)):
        print("prior.py says the same.")
        return 0
    print(f"prior.py says {written[0]:.1f} + {written[1]:.1f} * log10(...): it differs.")
    return 1


def unrated(folder: Path) -> int:
    """Print how much better rated models are than unrated ones, beyond what is presumed."""
    import numpy as np

    from wayfare.reports.replay.in_use import presumed
    from wayfare.reports.replay.labelled import read_labelled
    from wayfare.reports.replay.measures import standing
    from wayfare.reports.replay.online import Arms
    from wayfare.routing.language import language_of
    from wayfare.routing.standings import SPREAD

    found = []
    for path in sorted(folder.glob("*.outcomes.parquet")):
        asked = read_labelled(folder, path.name.split(".")[0])
        asked = asked.of(asked.priced or asked.arms)
        arms = Arms(asked.arms, standing(asked).dollars, 200e-6)
        offers = presumed(arms, language_of(asked.asked.texts[0]))
        priced = np.array(["price" in each.arm.deployment.prior.basis for each in offers])
        quality = np.array([each.quality or np.nan for each in offers]) + prior.UNRATED * priced
        beyond = np.nanmean(asked.scores, axis=0) / SPREAD - quality
        rated = ~priced & ~np.isnan(quality)
        if min(priced.sum(), rated.sum()) < LEAST_MODELS:
            continue
        ahead = float(beyond[rated].mean() - beyond[priced].mean())
        found.append(ahead)
        print(f"{asked.name}: {rated.sum()} rated, {priced.sum()} not: {ahead:+.3f}")
    print(f"mean of {len(found)} sets: {np.mean(found):.3f}; prior.py says {prior.UNRATED}")
    return int(abs(np.mean(found) - prior.UNRATED) > 0.02)


if __name__ == "__main__":
    sys.exit(main())
