"""What the official `openai` SDK finds at Wayfare's chat completions, in all its versions.

Runs by itself, so that a version of the SDK can be had from a folder of its own:

    PYTHONPATH=.venv/openai2 .venv/bin/python tests/clients/openai_checks.py URL KEY

See `checks.py` for what the words mean.
"""

import asyncio
import json
import sys
import time

import openai
from checks import ANSWER, CITIES, PARAMETERS, PIXEL, QUESTION, Checks, Door, raises
from openai import AsyncOpenAI, OpenAI
from pydantic import BaseModel

TOOLS = [
    {"type": "function", "function": {"name": name, "parameters": parameters}}
    for name, parameters in PARAMETERS.items()
]


class Place(BaseModel):
    """What a structured answer is read into."""

    나라: str  # noqa: PLC2401 - names are other people's, and so are their letters
    capital: str
    population: int


def open_client(door: Door) -> OpenAI:
    return OpenAI(base_url=f"{door.url}/v1", api_key=door.key, max_retries=0, timeout=20)


check = Checks(f"openai {openai.__version__}", open_client)


def user(text: str) -> list[dict[str, object]]:
    return [{"role": "user", "content": text}]


def ask(client: OpenAI, door: Door, text: str, model: str = "", **more: object):
    return client.chat.completions.create(model=model or door.model(), messages=user(text), **more)


# answers


@check
def a_whole_answer_brings_its_ticket(client, door):
    got = ask(client, door, QUESTION)
    assert got.choices[0].message.content == ANSWER
    assert got.choices[0].finish_reason == "stop"
    assert got.usage.total_tokens == got.usage.prompt_tokens + got.usage.completion_tokens > 0
    ticket = got.model_extra["wayfare"]
    assert got.wayfare == ticket
    assert set(ticket["reason"]) == {"code", "ko", "en"}
    assert ticket["cost_micros"] > 0
    assert ticket["total_ms"] > 0


@check
def a_streamed_answer_is_the_same_and_its_last_chunk_has_the_ticket(client, door):
    chunks = list(ask(client, door, QUESTION, stream=True))
    assert "".join(c.choices[0].delta.content or "" for c in chunks) == ANSWER
    assert [c.choices[0].finish_reason for c in chunks if c.choices[0].finish_reason] == ["stop"]
    assert chunks[-1].wayfare["decision_id"]
    assert all("wayfare" not in (c.model_extra or {}) for c in chunks[:-1])


@check
def a_cost_that_nobody_knows_is_null(client, door):
    ticket = ask(client, door, "Hello", "scripted-unpriced").wayfare
    assert ticket["cost_micros"] is None
    assert ticket["cost_state"] == "unknown"


@check
def usage_comes_with_a_stream_only_when_asked_for(client, door):
    silent = list(ask(client, door, "Hello", stream=True))
    assert all(c.usage is None and c.choices for c in silent)
    asked = list(ask(client, door, "Hello", stream=True, stream_options={"include_usage": True}))
    *others, last = asked
    assert last.choices == []
    assert last.usage.completion_tokens > 0
    assert all(c.usage is None for c in others)
    assert others[-1].wayfare["cost_micros"] is not None


@check.on("openai", "gemini")
def two_choices_come_whole_and_streamed(client, door):
    got = ask(client, door, "Hello", n=2)
    assert [c.message.content for c in got.choices] == ["You said: Hello", "You said: Hello (2)"]
    texts = {0: "", 1: ""}
    for chunk in ask(client, door, "Hello", n=2, stream=True):
        for choice in chunk.choices:
            texts[choice.index] += choice.delta.content or ""
    assert list(texts.values()) == [c.message.content for c in got.choices]


@check.on("responses", "anthropic")
def a_wire_with_one_choice_refuses_two_by_name(client, door):
    error = raises(openai.BadRequestError, lambda: ask(client, door, "Hello", n=2))
    assert (error.param, error.code) == ("n", "cannot_be_carried")


@check.on("openai", "responses", "gemini")
def logprobs_pass(client, door):
    got = ask(client, door, "Hello", logprobs=True, top_logprobs=2)
    tokens = got.choices[0].logprobs.content
    assert "".join(t.token for t in tokens) == "You said: Hello"
    assert len(tokens[0].top_logprobs) == 2


@check.on("anthropic")
def a_wire_without_logprobs_refuses_them(client, door):
    error = raises(openai.BadRequestError, lambda: ask(client, door, "Hello", logprobs=True))
    assert "logprobs" in error.message


@check
def an_image_passes(client, door):
    parts = [
        {"type": "text", "text": "이게 뭐예요?"},
        {
            "type": "image_url",
            "image_url": {"url": f"data:image/png;base64,{PIXEL}", "detail": "low"},
        },
    ]
    got = client.chat.completions.create(
        model=door.model(), messages=[{"role": "user", "content": parts}]
    )
    assert "an image" in got.choices[0].message.content


@check.on("openai", "responses")
def a_refusal_is_a_refusal(client, door):
    got = ask(client, door, "#refuse").choices[0].message
    assert got.content is None
    assert got.refusal
    deltas = [c.choices[0].delta.refusal or "" for c in ask(client, door, "#refuse", stream=True)]
    assert "".join(deltas) == got.refusal


@check.on("anthropic", "gemini")
def a_refusal_of_a_wire_that_has_no_field_for_it_ends_as_filtered(client, door):
    assert ask(client, door, "#refuse").choices[0].finish_reason == "content_filter"
    assert list(ask(client, door, "#refuse", stream=True))[-1].choices[0].finish_reason == (
        "content_filter"
    )


@check
def structured_output_is_parsed(client, door):
    got = client.chat.completions.parse(
        model=door.model(), messages=user("어느 나라인가요?"), response_format=Place
    )
    assert isinstance(got.choices[0].message.parsed, Place)
    assert got.wayfare["model"]


@check
def a_structured_stream_is_parsed(client, door):
    with client.chat.completions.stream(
        model=door.model(), messages=user("어느 나라인가요?"), response_format=Place
    ) as stream:
        for _ in stream:
            pass
        assert isinstance(stream.get_final_completion().choices[0].message.parsed, Place)


# tools


@check
def parallel_tool_calls_keep_korean_arguments_and_take_results(client, door):
    messages = user("get_weather와 get_news를 불러 주세요")
    got = client.chat.completions.create(model=door.model(), messages=messages, tools=TOOLS)
    assert got.choices[0].finish_reason == "tool_calls"
    calls = got.choices[0].message.tool_calls
    assert [c.function.name for c in calls] == ["get_weather", "get_news"]
    assert [json.loads(c.function.arguments)["도시"] for c in calls] == list(CITIES.values())
    results = [
        {"role": "tool", "tool_call_id": c.id, "content": f"맑음 {n}"} for n, c in enumerate(calls)
    ]
    second = client.chat.completions.create(
        model=door.model(), messages=[*messages, got.choices[0].message, *results], tools=TOOLS
    )
    said = second.choices[0].message.content
    assert said == "The tools say: get_weather = 맑음 0; get_news = 맑음 1"


@check
def streamed_fragments_of_tool_calls_do_not_mix(client, door):
    names: dict[int, str] = {}
    arguments: dict[int, list[str]] = {}
    for chunk in ask(client, door, "get_weather, get_news", tools=TOOLS, stream=True):
        for call in chunk.choices[0].delta.tool_calls or ():
            names[call.index] = call.function.name or names[call.index]
            arguments.setdefault(call.index, []).append(call.function.arguments or "")
    assert names == {0: "get_weather", 1: "get_news"}
    # Gemini gives a call whole
    assert door.wire == "gemini" or all(len(pieces) > 3 for pieces in arguments.values())
    cities = [json.loads("".join(pieces))["도시"] for pieces in arguments.values()]
    assert cities == list(CITIES.values())


# errors


@check
def a_bad_key_is_an_authentication_error(client, door):
    stranger = client.with_options(api_key="wf-nobody")
    error = raises(openai.AuthenticationError, lambda: ask(stranger, door, "Hello"))
    assert error.code == "invalid_api_key"


@check
def an_unknown_model_is_a_not_found_error(client, door):
    error = raises(openai.NotFoundError, lambda: ask(client, door, "Hello", "nobody"))
    assert error.code == "model_not_found"
    assert error.param == "model"


@check
def a_malformed_request_is_a_bad_request_error(client, door):
    error = raises(
        openai.BadRequestError,
        lambda: client.chat.completions.create(model="auto", messages=[{"content": "Hello"}]),
    )
    assert error.param.startswith("messages")


@check.on("openai")
def what_the_provider_refuses_is_refused_in_its_words(client, door):
    error = raises(openai.BadRequestError, lambda: ask(client, door, "Hello", top_logprobs=2))
    assert error.param == "top_logprobs"


@check
def a_rate_limit_keeps_its_retry_after(client, door):
    once = client.with_options(max_retries=0)
    error = raises(
        openai.RateLimitError, lambda: ask(once, door, "#fault status=429 retry_after=7\nHello")
    )
    assert error.response.headers["retry-after"] == "7"
    assert error.type == "rate_limit_error" or error.code == "rate_limit_exceeded"


@check
def the_sdk_retries_by_itself(client, door):
    twice = client.with_options(max_retries=2)
    began = time.monotonic()
    # a fault is counted by its words: some that no other run has used up
    wait_s = f"0.2{time.time_ns()}"
    got = ask(twice, door, f"#fault status=429 retry_after={wait_s} times=2\nHello")
    assert got.choices[0].message.content == "You said: Hello"
    assert 0.4 < time.monotonic() - began < 5


@check
def a_failing_provider_is_an_internal_server_error(client, door):
    once = client.with_options(max_retries=0)
    for fault in ("status=500", "status=503", "unreachable", "cut=0"):
        raises(openai.InternalServerError, lambda fault=fault: ask(once, door, f"#fault {fault}"))


@check
def an_error_event_raises_in_the_middle_of_a_stream(client, door):
    read: list[str] = []

    def listen() -> None:
        stream = ask(client, door, "#fault error_event=2\nHello my friend", stream=True)
        read.extend(chunk.choices[0].delta.content or "" for chunk in stream)

    raises(openai.APIError, listen)
    assert "".join(read).startswith("You")


@check
def a_cut_stream_never_looks_whole(client, door):
    finished: list[str] = []

    def listen(fault: str) -> None:
        for chunk in ask(client, door, f"#fault {fault}\nHello my friend", stream=True):
            finished.extend(c.finish_reason for c in chunk.choices if c.finish_reason)

    for cut in range(1, 6):
        raises(openai.APIError, lambda cut=cut: listen(f"cut={cut}"))
    assert finished == []
    once = client.with_options(max_retries=0)
    raises(openai.InternalServerError, lambda: ask(once, door, "#fault cut=3\nHello"))


# the rest of the house


@check
def models_are_listed_and_retrieved(client, door):
    names = [model.id for model in client.models.list()]
    assert names[0] == "auto"
    assert "scripted-large" in names
    assert client.models.retrieve("scripted-large").wayfare["context_tokens"] == 200_000
    assert client.models.retrieve("auto").owned_by == "wayfare"
    raises(openai.NotFoundError, lambda: client.models.retrieve("nobody"))


@check
def embeddings_are_alike_as_numbers_and_in_base64(client, door):
    texts = ["서울", "Seoul"]
    packed = client.embeddings.create(model="scripted-embed", input=texts)  # the SDK's own base64
    plain = client.embeddings.create(
        model="scripted-embed", input=texts, encoding_format="float", dimensions=256
    )
    raw = client.embeddings.create(model="scripted-embed", input=texts, encoding_format="base64")
    assert isinstance(raw.data[0].embedding, str)
    for one, other in zip(packed.data, plain.data, strict=True):
        assert all(abs(a - b) < 1e-6 for a, b in zip(one.embedding, other.embedding, strict=True))
    assert plain.usage.total_tokens > 0
    raises(
        openai.BadRequestError,
        lambda: client.embeddings.create(model="auto", input="서울"),
    )


@check
def raw_responses_show_the_headers(client, door):
    raw = client.chat.completions.with_raw_response.create(
        model=door.model(),
        messages=user("Hello"),
        extra_headers={"x-wayfare-conversation": "c"},
    )
    assert raw.headers["x-wayfare-model"] == door.model()
    assert int(raw.headers["x-wayfare-fare-micros"]) > 0
    assert raw.headers["x-wayfare-decision-id"] == raw.parse().wayfare["decision_id"]
    with client.chat.completions.with_streaming_response.create(
        model=door.model(), messages=user("Hello"), stream=True
    ) as streamed:
        assert streamed.headers["x-wayfare-decision-id"]
        assert b"[DONE]" in b"".join(streamed.iter_bytes())


@check
def the_async_client_does_the_same(client, door):
    async def talk() -> None:
        async with AsyncOpenAI(base_url=client.base_url, api_key=client.api_key) as friend:
            whole, stream = await asyncio.gather(
                friend.chat.completions.create(model="auto", messages=user(QUESTION)),
                friend.chat.completions.create(model="auto", messages=user(QUESTION), stream=True),
            )
            assert whole.choices[0].message.content == ANSWER
            chunks = [chunk async for chunk in stream]
            assert "".join(c.choices[0].delta.content or "" for c in chunks) == ANSWER
            assert chunks[-1].wayfare["decision_id"]
            async for model in friend.models.list():
                assert model.id == "auto"
                break

    asyncio.run(talk())


if __name__ == "__main__":
    sys.exit(check.main())
