"""`wayfare serve` told to end while it answers: what runs ends whole, or is cut with a word."""

import http.client
import json
import os
import signal
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import pytest

from wayfare_process import ServerProcess, serve_process, until_ready

pytestmark = pytest.mark.slow


def request_of(server: ServerProcess, text: str, *, stream: bool) -> urllib.request.Request:
    body = {
        "model": "scripted-small",
        "messages": [{"role": "user", "content": text}],
        "stream": stream,
    }
    headers = {"authorization": f"Bearer {server.key}", "content-type": "application/json"}
    url = server.url + "/v1/chat/completions"
    return urllib.request.Request(url, json.dumps(body).encode(), headers)


@contextmanager
def begin_stream(server: ServerProcess, text: str) -> Iterator[http.client.HTTPResponse]:
    """A stream whose first bytes are here."""
    with urllib.request.urlopen(request_of(server, text, stream=True), timeout=30) as response:
        assert response.readline().startswith(b"data: ")
        yield response


def readiness(server: ServerProcess) -> tuple[int, dict]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    with closing(connection):
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        return response.status, json.loads(response.read())


def ledger(home) -> list[tuple[str, str | None]]:
    with closing(sqlite3.connect(home / "wayfare.db")) as connection:
        return connection.execute("SELECT ending, error FROM attempts").fetchall()


def test_a_stream_under_way_ends_whole_and_then_the_process_ends(tmp_path):
    with serve_process(tmp_path, "--scripted", WAYFARE_SERVER__DRAIN_DELAY_S="4") as server:
        until_ready(server)
        with begin_stream(server, "#words 40\n#pace 0.05") as response:
            os.kill(server.pid, signal.SIGTERM)
            deadline = time.monotonic() + 60
            while (said := readiness(server))[0] == 200 and time.monotonic() < deadline:
                time.sleep(0.01)
            assert said == (503, {"status": "not_ready", "reasons": ["draining"]})
            assert response.read().rstrip().endswith(b"data: [DONE]")
    assert ledger(tmp_path) == [("whole", None)]


def test_a_stream_that_takes_too_long_is_cut_with_a_word(tmp_path):
    with serve_process(tmp_path, "--scripted", WAYFARE_SERVER__GRACE_S="0.3") as server:
        until_ready(server)
        with begin_stream(server, "#words 2000\n#pace 0.05") as response:
            os.kill(server.pid, signal.SIGTERM)
            raw = response.read()
    assert b"shutting_down" in raw
    assert b"[DONE]" not in raw
    assert ledger(tmp_path) == [("cut", "shutting_down")]


def test_a_second_signal_cuts_at_once(tmp_path):
    with serve_process(tmp_path, "--scripted", WAYFARE_SERVER__GRACE_S="600") as server:
        until_ready(server)
        with begin_stream(server, "#words 2000\n#pace 0.05") as response:
            os.kill(server.pid, signal.SIGTERM)
            time.sleep(1)  # two at once would be one
            os.kill(server.pid, signal.SIGTERM)
            assert b"shutting_down" in response.read()
    assert ledger(tmp_path) == [("cut", "shutting_down")]


def test_what_has_not_begun_is_refused_with_a_cure(tmp_path):
    with serve_process(tmp_path, "--scripted", WAYFARE_SERVER__GRACE_S="0.2") as server:
        until_ready(server)
        timer = threading.Timer(2, os.kill, (server.pid, signal.SIGTERM))
        timer.start()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request_of(server, "#fault delay=60", stream=False))
        with refused.value as response:
            said = json.loads(response.read())
        timer.join()
    assert response.code == 503
    assert said["error"]["code"] == "shutting_down"
    assert ledger(tmp_path) == [("abandoned", "shutting_down")]
