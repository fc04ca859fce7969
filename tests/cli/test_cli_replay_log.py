"""Rules are valued on one's own log from the command line."""

import json

import pytest


def test_an_empty_log_has_no_values_and_says_what_it_would_take(cli, tmp_path):
    assert cli("replay", "--log", "--json", str(tmp_path / "rows.json")).status == 0
    rows = json.loads((tmp_path / "rows.json").read_bytes())
    assert [row["policy"] for row in rows] == ["wayfare", "cheapest", "best_guess"]
    assert {row["score"] for row in rows} == {None}
    assert "기록은" in cli("replay", "--log", "--lang", "ko").err


def test_a_rule_of_ones_own_stands_beside_those_with_a_name(cli, tmp_path):
    rule = tmp_path / "rule.py"
    rule.write_text("def first(question):\n    return [1.0, *[0.0] * (len(question.offers) - 1)]")
    said = cli("--json", "replay", "--log", "--policy", f"{rule}:first", "--policy", "wayfare")
    assert [row["policy"] for row in said.json] == ["first", "wayfare"]


@pytest.mark.parametrize(
    ("options", "cure"),
    [
        (["--log", "--since", "yesterday"], "--since"),
        (["--log", "--policy", "oracle"], "arm:NAME"),
        (["--log", "--policy", "nowhere.py:rule"], "FILE.py:NAME"),
        (["--log", "--name", "click"], "Leave one out"),
        (["--since", "2026-11-01", "--name", "a", "--test", "."], "--log"),
        ([], "--name"),
    ],
)
def test_what_does_not_fit_is_said_in_one_sentence_with_the_cure(cli, options, cure):
    said = cli("replay", *options)
    assert said.status != 0
    assert cure in said.err
    assert "Traceback" not in said.err
