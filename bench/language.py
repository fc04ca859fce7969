"""Measure what Wayfare does for people who do not write English.

    python -m bench.language --texts FOLDER [--quick] [--json FILE] [--only WORD]

FOLDER holds real questions and results (`NAME.prompts.parquet`, `selftranslate.cells.parquet`).
Each part stands in a file of its own: `told` how often the language of a question is told rightly.
"""

import argparse
import json
from pathlib import Path

from bench.language_told import told, told_figures, told_lines
from bench.report import about

SEED = 1


def main() -> None:
    """Run the parts that are wished, print their tables, keep their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default="")
    wished = parser.parse_args()
    figures: dict[str, object] = {"about": about(SEED, {}, "bench.language")}
    if wished.only in "told":
        rows = list(told(wished.texts))
        figures["told"] = told_figures(rows)
        print("\n".join(told_lines(rows)))
    if wished.json is not None:
        wished.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
