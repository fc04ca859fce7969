"""What a pivot must not do, whatever its models and clients do: overspend, leak, hang, or lie."""

import asyncio
import gc
from contextlib import suppress

import msgspec
import pytest

from wayfare.domain.budget import Budget, Period, Scope
from wayfare.domain.decision import Decision, Goal
from wayfare.domain.errors import ProviderTimeoutError
from wayfare.domain.record import Ending
from wayfare.gateway.certify.following import Following
from wayfare.gateway.complete import complete
from wayfare.gateway.ending import cut_all
from wayfare.gateway.journal import Journal
from wayfare.routing.features import read_context
from wayfare.routing.quote import quote
from wayfare.routing.reasons import reason
from wayfare.settings.choosing import ArmRow, CertificateSection, PivotSection
from wayfare.settings.serving import Retries
from wayfare.settings.whole import Settings
from wayfare.store.budgets import set_budget
from wayfare.wire.openai.body import decode_chat
from wayfare_client import chat_body

ASKED = "대한민국의 수도는 어디인가요?"
ANSWERED = "대한민국의 수도는 서울입니다."
VIA, CARELESS = "scripted-en@via-en", "scripted-small@via-en"
SENTENCES = "Seoul is the capital. It lies on the Han. Ten million people live there. It is old."


@pytest.fixture
def settings():
    return Settings(
        retries=Retries(waiting_max_s=0),
        certificate=CertificateSection(held_share=0),
        pivot=PivotSection(models=["scripted-en"], translator="scripted-large"),
        arms=[
            ArmRow(deployment="scripted-small", translator="scripted-plain"),
            ArmRow(
                deployment="scripted-small",
                translator="scripted-small",
                output_tokens_max=60_000,
                name="long",
            ),
            ArmRow(deployment="scripted-small", translator="scripted-embed", name="by-embedder"),
        ],
    )


@pytest.fixture
async def unretrieved():
    """What asyncio says that nobody looked at."""
    found = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: found.append(context))
    return found


async def test_a_question_of_many_lines_is_not_asked_all_at_once(client, provider, record):
    provider.faults["scripted-large"] = "delay=0.02"
    most = 0

    async def watch():
        nonlocal most
        while True:
            most = max(most, provider.open_calls)
            await asyncio.sleep(0.001)

    watching = asyncio.create_task(watch())
    text = "\n".join(f"{n}번째 도시는 어디인가요?" for n in range(40))
    answer = await client.chat(text, model=VIA)
    watching.cancel()
    assert answer.status == 200
    assert answer.ticket["path"] == "pivot:en"
    assert 1 < most <= 4


async def test_what_is_too_long_goes_directly_and_says_so(client, record):
    text = "\n".join(f"{n}번째 도시는 어디인가요?" for n in range(2_000))
    answer = await client.chat(text, model=VIA)
    assert answer.status == 200
    assert answer.ticket["path"] == "direct"
    assert "long" in answer.ticket["reason"]["en"]
    assert len(record.attempts()) == 1


async def test_a_broken_translator_is_not_asked_for_every_line(client, provider, record):
    provider.faults["scripted-large"] = "status=503"
    text = "\n".join(f"{n}번째 도시는 어디인가요?" for n in range(40))
    answer = await client.chat(text, model=VIA)
    assert answer.ticket["path"] == "direct"
    assert len(record.attempts()) <= 6


@pytest.mark.parametrize("is_streamed", [False, True])
async def test_a_translator_that_stops_in_the_midst_is_left_alone(
    client, provider, record, is_streamed
):
    said = "\n".join(f"#say - City {n} is old." for n in range(60))
    provider.faults["scripted-large"] = ""

    async def stop():
        async with asyncio.timeout(20):
            while sum(row.model == "scripted-large" for row in provider.ledger) < 4:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
        provider.faults["scripted-large"] = "status=503"

    stopping = asyncio.create_task(stop())
    text = f"#pace 0.005\n{said}\n{ASKED}"
    answer = await (client.stream if is_streamed else client.chat)(text, model=VIA)
    stopping.cancel()
    assert answer.status == 200
    failed = [each for each in record.attempts() if each.leg and each.ending is Ending.FAILED]
    assert len(failed) <= 8


@pytest.mark.parametrize("at", range(30))
async def test_wherever_a_client_leaves_all_is_settled_once(
    client, provider, record, unretrieved, at
):
    provider.faults["scripted-large"] = "delay=0.01"
    text = f"#pace 0.004\n#say {SENTENCES}\n{ASKED}\n{ASKED}"
    asking = asyncio.ensure_future(client.stream(text, model=VIA))
    await asyncio.sleep(0.006 * at)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    async with asyncio.timeout(10):
        while provider.open_calls:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    await asyncio.sleep(0.05)
    gc.collect()
    await asyncio.sleep(0)
    assert unretrieved == []
    attempts = record.attempts()
    assert len({each.id for each in attempts}) == len(attempts)
    assert {each.ending for each in attempts} <= {Ending.WHOLE, Ending.ABANDONED}
    left = [t for t in asyncio.all_tasks() if "_read_on" in repr(t) or "_segment" in repr(t)]
    assert left == []


@pytest.mark.parametrize("kind", ["cut", "error_event", "malformed"])
@pytest.mark.parametrize("after", range(0, 26, 2))
async def test_wherever_the_answer_breaks_the_end_is_honest(
    client, provider, record, unretrieved, kind, after
):
    provider.faults["scripted-en"] = f"{kind}={after} times=1"
    answer = await client.stream(f"#pace 0.002\n#say {SENTENCES}\n{ASKED}", model=VIA)
    assert answer.status == 200
    if answer.is_done:
        assert b'"error"' not in answer.raw
        (ticket,) = answer.tickets
        if ticket["path"] == "direct":
            assert answer.text == SENTENCES
    else:
        assert b'"error"' in answer.datas[-1]
        assert answer.tickets == []
    async with asyncio.timeout(5):
        while provider.open_calls:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    gc.collect()
    await asyncio.sleep(0)
    assert unretrieved == []


async def test_an_english_answer_that_is_not_given_teaches_no_fertility(client, record):
    said = "It has `f(x)` and 25 districts."
    await client.chat(f"#say {said}\n{ASKED}", model=CARELESS)
    english = next(each for each in record.attempts() if each.leg is None)
    assert english.letters is None


async def test_a_model_and_its_translator_may_fail_at_once(client, provider, unretrieved):
    provider.faults["scripted-plain"] = "delay=0.15"
    provider.faults["scripted-small"] = "cut=14 times=1"
    said = "It has `f(x)` and 25 districts. It is old and large and far away."
    answer = await client.stream(f"#pace 0.002\n#say {said}\n{ASKED}", model=CARELESS)
    assert answer.status == 200
    gc.collect()
    await asyncio.sleep(0)
    assert unretrieved == []


@pytest.fixture
def ask(wayfare):
    """Asks a pivot as the gateway does, and gives what was told of its answer."""

    async def ask(text, model=VIA, goal=Goal.NAMED, leaves_after=None, ends_after=None, **fields):
        parts, told = wayfare.parts, []
        body = decode_chat(msgspec.json.encode(chat_body(text, model=model, **fields)))
        context, its = read_context(body.request), parts.clock.new_id()
        (arm,) = parts.catalog.candidates(model).arms
        decision = Decision(its, goal, (quote(arm, context),), 1.0, reason("judging"), "test")
        journal = Journal(parts, its, parts.clock.tick(), context, decision)
        journal.following = Following(lambda text, is_there: told.append((text, is_there)))
        journal.open(body.request, wayfare.owner, None, body.raw)

        async def read():
            with journal:
                completion = await complete(parts, decision, body, journal)
            if completion.pieces is not None:
                async for _ in completion.pieces:
                    pass

        reading = asyncio.ensure_future(read())
        if leaves_after is not None:
            await asyncio.sleep(leaves_after)
            reading.cancel()
        if ends_after is not None:
            await asyncio.sleep(ends_after)
            cut_all([reading])
        with suppress(asyncio.CancelledError):
            await reading
        return told

    return ask


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize(
    ("fault", "answer"),
    [("", ANSWERED), ("status=503 times=1", "I only understand English."), ("cut=1 times=1", "")],
)
async def test_what_the_client_got_is_what_is_compared(ask, provider, fault, answer, is_streamed):
    provider.faults["scripted-en"] = fault
    (told,) = await ask(ASKED, stream=is_streamed)
    assert told == (answer or "I only understand English.", True)


@pytest.mark.parametrize("is_streamed", [False, True])
async def test_an_answer_that_is_not_intact_is_not_what_is_compared(ask, is_streamed):
    said = "#by scripted-small It has `f(x)` and 25 districts."
    (told,) = await ask(f"{said}\n{ASKED}", model=CARELESS, stream=is_streamed)
    assert told == ("It has `f(x)` and 25 districts.", True)


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize("slow", ["scripted-large", "scripted-en"])
async def test_who_leaves_early_is_told_from_who_gets_no_answer(ask, provider, slow, is_streamed):
    provider.faults[slow] = "delay=2"
    assert await ask(ASKED, stream=is_streamed, leaves_after=0.1) == [(None, True)]


async def test_who_leaves_on_the_way_back_is_charged_for_what_was_said(ask, provider, record):
    provider.faults["scripted-en"] = "delay=0.2"
    asking = asyncio.ensure_future(ask(ASKED, leaves_after=0.6))
    async with asyncio.timeout(5):
        while not provider.ledger:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    provider.faults["scripted-large"] = "delay=5"
    assert await asking == [(None, True)]
    there, said, back = record.attempts()
    assert (there.ending, back.ending) == (Ending.WHOLE, Ending.ABANDONED)
    assert (said.ending, said.counted_by_provider) == (Ending.ABANDONED, True)
    assert said.usage.output_tokens == provider.ledger[1].output_tokens


async def test_a_translator_that_is_left_alone_is_no_fault_of_wayfare(ask, wayfare, record):
    error = ProviderTimeoutError("late", provider="scripted", status=504)
    for _ in range(5):
        wayfare.parts.breakers.note_end(
            "scripted-large", wayfare.parts.clock.tick(), Ending.FAILED, error
        )
    (told,) = await ask(ASKED, goal=Goal.AUTO)
    assert told == ("I only understand English.", True)
    assert [each.leg for each in record.attempts()] == [None]


async def test_a_translator_that_counts_nothing_is_charged_for_its_own_prompt(
    client, provider, record
):
    provider.faults["scripted-large"] = "no_usage"
    history = [
        {"role": "user", "content": "안녕하세요? " * 2_000},
        {"role": "assistant", "content": "안녕하세요! " * 2_000},
        {"role": "user", "content": ASKED},
    ]
    body = {"model": VIA, "messages": history}
    answer = await client.request("POST", "/v1/chat/completions", json=body)
    assert answer.ticket["path"] == "pivot:en"
    there, _, back = record.attempts()
    for leg in (there, back):
        assert 50 < leg.usage.input_tokens < 500


async def test_a_model_that_translates_for_itself_is_held_to_its_own_limit(client, wayfare, record):
    budget = Budget(Scope.USER, "owner", Period.DAY, 16_000, None)
    set_budget(wayfare.database, budget, wayfare.parts.clock.now())
    await wayfare.limits.refresh()
    answer = await client.chat(f"#words 30000\n{ASKED}", model="long")
    assert answer.status in (200, 429)
    paid = sum(attempt.cost.micros or 0 for attempt in record.attempts())
    assert paid <= 16_000


async def test_who_cannot_translate_is_not_asked_to(client, record):
    answer = await client.chat(ASKED, model="by-embedder")
    assert answer.status == 200
    assert answer.ticket["path"] == "direct"
    assert "translate" in answer.ticket["reason"]["en"]
    assert len(record.attempts()) == 1


@pytest.mark.parametrize("told", [{"stop": ["서울"]}, {"logit_bias": {"7": 5}}])
async def test_words_of_the_answer_are_told_to_who_answers_in_that_language(client, record, told):
    answer = await client.chat(ASKED, model="scripted-small@via-en", **told)
    assert answer.ticket["path"] == "direct"
    assert "stop words" in answer.ticket["reason"]["en"]
    assert len(record.attempts()) == 1


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize("ends_after", [0.05, 0.15, 0.25, 0.4])
async def test_what_wayfare_itself_ends_says_so(
    ask, provider, record, unretrieved, ends_after, is_streamed
):
    provider.faults["scripted-large"] = "delay=0.1"
    text = f"#pace 0.02\n#say {SENTENCES}\n{ASKED}"
    await ask(text, stream=is_streamed, ends_after=ends_after)
    attempts = record.attempts()
    assert "shutting_down" in {each.error for each in attempts}
    for each in attempts:
        assert each.ending is Ending.WHOLE or each.error == "shutting_down"
    assert provider.open_calls == 0
    gc.collect()
    await asyncio.sleep(0)
    assert unretrieved == []
