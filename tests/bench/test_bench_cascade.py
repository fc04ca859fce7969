"""The bench of cascades runs from end to end, on a set that is made up here."""

import numpy as np
import pyarrow as pa
import pytest
from bench.cascade import Trio, mean_rows, measure
from pyarrow.parquet import write_table

ARMS = ("cheap", "second", "dear")


@pytest.fixture
def folder(tmp_path):
    """Sums whose cheap answers agree on three of four; then both are right."""
    rng = np.random.default_rng(1)
    prompts, outcomes, answers = [], [], []
    for number in range(120):
        first, other = (int(n) for n in rng.integers(2, 99, size=2))
        question = {"prompt_id": f"q{number}", "prompt": f"What is {first} + {other}?"}
        prompts.append(question)
        off = int(number % 4 == 0)
        for arm, said in zip(
            ARMS, (first + other + off, first + other, first + other), strict=True
        ):
            key = {"prompt_id": question["prompt_id"], "model": arm}
            answers.append({**key, "answer": f"The answer is {said}."})
            right = float(said == first + other)
            outcomes.append({**key, "score": right, "cost_usd": 1.0 if arm == "dear" else 0.1})
    for name, rows in (("prompts", prompts), ("outcomes", outcomes), ("answers", answers)):
        write_table(pa.Table.from_pylist(rows), tmp_path / f"sums.{name}.parquet")
    return tmp_path


def test_a_world_where_disagreement_tells_all_is_learnt(folder):
    means = mean_rows(list(measure(folder, Trio("sums", *ARMS), range(2), 90)))
    found = {row["rule"]: row for row in means}
    assert set(found) == {"question", "answers", "agreement"}
    assert found["answers"]["apgr"] > 0.8 > found["question"]["apgr"]
    assert found["agreement"]["points_lost"] == 0
    assert found["agreement"]["cost_per_1k"] < 1_200 * 0.5
