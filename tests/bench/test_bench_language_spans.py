"""What must stay comes through the pivot whole, or the pivot is abandoned."""

import json
import random

from bench.language_spans import run, spans_figures, spans_lines
from bench.spans_cases import case_of
from bench.spans_mangling import draft_of, spoil


def test_a_spoiling_translator_breaks_nothing_that_is_taken():
    row = run(cases=600, seed=3)
    assert row.broken == 0, row.examples
    assert row.intact == 1.0
    assert row.at_once + row.repaired + row.abandoned == row.cases
    assert row.at_once > 100 < row.abandoned
    assert json.loads(json.dumps(spans_figures(row)))["intact"] == 1.0
    assert "| 600 | 100.00 |" in "\n".join(spans_lines(row))


def test_right_translations_are_taken():
    assert run(cases=600, seed=4).refused_honest <= 6


def test_cases_repeat_with_their_seed_and_are_spoiled_in_many_ways():
    cases = [case_of(random.Random(7)) for _ in range(2)]
    assert cases[0] == cases[1]
    rng, ways = random.Random(8), set()
    for _ in range(400):
        case = case_of(rng)
        draft = draft_of(case, case.spans, rng)
        spoil(draft, rng)
        ways.update(draft.spoiled)
    assert len(ways) == 22
