"""`wayfare ask`, through a running server and without one."""

import os
import subprocess
import sys

import pytest

QUESTION = "대한민국의 수도는 어디인가요?"
ANSWER = "대한민국의 수도는 서울입니다."


def test_a_server_answers_and_the_ticket_goes_to_standard_error(cli, to_server):
    said = cli("ask", QUESTION, "--lang", "ko", **to_server)
    assert said.status == 0
    assert said.out == ANSWER + "\n"
    assert "이유" in said.err
    assert "세전" in said.err


def test_the_address_for_clients_does_as_well(cli, to_server):
    address = {**to_server, "WAYFARE_URL": to_server["WAYFARE_URL"] + "/v1/"}
    assert cli("ask", QUESTION, **address).out == ANSWER + "\n"


def test_without_a_server_a_gateway_of_its_own_answers(cli, upstream):
    said = cli("ask", QUESTION, "--model", "up/scripted-small", **upstream)
    assert (said.out, said.status) == (ANSWER + "\n", 0)
    assert "before tax" in said.err
    assert cli("usage", "--json", **upstream).json[0]["name"] == "up/scripted-small"


def test_the_usual_port_may_be_served_by_somebody_else(cli, upstream, server):
    port = server.url.rpartition(":")[2]
    said = cli("ask", QUESTION, **upstream, WAYFARE_SERVER__PORT=port)
    assert (said.out, said.status) == (ANSWER + "\n", 0)


@pytest.mark.parametrize("place", ["before", "after"])
def test_json_is_one_line_with_the_ticket(cli, to_server, place):
    arguments = ("--json", "ask", QUESTION) if place == "before" else ("ask", QUESTION, "--json")
    said = cli(*arguments, **to_server)
    assert said.json["answer"] == ANSWER
    assert said.json["error"] is None
    assert said.json["wayfare"]["arm"].startswith("scripted-")
    assert said.err == ""


def test_a_question_can_come_by_standard_input(cli, to_server):
    said = cli("ask", "-", "--model", "scripted-small", stdin=QUESTION.encode(), **to_server)
    assert said.out == ANSWER + "\n"


def test_instructions_and_chance_are_passed_on(cli, to_server):
    said = cli("ask", "Hi", "--system", "Be kind.", "--temperature", "0", **to_server)
    assert said.status == 0


def test_a_cost_that_nobody_knows_is_said(cli, to_server):
    said = cli("ask", "Hi", "--model", "scripted-unpriced", "--lang", "ko", **to_server)
    assert "알 수 없음" in said.err
    assert "$0" not in said.err


def test_a_refusal_is_an_answer(cli, to_server):
    said = cli("ask", "#refuse", **to_server)
    assert said.out.startswith("I'm sorry")
    assert said.status == 0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("#fault cut=2\nHello my friend", "The answer broke off: "),
        ("#fault error_event=2\nHello my friend", "The answer broke off: "),
        ("#say ", "No answer came. "),
        ("#fault status=400\nHello", "Your request was malformed."),
        ("#fault status=503\nHello", "try again later. Ask again later, or ask another model"),
    ],
)
def test_where_no_whole_answer_came_the_exit_status_says_so(cli, to_server, question, sentence):
    said = cli("ask", question, **to_server)
    assert said.status == 1
    assert sentence in said.err
    said = cli("ask", question, "--json", **to_server)
    assert said.status == 1


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize(
    ("question", "stdin"), [("", b""), ("-", b" \n"), ("-", b"\xb0\xa1"), ("\udcb0", b"")]
)
def test_a_question_that_is_none_is_not_asked(cli, lang, question, stdin):
    said = cli("ask", question, "--lang", lang, stdin=stdin)
    assert (said.out, said.status) == ("", 1)
    assert said.err.count("\n") == 1


def test_an_unreachable_server_is_said_with_the_cure(cli):
    said = cli("ask", "Hi", WAYFARE_URL="http://127.0.0.1:1")
    assert said.status == 1
    assert said.err.startswith("No Wayfare answers at http://127.0.0.1:1. Start it with")
    assert cli("ask", "Hi", "--lang", "ko", WAYFARE_URL="nonsense").status == 1


@pytest.mark.parametrize("key", ["wf-nobody", ""])
def test_a_server_that_refuses_the_key_is_said_with_the_cure(cli, server, key):
    said = cli("ask", "Hi", WAYFARE_URL=server.url, WAYFARE_API_KEY=key)
    assert said.status == 1
    assert "does not take this key. Set WAYFARE_API_KEY" in said.err


def test_without_any_model_the_cure_is_said(cli):
    said = cli("ask", "Hi")
    assert said.status == 1
    assert said.err.startswith("There is no model to ask.")
    assert "wayfare providers add" in said.err


def test_weights_that_are_not_to_be_fetched_are_said(cli):
    local = {"WAYFARE_LOCAL__ENABLED": "true", "WAYFARE_LOCAL__DOWNLOAD": "false"}
    said = cli("ask", "Hi", **local)
    assert said.status == 1
    assert "`local.download` is off" in said.err
    assert "`local.download` is off" in cli("models", **local).out


def test_a_reader_that_leaves_early_is_no_accident(surroundings, to_server):
    asking = subprocess.Popen(
        [sys.executable, "-m", "wayfare", "ask", "#words 20000"],
        env={**surroundings, **to_server},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.read(asking.stdout.fileno(), 10)
    asking.stdout.close()
    said = asking.stderr.read()
    asking.stderr.close()
    assert asking.wait(20) == 1
    assert said == b""
