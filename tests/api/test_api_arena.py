"""The arena: two answers without names, a vote, and boards of who is better."""

import asyncio
import json

import pytest
from msgspec.structs import replace

from people import join
from talk import Talk
from wayfare.domain.account import Role
from wayfare.domain.battle import Side
from wayfare.store.battles import end_battle, find_battle, read_pair_votes
from wayfare.store.kept_texts import KeptTexts
from wayfare.store.outcomes import outcomes_of

SMALL, LARGE = "scripted-small", "scripted-large"


async def begin(talk, text="How late is it?", key="k1"):
    return await talk.request("POST", "/api/arena/battles", json={"key": key, "text": text})


async def vote(talk, battle_id, said="a", **more):
    path = f"/api/arena/battles/{battle_id}/vote"
    return await talk.request("POST", path, json={"said": said, **more})


async def fought(talk, text="How late is it?", key="k1"):
    """A battle whose answers are whole."""
    begun = await begin(talk, text, key)
    assert begun.status == 201, begun.raw
    for run in begun.body["runs"]:
        await talk.until_over(run)
    return begun.body


async def test_nothing_tells_whose_the_answers_are_until_the_vote(talk, wayfare):
    begun = await begin(talk, "#say It is 12.\nHow late is it?")
    assert begun.status == 201
    arms = {arm.name for arm in wayfare.parts.catalog.arms}
    told = [begun.raw]
    for run in begun.body["runs"]:
        heard = await talk.hear(run)
        assert heard.text == "It is 12."
        assert heard.run["status"] == "whole"
        told += [json.dumps(heard.events).encode(), (await talk.get(f"/api/runs/{run}")).raw]
        for name in ("arm", "decision_id", "reason", "cost_micros", "total_ms", "first_token_ms"):
            assert heard.run[name] is None
    told.append((await talk.get(f"/api/conversations/{begun.body['id']}")).raw)
    told.append((await talk.get("/api/conversations")).raw)
    path = f"/api/conversations/{begun.body['id']}/shares"
    shared = await talk.request("POST", path, json={})
    assert shared.status == 201, shared.raw
    told.append((await talk.get(f"/api/shared/{shared.body['token']}")).raw)
    for raw in told:
        assert not any(arm.encode() in raw for arm in arms), raw

    voted = await vote(talk, begun.body["id"], "b", why="It is kinder.")
    assert voted.status == 200, voted.raw
    assert voted.body["said"] == "b"
    sides = [voted.body["a"], voted.body["b"]]
    assert len({side["arm"] for side in sides} & arms) == 2
    for side, run in zip(sides, begun.body["runs"], strict=True):
        shown = (await talk.get(f"/api/runs/{run}")).body
        assert (shown["arm"], shown["cost_micros"]) == (side["arm"], side["cost_micros"])
        assert side["total_ms"] > 0
    assert (await vote(talk, begun.body["id"])).status == 409


async def test_a_budget_keeps_out_whom_it_would_refuse(talk, client):
    body = {"limit_micros": 50_000_000}
    assert (await client.request("PUT", "/api/budgets/user/mina/day", json=body)).status < 300
    for number in range(12):
        begun = await fought(talk, key=f"k{number}")
        voted = await vote(talk, begun["id"])
        assert voted.status == 200, voted.raw
        assert "scripted-unpriced" not in {voted.body[side]["arm"] for side in "ab"}


async def test_a_provider_that_fails_is_not_named(talk):
    begun = await begin(talk, "#fault 500\nHi")
    for run in begun.body["runs"]:
        ended = await talk.until_over(run)
        assert ended["status"] == "failed"
        assert ended["error"]["message"] == "This answer failed."
    refused = await vote(talk, begun.body["id"])
    assert refused.status == 409
    assert "not whole" in refused.error["message"]


async def test_the_same_key_begins_one_battle(talk):
    first, second = await asyncio.gather(begin(talk), begin(talk))
    assert sorted([first.status, second.status]) == [200, 201]
    assert first.body == second.body
    assert (await begin(talk, key="k2")).body["id"] != first.body["id"]


async def test_a_vote_is_an_outcome_that_the_router_learns(talk, wayfare, record):
    learner = wayfare.parts.learner
    await fought(talk, key="k0")  # the very first question only has everything read
    await learner.refresh()
    battle = await fought(talk)
    revealed = (await vote(talk, battle["id"], "a")).body
    record.decisions()
    run = (await talk.get(f"/api/runs/{battle['runs'][0]}")).body
    (said,) = outcomes_of(wayfare.database, run["decision_id"])
    assert (said.kind, said.source, said.winner) == ("vote", "mina", revealed["a"]["arm"])
    assert {said.arm, said.against} == {revealed["a"]["arm"], revealed["b"]["arm"]}
    assert await learner.refresh() == 1
    assert learner.fold.knowledge.lessons == 1
    (kept,) = read_pair_votes(wayfare.database)
    assert (kept.first, kept.second, kept.said) == (said.arm, said.against, 1.0)
    assert len(kept.style) == 4


@pytest.mark.parametrize(("said", "worth"), [("tie", 0.5), ("both_bad", 0.5), ("b", 0.0)])
async def test_ties_count_half_and_the_second_may_win(talk, wayfare, record, said, worth):
    battle = await fought(talk)
    await vote(talk, battle["id"], said)
    record.decisions()
    (kept,) = read_pair_votes(wayfare.database)
    assert kept.said == worth


@pytest.mark.parametrize("way", ["retention", "deletion"])
async def test_why_somebody_voted_so_goes_with_the_battle_and_the_vote_stays(talk, wayfare, way):
    battle = await fought(talk)
    await vote(talk, battle["id"], "a", why="It is kinder.")
    assert find_battle(wayfare.database, battle["id"], "mina").why == "It is kinder."
    if way == "retention":
        KeptTexts(wayfare.database).forget_kept("default", before=wayfare.parts.clock.now() + 1)
    else:
        await talk.request("DELETE", f"/api/conversations/{battle['id']}")
    left = find_battle(wayfare.database, battle["id"], "mina")
    assert (left.why, left.said) == (None, "a")


async def test_why_somebody_votes_so_is_not_kept_of_a_battle_that_was_just_deleted(talk, wayfare):
    battle = await fought(talk)
    found = find_battle(wayfare.database, battle["id"], "mina")
    await talk.request("DELETE", f"/api/conversations/{battle['id']}")
    late = replace(found, said=Side.A, why="It is kinder.", voted_at=1.0)
    assert not end_battle(wayfare.database, late)
    assert find_battle(wayfare.database, battle["id"], "mina").why is None


async def test_others_find_no_battle_and_nothing_is_asked_in_one(talk, session, wayfare):
    battle = await fought(talk)
    yuna = Talk(session, join(wayfare, "yuna", Role.OWNER))
    assert (await vote(yuna, battle["id"])).status == 404
    assert (await talk.send(battle["id"], text="Who are you?")).status == 409
    tree = (await talk.get(f"/api/conversations/{battle['id']}")).body
    answer = next(each for each in tree["messages"] if each["role"] == "assistant")
    assert (await talk.send(battle["id"], again=answer["id"])).status == 409


async def test_a_battle_needs_a_question(talk):
    refused = await begin(talk, "  ")
    assert (refused.status, refused.error["param"]) == (400, "text")


async def test_a_board_says_aloud_that_there_are_too_few_votes(talk):
    empty = (await talk.get("/api/arena/board")).body
    assert (empty["board"]["state"], empty["board"]["still_needed"]) == ("not_enough_votes", 30)
    battle = await fought(talk)
    await vote(talk, battle["id"], "a")


async def test_a_board_has_groups_once_there_are_votes(talk, client, record, wayfare):
    for number in range(40):
        answer = await client.chat(f"[{number}] Hi", model="auto:best")
        record.decisions()
        ticket = answer.ticket
        said = {
            "decision_id": ticket["decision_id"], "kind": "vote", "winner": LARGE,
            "against": SMALL if ticket["arm"] == LARGE else LARGE,
        }  # fmt: skip
        given = await client.request("POST", "/v1/outcomes", json=said)
        assert given.status == 200, given.raw
    shown = (await talk.get("/api/arena/board")).body
    assert (shown["board"]["state"], shown["board"]["votes"]) == ("ok", 40)
    first, second = shown["board"]["groups"]
    assert [arm["arm"] for arm in first["arms"]] == [LARGE]
    assert first["arms"][0]["better_than"] == [SMALL]
    assert [arm["arm"] for arm in second["arms"]] == [SMALL]
    assert shown["board"]["style"].keys() == {"length", "headers", "lists", "bold"}
    assert shown["topics"] == []
    on_topic = (await talk.get("/api/arena/board?topic=chess")).body
    assert (on_topic["topic"], on_topic["board"]["votes"]) == ("chess", 0)


async def test_the_round_of_a_day_suggests_own_questions_and_stays_all_day(talk):
    for number in range(7):
        await talk.whole(await talk.begin(), f"Question {number}?")
    found = (await talk.get("/api/arena/daily")).body
    assert (found["pairs"], found["done"], len(found["questions"])) == ([], 0, 5)
    assert (await talk.get("/api/arena/daily")).body == found
    asked = found["questions"][0]["text"]
    battle = await fought(talk, asked)
    await vote(talk, battle["id"], "tie")
    after = (await talk.get("/api/arena/daily")).body
    assert (after["done"], len(after["questions"])) == (1, 4)
    assert asked not in [each["text"] for each in after["questions"]]
