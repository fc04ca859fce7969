"""What people, judges and programs say of answers is kept, and nobody speaks of another's."""

import pytest

from wayfare.bootstrap import make_key
from wayfare.store.outcomes import all_since, read_since

PATH = "/v1/outcomes"


@pytest.fixture
def say(client):
    async def post(body, **options):
        return await client.request("POST", PATH, json=body, **options)

    return post


async def answered(client, record, model="auto:best", text="Hi"):
    answer = await client.chat(text, model=model)
    record.decisions()
    return answer.ticket["decision_id"]


def vote(decision_id, **more):
    return {"decision_id": decision_id, "kind": "vote", "score": 1, **more}


async def history(client, decision_id):
    return (await client.get(f"/v1/decisions/{decision_id}/outcomes")).body["data"]


async def test_a_vote_is_kept_with_the_arm_it_is_about(client, record, say):
    decision_id = await answered(client, record)
    given = await say(vote(decision_id))
    assert given.status == 200
    (kept,) = given.body["data"]
    assert (kept["arm"], kept["score"], kept["kind"]) == ("scripted-large", 1, "vote")
    assert (kept["id"], kept["source"], kept["is_new"]) == ("vote/owner", "owner", True)
    assert kept["why"] is None
    assert [each["score"] for each in await history(client, decision_id)] == [1]


async def test_the_same_again_changes_nothing_and_another_word_is_newer(client, record, say):
    decision_id = await answered(client, record)
    assert (await say(vote(decision_id))).body["data"][0]["is_new"]
    assert not (await say(vote(decision_id))).body["data"][0]["is_new"]
    assert (await say(vote(decision_id, score=0))).body["data"][0]["is_new"]
    assert [each["score"] for each in await history(client, decision_id)] == [1, 0]


async def test_a_vote_may_come_as_soon_as_the_answer(client, say):
    answer = await client.chat("Hi")
    given = await say(vote(answer.ticket["decision_id"]))
    assert given.status == 200


async def test_a_comparison_names_the_other_arm(client, record, say):
    decision_id = await answered(client, record)
    body = {"decision_id": decision_id, "kind": "verdict", "source": "judge", "winner": "tie"}
    given = await say({**body, "against": "scripted-small"})
    assert given.body["data"][0]["against"] == "scripted-small"
    assert given.body["data"][0]["id"] == "verdict/judge"


async def test_a_list_is_kept_whole_or_not_at_all(client, record, say):
    decision_id = await answered(client, record)
    refused = await say([vote(decision_id), vote(decision_id, id="b", score=2)])
    assert (refused.status, refused.error["param"]) == (400, "[1].score")
    assert await history(client, decision_id) == []
    given = await say([vote(decision_id), vote(decision_id, id="b", score=0.5)])
    assert [each["score"] for each in given.body["data"]] == [1, 0.5]


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"score": None}, "score"),
        ({"score": 1.5}, "score"),
        ({"score": -1}, "score"),
        ({"winner": "tie"}, "score"),
        ({"against": "scripted-small"}, "against"),
        ({"score": None, "winner": "tie"}, "against"),
        ({"score": None, "winner": "tie", "against": "scripted-large"}, "against"),
        ({"score": None, "winner": "tie", "against": "nobody"}, "against"),
        ({"score": None, "winner": "nobody", "against": "scripted-small"}, "winner"),
        ({"kind": "guess"}, "kind"),
        ({"mood": "good"}, None),
    ],
)
async def test_what_makes_no_sense_is_refused_by_field(client, record, say, change, param):
    decision_id = await answered(client, record)
    given = await say({**vote(decision_id), **change})
    assert (given.status, given.error["param"]) == (400, param)
    assert await history(client, decision_id) == []


async def test_an_answer_that_never_came_cannot_be_judged(client, provider, record, say):
    for model in ("scripted-small", "scripted-large"):
        provider.faults[model] = "status=400"
    await client.chat("Hi", model="scripted-small")
    (decision,) = record.decisions()
    given = await say(vote(decision.id))
    assert given.status == 400
    assert "never answered" in given.error["message"]


async def test_nobody_speaks_of_anothers_answer(client, wayfare, environ, record, say):
    _, key = make_key(wayfare.database, environ, user="kim", label="x", may_learn=True)
    as_kim = {"authorization": f"Bearer {key}"}
    mine = await answered(client, record)
    kims = (await client.chat("Hi", headers=as_kim)).ticket["decision_id"]
    record.decisions()
    assert (await say(vote(mine), headers=as_kim)).status == 404
    assert (await client.get(f"/v1/decisions/{mine}/outcomes", headers=as_kim)).status == 404
    assert (await say(vote(kims), headers=as_kim)).status == 200
    assert (await say(vote("0" * 32))).status == 404


async def test_a_learner_reads_what_came_since_with_what_it_replaces(client, wayfare, record, say):
    decision_id = await answered(client, record)
    await say(vote(decision_id))
    await say(vote(decision_id, score=0))
    first, second = read_since(wayfare.database, 0)
    assert (first.number, first.replaces) == (1, None)
    assert second.replaces == first.outcome
    assert second.outcome.score == 0
    assert second.decided.language == "en"
    assert second.decided.may_learn
    assert second.cost_micros is not None
    assert second.output_tokens > 0
    assert read_since(wayfare.database, 2) == []
    assert [each.number for each in all_since(wayfare.database, 0, batch=1)] == [1, 2]


async def test_what_was_said_in_both_orders_says_who_wins(client, record, say):
    decision_id = await answered(client, record)
    body = {"decision_id": decision_id, "kind": "verdict", "against": "scripted-small"}
    for orders, winner in (("AB", "scripted-large"), ("BA", "scripted-small"), ("AA", "tie")):
        (kept,) = (await say({**body, "source": "judge", "orders": orders})).body["data"]
        assert (kept["winner"], kept["orders"]) == (winner, orders)
    assert [each["orders"] for each in await history(client, decision_id)] == ["AB", "BA", "AA"]


async def test_by_how_much_a_judge_marked_an_answer_higher_is_kept(client, record, say):
    decision_id = await answered(client, record)
    body = {"decision_id": decision_id, "kind": "verdict", "against": "scripted-small"}
    (kept,) = (await say({**body, "orders": "A=", "difference": 0.15})).body["data"]
    assert (kept["winner"], kept["difference"]) == ("tie", 0.15)
    assert [each["difference"] for each in await history(client, decision_id)] == [0.15]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"difference": 1.5}, "difference"),
        ({"difference": -0.5}, "difference"),
        ({"difference": 0}, "difference"),
        ({"difference": 0.5, "orders": "BA"}, "difference"),
        ({"difference": 0.5, "orders": None, "winner": "tie"}, "difference"),
        ({"orders": "ABA"}, "orders"),
        ({"orders": "AC"}, "orders"),
        ({"kind": "vote"}, "orders"),
        ({"against": None}, "orders"),
        ({"winner": "scripted-small"}, "winner"),
        ({"score": 1}, "score"),
    ],
)
async def test_orders_that_make_no_sense_are_refused(client, record, say, change, field):
    decision_id = await answered(client, record)
    body = {"decision_id": decision_id, "kind": "verdict", "against": "scripted-small"}
    given = await say({**body, "orders": "AB", **change})
    assert (given.status, given.error["param"]) == (400, field)
