"""A question asked over HTTP gets its answer, whole or streamed, with its ticket."""

import json

import pytest

from wayfare.domain.cost import Cost, CostState
from wayfare.domain.record import Ending
from wayfare.domain.usage import Usage
from wayfare_client import chat_body

TICKET = {
    "decision_id", "model", "arm", "reason", "runner_up", "fares",
    "first_token_ms", "total_ms", "cost_micros", "cost_state",
    "companies", "left_out", "warnings", "hedge_micros",
    "embedding_micros",
    "evidence", "baseline", "saved_micros", "certificate", "path", "pivot",
}  # fmt: skip


def check_ticket(ticket, headers):
    assert set(ticket) == TICKET
    assert set(ticket["reason"]) == {"code", "ko", "en"}
    assert all(set(fare) == {"arm", "fare_micros"} for fare in ticket["fares"])
    assert 0 <= ticket["first_token_ms"] <= ticket["total_ms"]
    assert headers["x-wayfare-decision-id"] == ticket["decision_id"]
    assert headers["x-wayfare-model"] == ticket["model"]
    first = {"arm": ticket["arm"], "fare_micros": int(headers["x-wayfare-fare-micros"])}
    assert first in ticket["fares"]


async def test_a_whole_answer_is_the_providers_with_a_ticket_at_its_end(client, record):
    answer = await client.chat("Hi")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == "You said: Hi"
    check_ticket(answer.ticket, answer.headers)
    assert answer.ticket["model"] == answer.ticket["arm"] == "scripted-small"
    assert answer.ticket["reason"]["en"] == "The request names this model."
    assert answer.ticket["runner_up"] is None
    assert (answer.ticket["cost_micros"], answer.ticket["cost_state"]) == (4, "settled")

    attempt = record.attempt()
    assert (attempt.ending, attempt.usage) == (Ending.WHOLE, Usage(8, 4))
    assert attempt.counted_by_provider
    assert (attempt.answer, attempt.finish_reason) == ("You said: Hi", "stop")
    assert attempt.cost == Cost(4, CostState.SETTLED)


async def test_a_whole_answer_keeps_every_byte_but_for_its_ticket(client, tape):
    body = (
        b'{"id":"x",  "n":1e3, "s":"\\u0041\\/\xea\xb0\x80", "choices" : [ {"message":'
        b'{"content":"hi"},"finish_reason":"stop"} ],"usage":{"prompt_tokens":1}}\n'
    )
    tape.pieces, tape.content_type = [body[:30], body[30:]], "application/json"
    answer = await client.chat("Hi", model="tape")
    begins, _, ends = answer.raw.partition(b',"wayfare":')
    assert begins + b"}\n" == body
    assert ends.endswith(b"}}\n")


async def test_a_stream_has_its_ticket_on_the_finish_event_and_nowhere_else(client, record):
    answer = await client.stream("Hi")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-cache"
    assert (answer.text, answer.is_done) == ("You said: Hi", True)
    (ticket,) = answer.tickets
    check_ticket(ticket, answer.headers)
    assert (ticket["cost_micros"], ticket["cost_state"]) == (4, "settled")
    (finished,) = [chunk for chunk in answer.chunks if chunk["choices"][0]["finish_reason"]]
    assert finished["wayfare"] == ticket
    # the role, four tokens, the ending: nothing was put between them
    assert len(answer.chunks) == 6

    attempt = record.attempt()
    assert (attempt.ending, attempt.usage, attempt.deltas) == (Ending.WHOLE, Usage(8, 4), 4)
    assert attempt.answer == "You said: Hi"
    assert attempt.first_token_ms is not None


async def test_a_stream_keeps_every_byte_of_the_providers_events(client, tape):
    events = [
        b": ping\n\n",
        b'id: 7\ndata: {"choices":[{"delta":{"role":"assistant"}}], "n" : 1e3}\n\n',
        b'data: {"choices":[{"delta":{"content":"\\u0041\\/"}}]}\n\n: ping\n\n',
        b'event: x\r\ndata: {"choices":[{"delta":\r\ndata: {"content":"b"}}]}\r\n\r\n',
    ]
    ending = b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
    tape.pieces = [*events, ending]
    answer = await client.stream("Hi", model="tape")
    assert answer.raw.startswith(b"".join(events))
    assert answer.raw.count(b"[DONE]") == 1


async def test_an_ending_spread_over_lines_still_carries_its_ticket(client, tape):
    tape.pieces = [
        b'data: {"choices":[{"delta":{"content":"a"},\ndata: "finish_reason":"stop"}]}\n\n'
    ]
    answer = await client.stream("Hi", model="tape")
    joined = answer.raw.partition(b"\n\n")[0].replace(b"\ndata: ", b"\n").removeprefix(b"data: ")
    assert set(json.loads(joined)["wayfare"]) == TICKET
    assert answer.raw.endswith(b"data: [DONE]\n\n")  # though the provider sent none


async def test_of_several_choices_the_last_ending_carries_the_ticket(client, record):
    answer = await client.stream("Hi", n=3)
    endings = [chunk for chunk in answer.chunks if chunk["choices"][0]["finish_reason"]]
    assert [("wayfare" in chunk, chunk["choices"][0]["index"]) for chunk in endings] == [
        (False, 0),
        (False, 1),
        (True, 2),
    ]
    whole = await client.chat("Hi", n=3)
    assert len(whole.body["choices"]) == 3
    streamed, at_once = record.attempts()
    assert streamed.usage == at_once.usage
    assert streamed.cost == at_once.cost


async def test_tool_calls_pass_through_in_pieces_and_whole(client, record):
    tools = [{"type": "function", "function": {"name": "weather", "parameters": {}}}]
    streamed = await client.stream("weather please", tools=tools, tool_choice="required")
    assert streamed.chunks[-1]["choices"][0]["finish_reason"] == "tool_calls"
    whole = await client.chat("weather please", tools=tools, tool_choice="required")
    call = whole.body["choices"][0]["message"]["tool_calls"][0]
    assert call["function"]["name"] == "weather"
    assert [a.finish_reason for a in record.attempts()] == ["tool_calls", "tool_calls"]
    assert record.attempts()[0].deltas == record.attempts()[0].usage.output_tokens


# --- usage -------------------------------------------------------------------------------


async def test_usage_that_was_not_asked_for_is_held_back_without_a_trace(client, provider):
    answer = await client.stream("Hi")
    assert b'"usage"' not in answer.raw
    assert provider.ledger[0].output_tokens == 4  # the provider was asked, and counted


async def test_usage_that_was_asked_for_comes_once_after_the_ending(client):
    answer = await client.stream("Hi", stream_options={"include_usage": True})
    *others, usage = answer.chunks
    assert usage["choices"] == []
    assert usage["usage"]["total_tokens"] == 12
    assert all(chunk["usage"] is None for chunk in others)
    assert "wayfare" in others[-1]


async def test_usage_on_the_ending_is_counted_and_left_where_it_is(client, record):
    for options in ({}, {"stream_options": {"include_usage": True}}):
        answer = await client.stream("#say Hi\n#usage inline", **options)
        assert answer.chunks[-1]["usage"]["completion_tokens"] == 1
        assert answer.tickets[0]["cost_state"] == "settled"
        assert answer.raw.count(b'"prompt_tokens"') == 1
    assert all(attempt.counted_by_provider for attempt in record.attempts())


@pytest.mark.parametrize("options", [{}, {"stream_options": {"include_usage": True}}])
async def test_usage_beside_a_choice_that_says_nothing_leaves_the_ticket_in_place(
    client, tape, record, options
):
    tape.pieces = [
        b'data: {"choices":[{"delta":{"content":"a"}}]}\n\n',
        b'data: {"choices":[{"delta":{"content":""},"finish_reason":"stop"}]}\n\n',
        (
            b'data: {"choices":[{"delta":{"role":"assistant","content":""},"finish_reason":null}],'
            b'"usage":{"prompt_tokens":5,"completion_tokens":1}}\n\n'
        ),
        b"data: [DONE]\n\n",
    ]
    answer = await client.stream("Hi", model="tape", **options)
    assert len(answer.tickets) == 1
    assert (b'"usage"' in answer.raw) is bool(options)
    assert record.attempt().usage == Usage(5, 1)


async def test_the_last_of_several_counts_settles(client, tape, record):
    tape.pieces = [
        (
            b'data: {"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":5,'
            b'"completion_tokens":1}}\n\n'
        ),
        (
            b'data: {"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}],"usage":'
            b'{"prompt_tokens":5,"completion_tokens":2}}\n\n'
        ),
        b"data: [DONE]\n\n",
    ]
    answer = await client.stream("Hi", model="tape")
    assert answer.text == "ab"
    assert record.attempt().usage == Usage(5, 2)


async def test_a_stream_without_usage_is_estimated_and_says_so(client, record):
    answer = await client.stream("#words 30\n#fault no_usage")
    assert answer.tickets[0]["cost_state"] == "estimated"
    assert answer.tickets[0]["cost_micros"] > 0
    attempt = record.attempt()
    assert (attempt.ending, attempt.counted_by_provider) == (Ending.WHOLE, False)
    assert attempt.cost.state is CostState.ESTIMATED
    assert attempt.usage.output_tokens == attempt.deltas > 0
    whole = await client.chat("#words 30\n#fault no_usage")
    assert whole.ticket["cost_state"] == "estimated"
    assert whole.ticket["cost_micros"] > 0


async def test_a_model_without_a_price_costs_an_unknown_sum_and_never_nothing(client, record):
    for answer in (
        (await client.chat("Hi", model="scripted-unpriced")),
        (await client.stream("Hi", model="scripted-unpriced")),
    ):
        ticket = answer.tickets[0] if hasattr(answer, "tickets") else answer.ticket
        assert (ticket["cost_micros"], ticket["cost_state"]) == (None, "unknown")
        assert ticket["fares"] == [{"arm": "scripted-unpriced", "fare_micros": None}]
        assert answer.headers["x-wayfare-fare-micros"] == "unknown"
    assert [a.cost for a in record.attempts()] == [Cost(None, CostState.UNKNOWN)] * 2


async def test_cached_and_thought_tokens_are_charged_at_their_rates(client, record, provider):
    await client.chat("Hi\n#tokens input=9000 cached=4000", model="scripted-large")
    await client.stream("Hi\n#tokens input=20000 cached=7", model="scripted-large")
    await client.stream("Hi", model="scripted-thinker", reasoning_effort="high")
    for attempt, row in zip(record.attempts(), provider.ledger, strict=True):
        assert attempt.cost == Cost(row.cost_micros, CostState.SETTLED)
        assert attempt.usage.cached_tokens == row.cached_tokens
        assert attempt.usage.reasoning_tokens == row.reasoning_tokens


# --- what is chosen ----------------------------------------------------------------------


async def test_auto_chooses_says_why_and_names_the_runner_up(client, record):
    answer = await client.chat("대한민국의 수도는 어디인가요?", model="auto")
    assert answer.text == "대한민국의 수도는 서울입니다."
    ticket = answer.ticket
    fares = [fare["arm"] for fare in ticket["fares"]]
    assert fares[:2] == [ticket["arm"], ticket["runner_up"]]
    assert "scripted-en" not in fares
    assert "Korean" in ticket["reason"]["en"]
    assert "한국어" in ticket["reason"]["ko"]
    (decision,) = record.decisions()
    assert (decision.id, decision.language) == (ticket["decision_id"], "ko")
    assert [e.arm for e in decision.excluded] == ["scripted-en"]


async def test_a_ticket_says_what_the_choice_rests_on_and_what_it_saved(client):
    ticket = (await client.chat("안녕하세요", model="auto")).ticket
    nothing = {"low": None, "high": None, "outcomes": 0, "changed_at": None}
    assert ticket["evidence"] == {"quality": 0.88, **nothing}
    assert (ticket["arm"], ticket["baseline"]) == ("scripted-thinker", "scripted-thinker")
    assert ticket["saved_micros"] == 0
    cheap = (await client.chat("안녕하세요", model="auto:cheap")).ticket
    assert cheap["baseline"] == "scripted-thinker"
    assert cheap["saved_micros"] + cheap["cost_micros"] > cheap["cost_micros"] > 0


async def test_a_named_model_has_no_baseline(client):
    ticket = (await client.chat("Hi", model="scripted-large")).ticket
    assert (ticket["evidence"], ticket["baseline"], ticket["saved_micros"]) == (None, None, None)


@pytest.mark.parametrize("goal", ["auto", "auto:best", "auto:cheap", "auto:fast"])
async def test_korean_never_goes_to_a_model_that_has_only_english(client, provider, goal):
    for model in ("scripted-large", "scripted-small", "scripted-plain", "scripted-thinker"):
        provider.faults[model] = "status=503"
    provider.faults["scripted-unpriced"] = "status=503"
    assert (await client.chat("안녕하세요", model=goal)).status == 503
    assert "scripted-en" not in {row.model for row in provider.ledger}


async def test_a_named_model_is_asked_whatever_the_language(client):
    answer = await client.chat("안녕하세요", model="scripted-en")
    assert answer.text == "I only understand English."


async def test_a_named_model_is_not_asked_for_what_it_would_ignore(client, provider):
    tools = [{"type": "function", "function": {"name": "f"}}]
    answer = await client.chat("Hi", model="scripted-plain", tools=tools)
    assert (answer.status, answer.error["param"]) == (400, "model")
    assert "scripted-plain lacks what this request needs: tools" in answer.error["message"]
    assert provider.ledger == []


async def test_auto_asks_only_models_that_have_what_is_needed(client, record):
    tools = [{"type": "function", "function": {"name": "f"}}]
    answer = await client.chat("Hi", model="auto:cheap", tools=tools)
    assert answer.status == 200
    excluded = {e.arm: e.reason.code for e in record.decisions()[0].excluded}
    assert excluded == {"scripted-plain": "lacks_feature"}


async def test_a_question_too_long_for_a_model_goes_to_a_longer_one(client, record):
    answer = await client.chat("word " * 20_000, model="auto:cheap")
    assert answer.status == 200
    excluded = {e.arm: e.reason.code for e in record.decisions()[0].excluded}
    assert excluded == {"scripted-plain": "too_long"}


async def test_where_no_model_fits_it_is_said_why(client):
    audio = {"type": "input_audio", "input_audio": {"data": "", "format": "wav"}}
    messages = [{"role": "user", "content": [audio, {"type": "text", "text": "x" * 820_000}]}]
    body = {"model": "auto", "messages": messages}
    answer = await client.request("POST", "/v1/chat/completions", json=body)
    assert (answer.status, answer.error["code"]) == (400, "no_arm_fits")
    assert "scripted-large: The question is longer" in answer.error["message"]


async def test_an_unknown_model_is_told_apart_and_some_are_named(client, record):
    answer = await client.chat("Hi", model="gpt-0")
    assert (answer.status, answer.error["code"]) == (404, "model_not_found")
    assert answer.error["param"] == "model"
    assert "scripted-large" in answer.error["message"]
    assert record.decisions() == []


# --- what is kept ------------------------------------------------------------------------


async def test_the_request_is_kept_with_its_conversation(client, record):
    await client.chat("Hi", headers={"X-Wayfare-Conversation": "c-1" + "x" * 500})
    await client.stream("Hi")
    first, second = record.decisions()
    assert first.conversation == "c-1" + "x" * 125
    assert second.conversation is None
    assert (first.stream, second.stream) == (False, True)
    assert (first.user, first.model, first.wire) == ("owner", "scripted-small", "openai")


async def test_the_providers_own_model_name_and_body_are_sent(client, tape):
    tape.pieces = [b'data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n']
    await client.stream("Hi", model="tape", temperature=0.25, unknown={"a": [1]})
    (call,) = tape.calls
    sent = json.loads(call.body)
    assert (call.endpoint, call.stream) == ("chat/completions", True)
    assert sent == {
        **chat_body("Hi", "tape-1", temperature=0.25, unknown={"a": [1]}),
        "stream": True,
        "stream_options": {"include_usage": True},
    }
