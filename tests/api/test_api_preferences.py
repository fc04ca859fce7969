"""Always this model for this topic: said of an answer, kept, followed, and taken back."""

import asyncio
import uuid

import pytest
from sqlalchemy import text as sql

from asked_about import ask, questions
from people import bearer
from talk import Talk
from wayfare.bootstrap import Wayfare
from wayfare.store.logged import decisions_since

COOKING = "How do I use bread and butter with garlic for dinner?"
PYTHON = "Write code that puts a list and a class into a dictionary."


@pytest.fixture
async def _topics(wayfare: Wayfare, client) -> None:
    """Topics were found in what others asked."""
    ask(wayfare.database, [text for _, text in questions(200)])
    await client.chat("Hi", model="auto")
    await wayfare.parts.learner.refresh()


async def asked(talk: Talk, record, text: str, **fields) -> dict:
    """A run that is over, and in the log."""
    conversation = await talk.begin(model="auto")
    heard = await talk.whole(conversation, text, **fields)
    record.decisions()
    return heard.run


async def prefer(talk: Talk, run: dict, arm: str):
    path = f"/api/runs/{run['id']}/preference"
    return await talk.request("PUT", path, json={"arm": arm})


async def kept(talk: Talk) -> list[dict]:
    return (await talk.get("/api/preferences")).body["data"]


def logged(wayfare: Wayfare, run: dict):
    wanted = "SELECT router, propensity, reason_code, goal, lot_unit FROM decisions WHERE id = :id"
    with wayfare.database.read() as connection:
        return connection.execute(sql(wanted), {"id": run["decision_id"]}).one()


@pytest.mark.usefixtures("_topics")
async def test_a_topic_is_answered_by_whom_its_reader_chose(talk, record, wayfare):
    first = await asked(talk, record, COOKING)
    runner_up = first["ticket"]["runner_up"]
    seen = (await talk.get(f"/api/runs/{first['id']}/preference")).body
    assert seen["preference"] is None
    assert any(seen["topic"]["names"].values())
    said = await prefer(talk, first, runner_up)
    assert (said.status, said.body["arm"], said.body["state"]) == (200, runner_up, "in_force")

    then = await asked(talk, record, COOKING)
    assert then["arm"] == runner_up
    assert then["ticket"]["reason"]["en"] == "You chose it for this topic."
    assert then["ticket"]["runner_up"] == first["arm"]
    assert logged(wayfare, then) == ("person", 1.0, "preferred", "auto", None)
    fare = await talk.request("POST", "/api/fare", json={"text": COOKING, "model": "auto"})
    assert fare.body["arm"] == runner_up

    elsewhere = await asked(talk, record, PYTHON)
    assert elsewhere["ticket"]["reason"]["code"] != "preferred"
    (listed,) = await kept(talk)
    assert listed == said.body
    gone = await talk.request("DELETE", f"/api/preferences/{listed['id']}")
    assert gone.status == 204
    assert await kept(talk) == []
    again = await asked(talk, record, COOKING)
    assert again["arm"] == first["arm"]


@pytest.mark.usefixtures("_topics")
async def test_it_binds_one_person_the_page_and_auto_alone(talk, other, client, record):
    first = await asked(talk, record, COOKING)
    runner_up = first["ticket"]["runner_up"]
    await prefer(talk, first, runner_up)
    assert (await asked(other, record, COOKING))["arm"] == first["arm"]
    assert (await client.chat(COOKING, model="auto")).ticket["arm"] == first["arm"]
    cheap = await asked(talk, record, COOKING, model="auto:cheap")
    assert cheap["ticket"]["reason"]["code"] != "preferred"
    assert await kept(other) == []
    (ours,) = await kept(talk)
    refused = await other.request("DELETE", f"/api/preferences/{ours['id']}")
    assert refused.status == 404
    assert (await other.get(f"/api/runs/{first['id']}/preference")).status == 404
    assert (await prefer(other, first, runner_up)).status == 404


@pytest.mark.usefixtures("_topics")
async def test_whoever_is_quicker_than_the_record_sees_the_topic(talk):
    heard = await talk.whole(await talk.begin(model="auto"), COOKING)
    seen = await talk.get(f"/api/runs/{heard.run['id']}/preference")
    assert seen.body["topic"] is not None


@pytest.mark.usefixtures("_topics")
async def test_what_was_said_last_of_a_topic_counts(talk, record):
    first = await asked(talk, record, COOKING)
    runner_up = first["ticket"]["runner_up"]
    await prefer(talk, first, runner_up)
    await prefer(talk, first, first["arm"])
    (listed,) = await kept(talk)
    assert listed["arm"] == first["arm"]
    then = await asked(talk, record, COOKING)
    assert (then["arm"], then["ticket"]["reason"]["code"]) == (first["arm"], "preferred")


@pytest.mark.usefixtures("_topics")
async def test_where_it_fails_before_its_first_word_the_next_one_answers(talk, record, provider):
    first = await asked(talk, record, COOKING)
    runner_up = first["ticket"]["runner_up"]
    await prefer(talk, first, runner_up)
    provider.faults[runner_up] = "status=503"
    then = await asked(talk, record, COOKING)
    assert then["arm"] == first["arm"]
    assert then["ticket"]["reason"]["code"] == "failed_over"


@pytest.mark.usefixtures("_topics")
async def test_where_it_cannot_be_asked_the_ticket_says_so(talk, record, wayfare):
    first = await asked(talk, record, COOKING)
    runner_up = first["ticket"]["runner_up"]
    await prefer(talk, first, runner_up)
    with wayfare.database.write() as connection:
        connection.execute(sql("UPDATE preferences SET arm = 'scripted-gone'"))
    (listed,) = await kept(talk)
    assert listed["state"] == "model_gone"
    then = await asked(talk, record, COOKING)
    assert then["arm"] == first["arm"]
    assert then["ticket"]["reason"]["code"] != "preferred"
    (warning,) = then["ticket"]["warnings"]
    assert warning["code"] == "preferred_left_out"
    assert warning["en"].startswith("scripted-gone, which you chose for this topic, could not")


@pytest.mark.usefixtures("_topics")
async def test_over_budget_or_switched_off_another_answers_and_the_ticket_says_why(
    talk, client, record
):
    first = await asked(talk, record, COOKING)
    dear = first["ticket"]["runner_up"]
    await prefer(talk, first, dear)
    limit = {"limit_micros": 2_000}
    said = await client.request("PUT", "/api/budgets/user/mina/day", json=limit)
    assert said.status == 200, said.body
    async with asyncio.timeout(10):  # limits read their rules anew each second
        while (then := await asked(talk, record, COOKING))["arm"] == dear:  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    (warning,) = then["ticket"]["warnings"]
    assert warning["code"] == "preferred_left_out"
    assert "left of the budget" in warning["en"]
    await client.request("DELETE", "/api/budgets/user/mina/day")

    off = await client.request("PUT", f"/api/switches/{dear}", json={"off_for": ["member"]})
    assert off.status == 200, off.body
    async with asyncio.timeout(10):
        while (then := await asked(talk, record, COOKING))["arm"] == dear:  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    assert [each["code"] for each in then["ticket"]["warnings"]][-1] == "preferred_left_out"
    assert (await prefer(talk, first, dear)).status == 403


@pytest.mark.usefixtures("_topics")
async def test_one_whose_topic_is_gone_ends_quietly_and_says_so(talk, record, wayfare):
    first = await asked(talk, record, COOKING)
    await prefer(talk, first, first["ticket"]["runner_up"])
    with wayfare.database.write() as connection:
        connection.execute(sql("UPDATE preferences SET topic = 't999'"))
    (listed,) = await kept(talk)
    assert listed["state"] == "topic_gone"
    assert listed["names"] == {}
    then = await asked(talk, record, COOKING)
    assert (then["arm"], then["ticket"]["warnings"]) == (first["arm"], [])


@pytest.mark.usefixtures("_topics")
async def test_only_what_auto_takes_can_be_chosen(talk, record):
    first = await asked(talk, record, COOKING)
    said = await prefer(talk, first, "no-such-model")
    assert (said.status, said.body["error"]["param"]) == (400, "arm")
    assert "GET /api/models" in said.body["error"]["message"]
    nobody = {"id": uuid.uuid4().hex}
    assert (await prefer(talk, nobody, "x")).status == 404


async def test_an_answer_of_no_topic_can_be_held_to_no_model(talk, record):
    first = await asked(talk, record, "Hi")
    seen = (await talk.get(f"/api/runs/{first['id']}/preference")).body
    assert seen == {"topic": None, "preference": None}
    said = await prefer(talk, first, first["arm"])
    assert said.status == 409
    assert "by name" in said.body["error"]["message"]


@pytest.mark.usefixtures("_topics")
async def test_what_a_person_chose_is_not_taken_for_a_routers_choice(
    talk, client, record, mina, wayfare
):
    first = await asked(talk, record, COOKING)
    await prefer(talk, first, first["ticket"]["runner_up"])
    then = await asked(talk, record, COOKING)
    for run in (first, then):
        vote = {"decision_id": run["decision_id"], "kind": "vote", "score": 1}
        said = await client.request("POST", "/v1/outcomes", json=vote, headers=bearer(mina.key()))
        assert said.status in (200, 201), said.body
    found = {each.id for each in decisions_since(wayfare.database, 0)}
    assert first["decision_id"] in found
    assert then["decision_id"] not in found
