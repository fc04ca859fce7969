"""Repeat the fit that `wayfare/routing/prior.py` presumes qualities by.

`python -m bench.prior_quality FOLDER` reads `arena.ratings.parquet` (public ratings) and
`arena.prices.parquet` (list prices) from the folder and prints rating = a + b * log10(price),
the rank correlation and the number of models. It needs pandas, pyarrow and scipy, which
Wayfare itself does not.
"""

import argparse
import math
import sys
from pathlib import Path

from wayfare.routing import prior

FILES = ("arena.ratings.parquet", "arena.prices.parquet")
KIND, CATEGORY = "style_control", "full"


def main() -> int:
    """Fit, print, and say whether the code agrees."""
    parser = argparse.ArgumentParser(prog="python -m bench.prior_quality", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the parquet files lie")
    folder: Path = parser.parse_args().folder
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


if __name__ == "__main__":
    sys.exit(main())
