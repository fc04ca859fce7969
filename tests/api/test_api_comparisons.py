"""Models compared on the questions that somebody brought in: quoted, run, stopped, gone on with."""

import asyncio
import json

import aiohttp
import pytest

from exported import exported
from talk import Talk
from wayfare.domain.own_comparison import JobState, OwnComparison
from wayfare.store.own_comparisons import (
    add_comparison,
    add_findings,
    forget_comparisons,
    read_findings,
)

#: More than anything here costs.
ENOUGH = 10_000_000


async def bring_in(talk: Talk, questions: list[str]) -> None:
    content = [exported(n, text, f"It is {n}.") for n, text in enumerate(questions)]
    form = aiohttp.FormData()
    form.add_field("file", json.dumps(content).encode(), filename="conversations.json")
    said = await talk.client.request("POST", "/api/imports", headers=talk.headers, data=form)
    assert said.body["conversations"] == len(questions), said.body


def sums(count: int, more: str = "") -> list[str]:
    return [f"What is {number} plus {number}?{more}" for number in range(count)]


async def begin(talk: Talk, questions: int = 3, budget: int = ENOUGH):
    body = {"questions": questions, "budget_micros": budget}
    return await talk.request("POST", "/api/comparisons", json=body)


async def ended(talk: Talk, comparison: str) -> dict:
    async with asyncio.timeout(30):
        while True:
            found = (await talk.get(f"/api/comparisons/{comparison}")).body
            if found["state"] != "running":
                return found
            await asyncio.sleep(0.05)


async def test_what_was_brought_in_is_quoted_and_compared(talk):
    await bring_in(talk, sums(5))
    body = {"questions": 3}
    quoted = (await talk.request("POST", "/api/comparisons/quote", json=body)).body
    assert (quoted["available"], quoted["questions"], quoted["brought"]) == (5, 3, ["ChatGPT"])
    assert quoted["used"] not in quoted["arms"]
    assert quoted["fare_micros"] > 0
    begun = await begin(talk)
    assert begun.status == 201, begun.body
    assert (begun.body["state"], begun.body["total"]) == ("running", 3)
    assert begun.body["fare_micros"] == quoted["fare_micros"]
    found = await ended(talk, begun.body["id"])
    assert (found["state"], found["done"]) == ("whole", 3)
    assert 0 < found["spent_micros"] <= ENOUGH
    arms = {each["arm"]: each for each in found["result"]["arms"]}
    assert set(arms) == {quoted["used"], *quoted["arms"], "ChatGPT"}
    assert all(arms[each]["compared"] == 3 for each in quoted["arms"])
    assert arms[quoted["used"]]["shown"] == "used"
    (listed,) = (await talk.get("/api/comparisons")).body["data"]
    assert listed["id"] == begun.body["id"]


async def test_it_costs_no_more_than_was_said_and_goes_on_where_it_was_cut(talk, provider):
    await bring_in(talk, sums(4))
    begun = (await begin(talk, 4, budget=1)).body
    cut = await ended(talk, begun["id"])
    assert (cut["state"], cut["spent_micros"]) == ("cut", 0)
    more = {"budget_micros": ENOUGH}
    went_on = await talk.request("POST", f"/api/comparisons/{begun['id']}/go-on", json=more)
    assert (went_on.status, went_on.body["state"]) == (200, "running")
    whole = await ended(talk, begun["id"])
    assert (whole["state"], whole["done"]) == ("whole", 4)
    asked = len(provider.ledger)
    await talk.request("POST", f"/api/comparisons/{begun['id']}/go-on", json=more)
    again = await ended(talk, begun["id"])
    assert again["spent_micros"] == whole["spent_micros"]
    assert len(provider.ledger) == asked


async def test_it_can_be_stopped_and_what_was_found_stays(talk):
    await bring_in(talk, sums(8, "\n#fault delay=0.5"))
    begun = (await begin(talk, 8)).body
    assert (await begin(talk)).status == 409
    await asyncio.sleep(0.8)
    stopped = await talk.request("POST", f"/api/comparisons/{begun['id']}/stop")
    assert stopped.body["state"] == "stopped"
    found = (await talk.get(f"/api/comparisons/{begun['id']}")).body
    assert found["done"] < 8
    assert found["result"]["used"] == begun["used"]
    gone = await talk.request("DELETE", f"/api/comparisons/{begun['id']}")
    assert gone.status == 204
    assert (await talk.get("/api/comparisons")).body["data"] == []


async def test_a_reader_votes_on_pairs_without_names_and_the_votes_decide(talk):
    await bring_in(talk, sums(4))
    begun = (await begin(talk, 4)).body
    found = await ended(talk, begun["id"])
    open_pairs = found["result"]["open"]
    assert open_pairs == 4  # what ChatGPT said is in other words, and nobody judges here
    at = f"/api/comparisons/{begun['id']}/pairs"
    assert (await talk.get(at)).body["data"] == []
    drawn = (await talk.request("POST", at, json={"count": 100})).body["data"]
    assert len(drawn) == 4
    assert (await talk.get(at)).body["data"] == drawn
    assert all(set(each) == {"id", "question", "a", "b"} for each in drawn)
    for left, pair in enumerate(drawn[::-1]):
        side = "a" if pair["a"].startswith("It is") else "b"
        path = f"{at}/{pair['id']}/vote"
        told = (await talk.request("POST", path, json={"said": side})).body
        assert (told[side], told["left"]) == ("ChatGPT", 3 - left)
        assert (await talk.request("POST", path, json={"said": side})).status == 404
    result = (await talk.get(f"/api/comparisons/{begun['id']}")).body["result"]
    (its,) = [each for each in result["arms"] if each["arm"] == "ChatGPT"]
    assert (its["people"], its["points"]) == (4, 100.0)
    assert (result["open"], result["votes_left"]) == (0, 0)


async def test_each_sees_their_own(talk, other):
    await bring_in(talk, sums(2))
    begun = (await begin(talk, 2)).body
    await ended(talk, begun["id"])
    assert (await other.get("/api/comparisons")).body["data"] == []
    for method, path in (
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/stop"),
    ):
        refused = await other.request(method, f"/api/comparisons/{begun['id']}{path}")
        assert refused.status == 404
    none = await begin(other)
    assert none.status == 409
    assert "/api/imports" in none.body["error"]["message"]


async def test_one_that_its_server_left_is_interrupted(talk, mina, wayfare):
    left = OwnComparison(
        "left", "mina", "default", JobState.RUNNING, "a", ("b",), None, 3, 0, 0, created_at=1.0
    )
    add_comparison(wayfare.database, left, b"[]", "another")
    (listed,) = (await talk.get("/api/comparisons")).body["data"]
    assert listed["state"] == "interrupted"
    went_on = await talk.request(
        "POST", "/api/comparisons/left/go-on", json={"budget_micros": ENOUGH}
    )
    assert went_on.status == 409


async def test_texts_are_forgotten_and_figures_stay(talk, wayfare):
    await bring_in(talk, sums(2))
    begun = (await begin(talk, 2)).body
    whole = await ended(talk, begun["id"])
    with wayfare.database.write() as connection:
        assert forget_comparisons(connection, "default", begun["created_at"] + 1) == 1
    kept = (await talk.get(f"/api/comparisons/{begun['id']}")).body
    assert kept["result"] == whole["result"]
    more = {"budget_micros": ENOUGH}
    refused = await talk.request("POST", f"/api/comparisons/{begun['id']}/go-on", json=more)
    assert refused.status == 409
    assert "no longer kept" in refused.body["error"]["message"]


async def test_what_is_found_while_it_is_forgotten_is_forgotten_too(talk, wayfare):
    await bring_in(talk, sums(2))
    begun = (await begin(talk, 2)).body
    await ended(talk, begun["id"])
    for _ in range(2):
        with wayfare.database.write() as connection:
            assert forget_comparisons(connection, "default", begun["created_at"] + 1) == 1
        add_findings(wayfare.database, begun["id"], [b'{"text": "said meanwhile"}'])
        assert read_findings(wayfare.database, begun["id"])


async def test_nothing_is_found_for_what_was_just_deleted(talk, wayfare):
    add_findings(wayfare.database, "gone", [b'{"text": "said meanwhile"}'])
    assert read_findings(wayfare.database, "gone") == []


async def test_one_at_a_time_also_where_an_older_one_goes_on(talk):
    await bring_in(talk, sums(4, "\n#fault delay=0.3"))
    first = (await begin(talk, 2)).body
    await talk.request("POST", f"/api/comparisons/{first['id']}/stop")
    second = await begin(talk, 4)
    assert second.status == 201
    went_on = await talk.request(
        "POST", f"/api/comparisons/{first['id']}/go-on", json={"budget_micros": ENOUGH}
    )
    assert (went_on.status, went_on.body["error"]["case"]) == (409, "comparison_under_way")
    await talk.request("POST", f"/api/comparisons/{second.body['id']}/stop")


@pytest.mark.parametrize("questions", [0, 501, "5", None])
async def test_a_number_of_questions_that_is_none_is_refused(talk, questions):
    body = {"questions": questions}
    said = await talk.request("POST", "/api/comparisons/quote", json=body)
    assert (said.status, said.body["error"]["param"]) == (400, "questions")


async def test_a_budget_that_is_spent_cuts_it_and_no_model_loses_by_that(talk, client, wayfare):
    await bring_in(talk, sums(4))
    quoted = (await talk.request("POST", "/api/comparisons/quote", json={"questions": 4})).body
    limit = {"limit_micros": quoted["fare_micros"] // 10}
    said = await client.request("PUT", "/api/budgets/user/mina/day", json=limit)
    assert said.status == 200, said.body
    await wayfare.limits.refresh()
    begun = (await begin(talk, 4)).body
    cut = await ended(talk, begun["id"])
    assert cut["state"] == "cut"
    assert cut["spent_micros"] <= limit["limit_micros"]
    assert all(each["failed"] == 0 for each in cut["result"]["arms"])
