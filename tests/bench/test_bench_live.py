"""The bench that asks real models, here with the scripted ones; and what its report says."""

import asyncio
import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from random import Random

import msgspec
import pytest
from bench.live import split
from bench.live_asking import Asked
from bench.live_orders import play
from bench.live_report import Run, report, wilson
from bench.questions.make import make
from tests.wayfare_process import serve_process, until_ready

REPOSITORY = Path(__file__).parents[2]
ARMS = ("better", "worse")
ABOUT = {"commit": "abc", "date": "today", "seed": 1, "command": "x", "machine": "y", "python": "3"}


def test_a_question_is_kept_apart_or_learned_from_in_all_its_languages():
    questions = make(1, 6)
    learning, apart = split(questions, 1)
    assert len(learning) + len(apart) == len(questions)
    assert not {q.parallel for q in learning} & {q.parallel for q in apart}
    assert {q.kind for q in learning} == {q.kind for q in apart}
    assert split(questions, 1) == (learning, apart)


def test_the_report_tells_who_was_right_and_whom_auto_asked():
    answers = []
    for n in range(10):
        answers += [_asked(n, "", "named", "better", n < 8), _asked(n, "", "named", "worse", n < 2)]
        answers.append(_asked(n, "stranger", "before", "worse", n < 2))
        answers.append(_asked(n, "stranger", "learning", "worse" if n < 5 else "better", n < 2))
        answers.append(_asked(n, "stranger", "after", "better", n < 8))
    text = report(Run(ABOUT, ARMS, {}, answers))
    assert "| all | 10 | 80 [49, 94] | 20 [6, 51] | 80 |" in text
    assert "| before, all | 10 | 0 % | 20 [6, 51] | -60 [" in text
    assert "| after, all | 10 | 100 % | 80 [49, 94] | +0 [+0, +0] | +60 [" in text
    assert "0 %, 0 %, 50 %, 100 %, 100 %" in text
    assert "Better where it learned: better" in text
    assert "Asked afterwards in 10 of 10; in 0 the one" in text


def test_in_another_order_the_better_one_is_found_too():
    texts = {f"q{n}": f"What is the capital of country {n}?" for n in range(60)}
    answers = []
    for n in range(60):
        answers += [_asked(n, "", "named", "better", True), _asked(n, "", "named", "worse", False)]
        answers.append(_asked(n, "stranger", "learning" if n < 40 else "after", "better", True))
    run = Run(ABOUT, ARMS, texts, answers)
    played = asyncio.run(play(run, "worse", Random(1), tries=True))
    assert played.learning[0] == "worse"
    assert played.after.count("better") == 20
    assert played.right == 1
    assert asyncio.run(play(run, "worse", Random(1), tries=True)) == played


def _asked(n, start, phase, arm, right):
    return Asked(
        start, phase, f"q{n}", f"q{n}", "facts", "en", arm, right, 1.0, "text", "why", f"d{n}"
    )


def test_an_interval_stays_within_what_a_share_can_be():
    assert wilson(0, 5)[0] == 0
    assert wilson(5, 5)[1] == 1
    low, high = wilson(50, 100)
    assert low == pytest.approx(0.404, abs=0.001)
    assert high == pytest.approx(0.596, abs=0.001)


@pytest.mark.slow
def test_a_run_asks_both_models_and_auto_and_says_what_was_right(tmp_path):
    kept, key_file = tmp_path / "answers.json", tmp_path / "key"
    with serve_process(tmp_path, "--scripted") as server:
        until_ready(server)
        key_file.write_text(server.key)
        command = [sys.executable, "-m", "bench.live", "--url", server.url, "--each", "1"]
        command += ["--key-file", str(key_file), "--learned-s", "1", "--json", str(kept)]
        command += ["--arms", "scripted-large", "scripted-small"]
        done = subprocess.run(
            command, cwd=REPOSITORY, capture_output=True, text=True, timeout=110, check=False
        )
        assert done.returncode == 0, done.stderr
        run = msgspec.json.decode(kept.read_bytes(), type=Run)
        learned = [each for each in run.answers if each.phase == "learning"]
        said = _outcomes(server, learned[0].decision_id)
    assert [(each["kind"], each["score"]) for each in said] == [("check", learned[0].right)]
    named = [each for each in run.answers if each.phase == "named"]
    assert {each.arm for each in named} == {"scripted-large", "scripted-small"}
    assert len(named) == 2 * 10 * 3
    again = subprocess.run(
        [sys.executable, "-m", "bench.live", "--read", str(kept)],
        cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert again.stdout == done.stdout


def _outcomes(server, decision_id):
    request = urllib.request.Request(
        f"{server.url}/v1/decisions/{decision_id}/outcomes",
        headers={"authorization": f"Bearer {server.key}"},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)["data"]
