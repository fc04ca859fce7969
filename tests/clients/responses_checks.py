"""What the official `openai` SDK finds at Wayfare's Responses and files, in all its versions.

See `checks.py` for how it is run.
"""

import asyncio
import json
import sys
import time

import openai
from checks import ANSWER, CITIES, PARAMETERS, PIXEL, QUESTION, Checks, Door, raises
from openai import AsyncOpenAI, OpenAI
from openai_checks import Place, open_client, user

check = Checks(f"openai {openai.__version__}", open_client)

TOOLS = [
    {"type": "function", "name": name, "parameters": parameters, "strict": True}
    for name, parameters in PARAMETERS.items()
]
TEXT = "파일의 글\n".encode()


def ask(client: OpenAI, door: Door, text: object, model: str = "", **more: object):
    return client.responses.create(model=model or door.model(), input=text, **more)


def calls_in(response: object) -> list[object]:
    return [item for item in response.output if item.type == "function_call"]


# answers


@check
def a_whole_answer_brings_its_ticket(client, door):
    got = ask(client, door, QUESTION)
    assert got.object == "response"
    assert got.status == "completed"
    assert got.output_text == ANSWER
    assert got.usage.total_tokens == got.usage.input_tokens + got.usage.output_tokens > 0
    assert got.model_extra["wayfare"]["model"] == door.model()


@check
def a_stream_has_every_event_in_order(client, door):
    events = list(ask(client, door, QUESTION, stream=True))
    kinds = [event.type for event in events]
    assert kinds[:4] == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
    ]
    assert set(kinds[4:-4]) == {"response.output_text.delta"}
    assert kinds[-4:] == [
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]
    numbers = [event.sequence_number for event in events]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    texts = [e.delta for e in events if e.type == "response.output_text.delta"]
    assert "".join(texts) == ANSWER == events[-1].response.output_text
    assert events[-1].response.usage.output_tokens > 0
    assert len({event.response.id for event in events if hasattr(event, "response")}) == 1
    assert {e.item_id for e in events if hasattr(e, "item_id")} == {
        events[-1].response.output[0].id
    }


@check
def a_stream_gathers_itself(client, door):
    with client.responses.stream(model=door.model(), input=QUESTION) as stream:
        for _ in stream:
            pass
        assert stream.get_final_response().output_text == ANSWER


@check
def a_short_answer_is_incomplete(client, door):
    got = ask(client, door, "#words 200", max_output_tokens=16)
    assert got.status == "incomplete"
    assert got.incomplete_details.reason == "max_output_tokens"
    last = list(ask(client, door, "#words 200", max_output_tokens=16, stream=True))[-1]
    assert last.type == "response.incomplete"
    assert last.response.output_text == got.output_text


@check
def instructions_and_earlier_turns_pass(client, door):
    turns = [
        *user("Hello"),
        {"role": "assistant", "content": "Hi."},
        {
            "type": "message",
            "role": "user",
            "content": [{"type": "input_text", "text": "안녕하세요?"}],
        },
    ]
    assert (
        ask(client, door, turns, instructions="짧게 답해.").output_text == "You said: 안녕하세요?"
    )


@check
def an_image_passes(client, door):
    content = [
        {"type": "input_text", "text": "이게 뭐예요?"},
        {"type": "input_image", "image_url": f"data:image/png;base64,{PIXEL}", "detail": "low"},
    ]
    got = ask(client, door, [{"role": "user", "content": content}])
    assert "an image" in got.output_text


@check
def structured_output_is_parsed(client, door):
    got = client.responses.parse(model=door.model(), input="어느 나라인가요?", text_format=Place)
    assert isinstance(got.output_parsed, Place)


@check
def a_structured_stream_is_parsed(client, door):
    with client.responses.stream(
        model=door.model(), input="어느 나라인가요?", text_format=Place
    ) as stream:
        for _ in stream:
            pass
        assert isinstance(stream.get_final_response().output_parsed, Place)


@check
def the_usage_of_a_cache_is_within_the_input(client, door):
    usage = ask(client, door, "#tokens input=100 cached=60\nHello").usage
    assert (usage.input_tokens, usage.input_tokens_details.cached_tokens) == (100, 60)


# tools


@check
def parallel_tool_calls_keep_korean_arguments_and_take_results(client, door):
    asked = user("get_weather와 get_news를 불러 주세요")
    first = ask(client, door, asked, tools=TOOLS)
    calls = calls_in(first)
    assert {c.name: json.loads(c.arguments)["도시"] for c in calls} == CITIES
    results = [
        {"type": "function_call_output", "call_id": c.call_id, "output": f"맑음 {n}"}
        for n, c in enumerate(calls)
    ]
    second = ask(client, door, [*asked, *first.output, *results], tools=TOOLS)
    assert second.output_text == "The tools say: get_weather = 맑음 0; get_news = 맑음 1"


@check
def streamed_fragments_of_tool_calls_do_not_mix(client, door):
    pieces: dict[str, str] = {}
    whole: dict[str, str] = {}
    names: dict[str, str] = {}
    for event in ask(client, door, "get_weather, get_news", tools=TOOLS, stream=True):
        if event.type == "response.output_item.added" and event.item.type == "function_call":
            names[event.item.id] = event.item.name
        if event.type == "response.function_call_arguments.delta":
            pieces[event.item_id] = pieces.get(event.item_id, "") + event.delta
        if event.type == "response.function_call_arguments.done":
            whole[event.item_id] = event.arguments
    assert pieces == whole
    assert {names[at]: json.loads(text)["도시"] for at, text in whole.items()} == CITIES


@check
def a_tool_choice_is_kept(client, door):
    choice = {"type": "function", "name": "get_news"}
    got = ask(client, door, "Hello", tools=TOOLS, tool_choice=choice)
    assert [c.name for c in calls_in(got)] == ["get_news"]
    assert calls_in(ask(client, door, "get_news", tools=TOOLS, tool_choice="none")) == []


@check.on("openai", "responses", "anthropic")
def tools_are_called_one_at_a_time_where_asked(client, door):
    got = ask(client, door, "get_weather, get_news", tools=TOOLS, parallel_tool_calls=False)
    assert len(calls_in(got)) == 1


@check.on("gemini")
def a_wire_without_that_refuses_it_by_name(client, door):
    error = raises(
        openai.BadRequestError,
        lambda: ask(client, door, "get_news", tools=TOOLS, parallel_tool_calls=False),
    )
    assert error.param == "parallel_tool_calls"


# what is kept


@check
def a_response_goes_on_where_the_one_before_ended(client, door):
    first = ask(client, door, "get_weather", tools=TOOLS)
    (call,) = calls_in(first)
    second = ask(
        client,
        door,
        [{"type": "function_call_output", "call_id": call.call_id, "output": "맑음"}],
        tools=TOOLS,
        previous_response_id=first.id,
    )
    assert second.output_text == "The tools say: get_weather = 맑음"
    assert second.previous_response_id == first.id


@check
def a_streamed_response_can_be_gone_on_from(client, door):
    *_, last = ask(client, door, "get_weather", tools=TOOLS, stream=True)
    (call,) = calls_in(last.response)
    result = {"type": "function_call_output", "call_id": call.call_id, "output": "맑음"}
    second = ask(
        client, door, [result], tools=TOOLS, previous_response_id=last.response.id, stream=True
    )
    assert list(second)[-1].response.output_text == "The tools say: get_weather = 맑음"


@check
def a_response_is_retrieved_and_deleted(client, door):
    made = ask(client, door, QUESTION)
    again = client.responses.retrieve(made.id)
    assert (again.id, again.output_text, again.status) == (made.id, ANSWER, "completed")
    client.responses.delete(made.id)
    raises(openai.NotFoundError, lambda: client.responses.retrieve(made.id))
    raises(
        openai.BadRequestError,
        lambda: ask(client, door, "Hello", previous_response_id=made.id),
    )


@check
def a_response_that_shall_not_be_kept_is_not(client, door):
    made = ask(client, door, QUESTION, store=False)
    raises(openai.NotFoundError, lambda: client.responses.retrieve(made.id))


# thinking


@check
def reasoning_comes_back_on_the_next_turn(client, door):
    asked = user("get_weather")
    more = {
        "tools": TOOLS,
        "store": False,
        "reasoning": {"effort": "low"},
        "include": ["reasoning.encrypted_content"],
    }
    first = ask(client, door, asked, door.model("thinker"), **more)
    assert first.usage.output_tokens_details.reasoning_tokens > 0
    (call,) = calls_in(first)
    result = {"type": "function_call_output", "call_id": call.call_id, "output": "맑음"}
    second = ask(client, door, [*asked, *first.output, result], door.model("thinker"), **more)
    assert second.output_text == "The tools say: get_weather = 맑음"


@check.on("responses", "anthropic", "gemini")
def sealed_reasoning_is_an_item_of_the_output(client, door):
    got = ask(
        client,
        door,
        "Hello",
        door.model("thinker"),
        reasoning={"effort": "low", "summary": "auto"},
        include=["reasoning.encrypted_content"],
    )
    thoughts = [item for item in got.output if item.type == "reasoning"]
    assert door.wire == "responses" or any(thought.summary for thought in thoughts)
    assert any(thought.encrypted_content for thought in thoughts)


# errors


@check
def a_bad_key_is_an_authentication_error(client, door):
    stranger = client.with_options(api_key="wf-nobody")
    raises(openai.AuthenticationError, lambda: ask(stranger, door, "Hello"))


@check
def an_unknown_model_is_a_not_found_error(client, door):
    error = raises(openai.NotFoundError, lambda: ask(client, door, "Hello", "nobody"))
    assert error.code == "model_not_found"


@check
def a_malformed_request_is_a_bad_request_error(client, door):
    error = raises(openai.BadRequestError, lambda: ask(client, door, [{"role": "nobody"}]))
    assert error.param


@check
def a_rate_limit_keeps_its_retry_after(client, door):
    error = raises(
        openai.RateLimitError,
        lambda: ask(client, door, "#fault status=429 retry_after=7\nHello"),
    )
    assert error.response.headers["retry-after"] == "7"


@check
def the_sdk_retries_by_itself(client, door):
    # a fault is counted by its words: some that no other run has used up
    wait_s = f"0.2{time.time_ns()}"
    began = time.monotonic()
    asked = f"#fault status=429 retry_after={wait_s} times=2\nHello"
    got = ask(client.with_options(max_retries=2), door, asked)
    assert got.output_text == "You said: Hello"
    assert 0.4 < time.monotonic() - began < 5


@check
def a_failing_provider_is_an_internal_server_error(client, door):
    for fault in ("status=500", "status=503", "unreachable", "cut=0"):
        raises(openai.InternalServerError, lambda fault=fault: ask(client, door, f"#fault {fault}"))


@check
def a_cut_stream_never_looks_whole(client, door):
    kinds: list[str] = []

    def listen(fault: str) -> None:
        asked = f"#fault {fault}\nHello my friend"
        with client.responses.create(model=door.model(), input=asked, stream=True) as stream:
            for event in stream:
                kinds.append(event.type)
                if event.type in {"error", "response.failed"}:
                    raise ConnectionError

    for fault in ("cut=1", "cut=2", "cut=3", "error_event=2"):
        try:
            listen(fault)
        except (openai.APIError, ConnectionError):
            continue
        raise AssertionError(fault)
    assert "response.output_text.delta" in kinds
    assert "response.completed" not in kinds
    assert "response.incomplete" not in kinds


# files


@check
def a_file_is_kept_listed_and_deleted(client, door):
    made = client.files.create(file=("글.txt", TEXT), purpose="user_data")
    assert (made.filename, made.bytes, made.purpose) == ("글.txt", len(TEXT), "user_data")
    assert made.id in [file.id for file in client.files.list()]
    assert client.files.retrieve(made.id).filename == "글.txt"
    assert client.files.content(made.id).read() == TEXT
    assert client.files.delete(made.id).deleted
    raises(openai.NotFoundError, lambda: client.files.retrieve(made.id))


@check
def a_file_is_sent_by_its_id(client, door):
    page = b"%PDF-1.4\n%%EOF\n"
    made = client.files.create(file=("글.pdf", page, "application/pdf"), purpose="user_data")
    content = [
        {"type": "input_text", "text": "무슨 글이에요?"},
        {"type": "input_file", "file_id": made.id},
    ]
    got = ask(client, door, [{"role": "user", "content": content}])
    assert "a file" in got.output_text
    client.files.delete(made.id)


@check
def the_async_client_does_the_same(client, door):
    async def talk() -> None:
        async with AsyncOpenAI(base_url=client.base_url, api_key=client.api_key) as friend:

            async def whole() -> str:
                return (await ask(friend, door, QUESTION)).output_text

            async def streamed() -> str:
                events = await ask(friend, door, QUESTION, stream=True)
                return [event async for event in events][-1].response.output_text

            assert await asyncio.gather(whole(), streamed()) == [ANSWER, ANSWER]

    asyncio.run(talk())


if __name__ == "__main__":
    sys.exit(check.main())
