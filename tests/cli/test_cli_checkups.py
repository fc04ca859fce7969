"""`wayfare providers test` says in plain words what is wrong, and what to do about it."""

import socket
import string
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from wayfare.cli.findings import FINDINGS
from wayfare.providers.checkup import Finding


def write(surroundings, text: str) -> None:
    config = Path(surroundings["WAYFARE_HOME"]) / "config"
    config.mkdir(parents=True, exist_ok=True)
    (config / "wayfare.toml").write_text(text, "utf-8")


def test_every_finding_has_a_sentence_in_both_languages_with_the_same_values():
    assert FINDINGS.keys() == set(Finding)
    for english, korean in FINDINGS.values():
        names = [
            {name for _, name, _, _ in string.Formatter().parse(" ".join(text)) if name}
            for text in (english, korean)
        ]
        assert names[0] == names[1]


def test_one_that_works_says_how_many_models_it_lists(cli, upstream):
    said = cli("providers", "test", **upstream)
    assert said.status == 0
    assert said.out.startswith("up: good, lists ")
    assert cli("providers", "test", "up", "--lang", "ko", **upstream).out.startswith("up: 정상")


def test_a_question_is_asked_only_when_told_and_its_price_is_said_first(cli, upstream):
    said = cli("providers", "test", "--ask", "--yes", **upstream)
    assert said.status == 0
    assert said.err == "A question to up/scripted-small costs at most $0.000056 before tax.\n"
    assert said.out == "up: good, scripted-small answers.\n"
    said = cli("providers", "test", "--ask", "--json", "--yes", **upstream)
    (row,) = said.json
    assert (row["finding"], row["asked"], row["good"]) == ("answers", "scripted-small", True)


def test_a_price_that_nobody_knows_is_said(cli, surroundings, server):
    row = f"[providers.mine]\nbase_url = '{server.url}/v1'\nallow_private = true\n"
    write(surroundings, row + "key_env = 'MINE'\nmodels = ['scripted-small']\n")
    said = cli("providers", "test", "--ask", "--yes", MINE=server.key)
    assert said.err == "What a question to mine/scripted-small costs is not known.\n"


def test_nobody_is_asked_who_does_not_fulfil_what_the_settings_demand(cli, upstream):
    demanded = {**upstream, "WAYFARE_DEMANDS__NO_TRAINING": "true"}
    said = cli("providers", "test", "--ask", "--yes", **demanded)
    assert said.err.startswith("up is not asked: ")
    assert said.out.startswith("up: good, lists ")


def test_nothing_is_asked_where_nobody_can_agree(cli, upstream):
    said = cli("providers", "test", "--ask", **upstream)
    assert said.status == 1
    assert said.err.endswith("Add `--yes`.\n")


def test_a_wrong_key_and_a_missing_one_are_told_apart(cli, upstream):
    said = cli("providers", "test", UP_KEY="wf-wrong")
    assert said.status == 1
    assert "up: does not take the key" in said.out
    assert "UP_KEY" in said.out
    said = cli("providers", "test")
    assert said.out == "up: has no key. Set UP_KEY and try again.\n"
    korean = cli("providers", "test", "--lang", "ko").out
    assert korean == "up: 키가 없음. 환경 변수 UP_KEY 값을 정하고 다시 해 보세요.\n"


def test_a_usual_provider_without_a_key_names_its_variable(cli):
    said = cli("providers", "test", "openai", "--json")
    (row,) = said.json
    assert (said.status, row["finding"]) == (1, "no_key")
    assert "OPENAI_API_KEY" in row["sentence"]


def test_one_that_nobody_knows_is_an_error_with_its_cure(cli):
    said = cli("providers", "test", "nobody")
    assert said.status == 1
    assert said.err.startswith("There is no provider 'nobody'")


def test_where_there_is_none_it_says_so(cli):
    said = cli("providers", "test")
    assert (said.status, said.out.startswith("No provider was added")) == (0, True)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            'base_url = "http://127.0.0.1:{port}/v1"',
            "its address is not asked (127.0.0.1 is a loopback address",
        ),
        ('base_url = "http://127.0.0.1:{port}/v1"\nallow_private = true', "nobody answers there"),
        ('base_url = "http://nowhere.invalid/v1"', "there is no such host"),
        ('base_url = "https://x.example/v1"\nauth = "sigv4"', "cannot be signed"),
    ],
)
def test_what_stands_in_the_way_is_said(cli, surroundings, row, says):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        write(surroundings, "[providers.far]\n" + row.format(port=taken.getsockname()[1]))
        said = cli("providers", "test")
    assert said.status == 1
    assert says in said.out
    assert said.out.count("\n") == 1


class Parrot(BaseHTTPRequestHandler):
    """Refuses whatever it is asked, and repeats the key."""

    def do_GET(self) -> None:
        key = (self.headers["authorization"] or "").removeprefix("Bearer ")
        said = f'{{"error":{{"message":"Incorrect API key provided: {key}.","type":"x"}}}}'.encode()
        self.send_response(401)
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def parrot() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Parrot) as server:
        serving = Thread(target=server.serve_forever, args=(0.02,))
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()
        serving.join()


@pytest.mark.parametrize(
    "command",
    [
        ("providers", "test"),
        ("providers", "test", "--ask", "--yes"),
        ("providers", "list"),
        ("providers", "terms"),
        ("models",),
        ("models", "--why"),
        ("doctor",),
    ],
)
def test_a_key_is_never_shown_though_its_provider_repeats_it(cli, surroundings, parrot, command):
    write(
        surroundings,
        f'[providers.up]\nbase_url = "{parrot}"\nkey_env = "UP_KEY"\nallow_private = true\n',
    )
    for arguments in (command, (*command, "--json")):
        said = cli(*arguments, UP_KEY="sk-never-to-be-seen")
        assert "up" in said.out + said.err
        assert "never-to-be-seen" not in said.out + said.err
