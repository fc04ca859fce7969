"""Rules are valued on one's own log from the command line."""

import json

import pytest


def test_an_empty_log_has_no_values_and_says_what_it_would_take(cli, tmp_path):
    assert cli("replay", "--log", "--json", str(tmp_path / "rows.json")).status == 0
    rows = json.loads((tmp_path / "rows.json").read_bytes())
    assert [row["policy"] for row in rows] == ["wayfare", "cheapest", "best_guess"]
    assert {row["score"] for row in rows} == {None}
    assert "기록은" in cli("replay", "--log", "--lang", "ko").err


@pytest.mark.parametrize(
    ("options", "cure"),
    [
        (["--log", "--since", "yesterday"], "--since"),
        (["--log", "--policy", "oracle"], "arm:NAME"),
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
