"""Two cheap models answer first; the dearer one is asked where they do not agree."""

import asyncio
import json

import msgspec
import pytest

from wayfare.domain.budget import Budget, Period, Scope
from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import SettingsError
from wayfare.domain.record import Ending
from wayfare.gateway.answer import decide
from wayfare.gateway.catalog import Catalog
from wayfare.settings.choosing import ArmRow
from wayfare.settings.serving import Retries
from wayfare.settings.whole import Settings
from wayfare.store.budgets import set_budget
from wayfare.store.outcomes import read_since

ROW = ArmRow(
    deployment="scripted-large", name="careful", cheap="scripted-small", second="scripted-en"
)
EGGS = "A box holds 12 eggs. How many eggs are in 7 boxes?"
AGREE = f"{EGGS}\n#by scripted-small It is 84.\n#by scripted-en 84\n#by scripted-large 84 eggs."
APART = f"{EGGS}\n#by scripted-small It is 84.\n#by scripted-en 74\n#by scripted-large 84 eggs."


@pytest.fixture
def settings():
    return Settings(retries=Retries(waiting_max_s=0), arms=[ROW])


@pytest.fixture(params=[False, True], ids=["whole", "stream"])
def ask(request, client):
    """Asks the cascade; gives the status, the text and the ticket."""

    async def ask(text, model="careful", **fields):
        if request.param:
            answer = await client.stream(text, model=model, **fields)
            assert answer.is_done
            return answer.status, answer.text, answer.tickets[0]
        answer = await client.chat(text, model=model, **fields)
        return answer.status, answer.text, answer.ticket

    return ask


async def test_where_the_cheap_ones_agree_the_dearer_one_is_not_asked(ask, record, provider):
    status, text, ticket = await ask(AGREE)
    assert (status, text) == (200, "It is 84.")
    assert (ticket["arm"], ticket["model"]) == ("careful", "scripted-small")
    assert "scripted-en" in ticket["reason"]["en"]
    assert "scripted-large" in ticket["reason"]["ko"]
    attempts = record.attempts()
    assert [(a.arm, a.deployment) for a in attempts] == [
        ("careful", "scripted-small"),
        ("careful", "scripted-en"),
    ]
    assert {a.ending for a in attempts} == {Ending.WHOLE}
    assert ticket["cost_micros"] == sum(a.cost.micros for a in attempts) > 0
    assert len(provider.ledger) == 2
    assert provider.open_calls == 0


async def test_where_they_come_apart_the_dearer_one_answers_and_all_are_paid(ask, record):
    status, text, ticket = await ask(APART)
    assert (status, text) == (200, "84 eggs.")
    assert (ticket["arm"], ticket["model"]) == ("careful", "scripted-large")
    assert "different answers" in ticket["reason"]["en"]
    attempts = record.attempts()
    assert [a.deployment for a in attempts] == ["scripted-small", "scripted-en", "scripted-large"]
    assert ticket["cost_micros"] == sum(a.cost.micros for a in attempts)


async def test_answers_that_cannot_be_held_against_each_other_are_left_to_the_dearer_one(ask):
    long = "It depends on the boxes and on the hens. " * 9
    text = f"{EGGS}\n#by scripted-small {long}\n#by scripted-en {long}\n#by scripted-large 84"
    assert (await ask(text))[1] == "84"


async def test_an_answer_that_was_cut_at_a_limit_is_not_believed(ask):
    text = f"{EGGS}\n#by scripted-small 84 84 84 84\n#by scripted-en 84 84 84 84"
    _, _, ticket = await ask(text, max_tokens=2)
    assert ticket["model"] == "scripted-large"


async def test_what_is_no_short_question_goes_to_the_dearer_one_at_once(ask, record):
    _, _, ticket = await ask("Write a poem about eggs.")
    assert ticket["model"] == "scripted-large"
    assert "at once" in ticket["reason"]["en"]
    assert len(record.attempts()) == 1


async def test_one_that_fails_leaves_the_question_to_the_dearer_one(ask, provider, record):
    provider.faults["scripted-en"] = "status=503"
    status, text, ticket = await ask(AGREE)
    assert (status, text, ticket["model"]) == (200, "84 eggs.", "scripted-large")
    assert "Not both" in ticket["reason"]["en"]
    assert [a.ending for a in record.attempts()] == [Ending.WHOLE, Ending.FAILED, Ending.WHOLE]


@pytest.mark.parametrize("fault", ["cut=1", "malformed=1", "error_event=1"])
async def test_one_that_breaks_off_is_not_believed(ask, provider, record, fault):
    provider.faults["scripted-small"] = fault
    status, text, _ = await ask(AGREE)
    assert (status, text) == (200, "84 eggs.")
    assert provider.open_calls == 0
    assert len(record.attempts()) == 3


async def test_where_the_dearer_one_fails_there_is_still_the_cheap_answer(ask, provider):
    provider.faults["scripted-large"] = "status=503"
    status, text, ticket = await ask(APART)
    assert (status, text, ticket["model"]) == (200, "It is 84.", "scripted-small")
    assert "no other model confirmed it" in ticket["reason"]["en"]


async def test_where_all_fail_the_client_gets_the_dearer_ones_error(client, provider, record):
    for model in ("scripted-small", "scripted-en", "scripted-large"):
        provider.faults[model] = "status=503"
    answer = await client.chat(AGREE, model="careful")
    assert answer.status == 503
    assert [a.ending for a in record.attempts()] == [Ending.FAILED] * 3


async def test_a_client_that_leaves_closes_both(client, provider, record):
    for model in ("scripted-small", "scripted-en"):
        provider.faults[model] = "stall=60 after=1"
    asking = asyncio.ensure_future(client.stream(AGREE, model="careful"))
    async with asyncio.timeout(30):
        while provider.open_calls < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        while provider.open_calls:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    assert [(a.deployment, a.ending) for a in record.attempts()] == [
        ("scripted-small", Ending.ABANDONED),
        ("scripted-en", Ending.ABANDONED),
    ]


async def test_it_is_quoted_with_all_that_are_paid_and_offered_only_where_it_helps(wayfare):
    parts = wayfare.parts
    named = {arm.name: arm for arm in parts.catalog.arms}
    assert named["careful"].path == "cascade"
    assert parts.catalog.candidates("scripted-large").goal is Goal.NAMED
    answers = {}
    for text in (EGGS, "Write a poem about eggs."):
        answers[text] = await decided(wayfare, text)
    offers = {offer.arm.name: offer for offer in answers[EGGS].offers}
    cheap = offers["scripted-small"].fare_micros + offers["scripted-en"].fare_micros
    assert cheap < offers["careful"].fare_micros < cheap + offers["scripted-large"].fare_micros
    assert offers["scripted-small"].quality < offers["careful"].quality
    assert offers["careful"].quality < offers["scripted-large"].quality
    excluded = {each.arm: each.reason.code for each in answers["Write a poem about eggs."].excluded}
    assert excluded["careful"] == "not_checkable"


async def decided(wayfare, text):
    request = ChatRequest("auto", (Message("user", text),), frozenset({Feature.CHAT}))
    return await decide(wayfare.parts, request, "d")


@pytest.mark.parametrize("goal", ["auto:best", "auto:cheap"])
async def test_a_further_offer_that_is_a_cascade_is_asked_as_its_dearer_model(
    wayfare, client, provider, goal
):
    for model in ("scripted-plain", "scripted-en", "scripted-thinker", "scripted-unpriced"):
        provider.faults[model] = "status=503"
    answer = await client.chat(AGREE, model=goal)
    assert answer.status == 200


async def test_what_is_said_of_the_answer_is_said_of_the_cascade(client, wayfare):
    for text in (AGREE, APART):
        answer = await client.chat(text, model="careful")
        said = await client.request(
            "POST",
            "/v1/outcomes",
            json={"decision_id": answer.ticket["decision_id"], "kind": "vote", "score": 1.0},
        )
        (kept,) = said.body["data"]
        assert kept["arm"] == "careful"


async def test_a_client_of_another_wire_gets_the_kept_answer_in_its_own(client):
    body = {
        "model": "careful",
        "max_tokens": 99,
        "stream": True,
        "messages": [{"role": "user", "content": AGREE}],
    }
    answer = await client.request("POST", "/v1/messages", json=body)
    assert answer.status == 200
    events = [line[6:] for line in answer.raw.splitlines() if line.startswith(b"data: ")]
    deltas = [json.loads(event).get("delta", {}) for event in events]
    assert "".join(delta.get("text", "") for delta in deltas) == "It is 84."
    assert json.loads(events[-1])["type"] == "message_stop"


async def test_a_cascade_must_be_whole(wayfare):
    for row in (
        ArmRow(deployment="scripted-large", name="x", cheap="scripted-small"),
        ArmRow(deployment="scripted-large", cheap="scripted-small", second="scripted-en"),
        ArmRow(deployment="scripted-large", name="x", cheap="scripted-large", second="scripted-en"),
    ):
        with pytest.raises(SettingsError, match="not whole"):
            await Catalog(wayfare.providers, [row]).refresh()


async def test_it_is_not_there_while_one_of_the_three_is_not(wayfare):
    row = msgspec.structs.replace(ROW, second="nobody")
    catalog = Catalog(wayfare.providers, [row])
    await catalog.refresh()
    assert "careful" not in {arm.name for arm in catalog.arms}


async def test_a_budget_that_does_not_cover_all_of_them_covers_no_cascade(client, wayfare, record):
    await budgeted(wayfare, 2_500)
    answer = await client.chat(APART, model="auto:best", max_tokens=200)
    assert answer.status == 200
    (decision,) = record.decisions()
    codes = {each.arm: each.reason.code for each in decision.excluded}
    assert codes["careful"] == codes["scripted-large"] == "over_budget"


async def test_many_at_once_never_overspend_a_budget(client, wayfare, record):
    await budgeted(wayfare, 8_000)
    asked = (client.chat(APART, model="careful", max_tokens=100) for _ in range(60))
    answers = await asyncio.gather(*asked)
    assert {answer.status for answer in answers} <= {200, 429}
    paid = sum(attempt.cost.micros or 0 for attempt in record.attempts())
    assert 0 < paid <= 8_000


async def budgeted(wayfare, micros):
    budget = Budget(Scope.USER, "owner", Period.DAY, micros, None)
    set_budget(wayfare.database, budget, wayfare.parts.clock.now())
    await wayfare.limits.refresh()


async def test_what_was_learned_of_a_cascade_costs_what_all_of_it_cost(client, wayfare, record):
    answer = await client.chat(APART, model="careful")
    said = {"decision_id": answer.ticket["decision_id"], "kind": "check", "score": 1.0}
    await client.request("POST", "/v1/outcomes", json=said)
    (learnable,) = read_since(wayfare.database, 0)
    assert learnable.outcome.arm == "careful"
    assert learnable.cost_micros == sum(attempt.cost.micros for attempt in record.attempts())


async def test_the_list_of_models_says_what_it_is_made_of(client):
    known = (await client.get("/v1/models/careful")).body["wayfare"]
    assert (known["path"], known["model"]) == ("cascade", "scripted-large")
    assert known["ahead"] == ["scripted-small", "scripted-en"]
    plain = (await client.get("/v1/models/scripted-small")).body["wayfare"]
    assert (plain["path"], plain["ahead"]) == ("direct", [])


class TestTrust:
    """What checks found of cheap answers teaches when one will do that nobody confirms."""

    @pytest.fixture
    def checked(self, client):
        """A cascade's answer that is checked; the cheap one is asked beside."""

        async def check(number, cheap, dear):
            lines = [f"{EGGS} ({number})", f"#by scripted-small {cheap}", "#by scripted-en 7"]
            answer = await client.chat(
                "\n".join([*lines, f"#by scripted-large {dear}"]), model="careful"
            )
            said = {
                "decision_id": answer.ticket["decision_id"],
                "kind": "check",
                "check": {"type": "number", "expected": 84},
            }
            given = await client.request("POST", "/v1/outcomes", json=said)
            assert given.status == 200, given.body
            return answer.ticket

        return check

    async def test_a_check_is_made_of_the_answers_held_back_too(self, wayfare, checked):
        await checked(1, "84", "84")
        learnable = read_since(wayfare.database, 0)
        found = {each.outcome.arm: (each.outcome.score, each.form) for each in learnable}
        assert found["careful"] == (1.0, None)
        assert found["scripted-small"][0] == 1.0
        assert len(found["scripted-small"][1]) == 16
        assert found["scripted-en"][0] == 0.0

    async def test_an_answer_that_looks_good_is_given_once_that_is_known(
        self, client, wayfare, checked
    ):
        """Long answers are wrong, short ones are right: a rule that shows in their form."""
        for number in range(24):
            is_good = number % 2 == 0
            cheap = "84" if is_good else "It may perhaps be that it is " + "so " * 30 + "12."
            ticket = await checked(number, cheap, "84")
            assert ticket["model"] == "scripted-large"
        knowledge = await wayfare.parts.learner.known()
        trust = knowledge.trusts["scripted-small"]
        for _ in range(4):
            trust.merge(trust)  # as if so many more had come
        knowledge.settle()
        short = f"{EGGS}\n#by scripted-small 84\n#by scripted-en 7\n#by scripted-large 84"
        answer = await client.chat(short, model="careful", wayfare={"point_worth_usd": 1e-9})
        assert answer.ticket["model"] == "scripted-small"
        assert "not worth its price" in answer.ticket["reason"]["en"]
        assert "값어치" in answer.ticket["reason"]["ko"]
        dear = await client.chat(
            short.replace("small 84", "small It may perhaps be that it is " + "so " * 30 + "12."),
            model="careful",
            wayfare={"point_worth_usd": 0.001},
        )
        assert dear.ticket["model"] == "scripted-large"
