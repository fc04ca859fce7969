"""`wayfare serve --workers`: several processes on one port, kept by one that tells them all."""

import json
import os
import signal
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from wayfare_process import ServerProcess, serve_process, until_ready


def test_several_that_would_count_apart_are_refused_with_a_cure(cli):
    said = cli("serve", "--workers", "2", "--port", "0")
    assert said.status == 1
    assert "limits.redis_url" in said.err


@pytest.mark.slow
def test_what_keeps_all_of_them_from_serving_is_said_once_and_without_a_trace(cli):
    said = cli("serve", "--workers", "2", "--port", "0", WAYFARE_LIMITS__REDIS_URL="nonsense")
    assert said.status == 1
    assert said.err.splitlines()[-1].endswith("Write redis://127.0.0.1:6379/0.")
    assert "Traceback" not in said.err
    assert "Wayfare serves at" not in said.err


def request_of(server: ServerProcess, path: str, body: bytes | None) -> urllib.request.Request:
    headers = {"authorization": f"Bearer {server.key}", "content-type": "application/json"}
    return urllib.request.Request(server.url + path, body, headers)


def send(server: ServerProcess, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(request_of(server, path, body), timeout=30) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def question(text: str, *, stream: bool = False) -> bytes:
    message = {"role": "user", "content": text}
    body = {"model": "scripted-small", "messages": [message], "stream": stream}
    return json.dumps(body).encode()


def ask(server: ServerProcess, text: str = "Hi") -> int:
    return send(server, "/v1/chat/completions", question(text))[0]


def workers_of(server: ServerProcess) -> set[int]:
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text("ascii").split()
    return {int(child) for child in children}


def until(holds) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def served(tmp_path, redis):
    with serve_process(
        tmp_path, "--scripted", "--workers", "2", WAYFARE_LIMITS__REDIS_URL=redis
    ) as server:
        until(lambda: {send(server, "/readyz")[0] for _ in range(8)} == {200})
        yield server


def counted(server: ServerProcess) -> float:
    """How many calls of providers all processes together have made."""
    _, raw = send(server, "/metrics")
    lines = [line for line in raw.decode().splitlines() if line.startswith("wayfare_attempts_tot")]
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines)


def kept(home: Path) -> int:
    """How many calls of providers stand in the ledger."""
    with closing(sqlite3.connect(home / "wayfare.db")) as connection:
        (count,) = connection.execute("SELECT count(*) FROM attempts").fetchone()
    return count


@pytest.mark.slow
def test_one_that_is_killed_comes_back_and_what_it_counted_stays(served, tmp_path):
    before = workers_of(served)
    assert len(before) == 2
    assert {ask(served) for _ in range(20)} == {200}
    until(lambda: counted(served) == 20)
    until(lambda: kept(tmp_path) == 20)  # what was not on the disk yet would be lost
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(workers_of(served)) == 2 and min(before) not in workers_of(served))
    until_ready(served)
    assert counted(served) == 20
    served.stop()
    assert kept(tmp_path) == 20


@pytest.mark.slow
def test_all_read_other_settings_when_one_is_told_to(served, tmp_path):
    settings = tmp_path / "config" / "wayfare.toml"
    settings.write_text("[server]\nbody_bytes_max = 'many'\n", "utf-8")
    assert send(served, "/api/reload", b"")[0] == 400
    settings.write_text("[server]\nbody_bytes_max = 2048\n", "utf-8")
    status, said = send(served, "/api/reload", b"")
    assert (status, json.loads(said)["changed"]) == (200, ["server.body_bytes_max"])
    until(lambda: {ask(served, "x" * 4096) for _ in range(12)} == {413})


@pytest.mark.slow
def test_streams_of_all_end_whole_when_they_are_told_to_end(served):
    found: list[bytes] = []
    begun = threading.Barrier(7)

    def listen() -> None:
        body = question("#words 40\n#pace 0.05", stream=True)
        asked = request_of(served, "/v1/chat/completions", body)
        with urllib.request.urlopen(asked, timeout=60) as response:
            first = response.readline()
            begun.wait(60)
            found.append(first + response.read())

    threads = [threading.Thread(target=listen) for _ in range(6)]
    for thread in threads:
        thread.start()
    begun.wait(60)
    served.popen.send_signal(signal.SIGTERM)
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(raw.rstrip().endswith(b"data: [DONE]") for raw in found)
    served.stop()


@pytest.mark.slow
def test_they_end_when_nobody_keeps_them_any_more(served):
    workers = workers_of(served)
    served.kill()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    served.popen.returncode = 0  # it was killed on purpose
