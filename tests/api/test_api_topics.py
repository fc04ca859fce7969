"""Topics over HTTP: given ones are kept with the decision, found ones are told to admins."""

import pytest

from asked_about import BEGAN, KINDS, ask, questions

TAG = {"x-wayfare-topic": "tax law"}


@pytest.fixture
def learner(wayfare):
    return wayfare.parts.learner


async def topic_of(client, record, answer):
    record.decisions()
    found = await client.get(f"/v1/decisions/{answer.ticket['decision_id']}")
    return found.body["topic"]


@pytest.mark.parametrize("model", ["auto", "scripted-small"])
async def test_a_topic_that_is_given_is_kept_with_the_decision(client, record, model):
    assert await topic_of(client, record, await client.chat("Hi", model=model)) is None
    by_header = await client.chat("Hi", model=model, headers=TAG)
    assert await topic_of(client, record, by_header) == "tax law"
    by_metadata = await client.chat("Hi", model=model, metadata={"topic": "세금", "user": "7"})
    assert await topic_of(client, record, by_metadata) == "세금"
    both = await client.chat("Hi", model=model, headers=TAG, metadata={"topic": "chess"})
    assert await topic_of(client, record, both) == "tax law"


async def test_a_header_may_name_it_in_any_script(client, record):
    answer = await client.chat("Hi", headers={"x-wayfare-topic": "세금"})
    assert await topic_of(client, record, answer) == "세금"


@pytest.mark.parametrize("topic", ["x" * 65, " ", "a\tb"])
async def test_a_header_that_names_nothing_is_refused(client, topic):
    answer = await client.chat("Hi", headers={"x-wayfare-topic": topic})
    assert answer.status == 400
    assert answer.error["param"] == "x-wayfare-topic"


@pytest.mark.parametrize("metadata", [None, {}, {"topic": 7}, {"topic": "x" * 65}, {"topic": {}}])
async def test_metadata_that_names_nothing_is_not_ours_to_refuse(client, record, metadata):
    answer = await client.chat("Hi", metadata=metadata)
    assert answer.status == 200
    assert await topic_of(client, record, answer) is None


async def test_other_wires_give_topics_too(client, record):
    body = {"model": "auto", "input": "Hi", "metadata": {"topic": "chess"}}
    answer = await client.request("POST", "/v1/responses", json=body)
    assert await topic_of(client, record, answer) == "chess"
    body = {"model": "auto", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}
    answer = await client.request("POST", "/v1/messages", json=body, headers=TAG)
    assert await topic_of(client, record, answer) == "tax law"


async def test_topics_are_found_in_what_was_asked_and_told(client, wayfare, learner, record):
    ask(wayfare.database, [text for _, text in questions(200)])
    await client.chat("Hi", model="auto")
    await learner.refresh()
    topics = {}
    for kind, text in questions(20, seed=5):
        answer = await client.chat(text, model="auto")
        topics.setdefault(kind, []).append(await topic_of(client, record, answer))
    assert all(any(each) for each in topics.values())
    given = await client.chat(
        "How do I bake bread with flour and yeast?", model="auto", headers=TAG
    )
    assert await topic_of(client, record, given) == "tax law"

    days = int((wayfare.parts.clock.now() - BEGAN) / 86_400) + 2
    listed = (await client.get(f"/v1/topics?days={days}")).body["data"]
    by_id = {each["id"]: each for each in listed}
    assert sum(each["share"] for each in listed) == pytest.approx(1)
    # the very first question to `auto` is not looked at
    assert sum(each["questions"] for each in listed) == 200 + 20 + 1
    assert (by_id["tax law"]["is_given"], by_id["tax law"]["names"]) == (True, {})
    known = [each for kind in topics for each in topics[kind] if each is not None]
    assert all(not by_id[each]["is_given"] for each in known)
    told = {w for each in known for words in by_id[each]["names"].values() for w in words}
    assert told & {word for _, words in KINDS.values() for word in words}
    of_today = (await client.get("/v1/topics?days=1")).body["data"]
    assert sum(each["questions"] for each in of_today) == 20 + 1


async def test_who_answers_a_topic_best_is_told_once_enough_was_said(client, record):
    for _ in range(5):
        answer = await client.chat("Hi", model="auto", headers=TAG)
        record.decisions()
        said = {"decision_id": answer.ticket["decision_id"], "kind": "vote", "score": 0.25}
        (topic,) = (await client.get("/v1/topics")).body["data"]
        assert topic["best"] is None
        await client.request("POST", "/v1/outcomes", json=said)
        await client.request("POST", "/v1/outcomes", json=said | {"score": 0.75})
    (topic,) = (await client.get("/v1/topics")).body["data"]
    assert topic["id"] == "tax law"
    assert topic["best"] == {"arm": answer.ticket["arm"], "score": 0.75, "outcomes": 5}


@pytest.mark.parametrize("days", ["0", "x", "-1", "99999", "3661", "1.5"])
async def test_days_that_make_no_sense_are_refused(client, days):
    answer = await client.get(f"/v1/topics?days={days}")
    assert (answer.status, answer.error["param"]) == (400, "days")
