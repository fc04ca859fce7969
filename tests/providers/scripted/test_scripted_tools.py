"""Which tools are called, with what, and how the calls are streamed."""

import json

import pytest

from wayfare.domain.errors import ProviderError


def tool(name, **properties):
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "function", "function": {"name": name, "parameters": parameters}}


WEATHER = tool("get_weather", city={"type": "string"}, days={"type": "integer", "minimum": 1})
TIME = tool("get_time", zone={"enum": ["Asia/Seoul", "Europe/Zürich"]})
TOOLS = [WEATHER, TIME]


async def called(client, text, **fields):
    completion = await client.whole(text, **{"tools": TOOLS, **fields})
    calls = completion.choices[0].message.tool_calls or []
    reason = "tool_calls" if calls else "stop"
    assert completion.choices[0].finish_reason == reason
    return [call.function.name for call in calls]


async def test_a_tool_is_called_when_the_text_names_it(client):
    assert await called(client, "get_time을 불러줘") == ["get_time"]
    assert await called(client, "use get_weather and get_time") == ["get_weather", "get_time"]
    assert await called(client, "What is forget_time?") == []


async def test_the_tool_choice_is_obeyed(client):
    named = {"type": "function", "function": {"name": "get_time"}}
    allowed = {
        "type": "allowed_tools",
        "allowed_tools": {
            "mode": "required",
            "tools": [{"type": "function", "function": {"name": "get_time"}}],
        },
    }
    assert await called(client, "Hi", tool_choice="required") == ["get_weather"]
    assert await called(client, "Hi", tool_choice=named) == ["get_time"]
    assert await called(client, "Hi", tool_choice=allowed) == ["get_time"]
    assert await called(client, "get_time", tool_choice="none") == []
    assert await called(client, "get_time get_weather", parallel_tool_calls=False) == [
        "get_weather"
    ]


async def test_a_choice_of_a_missing_tool_is_refused(client):
    choice = {"type": "function", "function": {"name": "dig"}}
    with pytest.raises(ProviderError, match="not in 'tools'"):
        await client.whole("Hi", tools=TOOLS, tool_choice=choice)


async def test_arguments_fit_the_schema_and_are_not_only_ascii(client):
    completion = await client.whole("get_weather", tools=TOOLS)
    arguments = completion.choices[0].message.tool_calls[0].function.arguments
    assert not arguments.isascii()
    assert json.loads(arguments)["days"] >= 1


async def test_parallel_calls_are_streamed_in_turns_and_join_to_the_same(client):
    text = "get_weather and get_time, please"
    chunks = await client.chunks(text, tools=TOOLS)
    whole = await client.whole(text, tools=TOOLS)

    joined = {}
    order = []
    for chunk in chunks:
        for call in chunk.choices[0].delta.tool_calls or []:
            known = joined.setdefault(call.index, {"id": call.id, "name": call.function.name})
            known["arguments"] = known.get("arguments", "") + call.function.arguments
            order.append(call.index)
    assert order[:6] == [0, 1, 0, 1, 0, 1]
    assert list(joined.values()) == [
        {"id": call.id, "name": call.function.name, "arguments": call.function.arguments}
        for call in whole.choices[0].message.tool_calls
    ]
    assert joined[0]["arguments"] != joined[1]["arguments"]
    assert chunks[-1].choices[0].finish_reason == "tool_calls"


async def test_tool_results_are_answered(client):
    asked = [{"role": "user", "content": "get_weather and get_time"}]
    calls = (await client.whole(messages=asked, tools=TOOLS)).choices[0].message
    results = [
        {"role": "tool", "tool_call_id": call.id, "content": f"결과 {place}"}
        for place, call in enumerate(calls.tool_calls)
    ]
    turn = calls.model_dump(exclude_none=True)
    completion = await client.whole(messages=[*asked, turn, *results], tools=TOOLS)
    assert completion.choices[0].message.content == (
        "The tools say: get_weather = 결과 0; get_time = 결과 1"
    )


@pytest.mark.parametrize(("limit", "names"), [(1, 1), (5, 1), (30, 2)])
async def test_a_token_limit_breaks_arguments_off(client, limit, names):
    completion = await client.whole("get_weather get_time", tools=TOOLS, max_tokens=limit)
    assert completion.choices[0].finish_reason == "length"
    assert completion.usage.completion_tokens == limit
    *_, last = completion.choices[0].message.tool_calls
    assert len(completion.choices[0].message.tool_calls) == names
    assert not last.function.arguments.endswith("}")


async def test_a_custom_tool_gets_the_text(client):
    tools = [{"type": "custom", "custom": {"name": "run_code"}}]
    completion = await client.whole("run_code 1+1", tools=tools)
    call = completion.choices[0].message.tool_calls[0]
    assert (call.type, call.custom.input) == ("custom", "run_code 1+1")


async def test_the_plain_model_has_no_hands(client):
    with pytest.raises(ProviderError) as refused:
        await client.whole("Hi", model="scripted-plain", tools=TOOLS)
    assert refused.value.status == 400
    assert json.loads(refused.value.body)["error"]["param"] == "tools"


async def test_a_known_question_wants_its_tool_with_its_arguments(client):
    place = tool("get_weather", location={"type": "string"}, days={"type": "integer"})
    completion = await client.whole("What is the weather in San Francisco, CA?", tools=[place])
    (call,) = completion.choices[0].message.tool_calls
    arguments = json.loads(call.function.arguments)
    assert arguments["location"] == "San Francisco, CA"
    assert arguments.keys() == {"location", "days"}
    assert await called(client, "What is the weather in San Francisco, CA?") == []  # no location


NOTE = tool("note", line={"type": "string"})
DONE = 'Go.\n#turns 3 tool=note args={"line": "가 {turn}"}\n#say 다 했습니다.'


async def take_turns(client, prompt, **fields):
    """The arguments of each turn, their ids, and what is said at the end."""
    messages = [
        {"role": "user", "content": prompt},
        {"role": "user", "content": "<the time>now</the time>"},  # as agents put it there
    ]
    arguments, ids = [], set()
    while True:
        completion = await client.whole(messages=messages, tools=[WEATHER, NOTE], **fields)
        message = completion.choices[0].message
        if not message.tool_calls:
            return arguments, ids, message.content
        (call,) = message.tool_calls
        arguments.append(call.function.arguments)
        ids.add(call.id)
        result = {"role": "tool", "tool_call_id": call.id, "content": "#noted"}
        messages += [message.model_dump(exclude_none=True), result]


async def test_turns_of_tools_are_taken_one_after_the_other(client):
    arguments, ids, said = await take_turns(client, DONE)
    assert arguments == [f'{{"line": "가 {turn}"}}' for turn in (1, 2, 3)]
    assert len(ids) == 3
    assert said == "다 했습니다."


async def test_turns_without_a_tool_take_the_first_with_arguments_of_its_schema(client):
    arguments, _, said = await take_turns(client, "#turns 2")
    assert [json.loads(text).keys() for text in arguments] == [{"city", "days"}] * 2
    assert said == "The tools say: get_weather = #noted"


async def test_turns_of_a_tool_that_is_not_there_are_refused(client):
    with pytest.raises(ProviderError, match="no tool 'dig' among get_weather, note"):
        await take_turns(client, "#turns 2 tool=dig")
    with pytest.raises(ProviderError, match="cannot be read"):
        await take_turns(client, "#turns many")


async def test_a_request_without_tools_takes_no_turns(client):
    assert (await client.whole(DONE)).choices[0].message.content == "다 했습니다."
    completion = await client.whole(DONE, tools=[NOTE], tool_choice="none")
    assert completion.choices[0].message.content == "다 했습니다."
