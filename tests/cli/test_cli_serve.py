"""`wayfare serve` and `demo`: they take a port, and leave nothing behind."""

import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

from wayfare_process import serve_process


@pytest.fixture
def taken():
    """A port that another program has."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize(
    ("command", "cure"), [("serve", "wayfare serve --port {}"), ("demo", "make demo PORT={}")]
)
def test_a_port_that_is_taken_is_said_with_another(cli, taken, command, cure):
    said = cli(command, "--port", str(taken))
    assert (said.out, said.status) == ("", 1)
    assert said.err.startswith(f"Port {taken} is taken by another program.")
    assert cure.format(taken + 1) in said.err
    assert "다른 프로그램" in cli(command, "--port", str(taken), "--lang", "ko").err


def test_an_address_of_another_machine_is_said(cli):
    said = cli("serve", "--host", "192.0.2.1", "--port", "0")
    assert said.status == 1
    assert "--host 127.0.0.1" in said.err


def test_what_was_answered_is_on_the_disk_when_a_server_was_told_to_end(tmp_path, cli):
    with serve_process(tmp_path, "--scripted") as server:
        request = urllib.request.Request(
            server.url + "/v1/chat/completions",
            json.dumps({"model": "auto", "messages": [{"role": "user", "content": "Hi"}]}).encode(),
            {"authorization": f"Bearer {server.key}", "content-type": "application/json"},
        )
        urllib.request.urlopen(request).close()
    rows = cli("usage", "--json", WAYFARE_HOME=str(tmp_path)).json
    assert [row["requests"] for row in rows] == [1]


def test_a_demo_without_an_answer_says_so_by_its_exit_status(cli):
    said = cli(
        "demo",
        "--once",
        "--port",
        "0",
        WAYFARE_LOCAL__ENABLED="true",
        WAYFARE_LOCAL__DOWNLOAD="false",
    )
    assert said.status == 1
    assert said.err.startswith("There is no model to ask.")


def children_of_local_models(surroundings: Mapping[str, str]) -> set[str]:
    """Those that run for this home; other tests may have some of their own."""
    home = f"WAYFARE_HOME={surroundings['WAYFARE_HOME']}".encode()
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            is_child = b"wayfare.providers.local.child" in (path / "cmdline").read_bytes()
            if is_child and home in (path / "environ").read_bytes().split(b"\0"):
                found.add(path.name)
        except OSError:
            continue
    return found


@pytest.fixture
def weights(surroundings):
    """The machine's own weights, fetched where they are not there yet."""
    local = {**surroundings, "WAYFARE_LOCAL__ENABLED": "true", "LC_ALL": "ko_KR.UTF-8"}
    del local["WAYFARE_CACHE"]
    return local


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_demo_answers_in_korean_and_english_and_leaves_no_process(weights):
    done = subprocess.run(
        [sys.executable, "-m", "wayfare", "demo", "--once", "--port", "0"],
        env=weights,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    korean, english = done.stdout.splitlines()
    assert "서울" in korean
    assert "Seoul" in english
    assert done.stderr.count("0원, 이 컴퓨터에서 실행") == 2
    assert "Traceback" not in done.stderr
    assert children_of_local_models(weights) == set()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_question_without_a_server_leaves_no_process(weights):
    done = subprocess.run(
        [sys.executable, "-m", "wayfare", "ask", "한국의 수도는?", "--temperature", "0", "--json"],
        env=weights,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "서울" in json.loads(done.stdout)["answer"]
    assert children_of_local_models(weights) == set()
