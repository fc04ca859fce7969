"""A `wayfare serve` that is told by SIGHUP to read its settings anew, and what it logs."""

import json
import os
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from wayfare_process import ServerProcess, serve_process, until_ready

pytestmark = pytest.mark.slow


def ask(server: ServerProcess, text: str) -> int:
    body = {"model": "scripted-small", "messages": [{"role": "user", "content": text}]}
    request = urllib.request.Request(
        server.url + "/v1/chat/completions?api_key=sk-in-the-query-0123456789",
        json.dumps(body).encode(),
        {"authorization": f"Bearer {server.key}", "content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as response:
            return response.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def until(holds) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_hangup_puts_other_settings_in_force_and_wrong_ones_are_said(tmp_path):
    settings, log = tmp_path / "config" / "wayfare.toml", tmp_path / "log"
    with serve_process(tmp_path, "--scripted", log=log) as server:
        until_ready(server)
        assert ask(server, "x" * 4096) == 200
        settings.write_text("[server]\nbody_bytes_max = 2048\nport = 1\n", "utf-8")
        os.kill(server.pid, signal.SIGHUP)
        until(lambda: ask(server, "x" * 4096) == 413)
        settings.write_text("[server]\nbody_bytes_max = 'many'\n", "utf-8")
        os.kill(server.pid, signal.SIGHUP)
        until(lambda: "The old settings stay." in log.read_text("utf-8"))
        assert ask(server, "x" * 4096) == 413
        assert ask(server, "Hi") == 200
    said = log.read_text("utf-8")
    assert "these change at the next start: server.port" in said
    assert "Traceback" not in said


def test_what_is_logged_is_one_object_a_line_without_a_text_or_a_key(tmp_path):
    log = tmp_path / "log"
    with serve_process(
        tmp_path,
        "--scripted",
        log=log,
        WAYFARE_LOGS__FORMAT="json",
        WAYFARE_LOGS__LEVEL="info",
        WAYFARE_LOGS__ACCESS="true",
    ) as server:
        until_ready(server)
        assert ask(server, "A question about otters") == 200
        assert ask(server, "#fault status=500") == 500
    raw = log.read_text("utf-8")
    lines = [json.loads(line) for line in raw.splitlines()]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
    good, failed = [line for line in lines if line["logger"] == "wayfare.access"]
    assert good["message"] == "POST /v1/chat/completions"
    assert (good["status"], good["deployment"], good["ending"]) == (200, "scripted-small", "whole")
    assert good["tokens_in"] > 0
    assert good["cost_micros"] > 0
    assert len(good["request_id"]) == 32
    assert (failed["status"], failed["ending"]) == (500, "failed")
    assert "otters" not in raw
    assert server.key not in raw
    assert "sk-in-the-query" not in raw


def test_the_log_is_where_a_reader_looks_for_it(tmp_path: Path):
    log = tmp_path / "log"
    with serve_process(tmp_path, "--scripted", log=log, WAYFARE_LOGS__ACCESS="true") as server:
        until_ready(server)
        assert ask(server, "Hi") == 200
    (line,) = [each for each in log.read_text("utf-8").splitlines() if "wayfare.access" in each]
    assert " info wayfare.access: POST /v1/chat/completions status=200 ms=" in line
