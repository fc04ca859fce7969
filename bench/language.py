"""Measure what Wayfare does for people who do not write English.

    python -m bench.language --texts FOLDER [--quick] [--json FILE] [--only WORD]

FOLDER holds real questions and results (`NAME.prompts.parquet`, `selftranslate.cells.parquet`).
Each part stands in a file of its own:

- `told`: how often the language of a question is told rightly;
- `spans`: whether what must stay comes through a pivot whole; `pairs`: how many good translations
  pass the checks;
- `cells`: how well a rule learned from other models tells where a pivot helps;
- `online`: what becomes of a pivot in use;
- `first`: when the first word of an answer comes that is brought back.

`bench.language_live` asks a real model.
"""

import argparse
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the server does

from bench.language_cells import cells, cells_figures, cells_lines
from bench.language_first import first_figures, first_lines, first_words
from bench.language_online import online, online_figures, online_lines
from bench.language_pairs import pairs, pairs_figures, pairs_lines
from bench.language_spans import run, spans_figures, spans_lines
from bench.language_told import told, told_figures, told_lines
from bench.report import about

SEED = 1
CASES, CASES_QUICK = 10_000, 1_000

#: What a part found, for a file, and as lines of Markdown.
Found = tuple[object, list[str]]


def _told(texts: Path, _quick: bool) -> Found:
    rows = list(told(texts))
    return told_figures(rows), list(told_lines(rows))


def _spans(_texts: Path, quick: bool) -> Found:
    row = run(cases=CASES_QUICK if quick else CASES, seed=SEED)
    return spans_figures(row), list(spans_lines(row))


def _pairs(texts: Path, _quick: bool) -> Found:
    rows = list(pairs(texts))
    return pairs_figures(rows), list(pairs_lines(rows))


def _cells(texts: Path, _quick: bool) -> Found:
    rows = list(cells(texts))
    return cells_figures(rows), list(cells_lines(rows))


def _online(texts: Path, quick: bool) -> Found:
    found = online(texts, quick=quick)
    return online_figures(found), list(online_lines(found))


def _first(_texts: Path, quick: bool) -> Found:
    rows = first_words(quick=quick)
    return first_figures(rows), list(first_lines(rows))


PARTS: Mapping[str, Callable[[Path, bool], Found]] = {
    "told": _told,
    "spans": _spans,
    "pairs": _pairs,
    "cells": _cells,
    "online": _online,
    "first": _first,
}


def main() -> None:
    """Run the parts that are wished, print their tables, keep their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default="", help="parts whose name holds this")
    wished = parser.parse_args()
    figures: dict[str, object] = {"about": about(SEED, {}, "bench.language")}
    for name, part in PARTS.items():
        if wished.only in name:
            figures[name], lines = part(wished.texts, wished.quick)
            print(f"\n{name}\n")
            print("\n".join(lines))
    if wished.json is not None:
        wished.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
