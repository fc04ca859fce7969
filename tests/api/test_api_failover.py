"""What goes wrong before the first byte is cured by another model; after it, it is said."""

import json
from dataclasses import replace

import aiohttp
import pytest

from tape import TapeProvider, as_events
from wayfare.domain.cost import CostState
from wayfare.domain.deployment import Deployment, Prior
from wayfare.domain.errors import (
    ProviderError,
    ProviderTimeoutError,
    ProviderUnreachableError,
    StreamCutError,
)
from wayfare.domain.price import Price, Rates
from wayfare.domain.record import Ending

# what can go wrong before the first byte, and the status that the attempt is written down with
EARLY = [
    ("status=503", 503),
    ("status=429 retry_after=7", 429),
    ("status=500", 500),
    ("status=529", 529),
    ("status=401", 401),
    ("status=400", 400),
    ("status=502 content_type=text/html", 502),
    ("unreachable", 503),
    ("content_type=text/html", 502),
    ("error_event=0", 502),
    ("malformed=0", 502),
    ("cut=0", 502),
]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize(("fault", "status"), EARLY, ids=[fault for fault, _ in EARLY])
async def test_a_failure_before_the_first_byte_goes_to_the_next_model(
    client, provider, record, stream, fault, status
):
    provider.faults["scripted-large"] = fault
    ask = client.stream if stream else client.chat
    answer = await ask("안녕", model="auto:best")
    assert (answer.status, answer.text) == (200, "You said: 안녕")

    ticket = answer.tickets[0] if stream else answer.ticket
    assert ticket["arm"] != "scripted-large"
    assert ticket["reason"]["en"].startswith("scripted-large, chosen first, could not begin")
    assert "scripted-large" in ticket["reason"]["ko"]
    assert ticket["runner_up"] not in ("scripted-large", ticket["arm"], None)  # not asked yet
    assert answer.headers["x-wayfare-model"] == ticket["model"]
    assert provider.open_calls == 0

    (decision,) = record.decisions()
    failed, answered = decision.attempts
    assert (failed.arm, failed.number) == ("scripted-large", 1)
    assert (failed.ending, failed.status) == (Ending.FAILED, status)
    assert failed.cost.micros == 0
    assert failed.error
    assert (answered.arm, answered.number) == (ticket["arm"], 2)
    assert answered.ending is Ending.WHOLE
    assert ticket["cost_micros"] == answered.cost.micros
    assert ticket["cost_state"] == "settled"
    assert decision.arm == "scripted-large"


async def test_up_to_four_models_are_asked_one_row_each(client, provider, record):
    for model in ("scripted-large", "scripted-thinker", "scripted-unpriced"):
        provider.faults[model] = "status=503"
    answer = await client.stream("안녕", model="auto:best")
    assert answer.tickets[0]["arm"] == "scripted-small"
    attempts = record.attempts()
    assert [attempt.number for attempt in attempts] == [1, 2, 3, 4]
    assert len({attempt.arm for attempt in attempts}) == 4
    assert [row.model for row in provider.ledger] == [a.arm for a in attempts]


async def test_a_fifth_model_is_not_asked(client, provider, record):
    for model in ("scripted-large", "scripted-thinker", "scripted-unpriced", "scripted-small"):
        provider.faults[model] = "status=503"
    answer = await client.chat("안녕", model="auto:best")
    assert answer.status == 503
    assert len(record.attempts()) == len(provider.ledger) == 4


async def test_a_named_model_is_asked_once_and_no_other_in_its_place(client, provider, record):
    answer = await client.chat("Hi\n#fault status=503")
    assert answer.status == 503
    assert len(record.attempts()) == len(provider.ledger) == 1


async def test_a_provider_that_took_the_request_and_fell_silent_may_charge_for_it(
    client, tape, record
):
    tape.failure = ProviderTimeoutError("too slow", provider="tape", status=504)
    answer = await client.chat("Hi there", model="tape")
    assert (answer.status, answer.error["code"]) == (504, "provider_timeout")
    attempt = record.attempt()
    assert (attempt.ending, attempt.usage.input_tokens) == (Ending.FAILED, 6)
    assert attempt.cost.state is CostState.UNKNOWN


async def test_one_that_was_never_reached_charges_nothing(client, tape, record):
    tape.failure = ProviderUnreachableError("gone", provider="tape", status=502)
    assert (await client.chat("Hi", model="tape")).status == 502
    assert record.attempt().usage.input_tokens == 0


# --- when all fail -----------------------------------------------------------------------


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize(
    ("fault", "status", "kind", "code"),
    [
        ("status=400", 400, "invalid_request_error", None),
        ("status=404", 404, "invalid_request_error", "model_not_found"),
        ("status=429 retry_after=7", 429, "requests", "rate_limit_exceeded"),
        ("status=500", 500, "server_error", None),
        ("status=529", 529, "overloaded_error", None),
        ("status=401", 502, "server_error", "provider_key_refused"),
        ("status=403", 502, "server_error", "provider_key_refused"),
        ("status=503 content_type=text/html", 503, "server_error", "provider_error"),
        ("status=429 content_type=text/html", 429, "rate_limit_error", "provider_error"),
        ("unreachable", 503, "server_error", "provider_unreachable"),
        ("content_type=text/html", 502, "server_error", "provider_error"),
        ("cut=0", 502, "server_error", "provider_error"),
        ("malformed=0", 502, "server_error", "provider_error"),
    ],
)
async def test_where_all_fail_the_client_gets_the_first_ones_class_of_error(
    client, provider, stream, fault, status, kind, code
):
    for model in ("scripted-large", "scripted-thinker", "scripted-unpriced", "scripted-small"):
        provider.faults[model] = "status=503"
    provider.faults["scripted-large"] = fault
    ask = client.stream if stream else client.chat
    answer = await ask("안녕", model="auto:best")
    assert answer.status == status
    assert answer.headers["content-type"] == "application/json"
    error = json.loads(answer.raw)["error"]
    assert (error["type"], error["code"]) == (kind, code)
    assert set(error) == {"message", "type", "param", "code"}
    assert answer.headers.get("retry-after") == ("7" if "retry_after" in fault else None)
    assert b"Incorrect API key" not in answer.raw


async def test_the_providers_error_event_reaches_the_client_as_an_error(client):
    answer = await client.stream("Hi\n#fault error_event=0")
    assert answer.status == 502
    assert json.loads(answer.raw)["error"]["type"] == "server_error"


# --- after the first byte ----------------------------------------------------------------


def error_of(answer):
    assert not answer.is_done
    assert b"[DONE]" not in answer.raw
    assert answer.raw.endswith(b"\n\n")
    assert answer.tickets == []
    return json.loads(answer.datas[-1])["error"]


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        ("cut=3", "stream_cut", "broke"),
        ("cut=1", "stream_cut", "broke"),
        ("malformed=3", "stream_cut", "cannot be read"),
        ("error_event=3", None, "The server had an error"),
    ],
)
async def test_an_answer_that_breaks_off_ends_with_an_error_and_without_done(
    client, provider, record, fault, code, said
):
    answer = await client.stream(f"#words 30\n#fault {fault}", model="scripted-small")
    assert answer.status == 200
    error = error_of(answer)
    assert error["code"] == code
    assert said in error["message"]
    (row,) = provider.ledger
    attempt = record.attempt()
    assert (attempt.ending, attempt.counted_by_provider) == (Ending.CUT, False)
    assert attempt.deltas == row.deltas_sent
    assert attempt.usage.output_tokens == row.output_tokens
    assert attempt.cost.state is CostState.ESTIMATED
    assert attempt.answer == answer.text
    assert provider.open_calls == 0


async def test_an_answer_that_breaks_off_after_its_usage_is_settled_by_it(client, record):
    answer = await client.stream("#words 30\n#fault cut=99")
    assert error_of(answer)["code"] == "stream_cut"
    attempt = record.attempt()
    assert (attempt.ending, attempt.counted_by_provider) == (Ending.CUT, True)
    assert attempt.cost.state is CostState.SETTLED


async def test_a_broken_event_does_not_reach_the_client_but_what_came_before_it_does(client):
    answer = await client.stream("#say one two three\n#fault malformed=2")
    assert b"chatcmpl-broken" not in answer.raw
    assert answer.text == "one two"
    assert "cannot be read" in error_of(answer)["message"]


async def test_a_broken_event_in_the_same_piece_as_good_ones_takes_none_with_it(
    client, tape, record
):
    good = [b'{"choices":[{"delta":{"content":"%d"}}]}' % number for number in range(3)]
    tape.pieces = [b"".join(as_events(*good, b'{"choi', good[0]))]
    answer = await client.stream("Hi", model="tape")
    assert answer.text == "012"
    assert error_of(answer)["code"] == "stream_cut"
    assert record.attempt().deltas == 3
    assert tape.closed >= 1


@pytest.mark.parametrize(
    "last",
    [
        b'data: {"error":{"message":"no more"}}\n\n',
        b'event: error\ndata: {"message":"no more"}\n\n',
        (
            b'data: {"error":{"message":"no more"},"choices":[{"delta":{"content":""},'
            b'"finish_reason":"error"}]}\n\n'
        ),
    ],
    ids=["OpenAI", "named", "OpenRouter"],
)
async def test_every_dialect_of_an_error_breaks_the_answer_off(client, tape, record, last):
    begun = b'data: {"choices":[{"delta":{"content":"a"}}]}\n\n'
    tape.pieces = [begun, last, b"data: [DONE]\n\n"]
    answer = await client.stream("Hi", model="tape")
    assert answer.raw == begun + last
    assert record.attempt().ending is Ending.CUT


async def test_a_stream_that_just_ends_is_cut(client, tape, record):
    tape.pieces = as_events(b'{"choices":[{"delta":{"content":"a"},"finish_reason":null}]}')
    assert error_of(await client.stream("Hi", model="tape"))["code"] == "stream_cut"
    assert record.attempt().ending is Ending.CUT


async def test_a_stream_cut_after_its_ending_is_cut_all_the_same(client, tape, record):
    ending = b'{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}'
    tape.pieces = [*as_events(ending), StreamCutError("gone")]
    answer = await client.stream("Hi", model="tape")
    assert answer.text == "a"
    assert error_of(answer)["code"] == "stream_cut"
    assert record.attempt().ending is Ending.CUT


async def test_a_finish_reason_that_is_empty_ends_nothing(client, tape, record):
    tape.pieces = as_events(b'{"choices":[{"delta":{"content":"a"},"finish_reason":""}]}')
    assert error_of(await client.stream("Hi", model="tape"))["code"] == "stream_cut"


@pytest.mark.parametrize("pieces", [[], [b": ping\n\n"], as_events(b"[DONE]")])
async def test_a_stream_without_a_single_chunk_goes_to_the_next_model(client, tape, record, pieces):
    tape.pieces = pieces
    answer = await client.stream("Hi", model="tape")
    assert answer.status == 502
    assert "before it began" in json.loads(answer.raw)["error"]["message"]
    assert record.attempt().ending is Ending.FAILED


async def test_a_whole_answer_that_breaks_off_midway_is_asked_for_elsewhere_and_charged(
    client, provider, record
):
    provider.faults["scripted-large"] = "cut=1"
    answer = await client.chat("안녕", model="auto:best")
    assert answer.text == "You said: 안녕"
    cut, answered = record.attempts()
    assert (cut.ending, cut.error) == (Ending.CUT, "stream_cut")
    assert cut.usage.input_tokens > 0
    assert cut.cost.state is CostState.ESTIMATED
    assert answer.ticket["cost_micros"] == cut.cost.micros + answered.cost.micros
    assert answer.ticket["cost_state"] == "estimated"


async def test_a_whole_answer_without_end_does_not_fill_the_memory(client, tape, record):
    tape.pieces, tape.content_type = [b" " * 2**22] * 17, "application/json"
    answer = await client.chat("Hi", model="tape")
    assert answer.status == 502
    assert "larger than 64 MiB" in answer.error["message"]
    assert tape.closed == 1


async def test_where_a_first_model_may_charge_and_the_next_has_no_price_the_sum_is_unknown(
    client, tape, wayfare, record
):
    priced = replace(tape.deployment, price=Price(Rates(10**9, 10**9)), prior=Prior({"": 1.0}))
    tape.deployment = priced
    tape.failure = ProviderTimeoutError("too slow", provider="tape", status=504)
    unpriced = TapeProvider(name="other", content_type="application/json")
    unpriced.deployment = Deployment("other", "other", "o", prior=Prior({"": 0.99}))
    unpriced.pieces = [b'{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}']
    wayfare.providers["other"] = unpriced
    await wayfare.parts.catalog.refresh()
    answer = await client.chat("Hi", model="auto:best")
    assert answer.ticket["arm"] == "other"
    assert (answer.ticket["cost_micros"], answer.ticket["cost_state"]) == (None, "unknown")
    assert record.attempts()[0].cost.micros > 0


async def test_where_a_first_model_without_a_price_may_charge_the_sum_is_unknown(
    client, tape, wayfare, record
):
    tape.deployment = replace(tape.deployment, prior=Prior({"": 1.0}))
    tape.failure = ProviderTimeoutError("too slow", provider="tape", status=504)
    await wayfare.parts.catalog.refresh()
    answer = await client.chat("Hi", model="auto:best")
    first, answered = record.attempts()
    assert (first.arm, first.cost.micros) == ("tape", None)
    assert answered.cost.micros > 0
    assert (answer.ticket["cost_micros"], answer.ticket["cost_state"]) == (None, "unknown")


async def test_where_a_first_model_without_a_price_refuses_the_sum_is_known(
    client, tape, wayfare, record
):
    tape.deployment = replace(tape.deployment, prior=Prior({"": 1.0}))
    tape.failure = ProviderError("busy", provider="tape", status=503)
    await wayfare.parts.catalog.refresh()
    answer = await client.chat("Hi", model="auto:best")
    first, answered = record.attempts()
    assert (first.arm, first.cost.micros) == ("tape", None)
    assert answer.ticket["cost_micros"] == answered.cost.micros > 0
    assert answer.ticket["cost_state"] == "settled"


@pytest.mark.parametrize(
    "body",
    [b'{"error":{"message":"overloaded","type":"t","param":null,"code":null}}', b"", b"[]"],
)
async def test_a_whole_answer_that_is_none_is_an_error(client, tape, record, body):
    tape.pieces, tape.content_type = [body], "application/json"
    answer = await client.chat("Hi", model="tape")
    assert answer.status == 502
    assert "not a completion" in answer.error["message"]
    assert record.attempt().ending is Ending.FAILED


# --- faults of our own -------------------------------------------------------------------


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
async def test_a_fault_of_our_own_shows_nothing_of_itself_and_is_not_the_clients(
    client, tape, record, caplog, stream
):
    tape.failure = RuntimeError("secret detail")
    ask = client.stream if stream else client.chat
    answer = await ask("Hi", model="tape")
    assert answer.status == 500
    error = json.loads(answer.raw)["error"]
    assert (error["code"], error["type"]) == ("internal_error", "server_error")
    assert b"secret" not in answer.raw
    assert "secret detail" in caplog.text
    assert record.attempt().ending is Ending.FAILED


async def test_a_fault_of_our_own_amid_a_stream_leaves_no_whole_answer_behind(
    client, tape, record, caplog
):
    tape.pieces = [
        *as_events(b'{"choices":[{"delta":{"content":"a"}}]}'),
        0.01,
        RuntimeError("secret detail"),
    ]
    async with client.open_stream("Hi", model="tape") as response:
        raw = await response.content.readany()
        with pytest.raises(aiohttp.ClientPayloadError):
            raw += await response.content.read()
    assert b"[DONE]" not in raw
    assert b"secret" not in raw
    assert "secret detail" in caplog.text
    assert record.attempt().ending is Ending.CUT
    assert tape.closed
