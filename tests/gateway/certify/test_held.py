"""A conversation whose lot fell so is answered by the baseline to its end, by whichever process."""

import itertools

import aiohttp
import msgspec
import pytest

from loopback import serving
from wayfare.api.app import App
from wayfare.bootstrap import Options, make_key, run_wayfare
from wayfare.settings.choosing import CertificateSection, Exploration, Routing
from wayfare.settings.whole import Settings
from wayfare_client import Client

LARGE, PLAIN = "scripted-large", "scripted-plain"
CHEAP = {"point_worth_usd": 0.000001}
TOOLS = [{"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}]
CALL = {"id": "c1", "type": "function", "function": {"name": "look", "arguments": "{}"}}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """`auto` takes the plain model, the baseline is the large one, and half is held."""
    return msgspec.structs.replace(
        settings,
        routing=Routing(baseline=LARGE),
        certificate=CertificateSection(mode="open", held_share=0.5),
        exploration=Exploration(share=0.0),
    )


async def say(client, messages, *, name=None, model="auto", **more):
    headers = {} if name is None else {"x-wayfare-conversation": name}
    body = {"model": model, "wayfare": CHEAP, "messages": messages, **more}
    return await client.request("POST", "/v1/chat/completions", json=body, headers=headers)


def user(text: str) -> dict[str, str]:
    return {"role": "user", "content": text}


async def told(client, *, is_held: bool, before: str = "", **more):
    """The first words of a conversation whose lot fell like this, and the answer to them."""
    number = 0
    while True:
        number += 1
        messages = [user(f"{before}What are {number} and {number}?")]
        answer = await say(client, messages, **more)
        if (answer.ticket["certificate"]["state"] == "held") is is_held:
            return messages, answer


def gone_on(messages, answer, text: str):
    return [*messages, answer.body["choices"][0]["message"], user(text)]


@pytest.mark.parametrize("is_held", [True, False])
async def test_every_turn_has_the_arm_that_the_first_ones_lot_says(
    settings, environ, key, client, is_held
):
    """Without a name, in another process, and however the conversation goes on."""
    messages, answer = await told(client, is_held=is_held)
    arm, state = (LARGE, "held") if is_held else (PLAIN, "open")
    for text in ("Why?", "What else?"):
        messages = gone_on(messages, answer, text)
        answer = await say(client, messages)
        assert (answer.ticket["arm"], answer.ticket["certificate"]["state"]) == (arm, state)
    async with (
        run_wayfare(settings, Options(scripted=True, environ=environ)) as other,
        serving(App(other)) as url,
        aiohttp.ClientSession(url, headers={"authorization": f"Bearer {key}"}) as session,
    ):
        await other.until_listed()
        messages = gone_on(messages, answer, "And now?")
        answer = await say(Client(session), messages)
        assert (answer.ticket["arm"], answer.ticket["certificate"]["state"]) == (arm, state)


async def test_a_name_is_held_whatever_is_said(client):
    arms = {}
    for number, text in itertools.product(range(12), ("Hi", "1 + 1?", "왜요?")):
        answer = await say(client, [user(text)], name=f"c{number}")
        arms.setdefault(f"c{number}", set()).add(answer.ticket["arm"])
    assert sorted(map(sorted, arms.values())) != [[PLAIN]] * 12
    assert {len(each) for each in arms.values()} == {1}
    assert set.union(*arms.values()) == {LARGE, PLAIN}


async def test_the_ticket_says_so_and_the_record_how_likely_that_was(client, record):
    _, answer = await told(client, is_held=True)
    says = answer.ticket["certificate"]["says"]
    assert says["en"].startswith("The baseline scripted-large answers this conversation to its end")
    assert "끝까지 기준 모델 scripted-large만 답합니다" in says["ko"]
    assert "by lot" in answer.ticket["reason"]["en"]
    await told(client, is_held=False, before="Again: ")
    decisions = record.decisions()
    lots = {(each.arm, each.propensity, each.lot.is_held, each.lot.share) for each in decisions}
    assert lots == {(LARGE, 0.5, True, 0.5), (PLAIN, 0.5, False, 0.5)}
    assert len({each.lot.unit for each in decisions}) == len(decisions)
    shown = await client.get(f"/v1/decisions/{answer.ticket['decision_id']}")
    assert shown.body["held"] is True


async def test_wishes_and_names_have_no_lot(client, record):
    for number in range(6):
        for model in ("auto:cheap", "auto:best", "auto:fast", PLAIN):
            answer = await say(client, [user("Hi")], name=f"c{number}", model=model)
            assert (answer.ticket["certificate"] or {}).get("state") != "held"
    assert {each.lot for each in record.decisions()} == {None}


async def test_a_key_that_may_not_be_learned_from_has_no_lot(client, wayfare, environ, record):
    _, key = make_key(wayfare.database, environ, user="kim", label="", may_learn=False)
    for number in range(6):
        body = {"model": "auto", "wayfare": CHEAP, "messages": [user(f"Hi {number}")]}
        headers = {"authorization": f"Bearer {key}"}
        await client.request("POST", "/v1/chat/completions", json=body, headers=headers)
    assert {(each.arm, each.lot) for each in record.decisions()} == {(PLAIN, None)}


async def test_a_tool_loop_goes_on_with_whom_it_began(client, record):
    """Even where another arm began it, by a wish; its turns are the conversation's all the same."""
    messages, _ = await told(client, is_held=True, tools=TOOLS)
    began = await say(client, messages, model="auto:cheap", tools=TOOLS)
    assert began.ticket["arm"] != LARGE
    called = [
        *messages,
        {"role": "assistant", "content": None, "tool_calls": [CALL]},
        {"role": "tool", "tool_call_id": "c1", "content": "7"},
    ]
    goes_on = await say(client, called, tools=TOOLS)
    decision = record.decisions()[-1]
    assert goes_on.ticket["arm"] in (LARGE, began.ticket["arm"])
    assert decision.lot.is_held


async def test_conversations_count_a_day_later_and_admins_see_how(client, wayfare):
    messages, answer = await told(client, is_held=True)
    again = await say(client, gone_on(messages, answer, "Why?"))
    _, other = await told(client, is_held=False, before="Again: ")
    for ticket, score in ((answer.ticket, 1.0), (again.ticket, 0.0), (other.ticket, 1.0)):
        said = {"decision_id": ticket["decision_id"], "kind": "vote", "score": score}
        assert (await client.request("POST", "/v1/outcomes", json=said)).status == 200
    said = {"kind": "signal", "source": "regenerated", "score": 0}
    said["decision_id"] = other.ticket["decision_id"]
    assert (await client.request("POST", "/v1/outcomes", json=said)).status == 200
    assert (await client.get("/v1/certificates")).body["whole_policy"] == []
    wayfare.whole_policy.now = lambda: wayfare.parts.clock.now() + 2 * 86_400
    said = (await client.get("/v1/certificates")).body
    (found,) = said["whole_policy"]
    assert found["as_of"] == said["whole_policy_as_of"] > wayfare.parts.clock.now() + 86_400
    assert (found["baseline"], found["held_share"]) == (LARGE, 0.5)
    assert found["held"]["turns"] == found["held"]["conversations"] + 1
    assert (found["votes"]["held_mean"], found["votes"]["held_count"]) == (50.0, 1)
    assert (found["votes"]["left_mean"], found["votes"]["left_count"]) == (100.0, 1)
    assert found["asked_again"]["left_mean"] > found["asked_again"]["held_mean"] == 0.0
    assert found["votes"]["state"] == "unknown"
    assert found["cost"]["left_mean"] < found["cost"]["held_mean"]


class TestGuarded:
    """Where all that may differ is on trial, what is held is not."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        section = CertificateSection(trial_share=1.0, held_share=0.5)
        spending = Exploration(share=0.0, budget_micros=10**9)
        return msgspec.structs.replace(settings, certificate=section, exploration=spending)

    async def test_nothing_is_compared_in_its_shadow(self, client, record, provider):
        _, answer = await told(client, is_held=True)
        assert answer.ticket["arm"] == LARGE
        _, answer = await told(client, is_held=False)
        assert (answer.ticket["arm"], answer.ticket["certificate"]["state"]) == (PLAIN, "trial")


class TestMirror:
    """Where the baseline answers anyway there is nothing to hold."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        section = CertificateSection(mode="mirror", held_share=0.5)
        return msgspec.structs.replace(settings, certificate=section)

    async def test_no_lot_is_drawn(self, client, record):
        for number in range(6):
            answer = await say(client, [user(f"Hi {number}")])
            assert answer.ticket["certificate"]["state"] == "baseline"
        assert {each.lot for each in record.decisions()} == {None}
