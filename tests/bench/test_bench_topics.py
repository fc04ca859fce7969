"""The bench of topics, on questions put together: how good it is with real ones is not asked."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bench.topics import FOREIGN, agreement, by_given_topics

ABOUT = {
    "cooking": ("bread", "oven", "flour", "butter", "recipe", "dough", "salt", "bake"),
    "chess": ("bishop", "opening", "pawn", "castle", "checkmate", "queen", "endgame", "rook"),
    "tax": ("income", "deduction", "declare", "refund", "employer", "salary", "audit", "form"),
}


def write(folder, name, topics, count, seed):
    rng = np.random.default_rng(seed)
    given = [topics[place] for place in rng.integers(len(topics), size=count)]
    prompts = [
        f"How do I {' '.join(rng.choice(ABOUT[topic], size=5))} number {n}?"
        for n, topic in enumerate(given)
    ]
    table = pa.table({"prompt": prompts, "topic": given, "language": ["en"] * count})
    pq.write_table(table, folder / f"{name}.prompts.parquet")


def test_agreement_is_one_for_the_same_parts_and_nothing_by_chance():
    rng = np.random.default_rng(0)
    some = rng.integers(4, size=500).astype(str).tolist()
    renamed = [{"0": "b", "1": "a", "2": "d", "3": "c"}[each] for each in some]
    assert agreement(some, renamed) == pytest.approx(1.0)
    assert agreement(some, ["one"] * 500) == 0.0
    by_chance = [agreement(some, rng.integers(9, size=500).astype(str).tolist()) for _ in range(20)]
    assert abs(np.mean(by_chance)) < 0.01
    # by hand: I = 2/3 ln 2; by chance a pair is mixed in 3 of 5 cases, so 2/5 ln 2; H ln 2, ln 3
    by_hand = (2 / 3 - 2 / 5) * np.log(2) / (np.log(6) / 2 - 2 / 5 * np.log(2))
    assert agreement(list("aaabbb"), list("xxyyzz")) == pytest.approx(by_hand)


def test_the_bench_finds_topics_that_were_given_and_keeps_to_itself(tmp_path, capsys):
    write(tmp_path, "made", sorted(ABOUT), 1_000, seed=1)
    write(tmp_path, FOREIGN, ["tax"], 50, seed=2)
    by_given_topics(tmp_path, 1, ["made"])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| made")]
    assert len(rows) == 1  # 400 are left to fit on: too few for the second row
    same = float(rows[0].split("|")[4].split()[0])
    assert same > 0.4
