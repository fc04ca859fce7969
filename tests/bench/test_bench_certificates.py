"""The bench of certificates gives documented rows, and its worlds are what they say."""

import json
import sys

import numpy as np
import pytest
from bench.histories import Spells, everything, graded, judged, predicted, reacting, steady

from bench import certificates

KEYS = {
    "world", "method", "n", "seed", "false_rate", "audited_median", "audited_p90",
    "requests_median",
}  # fmt: skip


def test_rows_have_the_keys_that_are_documented(tmp_path, monkeypatch, capsys):
    file = tmp_path / "rows.json"
    monkeypatch.setattr(sys, "argv", ["x", "--quick", "--only", "cost", "--json", str(file)])
    certificates.main()
    rows = json.loads(file.read_text("utf-8"))
    assert all(set(row) == KEYS for row in rows)
    assert "| one comparison, us | wayfare |" in capsys.readouterr().out
    size = next(row for row in rows if row["world"] == "one claim, bytes")
    assert size["audited_median"] <= 2_048


@pytest.mark.parametrize(
    ("world", "mean", "rate"),
    [
        (steady(0.06, -0.02), -0.02, 0.06),
        (steady(0.15, 0.0), 0.0, 0.15),
        (predicted(0.2, 0.24, 0.015), 0.0, 0.06),
        (predicted(0.2, 0.24, 0.015, mean=-1 / 3), -0.02, 0.06),
        (judged(0.05, -0.02), -0.018, 0.0694),
        (reacting(-0.02), -0.02, 0.03),
        (everything(0.02), -0.02, 0.06),
    ],
)
def test_a_world_is_what_it_says(world, mean, rate):
    rng, wealth = np.random.default_rng(3), np.full(400_000, -2.0)
    made = world(0, wealth, rng)
    assert made.differences.mean() == pytest.approx(mean, abs=0.002)
    assert (made.differences != 0).mean() == pytest.approx(rate, abs=0.002)
    assert (made.floors <= made.shares).all()
    assert made.shares.max() <= 1


def test_marks_have_their_mean_square():
    made = graded(0.06)(0, np.zeros(400_000), np.random.default_rng(3))
    assert (made.differences**2).mean() == pytest.approx(0.06, abs=0.002)


def test_an_average_that_is_always_below_has_good_spells():
    spells, rng = Spells(), np.random.default_rng(3)
    means = [spells(n, np.zeros(20_000), rng).differences.mean() for n in range(60)]
    assert max(means) > 0
    assert all(np.mean(means[:n]) < -0.015 for n in range(5, 60))
