"""A program says what to look for in an answer, and Wayfare looks: the score is 1 or 0."""

import pytest

from wayfare.grading.child import run_child
from wayfare.settings.serving import Retries, Store
from wayfare.settings.whole import Settings

PATH = "/v1/outcomes"


@pytest.fixture
def settings():
    return Settings(retries=Retries(waiting_max_s=0), store=Store(keep_texts=True))


@pytest.fixture
async def decision_id(client, record):
    answer = await client.chat("Hi", model="auto:best")
    record.decisions()
    return answer.ticket["decision_id"]


@pytest.fixture
def check(client, decision_id):
    async def post(check, **more):
        body = {"decision_id": decision_id, "kind": "check", "check": check, **more}
        return await client.request("POST", PATH, json=body)

    return post


CHECKS = {
    "exact": ({"expected": "42"}, " 42\n", "43"),
    "exact, one of several": ({"expected": ["yes", "예"]}, "예", "아니오"),
    "number": ({"expected": 1234.5}, "It is 1,234.5 kg.", "It is 1,234.6 kg."),
    "number, nearly": ({"expected": 3.14, "tolerance": 0.01}, "3.1415", "3.2"),
    "regex": ({"pattern": "(?i)seoul"}, "Seoul.", "Busan."),
    "json_schema": ({"schema": {"type": "array"}}, "[1]", "{}"),
    "code": ({"tests": "assert f(2) == 4"}, "def f(x): return x * x", "def f(x): return x"),
}


@pytest.mark.parametrize("name", CHECKS)
async def test_a_check_makes_the_score(check, name, request):
    if name == "code":
        request.getfixturevalue("bubblewrap")
    fields, right, wrong = CHECKS[name]
    sent = {"type": name.partition(",")[0], **fields}
    for answer, score in ((right, 1), (wrong, 0)):
        given = await check(sent, answer=answer)
        assert given.status == 200, given.error
        (kept,) = given.body["data"]
        assert (kept["score"], kept["kind"], kept["source"]) == (score, "check", sent["type"])
        assert kept["id"] == f"check/{sent['type']}"
        assert kept["why"]
        assert "answer" not in kept


async def test_the_answer_that_is_kept_is_looked_at(check, client, decision_id, record):
    (attempt,) = record.decisions()[-1].attempts
    assert attempt.answer
    given = await check({"type": "exact", "expected": attempt.answer})
    assert given.body["data"][0]["score"] == 1


async def test_what_is_sent_comes_before_what_is_kept(check):
    given = await check({"type": "exact", "expected": "42"}, answer="42", source="mine", id="a")
    (kept,) = given.body["data"]
    assert (kept["score"], kept["source"], kept["id"]) == (1, "mine", "a")


async def test_the_same_check_again_changes_nothing(check):
    same = {"type": "number", "expected": 42}
    assert (await check(same, answer="42")).body["data"][0]["is_new"]
    assert not (await check(same, answer="It is 42.")).body["data"][0]["is_new"]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"check": {"type": "guess"}}, "check.type"),
        ({"check": {"expected": 3}}, "check"),
        ({"check": {"type": "number"}}, "check"),
        ({"check": {"type": "number", "expected": "three"}}, "check.expected"),
        ({"check": {"type": "number", "expected": 3, "tolerance": -1}}, "check.tolerance"),
        ({"check": {"type": "exact", "expected": []}}, "check.expected"),
        ({"check": {"type": "regex", "pattern": "("}}, "check.pattern"),
        ({"check": {"type": "regex", "pattern": ""}}, "check.pattern"),
        ({"check": {"type": "regex", "pattern": "x", "flags": "i"}}, "check"),
        ({"check": {"type": "json_schema", "schema": {"type": "nonsense"}}}, "check.schema"),
        ({"check": {"type": "json_schema", "schema": []}}, "check.schema"),
        ({"check": {"type": "code", "tests": "assert ("}}, "check.tests"),
        ({"check": {"type": "exact", "expected": "x"}, "score": 1}, "score"),
        ({"check": {"type": "exact", "expected": "x"}, "winner": "tie"}, "winner"),
        ({"check": {"type": "exact", "expected": "x"}, "kind": "vote"}, "check"),
        ({"score": 1}, "answer"),
    ],
)
async def test_a_check_that_makes_no_sense_is_refused_by_field(
    client, decision_id, body, param, request
):
    if param == "check.tests":
        request.getfixturevalue("bubblewrap")
    sent = {"decision_id": decision_id, "kind": "check", "answer": "x", **body}
    given = await client.request("POST", PATH, json=sent)
    assert (given.status, given.error["param"]) == (400, param), given.error
    assert param in given.error["message"]
    history = await client.get(f"/v1/decisions/{decision_id}/outcomes")
    assert history.body["data"] == []


async def test_in_a_list_it_is_said_which_one(client, decision_id):
    good = {"decision_id": decision_id, "kind": "vote", "score": 1}
    bad = {"decision_id": decision_id, "kind": "check", "answer": "x",
           "check": {"type": "regex", "pattern": "("}}  # fmt: skip
    given = await client.request("POST", PATH, json=[good, bad])
    assert (given.status, given.error["param"]) == (400, "[1].check.pattern")
    assert (await client.get(f"/v1/decisions/{decision_id}/outcomes")).body["data"] == []


async def test_too_many_that_take_long_are_refused_before_any_is_made(client, decision_id):
    one = {"decision_id": decision_id, "kind": "check", "answer": "x",
           "check": {"type": "code", "tests": "import time; time.sleep(9)"}}  # fmt: skip
    given = await client.request("POST", PATH, json=[{**one, "id": str(n)} for n in range(11)])
    assert (given.status, given.error["param"]) == (400, "check")


async def test_a_pattern_that_never_ends_is_refused_and_others_are_answered(check, client):
    given = await check({"type": "regex", "pattern": "(a+)+$"}, answer="a" * 50 + "b")
    assert (given.status, given.error["param"]) == (400, "check.pattern")
    assert (await client.get("/v1/models")).status == 200


class TestWithoutTexts:
    @pytest.fixture
    def settings(self):
        return Settings(retries=Retries(waiting_max_s=0), store=Store(keep_texts=False))

    async def test_the_answer_is_needed_and_not_kept(self, check, home):
        given = await check({"type": "exact", "expected": "x"})
        assert (given.status, given.error["param"]) == (400, "answer")
        given = await check({"type": "exact", "expected": "qqzzqq"}, answer="qqzzqq")
        assert given.body["data"][0]["score"] == 1
        files = [file.read_bytes() for file in home.rglob("wayfare.db*")]
        assert files
        assert not any(b"qqzzqq" in content for content in files)


async def test_a_child_that_cannot_be_started_is_an_error():
    with pytest.raises(OSError, match="there-is-none"):
        await run_child(["there-is-none"], b"", 1)
