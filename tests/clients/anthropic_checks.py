"""What the official `anthropic` SDK finds at Wayfare's Messages endpoint.

See `checks.py` for how it is run.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterable

import anthropic
from anthropic import Anthropic, AsyncAnthropic
from checks import ANSWER, CITIES, PARAMETERS, PIXEL, QUESTION, Checks, Door, raises
from pydantic import BaseModel

TOOLS = [{"name": name, "input_schema": schema} for name, schema in PARAMETERS.items()]
ROOM = 4_000


class Place(BaseModel):
    """What a structured answer is read into."""

    나라: str  # noqa: PLC2401 - names are other people's, and so are their letters
    capital: str
    population: int


def open_client(door: Door) -> Anthropic:
    return Anthropic(base_url=door.url, api_key=door.key, max_retries=0, timeout=20)


check = Checks(f"anthropic {anthropic.__version__}", open_client)


def user(text: str) -> list[dict[str, object]]:
    return [{"role": "user", "content": text}]


def ask(client: Anthropic, door: Door, text: str, model: str = "", **more: object):
    model = model or door.model()
    return client.messages.create(model=model, max_tokens=ROOM, messages=user(text), **more)


def stream(client: Anthropic, door: Door, text: str, **more: object):
    return client.messages.stream(model=door.model(), max_tokens=ROOM, messages=user(text), **more)


def text_of(content: Iterable[object]) -> str:
    return "".join(block.text for block in content if block.type == "text")


def calls_in(content: Iterable[object]) -> list[object]:
    return [block for block in content if block.type == "tool_use"]


# answers


@check
def a_whole_answer_brings_its_ticket(client, door):
    got = ask(client, door, QUESTION)
    assert (got.type, got.role, got.stop_reason) == ("message", "assistant", "end_turn")
    assert text_of(got.content) == ANSWER
    assert got.usage.input_tokens > 0
    assert got.usage.output_tokens > 0
    assert got.model_extra["wayfare"]["model"] == door.model()


@check
def a_streamed_answer_is_the_same_and_ends_with_its_ticket(client, door):
    with stream(client, door, QUESTION) as streamed:
        events = list(streamed)
        last = streamed.get_final_message()
    assert text_of(last.content) == ANSWER
    assert last.stop_reason == "end_turn"
    assert last.usage.output_tokens == ask(client, door, QUESTION).usage.output_tokens
    assert "".join(event.text for event in events if event.type == "text") == ANSWER
    ends = [event.type for event in events if not hasattr(event, "snapshot")]
    assert ends[0] == "message_start"
    assert ends[-1] == "message_stop"


@check
def raw_events_come_in_order(client, door):
    kinds = [event.type for event in ask(client, door, "Hello", stream=True)]
    kinds = [kind for kind in kinds if kind != "ping"]
    assert kinds[:2] == ["message_start", "content_block_start"]
    assert set(kinds[2:-3]) == {"content_block_delta"}
    assert kinds[-3:] == ["content_block_stop", "message_delta", "message_stop"]


@check
def a_short_answer_ends_at_its_limit(client, door):
    # OpenAI's Responses take no fewer
    got = client.messages.create(model=door.model(), max_tokens=16, messages=user("#words 200"))
    assert got.stop_reason == "max_tokens"
    assert got.usage.output_tokens == 16


@check
def a_system_prompt_and_earlier_turns_pass(client, door):
    got = client.messages.create(
        model=door.model(),
        max_tokens=ROOM,
        system=[{"type": "text", "text": "짧게 답해.", "cache_control": {"type": "ephemeral"}}],
        messages=[*user("Hello"), {"role": "assistant", "content": "Hi."}, *user("안녕하세요?")],
    )
    assert text_of(got.content) == "You said: 안녕하세요?"


@check
def an_image_passes(client, door):
    source = {"type": "base64", "media_type": "image/png", "data": PIXEL}
    content = [{"type": "text", "text": "이게 뭐예요?"}, {"type": "image", "source": source}]
    got = client.messages.create(
        model=door.model(), max_tokens=ROOM, messages=[{"role": "user", "content": content}]
    )
    assert "an image" in text_of(got.content)


@check
def structured_output_is_parsed(client, door):
    got = client.messages.parse(
        model=door.model(),
        max_tokens=ROOM,
        messages=user("어느 나라인가요?"),
        output_format=Place,
    )
    assert isinstance(got.parsed_output, Place)


@check
def tokens_are_counted_before(client, door):
    short = client.messages.count_tokens(model=door.model(), messages=user("Hello"))
    long = client.messages.count_tokens(
        model=door.model(), messages=user("Hello " * 100), tools=TOOLS, system="짧게 답해."
    )
    assert 0 < short.input_tokens < long.input_tokens


@check
def the_usage_of_a_cache_is_counted_apart(client, door):
    got = ask(client, door, "#tokens input=100 cached=60\nHello")
    assert got.usage.cache_read_input_tokens == 60
    assert got.usage.input_tokens == 40


# tools


@check
def parallel_tool_calls_keep_korean_arguments_and_take_results(client, door):
    messages = user("get_weather와 get_news를 불러 주세요")
    first = client.messages.create(
        model=door.model(), max_tokens=ROOM, messages=messages, tools=TOOLS
    )
    assert first.stop_reason == "tool_use"
    calls = calls_in(first.content)
    assert {call.name: call.input["도시"] for call in calls} == CITIES
    assert len({call.id for call in calls}) == 2
    results = [
        {"type": "tool_result", "tool_use_id": call.id, "content": f"맑음 {number}"}
        for number, call in enumerate(calls)
    ]
    second = client.messages.create(
        model=door.model(),
        max_tokens=ROOM,
        messages=[
            *messages,
            {"role": "assistant", "content": first.content},
            {"role": "user", "content": results},
        ],
        tools=TOOLS,
    )
    said = text_of(second.content)
    assert said == "The tools say: get_weather = 맑음 0; get_news = 맑음 1"


@check
def streamed_fragments_of_tool_calls_do_not_mix(client, door):
    pieces: dict[int, str] = {}
    names: dict[int, str] = {}
    for event in ask(client, door, "get_weather, get_news", tools=TOOLS, stream=True):
        if event.type == "content_block_start" and event.content_block.type == "tool_use":
            names[event.index] = event.content_block.name
            pieces[event.index] = ""
        if event.type == "content_block_delta" and event.delta.type == "input_json_delta":
            pieces[event.index] += event.delta.partial_json
    assert {name: json.loads(pieces[at])["도시"] for at, name in names.items()} == CITIES


@check
def a_tool_choice_is_kept(client, door):
    choice = {"type": "tool", "name": "get_news"}
    got = ask(client, door, "Hello", tools=TOOLS, tool_choice=choice)
    assert [call.name for call in calls_in(got.content)] == ["get_news"]
    got = ask(client, door, "get_news", tools=TOOLS, tool_choice={"type": "none"})
    assert calls_in(got.content) == []


@check.on("openai", "responses", "anthropic")
def tools_are_called_one_at_a_time_where_asked(client, door):
    one = {"type": "any", "disable_parallel_tool_use": True}
    got = ask(client, door, "get_weather, get_news", tools=TOOLS, tool_choice=one)
    assert len(calls_in(got.content)) == 1


@check.on("gemini")
def a_wire_without_that_refuses_it_by_name(client, door):
    one = {"type": "any", "disable_parallel_tool_use": True}
    error = raises(
        anthropic.BadRequestError,
        lambda: ask(client, door, "get_news", tools=TOOLS, tool_choice=one),
    )
    assert error.body["error"]["details"]["error_code"] == "cannot_be_carried"


# thinking


def think(client: Anthropic, door: Door, messages: list[object], **more: object):
    return client.messages.create(
        model=door.model("thinker"),
        max_tokens=ROOM,
        thinking={"type": "enabled", "budget_tokens": 1_024},
        messages=messages,
        **more,
    )


@check
def thinking_comes_back_with_its_signature_on_the_next_turn(client, door):
    messages = user("get_weather")
    first = think(client, door, messages, tools=TOOLS)
    thought = [b for b in first.content if b.type in {"thinking", "redacted_thinking"}]
    assert thought or door.wire == "openai"  # whose thought stays with its maker
    (call,) = calls_in(first.content)
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "맑음"}
    second = think(
        client,
        door,
        [
            *messages,
            {"role": "assistant", "content": first.content},
            {"role": "user", "content": [result]},
        ],
        tools=TOOLS,
    )
    assert text_of(second.content) == "The tools say: get_weather = 맑음"


@check.on("anthropic")
def streamed_thinking_is_signed(client, door):
    with client.messages.stream(
        model=door.model("thinker"),
        max_tokens=ROOM,
        thinking={"type": "enabled", "budget_tokens": 1_024},
        messages=user("Hello"),
    ) as streamed:
        last = streamed.get_final_message()
    assert last.content[0].type == "thinking"
    assert last.content[0].thinking
    assert last.content[0].signature
    assert text_of(last.content) == "You said: Hello"


# errors


@check
def a_bad_key_is_an_authentication_error(client, door):
    stranger = client.with_options(api_key="wf-nobody")
    error = raises(anthropic.AuthenticationError, lambda: ask(stranger, door, "Hello"))
    assert error.body["error"]["type"] == "authentication_error"


@check
def a_key_may_come_as_a_bearer_too(client, door):
    with Anthropic(base_url=door.url, auth_token=door.key, api_key=None) as friend:
        assert text_of(ask(friend, door, "Hello").content) == "You said: Hello"


@check
def an_unknown_model_is_a_not_found_error(client, door):
    error = raises(anthropic.NotFoundError, lambda: ask(client, door, "Hello", "nobody"))
    assert error.body["type"] == "error"
    assert error.body["error"]["type"] == "not_found_error"


@check
def a_malformed_request_is_a_bad_request_error(client, door):
    for messages in ([], [{"content": "Hello"}], [{"role": "nobody", "content": "Hello"}]):
        error = raises(
            anthropic.BadRequestError,
            lambda messages=messages: client.messages.create(
                model=door.model(), max_tokens=ROOM, messages=messages
            ),
        )
        assert error.body["error"]["type"] == "invalid_request_error"


@check
def a_rate_limit_keeps_its_retry_after(client, door):
    error = raises(
        anthropic.RateLimitError,
        lambda: ask(client, door, "#fault status=429 retry_after=7\nHello"),
    )
    assert error.response.headers["retry-after"] == "7"
    assert error.body["error"]["type"] == "rate_limit_error"


@check
def the_sdk_retries_by_itself(client, door):
    # a fault is counted by its words: some that no other run has used up
    wait_s = f"0.2{time.time_ns()}"
    began = time.monotonic()
    got = ask(
        client.with_options(max_retries=2),
        door,
        f"#fault status=429 retry_after={wait_s} times=2\nHello",
    )
    assert text_of(got.content) == "You said: Hello"
    assert 0.4 < time.monotonic() - began < 5


@check
def a_failing_provider_is_an_internal_server_error(client, door):
    kinds = {
        "status=500": anthropic.InternalServerError,
        "status=503": anthropic.ServiceUnavailableError,
        "status=529": anthropic.OverloadedError,
        "unreachable": anthropic.ServiceUnavailableError,
        "cut=0": anthropic.InternalServerError,
    }
    for fault, kind in kinds.items():
        raises(kind, lambda fault=fault: ask(client, door, f"#fault {fault}"))


@check
def an_error_event_raises_in_the_middle_of_a_stream(client, door):
    read: list[str] = []

    def listen() -> None:
        with stream(client, door, "#fault error_event=2\nHello my friend") as streamed:
            read.extend(streamed.text_stream)

    raises(anthropic.APIStatusError, listen)
    assert "".join(read).startswith("You")


@check
def a_cut_stream_never_looks_whole(client, door):
    kinds: list[str] = []

    def listen(cut: int) -> None:
        asked = f"#fault cut={cut}\nHello my friend"
        kinds.extend(event.type for event in ask(client, door, asked, stream=True))

    for cut in range(1, 6):
        raises(anthropic.APIStatusError, lambda cut=cut: listen(cut))
    assert "message_stop" not in kinds
    raises(anthropic.InternalServerError, lambda: ask(client, door, "#fault cut=3\nHello"))


# the rest of the house


@check
def models_are_listed_and_retrieved(client, door):
    assert "auto" in [model.id for model in client.models.list()]
    assert client.models.retrieve(door.model()).id == door.model()


@check
def beta_headers_and_queries_are_no_hindrance(client, door):
    got = client.beta.messages.create(
        model=door.model(),
        max_tokens=ROOM,
        messages=user("Hello"),
        betas=["interleaved-thinking-2025-05-14"],
    )
    assert text_of(got.content) == "You said: Hello"


@check
def auto_chooses(client, door):
    got = ask(client, door, QUESTION, "auto")
    assert text_of(got.content) == ANSWER
    assert got.model_extra["wayfare"]["decision_id"]


@check
def the_async_client_does_the_same(client, door):
    async def talk() -> None:
        async with AsyncAnthropic(base_url=door.url, api_key=door.key) as friend:

            async def whole() -> str:
                return text_of((await ask(friend, door, QUESTION)).content)

            async def streamed() -> str:
                async with stream(friend, door, QUESTION) as events:
                    return "".join([text async for text in events.text_stream])

            assert await asyncio.gather(whole(), streamed()) == [ANSWER, ANSWER]

    asyncio.run(talk())


if __name__ == "__main__":
    sys.exit(check.main())
