"""Who is asked again, after how long, and how often: on a clock that stands still."""

import asyncio
import random
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steady import START, Steady, with_steady_clock

from wayfare.domain.errors import ProviderError, ProviderTimeoutError, ProviderUnreachableError
from wayfare.domain.record import Ending
from wayfare.gateway.clock import Clock
from wayfare.gateway.retries import Tries, may_pass, retry_after_s
from wayfare.settings.serving import Retries

MODELS = ("scripted-large", "scripted-thinker", "scripted-unpriced", "scripted-small",
          "scripted-en", "scripted-plain")  # fmt: skip
FOUR = Retries(attempts_max=4, base_s=0.5, cap_s=4, waiting_max_s=5)


@pytest.fixture
def steady(wayfare) -> Steady:
    return with_steady_clock(wayfare, retries=FOUR)


def status(code: int, body: bytes = b"", **headers: str) -> ProviderError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ProviderError("no", provider="p", status=code, body=body, headers=named)


# --- what may pass -----------------------------------------------------------------------


@pytest.mark.parametrize("code", [408, 409, 425, 429, 500, 502, 503, 504, 529])
def test_what_may_be_over_a_moment_later_may_pass(code):
    assert may_pass(status(code))


@pytest.mark.parametrize(
    "error",
    [
        *(status(code) for code in (400, 401, 402, 403, 404, 405, 410, 413, 422, 501, 505)),
        status(503, x_should_retry="false"),
        status(429, b'{"error":{"code":"insufficient_quota"}}'),
        ProviderTimeoutError("slow", provider="p", status=504),
        ProviderUnreachableError("no such network", provider="p", status=502, is_lasting=True),
    ],
    ids=lambda error: f"{type(error).__name__} {error.status}",
)
def test_what_stays_so_or_may_be_paid_for_twice_may_not(error):
    assert not may_pass(error)


def test_a_connection_that_fails_may_pass():
    assert may_pass(ProviderUnreachableError("gone", provider="p", status=502))


# --- Retry-After -------------------------------------------------------------------------


def http_date(seconds: float) -> str:
    return format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"retry-after": "0"}, 0),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after": http_date(START + 9)}, 9),
        ({"retry-after": http_date(START - 9)}, 0),
        # a clock that is an hour slow: what counts is its own date
        ({"retry-after": http_date(START - 3_591), "date": http_date(START - 3_600)}, 9),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "9" * 400}, None),
        ({"retry-after-ms": "soon", "retry-after": "2"}, 2),
    ],
)
def test_a_retry_after_is_read_in_every_form_and_nonsense_is_none(headers, seconds):
    assert retry_after_s(headers, START) == (None if seconds is None else pytest.approx(seconds))


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_retry_after_breaks_anything(millis, after):
    found = retry_after_s({"retry-after-ms": millis, "retry-after": after}, START)
    assert found is None or found >= 0


# --- a model that is named ---------------------------------------------------------------


async def test_a_named_model_is_asked_again_until_it_answers(client_at, provider, record, steady):
    client = await client_at()
    answer = await client.chat("Hi\n#fault status=503 times=2")
    assert (answer.status, answer.text) == (200, "You said: Hi")
    assert answer.ticket["reason"]["en"] == "The request names this model."
    assert [a.number for a in record.attempts()] == [1, 2, 3]
    assert [a.ending for a in record.attempts()] == [Ending.FAILED, Ending.FAILED, Ending.WHOLE]
    first, second = steady.slept
    assert 0 < first <= 0.5
    assert 0 < second <= 1.0


async def test_so_is_a_stream(client_at, provider, record, steady):
    client = await client_at()
    answer = await client.stream("Hi\n#fault cut=0 times=1")
    assert (answer.text, answer.is_done) == ("You said: Hi", True)
    assert len(record.attempts()) == len(provider.ledger) == 2


async def test_the_calls_of_a_request_are_bounded(client_at, provider, record, steady):
    client = await client_at()
    answer = await client.chat("Hi\n#fault status=503")
    assert answer.status == 503
    assert len(provider.ledger) == len(record.attempts()) == 4
    assert len(steady.slept) == 3


async def test_the_waiting_of_a_request_is_bounded(wayfare, client_at, provider, record):
    steady = with_steady_clock(wayfare, retries=Retries(attempts_max=100, waiting_max_s=5))
    client = await client_at()
    assert (await client.chat("Hi\n#fault status=503")).status == 503
    assert sum(steady.slept) <= 5
    assert len(provider.ledger) == len(steady.slept) + 1 < 100


@pytest.mark.parametrize("code", [400, 401, 403, 404, 422])
async def test_a_refusal_is_not_asked_about_again(client_at, provider, steady, code):
    client = await client_at()
    await client.chat(f"Hi\n#fault status={code}")
    assert (len(provider.ledger), steady.slept) == (1, [])


async def test_it_waits_as_long_as_it_is_told_to(client_at, provider, steady):
    client = await client_at()
    answer = await client.chat("Hi\n#fault status=429 retry_after=3 times=1")
    assert answer.status == 200
    (waited,) = steady.slept
    assert 3 <= waited <= 3.5


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
async def test_more_patience_than_there_is_is_the_clients_to_keep(
    client_at, provider, steady, stream
):
    client = await client_at()
    ask = client.stream if stream else client.chat
    answer = await ask("Hi\n#fault status=429 retry_after=60")
    assert (answer.status, answer.headers["retry-after"]) == (429, "60")
    assert b"Rate limit" in answer.raw or b"rate" in answer.raw.lower()
    assert (len(provider.ledger), steady.slept) == (1, [])


async def test_while_its_retry_after_runs_nobody_is_called(client_at, provider, record, steady):
    client = await client_at()
    await client.chat("Hi\n#fault status=429 retry_after=60")
    steady.seconds += 20.5
    answer = await client.chat("Hi")
    assert (answer.status, answer.headers["retry-after"]) == (429, "40")
    assert answer.error["code"] == "rate_limit_exceeded"
    assert len(provider.ledger) == 1
    steady.seconds += 40
    assert (await client.chat("Hi")).status == 200


async def test_a_named_model_that_keeps_failing_is_asked_all_the_same(
    client_at, provider, record, steady
):
    client = await client_at()
    for _ in range(3):
        await client.chat("Hi\n#fault status=503")
    assert len(provider.ledger) == 12
    assert (await client.chat("Hi")).status == 200


async def test_what_was_at_work_is_not_asked_again(client_at, tape, record, steady):
    client = await client_at()
    tape.failure = ProviderTimeoutError("too slow", provider="tape", status=504)
    assert (await client.chat("Hi", model="tape")).status == 504
    assert (len(tape.calls), steady.slept) == (1, [])


async def test_half_an_answer_is_not_asked_for_again(client_at, provider, record, steady):
    client = await client_at()
    assert (await client.chat("#words 9\n#fault cut=1")).status == 502
    answer = await client.stream("#words 9\n#fault cut=1")
    assert b"[DONE]" not in answer.raw
    assert (len(provider.ledger), steady.slept) == (2, [])


async def test_a_client_that_leaves_while_it_waits_ends_the_waiting(
    client_at, provider, record, steady
):
    steady.stuck = True
    client = await client_at()
    asking = asyncio.ensure_future(client.chat("Hi\n#fault status=503"))
    async with asyncio.timeout(30):
        while not steady.slept:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    async with asyncio.timeout(30):
        while not steady.left:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    assert len(record.attempts()) == len(provider.ledger) == 1


# --- auto --------------------------------------------------------------------------------


async def test_auto_asks_the_next_model_at_once(client_at, provider, steady):
    provider.faults["scripted-large"] = "status=429 retry_after=1"
    client = await client_at()
    answer = await client.chat("Hi", model="auto:best")
    assert answer.ticket["arm"] == "scripted-thinker"
    assert steady.slept == []


async def test_auto_waits_only_where_no_model_is_left(wayfare, client_at, provider, record):
    steady = with_steady_clock(wayfare, retries=Retries(attempts_max=8))
    for model in MODELS:
        provider.faults[model] = "status=503"
    provider.faults["scripted-plain"] = "status=429 retry_after=1 times=1"
    provider.faults["scripted-large"] = "status=429 retry_after=3"
    client = await client_at()
    # the first waits are short; who said nothing may be asked first
    answer = await client.chat("Hi", model="auto:best")
    assert len(steady.slept) >= 1
    attempts = record.attempts()
    assert len({attempt.arm for attempt in attempts[:6]}) == 6
    assert len(attempts) == len(provider.ledger) <= 8
    assert answer.status in (200, 429)


async def test_retries_and_failovers_share_one_bound(client_at, provider, record, steady):
    for model in MODELS:
        provider.faults[model] = "status=503"
    client = await client_at()
    assert (await client.chat("Hi", model="auto")).status == 503
    assert len(provider.ledger) == len(record.attempts()) == 4


async def test_the_client_is_told_the_shortest_retry_after_with_the_first_error(
    client_at, provider, steady
):
    for model in MODELS:
        provider.faults[model] = "status=503"
    provider.faults["scripted-large"] = "status=429 retry_after=3600"
    provider.faults["scripted-thinker"] = "status=429 retry_after=20"
    client = await client_at()
    answer = await client.chat("Hi", model="auto:best")
    assert (answer.status, answer.headers["retry-after"]) == (429, "20")


async def test_a_refusal_carries_no_retry_after_of_anothers(client_at, provider, steady):
    for model in MODELS:
        provider.faults[model] = "status=429 retry_after=20"
    provider.faults["scripted-large"] = "status=400"
    client = await client_at()
    answer = await client.chat("Hi", model="auto:best")
    assert answer.status == 400
    assert "retry-after" not in answer.headers


async def test_auto_leaves_a_failing_model_out_and_says_why_until_a_trial_succeeds(
    wayfare, client_at, provider, steady
):
    provider.faults["scripted-large"] = "status=503"
    client = await client_at()
    for _ in range(5):
        await client.chat("Hi", model="auto:best")
    calls = len(provider.ledger)
    answer = await client.chat("Hi", model="auto:best")
    assert answer.ticket["arm"] == "scripted-thinker"
    assert len(provider.ledger) == calls + 1
    path = f"/v1/decisions/{answer.ticket['decision_id']}"
    wayfare.parts.records.flush()
    (left_out,) = (await client.get(path)).body["excluded"]
    assert left_out["arm"] == "scripted-large"
    assert "several times in a row" in left_out["reason"]["en"]
    assert "쉬게" in left_out["reason"]["ko"]

    steady.seconds += 31
    del provider.faults["scripted-large"]
    for _ in range(2):
        answer = await client.chat("Hi", model="auto:best")
        assert answer.ticket["arm"] == "scripted-large"


async def test_exactly_one_request_tries_a_model_again(client_at, provider, steady):
    provider.faults["scripted-large"] = "status=503"
    client = await client_at()
    for _ in range(5):
        await client.chat("Hi", model="auto:best")
    steady.seconds += 31
    provider.faults["scripted-large"] = "delay=0.3"
    answers = await asyncio.gather(*(client.chat("Hi", model="auto:best") for _ in range(6)))
    arms = [answer.ticket["arm"] for answer in answers]
    assert arms.count("scripted-large") == 1


async def test_where_auto_has_nothing_else_it_asks_what_failed(client_at, provider, steady):
    for model in MODELS:
        provider.faults[model] = "status=503"
    client = await client_at()
    for _ in range(12):
        assert (await client.chat("Hi", model="auto")).status == 503
    calls = len(provider.ledger)
    provider.faults.clear()
    assert (await client.chat("Hi", model="auto")).status == 200
    assert len(provider.ledger) == calls + 1


async def test_where_all_said_when_to_come_back_the_client_is_told_the_soonest(
    client_at, provider, steady
):
    for number, model in enumerate(MODELS):
        provider.faults[model] = f"status=429 retry_after={100 + number}"
    client = await client_at()
    for _ in range(3):
        await client.chat("Hi", model="auto")
    calls = len(provider.ledger)
    answer = await client.chat("Hi", model="auto")
    assert (answer.status, answer.headers["retry-after"]) == (429, "100")
    assert len(provider.ledger) == calls


# --- chance ------------------------------------------------------------------------------


@given(st.integers(0, 2**32), st.integers(1, 12))
def test_waits_are_drawn_from_the_whole_range_and_never_beyond_the_cap(seed, failures):
    retries = Retries(attempts_max=100, base_s=0.5, cap_s=4, waiting_max_s=1_000)
    steady = Steady()
    clock = Clock(lambda: START, lambda: steady.seconds, random.Random(seed), steady.sleep)
    offer = object()
    tries = Tries(retries, clock, [offer])  # type: ignore[list-item]
    tries.next_offer()

    async def fail_all() -> None:
        for _ in range(failures):
            tries.note_asked()
            tries.fail(offer, status(503), has_begun=False)  # type: ignore[arg-type]
            assert await tries.wait() is offer

    asyncio.run(fail_all())
    bounds = [min(4.0, 0.5 * 2**number) for number in range(failures)]
    assert all(0 <= s <= bound for s, bound in zip(steady.slept, bounds, strict=True))
