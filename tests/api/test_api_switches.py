"""Models switched on and off by role over HTTP: seen, kept, and kept to wherever one is chosen."""

import asyncio
from collections.abc import Callable

import pytest

from people import Headers, Person, bearer, join
from wayfare.bootstrap import Options, run_wayfare
from wayfare.domain.account import Role
from wayfare.settings.choosing import ArmRow, CertificateSection
from wayfare.settings.serving import Retries
from wayfare.settings.whole import Settings
from wayfare.store.battles import read_pair_votes
from wayfare_client import chat_body

SMALL, LARGE, EN = "scripted-small", "scripted-large", "scripted-en"
CAREFUL = ArmRow(deployment=LARGE, name="careful", cheap=SMALL, second=EN)


@pytest.fixture
def settings() -> Settings:
    held = CertificateSection(held_share=0)
    return Settings(retries=Retries(waiting_max_s=0), certificate=held, arms=[CAREFUL])


@pytest.fixture
def member(mina: Person) -> Headers:
    """What a member's program shows."""
    return bearer(mina.key())


@pytest.fixture
def switch(client) -> Callable:
    async def switch(model: str, *roles: str, headers: Headers | None = None):
        body = {"off_for": list(roles)}
        return await client.request("PUT", f"/api/switches/{model}", json=body, headers=headers)

    return switch


async def names(client, path: str, headers: Headers) -> set[str]:
    found = await client.get(path, headers=headers)
    return {row.get("id") or row["name"] for row in found.body["data"]}


async def test_each_model_is_on_at_first_and_says_what_it_costs_by_whose_word(client):
    rows = {row["name"]: row for row in (await client.get("/api/switches")).body["data"]}
    assert {SMALL, LARGE, EN, "scripted-embed"} <= rows.keys()
    assert "careful" not in rows, "it goes by the models that it is made of"
    large = rows[LARGE]
    assert (large["off_for"], large["since"], large["by"]) == ([], None, None)
    assert large["price"]["source"]
    assert 0 < large["price"]["input_micros_per_mtok"] < large["price"]["output_micros_per_mtok"]
    assert "as_of" in large["price"]


async def test_a_switch_is_kept_seen_and_told_in_the_log(client, switch):
    switched = await switch(LARGE, "member", "admin")
    assert switched.status == 200, switched.raw
    assert switched.body["off_for"] == ["member", "admin"]
    since = switched.body["since"]
    fewer = (await switch(LARGE, "member")).body
    assert (fewer["off_for"], fewer["since"], fewer["by"]) == (["member"], since, "owner")
    assert (await client.get(f"/api/switches/{LARGE}")).body == fewer
    assert (await switch(LARGE)).body["off_for"] == []
    entries = (await client.get("/api/audit?action=model")).body["data"]
    assert [each["detail"]["off_for"] for each in entries] == [
        "nobody", "member", "member, admin",
    ]  # fmt: skip
    assert {each["subject"] for each in entries} == {LARGE}


BY_WIRE = {
    "/v1/chat/completions": lambda model: chat_body("Hi", model),
    "/v1/messages": lambda model: chat_body("Hi", model, max_tokens=9),
    "/v1/responses": lambda model: {"model": model, "input": "Hi"},
}


@pytest.mark.parametrize("path", BY_WIRE)
async def test_a_model_that_is_named_is_refused_in_the_words_of_the_wire(
    client, switch, member, path
):
    ask = BY_WIRE[path]
    await switch(LARGE, "member")
    for model in (LARGE, "careful"):
        refused = await client.request("POST", path, json=ask(model), headers=member)
        assert refused.status == 403, refused.raw
        assert "switched off for this role" in refused.error["message"]
        assert refused.error["type"] == "permission_error"
    assert (await client.request("POST", path, json=ask(SMALL), headers=member)).status == 200
    assert (await client.request("POST", path, json=ask(LARGE))).status == 200, "owners may"
    await switch(LARGE)
    assert (await client.request("POST", path, json=ask(LARGE), headers=member)).status == 200


@pytest.mark.parametrize("goal", ["auto", "auto:best", "auto:cheap", "auto:fast"])
async def test_auto_leaves_it_out_and_says_why(client, switch, member, record, goal):
    """Also where it is the best single model, which `auto` else goes by."""
    talk = {"x-wayfare-conversation": "c-1"}
    before = await client.chat("Hi", model=LARGE, headers={**member, **talk})
    assert before.ticket["model"] == LARGE
    record.decisions()
    await switch(LARGE, "member")
    for number in range(4):
        asked = await client.chat(f"[{number}] Hi", model=goal, headers={**member, **talk})
        assert asked.status == 200, asked.raw
        assert asked.ticket["model"] != LARGE
    for decision in record.decisions()[1:]:
        assert LARGE not in {offer.arm for offer in decision.offers}
        why = {each.arm: each.reason.code for each in decision.excluded}
        assert why[LARGE] == "switched_off"


async def test_where_all_are_off_it_is_said_of_each(client, switch, member):
    models = (await client.get("/api/switches")).body["data"]
    for model in models:
        await switch(model["name"], "member")
    refused = await client.chat("Hi", model="auto", headers=member)
    assert refused.status == 400
    assert "switched off for this role" in refused.error["message"]


async def test_lists_show_what_one_may_ask(client, switch, member, mina):
    await switch(LARGE, "member")
    manages = bearer(mina.key(may_manage=True))
    for path, headers in (("/v1/models", member), ("/api/models", manages)):
        assert {LARGE, "careful"} <= await names(client, path, {})
        seen = await names(client, path, headers)
        assert {LARGE, "careful"}.isdisjoint(seen)
        assert SMALL in seen
    one = await client.get(f"/v1/models/{LARGE}", headers=member)
    assert one.status == 403
    assert "switched off" in one.error["message"]


async def test_embeddings_and_their_model_are_refused_too(client, switch, member):
    await switch("scripted-embed", "member")
    refused = await client.request(
        "POST", "/v1/embeddings", json={"model": "scripted-embed", "input": "Hi"}, headers=member
    )
    assert refused.status == 403


async def test_on_the_page_it_can_neither_be_chosen_nor_asked_again(talk, switch):
    conversation = await talk.begin(model=LARGE)
    answer = (await talk.whole(conversation, "Hi")).run
    assert answer["status"] == "whole"
    await switch(LARGE, "member")
    begun = await talk.request("POST", "/api/conversations", json={"model": LARGE})
    sent = await talk.send(conversation, text="And now?", model=LARGE)
    fare = await talk.request("POST", "/api/fare", json={"text": "Hi", "model": LARGE})
    for refused in (begun, sent, fare):
        assert refused.status == 403, refused.raw
        assert "switched off for this role" in refused.error["message"]
    changed = await talk.request(
        "PATCH", f"/api/conversations/{conversation}", json={"model": LARGE}
    )
    assert changed.status == 403
    assert (await talk.whole(conversation, "And now?", model=SMALL)).run["status"] == "whole"


async def test_no_battle_has_a_model_that_is_off(talk, switch, wayfare):
    await switch(LARGE, "member")
    for number in range(5):
        body = {"key": f"k{number}", "text": f"[{number}] Hi"}
        begun = await talk.request("POST", "/api/arena/battles", json=body)
        assert begun.status == 201, begun.raw
        for run in begun.body["runs"]:
            await talk.until_over(run)
        path = f"/api/arena/battles/{begun.body['id']}/vote"
        assert (await talk.request("POST", path, json={"said": "a"})).status == 200
    fought = {
        arm for vote in read_pair_votes(wayfare.database) for arm in (vote.first, vote.second)
    }
    assert fought
    assert {LARGE, "careful"}.isdisjoint(fought)


async def test_another_process_knows_it_soon(switch, member, settings, environ, mina):
    async with run_wayfare(settings, Options(scripted=True, environ=environ)) as other:
        await switch(LARGE, "member")
        for _ in range(100):
            if other.parts.switches.demands_of(Role.MEMBER):
                return
            await asyncio.sleep(0.05)
    pytest.fail("it never heard of it")


async def test_an_admin_switches_for_members_and_not_for_owners(switch, wayfare):
    ada = bearer(join(wayfare, "ada", Role.ADMIN).key(may_manage=True))
    assert (await switch(LARGE, "member", "admin", headers=ada)).status == 200
    refused = await switch(LARGE, "member", "admin", "owner", headers=ada)
    assert (refused.status, refused.error["param"]) == (403, "off_for")
    assert (await switch(LARGE, "owner")).status == 200
    assert (await switch(LARGE, headers=ada)).status == 403, "nor back on"


@pytest.mark.parametrize(
    ("body", "param"),
    [({"off_for": ["guest"]}, "off_for"), ({}, "off_for"), ({"off_for": "member"}, "off_for"),
     ({"off_for": ["member"] * 9}, "off_for")],
    ids=["no role", "nothing", "no list", "too many"],
)  # fmt: skip
async def test_what_is_no_switch_is_refused_by_name(client, body, param):
    refused = await client.request("PUT", f"/api/switches/{LARGE}", json=body)
    assert refused.status == 400
    assert param in refused.error["message"]


async def test_an_arm_made_of_models_and_a_stranger_have_no_switch(client, switch):
    for name in ("careful", "nobody", "auto"):
        assert (await switch(name, "member")).status == 404
        assert (await client.get(f"/api/switches/{name}")).status == 404


async def test_a_model_that_is_gone_can_be_switched_on_again(client, switch, wayfare, provider):
    await switch(LARGE, "member")
    del wayfare.providers["scripted"]
    await wayfare.parts.catalog.refresh()
    row = (await client.get(f"/api/switches/{LARGE}")).body
    assert (row["is_listed"], row["price"], row["off_for"]) == (False, None, ["member"])
    assert (await switch(LARGE)).status == 200
    assert (await client.get(f"/api/switches/{LARGE}")).status == 404


@pytest.mark.parametrize("relation", ["runner_up", LARGE])
async def test_an_answer_of_one_that_is_off_by_now_can_be_asked_of_another(talk, switch, relation):
    first = await talk.whole(await talk.begin(model=SMALL), "How late is it?")
    await switch(SMALL, "member")
    again = first.run["message"]
    sent = await talk.send(first.run["conversation"], again=again, model=relation)
    assert sent.status == 201, sent.body
    heard = await talk.hear(sent.body["answer"]["run"]["id"])
    assert heard.run["status"] == "whole"
    assert heard.run["arm"] != SMALL
    for wanted in ({"model": "same"}, {}):
        refused = await talk.send(first.run["conversation"], again=again, **wanted)
        assert refused.status == 403
