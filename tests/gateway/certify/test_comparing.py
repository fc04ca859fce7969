"""Answers by another arm than the baseline are compared with the baseline's, in its shadow."""

import asyncio

import msgspec
import pytest

from wayfare.bootstrap import make_key
from wayfare.domain.claim import Cell, ClaimState
from wayfare.domain.shadow import By, Fate
from wayfare.settings.choosing import CertificateSection, Exploration, Routing
from wayfare.settings.whole import Settings
from wayfare.store.shadows import drawn_after

CHEAP = {"point_worth_usd": 0.000001}
SUM = "How many eggs are in 12 boxes of 12?"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """`auto` takes the plain model, the baseline is the large one, and all is tried."""
    return msgspec.structs.replace(
        settings,
        routing=Routing(baseline="scripted-large"),
        certificate=CertificateSection(trial_share=1.0, loss_max=5.0),
        exploration=Exploration(share=0.0, budget_micros=10**9),
    )


@pytest.fixture
def shadows(wayfare):
    """Waits until so many comparisons are kept."""

    async def wait(count: int):
        for _ in range(200):
            found = list(drawn_after(wayfare.database, ""))
            if len([each for each in found if each.comparison]) >= count:
                return found
            await asyncio.sleep(0.02)
        raise AssertionError(found)

    return wait


def asked(plain: str, large: str) -> str:
    return f"#by scripted-plain {plain}\n#by scripted-large {large}\n{SUM}"


async def ask(client, plain: str, large: str, *, stream: bool = False, **more):
    """The ticket of an answer by the plain model."""
    wishes = {"model": "auto", "wayfare": CHEAP, **more}
    if stream:
        return (await client.stream(asked(plain, large), **wishes)).tickets[0]
    return (await client.chat(asked(plain, large), **wishes)).ticket


@pytest.mark.parametrize("stream", [False, True])
async def test_an_answer_that_comes_to_the_same_is_no_worse(client, provider, shadows, stream):
    ticket = await ask(client, "144", "It is 144.", stream=stream, temperature=0.5)
    assert (ticket["arm"], ticket["baseline"]) == ("scripted-plain", "scripted-large")
    assert ticket["certificate"]["state"] == "trial"
    assert "scripted-large" in ticket["certificate"]["says"]["ko"]
    (found,) = await shadows(1)
    assert (found.shadow.arm, found.shadow.baseline) == ("scripted-plain", "scripted-large")
    assert (found.comparison.fate, found.comparison.difference) == (Fate.COMPARED, 0.0)
    assert found.comparison.by is By.EQUAL
    assert found.comparison.shadow_id is not None
    assert [each.model for each in provider.ledger] == ["scripted-plain", "scripted-large"]


async def test_a_check_of_the_answer_is_made_of_the_baselines_too(client, wayfare, shadows):
    ticket = await ask(client, "140", "144")
    check = {"type": "number", "expected": 144}
    said = {"decision_id": ticket["decision_id"], "kind": "check", "check": check}
    answer = await client.request("POST", "/v1/outcomes", json=said)
    assert answer.status == 200, answer.body
    (found,) = await shadows(1)
    assert (found.comparison.difference, found.comparison.by) == (-1.0, By.CHECK)
    said = await client.get(f"/v1/decisions/{found.comparison.shadow_id}/outcomes")
    assert [(each["arm"], each["score"]) for each in said.body["data"]] == [("scripted-large", 1.0)]


async def test_until_it_is_compared_it_counts_as_lost_and_the_trial_ends(client, wayfare):
    for _ in range(5):
        assert (await ask(client, "140", "144"))["certificate"]["state"] == "trial"
    await asyncio.to_thread(wayfare.claims.refresh)
    ticket = await ask(client, "140", "144")
    assert (ticket["arm"], ticket["certificate"]["state"]) == ("scripted-large", "baseline")
    assert ticket["reason"]["en"].startswith("scripted-large answers:")


async def test_what_breaks_off_is_lost(client, wayfare, shadows):
    await client.stream(f"#fault cut=1\n{asked('144', '144')}", model="auto", wayfare=CHEAP)
    (found,) = await shadows(1)
    assert found.comparison.fate is Fate.LOST


async def test_that_the_baseline_fails_says_nothing_against_the_arm(client, provider, shadows):
    provider.faults["scripted-large"] = "status=503"
    await ask(client, "144", "144")
    (found,) = await shadows(1)
    assert found.comparison.fate is Fate.SKIPPED


async def test_whoever_leaves_has_the_answer_asked_for_again(client, provider, shadows):
    question = f"#pace 0.05\n#by scripted-plain {'1 ' * 30}\n#by scripted-large 7\n{SUM}"
    async with client.open_stream(question, model="auto", wayfare=CHEAP) as response:
        await response.content.readany()
    for _ in range(100):
        await asyncio.sleep(0.05)
        names = [each.model for each in provider.ledger]
        if names.count("scripted-large"):
            break
    assert names.count("scripted-plain") == 2


async def test_a_key_that_may_not_be_learned_from_is_answered_by_the_baseline(
    client, wayfare, environ
):
    _, key = make_key(wayfare.database, environ, user="kim", label="", may_learn=False)
    headers = {"authorization": f"Bearer {key}"}
    ticket = await ask(client, "144", "144", headers=headers)
    assert ticket["arm"] == "scripted-large"


async def test_what_is_shown_is_folded_from_the_log_and_lets_the_arm_pass(client, wayfare, shadows):
    """At a margin of 20 points two dozen equal answers show it."""
    wayfare.claims.margin = 0.2
    for number in range(1, 26):
        await ask(client, "144", "144")
        await shadows(number)
        await asyncio.to_thread(wayfare.claims.refresh)
    wayfare.claims.now = lambda: wayfare.parts.clock.now() + 60
    await asyncio.to_thread(wayfare.claims.refresh)
    cell = Cell("scripted-large", "scripted-plain")
    assert wayfare.claims.states[cell] is ClaimState.CERTIFIED
    ticket = await ask(client, "144", "144")
    assert ticket["certificate"]["state"] == "certified"
    assert ticket["certificate"]["compared"] == 25
