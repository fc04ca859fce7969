"""A question goes through English and its answer comes back; what would be lost goes directly."""

import asyncio
import json

import pytest
from sqlalchemy import update

from wayfare.domain.budget import Budget, Period, Scope
from wayfare.domain.record import Ending, Leg
from wayfare.settings.choosing import ArmRow, PivotSection
from wayfare.settings.serving import Retries
from wayfare.settings.whole import Settings
from wayfare.store.budgets import set_budget
from wayfare.store.schema import projects

ASKED = "대한민국의 수도는 어디인가요?"
ANSWERED = "대한민국의 수도는 서울입니다."
VIA, CARELESS = "scripted-en@via-en", "scripted-small@via-en"


@pytest.fixture
def settings():
    return Settings(
        retries=Retries(waiting_max_s=0),
        pivot=PivotSection(models=["scripted-en"], translator="scripted-large"),
        arms=[ArmRow(deployment="scripted-small", translator="scripted-plain")],
    )


@pytest.fixture(params=[False, True], ids=["whole", "stream"])
def ask(request, client):
    """Asks the pivot; gives the text and the ticket."""

    async def ask(text, model=VIA, **fields):
        if request.param:
            answer = await client.stream(text, model=model, **fields)
            assert (answer.status, answer.is_done) == (200, True)
            return answer.text, answer.tickets[0]
        answer = await client.chat(text, model=model, **fields)
        assert answer.status == 200, answer
        return answer.text, answer.ticket

    return ask


async def test_a_model_that_knows_english_alone_answers_in_korean(ask, record, provider):
    text, ticket = await ask(ASKED)
    assert text == ANSWERED
    assert (ticket["arm"], ticket["path"]) == (VIA, "pivot:en")
    assert ticket["reason"]["en"].startswith("scripted-large translated the question into English")
    assert ticket["pivot"] == {
        "middle": "en",
        "translator": "scripted-large",
        "question": "What is the capital of South Korea?",
        "answer": "The capital of South Korea is Seoul.",
        "left": 0,
    }
    there, answer, back = record.attempts()
    assert [each.leg for each in (there, answer, back)] == [Leg.THERE, None, Leg.BACK]
    assert [each.deployment for each in (there, answer, back)] == [
        "scripted-large",
        "scripted-en",
        "scripted-large",
    ]
    assert {each.ending for each in (there, answer, back)} == {Ending.WHOLE}
    assert (answer.answer, answer.original) == (ANSWERED, "The capital of South Korea is Seoul.")
    assert ticket["cost_micros"] == sum(each.cost.micros for each in record.attempts()) > 0
    assert provider.open_calls == 0


async def test_a_translation_that_loses_a_number_is_asked_for_again_then_given_up(ask, record):
    text, ticket = await ask("파이썬에서 12개의 숫자를 더하려면 어떻게 하나요?", model=CARELESS)
    assert ticket["arm"] == "scripted-small"
    assert ticket["path"] == "direct"
    assert "did not survive its translation into English" in ticket["reason"]["en"]
    assert ticket["pivot"] is None
    assert text.startswith("You said: 파이썬에서")
    assert [each.leg for each in record.attempts()] == [Leg.THERE, Leg.THERE, None]


async def test_marks_and_numbers_come_back_as_they_were(ask):
    text, ticket = await ask(
        "`sorted(x)` 함수로 12개 값을 Kubernetes 안에서 정렬하려면 어떻게 하나요?"
    )
    assert ticket["path"] == "pivot:en"
    for kept in ("`sorted(x)`", "12", "Kubernetes"):
        assert kept in ticket["pivot"]["question"]
    assert "`sorted(x)`" in text
    assert "12" in text


async def test_what_is_asked_in_english_goes_directly(ask, record):
    text, ticket = await ask("What is the capital of South Korea?")
    assert text == "The capital of South Korea is Seoul."
    assert ticket["path"] == "direct"
    assert "in English already" in ticket["reason"]["en"]
    assert len(record.attempts()) == 1


async def test_what_is_about_the_words_themselves_goes_directly(ask):
    _, ticket = await ask("'바다'로 삼행시를 지어 주세요.")
    assert ticket["path"] == "direct"
    assert "play on words" in ticket["reason"]["en"]


async def test_a_translator_that_fails_leaves_the_question_as_it_is(ask, provider, record):
    provider.faults["scripted-large"] = "status=503"
    _, ticket = await ask(ASKED)
    assert ticket["path"] == "direct"
    assert "gave no answer" in ticket["reason"]["en"]
    assert [each.ending for each in record.attempts()] == [Ending.FAILED, Ending.WHOLE]


async def test_a_model_that_fails_in_english_is_asked_directly(ask, provider, record):
    provider.faults["scripted-en"] = "status=503 times=1"
    _, ticket = await ask(ASKED)
    assert ticket["path"] == "direct"
    assert [each.leg for each in record.attempts()] == [Leg.THERE, None, None]


async def test_auto_does_not_take_it_before_it_has_shown_anything(client):
    answer = await client.chat(ASKED, model="auto")
    assert "@via-en" not in answer.ticket["arm"]


async def test_the_answer_is_that_of_the_pivot_for_whoever_says_how_good_it_was(client):
    answer = await client.chat(ASKED, model=VIA)
    said = await client.request(
        "POST",
        "/v1/outcomes",
        json={
            "decision_id": answer.ticket["decision_id"],
            "kind": "check",
            "check": {"type": "regex", "pattern": "서울입니다"},
        },
    )
    (kept,) = said.body["data"]
    assert (kept["arm"], kept["score"]) == (VIA, 1.0)


async def test_the_decision_shows_each_leg_and_both_originals(client):
    answer = await client.chat(ASKED, model=VIA)
    found = await client.get(f"/v1/decisions/{answer.ticket['decision_id']}")
    while found.status == 404:  # it is written within a tenth of a second
        await asyncio.sleep(0.02)
        found = await client.get(f"/v1/decisions/{answer.ticket['decision_id']}")
    there, said, back = found.body["attempts"]
    assert [each["leg"] for each in (there, said, back)] == ["there", None, "back"]
    assert there["translation"] == "What is the capital of South Korea?"
    assert said["original"] == "The capital of South Korea is Seoul."
    assert back["translation"] == ANSWERED


@pytest.mark.parametrize("is_streamed", [False, True])
async def test_a_client_of_another_wire_gets_the_answer_in_its_own(client, is_streamed):
    body = {
        "model": VIA,
        "max_tokens": 99,
        "stream": is_streamed,
        "messages": [{"role": "user", "content": ASKED}],
    }
    answer = await client.request("POST", "/v1/messages", json=body)
    assert answer.status == 200
    if not is_streamed:
        assert answer.body["content"][0]["text"] == ANSWERED
        return
    events = [line[6:] for line in answer.raw.splitlines() if line.startswith(b"data: ")]
    deltas = [json.loads(event).get("delta", {}) for event in events]
    assert "".join(delta.get("text", "") for delta in deltas) == ANSWERED
    assert json.loads(events[-1])["type"] == "message_stop"


async def test_who_may_not_read_the_question_does_not_translate_it(client, provider):
    answer = await client.chat(
        ASKED, model=VIA, headers={"x-wayfare-demands": "countries=KR"}, stream=False
    )
    assert answer.status == 403
    assert provider.ledger == []


async def test_a_stream_that_breaks_off_before_its_first_words_is_asked_anew(client, provider):
    provider.faults["scripted-en"] = "cut=1 times=1"
    answer = await client.stream(ASKED, model=VIA)
    assert (answer.status, answer.is_done) == (200, True)
    assert answer.tickets[0]["path"] == "direct"
    assert provider.open_calls == 0


async def test_a_client_that_leaves_closes_translator_and_model(client, provider, record):
    provider.faults["scripted-large"] = "stall=60 after=1"
    asking = asyncio.ensure_future(client.stream(ASKED, model=VIA))
    async with asyncio.timeout(30):
        while not provider.open_calls:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        while provider.open_calls:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    (there,) = record.attempts()
    assert (there.leg, there.ending) == (Leg.THERE, Ending.ABANDONED)


async def test_a_budget_bounds_every_leg(client, wayfare, record):
    budget = Budget(Scope.USER, "owner", Period.DAY, 20_000, None)
    set_budget(wayfare.database, budget, wayfare.parts.clock.now())
    await wayfare.limits.refresh()
    asked = (client.chat(ASKED, model=VIA, max_tokens=20) for _ in range(30))
    answers = await asyncio.gather(*asked)
    assert {answer.status for answer in answers} <= {200, 429}
    paid = sum(attempt.cost.micros or 0 for attempt in record.attempts())
    assert 0 < paid <= 20_000


async def test_a_pivot_is_no_further_offer_where_another_arm_fails(client, provider, record):
    provider.faults["scripted-thinker"] = "status=503"
    await client.chat(ASKED, model="auto")
    assert all("@via-en" not in each.arm for each in record.attempts())


SENTENCES = "Seoul is the capital. It lies on the Han. Ten million people live there. It is old."
SLOWLY = f"#pace 0.02\n#say {SENTENCES}\n{ASKED}"


async def test_the_first_words_come_after_the_first_sentence_not_the_last(client, provider):
    async with client.open_stream(SLOWLY, model=VIA) as response:
        seen = b""
        while "낱말".encode() not in seen and b"\\ub0b1" not in seen:
            seen += await response.content.readany()
        assert provider.open_calls == 1  # the English answer is still being written
        seen += await response.content.read()
    assert b'"path":"pivot:en"' in seen
    assert seen.rstrip().endswith(b"[DONE]")


async def test_a_later_passage_that_is_not_intact_stays_in_english_and_is_said(client):
    said = "Seoul is the capital. It has `f(x)` and 25 districts. It is old."
    answer = await client.stream(f"#pace 0.02\n#say {said}\n{ASKED}", model=CARELESS)
    assert answer.text.startswith("낱말")
    assert "It has `f(x)` and 25 districts." in answer.text
    (ticket,) = answer.tickets
    assert (ticket["path"], ticket["pivot"]["left"]) == ("pivot:en", 1)
    assert "stayed" not in ticket["reason"]["en"]
    assert [each["code"] for each in ticket["warnings"]] == ["pivot_left_in_middle"]


async def test_an_answer_whose_first_words_are_not_intact_is_asked_for_directly(ask, record):
    said = "It has `f(x)` and 25 districts."
    text, ticket = await ask(f"#say {said}\n{ASKED}", model=CARELESS)
    assert text == said  # as it is said whatever it is asked in
    assert ticket["path"] == "direct"
    assert ticket["reason"]["en"].startswith("Asked again, directly")
    assert [each.leg for each in record.attempts()] == [
        Leg.THERE,
        None,
        *[Leg.BACK] * 2,
        None,
    ]


async def test_who_speaks_at_once_waits_until_the_answer_is_written_not_its_legs(client, provider):
    provider.faults["scripted-en"] = "delay=0.4"  # the way there is written long before
    answer = await client.chat(ASKED, model=VIA)
    said = {"decision_id": answer.ticket["decision_id"], "kind": "check", "score": 1.0}
    kept = await client.request("POST", "/v1/outcomes", json=said)
    assert kept.status == 200, kept.raw
    assert kept.body["data"][0]["arm"] == VIA


async def test_an_answer_that_is_given_again_says_how_it_was_made(ask, wayfare, record):
    with wayfare.database.write() as connection:
        connection.execute(update(projects).values(cache_s=3600))
    text, first = await ask(ASKED)
    said, again = await ask(ASKED)
    assert (text, said) == (ANSWERED, ANSWERED)
    assert (again["path"], again["pivot"]) == (first["path"], first["pivot"])
    assert again["path"] == "pivot:en"
    assert (again["arm"], again["cost_micros"], again["companies"]) == (VIA, 0, [])
    assert again["reason"]["en"].startswith("The very same request was answered")
    assert len(record.attempts()) == 4


async def test_one_that_went_directly_after_all_says_so_again(ask, wayfare):
    with wayfare.database.write() as connection:
        connection.execute(update(projects).values(cache_s=3600))
    (_, first), (_, again) = [await ask("What is the capital of South Korea?") for _ in range(2)]
    assert first["decision_id"] != again["decision_id"]
    assert again["reason"]["en"].startswith("The very same request was answered")
    assert (again["path"], again["pivot"]) == ("direct", None)


async def test_a_question_that_says_what_stands_for_a_ticket_is_asked_each_time(
    ask, wayfare, record
):
    with wayfare.database.write() as connection:
        connection.execute(update(projects).values(cache_s=3600))
    text = f"`<the ticket of this answer>` {ASKED}"
    (_, first), (_, later) = [await ask(text) for _ in range(2)]
    assert {first["path"], later["path"]} == {"pivot:en"}
    assert len(record.attempts()) == 6
