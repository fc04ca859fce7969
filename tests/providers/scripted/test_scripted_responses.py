"""The scripted provider in the wire of OpenAI's Responses refuses what OpenAI refuses."""

import json

import pytest

from dialects import RESPONSES
from wayfare.domain.errors import ProviderError
from wayfare.ports import Call
from wayfare.providers.scripted import ScriptedProvider
from wayfare.providers.scripted.responses.tongue import ResponsesTongue

TOOL = {"type": "function", "name": "weather", "parameters": {"type": "object"}}


class Responses:
    """Asks, and reads answers and refusals."""

    def __init__(self) -> None:
        self.tongue = ResponsesTongue()
        self.provider = ScriptedProvider(self.tongue)

    async def ask(self, given="x", **fields):
        deployment = (await self.provider.deployments())[0]
        raw = json.dumps(body(given, **fields)).encode()
        reply = await self.provider.send(Call(deployment, "responses", raw, stream=False))
        return json.loads(b"".join([piece async for piece in reply.pieces]))

    async def refusal(self, given="x", status=400, **fields):
        with pytest.raises(ProviderError) as failed:
            await self.ask(given, **fields)
        assert failed.value.status == status
        error = json.loads(failed.value.body)["error"]
        assert set(error) == {"message", "type", "param", "code"}
        assert error["type"] == "invalid_request_error"
        return error


@pytest.fixture
def responses():
    return Responses()


def body(given="x", **fields):
    made = RESPONSES.ask(given, **fields)
    return {name: value for name, value in made.items() if value is not ...}


USER = {"role": "user", "content": "x"}
CALL = {"type": "function_call", "call_id": "call_1", "name": "weather", "arguments": "{}"}
OUTPUT = {"type": "function_call_output", "call_id": "call_1", "output": "21"}


def message(role, kind):
    return [{"role": role, "content": [{"type": kind, "text": "x"}]}]


def schema(**fields):
    made = {"type": "object", "properties": {"a": {"type": "string"}}, **fields}
    return {"format": {"type": "json_schema", "name": "a", "strict": True, "schema": made}}


REFUSED = [
    ({"foo": 1}, "foo", "unknown_parameter"),
    ({"model": ...}, "model", "missing_required_parameter"),
    ({"given": ""}, "input", "missing_required_parameter"),
    ({"given": 5}, "input", "invalid_type"),
    ({"messages": []}, "messages", "unsupported_parameter"),
    ({"response_format": {}}, "response_format", "unsupported_parameter"),
    ({"max_tokens": 5}, "max_tokens", "unsupported_parameter"),
    ({"n": 2}, "n", "unknown_parameter"),
    ({"temperature": 2.5}, "temperature", "decimal_above_max_value"),
    ({"top_p": -1}, "top_p", "decimal_below_min_value"),
    ({"max_output_tokens": 15}, "max_output_tokens", "integer_below_min_value"),
    ({"top_logprobs": 21}, "top_logprobs", "integer_above_max_value"),
    ({"include": ["all"]}, "include[0]", "invalid_value"),
    ({"metadata": {str(n): "x" for n in range(17)}}, "metadata", "object_above_max_properties"),
    ({"given": [{"role": "tool", "content": "x"}]}, "input[0].role", "invalid_value"),
    ({"given": message("user", "text")}, "input[0].content[0].type", "invalid_value"),
    ({"given": message("user", "output_text")}, "input[0].content[0]", "invalid_value"),
    ({"given": message("assistant", "input_text")}, "input[0].content[0]", "invalid_value"),
    ({"given": [{**USER, "foo": 1}]}, "input[0].foo", "unknown_parameter"),
    ({"given": [USER, {**CALL, "id": "call_1"}, OUTPUT]}, "input[1].id", "invalid_value"),
    ({"given": [USER, CALL]}, "input", None),
    ({"given": [USER, OUTPUT]}, "input", None),
    ({"given": [USER, OUTPUT, CALL]}, "input", None),
    ({"given": [{**USER, "id": "msg_1"}, {**USER, "id": "msg_1"}]}, "input", None),
    (
        {"given": [{**CALL, "call_id": "c" * 65}, {**OUTPUT, "call_id": "c" * 65}]},
        "input[0].call_id",
        "string_above_max_length",
    ),
    ({"tools": [{"type": "web_search"}]}, "tools[0].type", "invalid_value"),
    (
        {"tools": [{"type": "function", "function": {"name": "weather"}}]},
        "tools[0].function",
        "unknown_parameter",
    ),
    ({"tools": [{**TOOL, "name": "날씨"}]}, "tools[0].name", "invalid_value"),
    (
        {"tools": [{**TOOL, "strict": True}]},
        "tools[0].parameters",
        "invalid_function_parameters",
    ),
    ({"text": schema()}, "text.format.schema", "invalid_json_schema"),
    ({"text": schema(additionalProperties=False)}, "text.format.schema", "invalid_json_schema"),
    ({"text": {"format": {"type": "json_object"}}}, "input", None),
    ({"tool_choice": "required"}, "tool_choice", None),
    ({"background": True}, "background", None),
    (
        {"previous_response_id": "resp_0"},
        "previous_response_id",
        "previous_response_not_found",
    ),
]


@pytest.mark.parametrize(("fields", "param", "code"), REFUSED, ids=[str(r[:2]) for r in REFUSED])
async def test_what_openai_refuses_is_refused(responses, fields, param, code):
    error = await responses.refusal(**fields)
    assert (error["param"], error["code"]) == (param, code)


async def test_an_image_needs_one_source(responses):
    for image, code in (
        ({}, "missing_required_parameter"),
        (
            {"image_url": "data:image/png;base64,AAAA", "file_id": "f"},
            "mutually_exclusive_parameters",
        ),
    ):
        given = [{"role": "user", "content": [{"type": "input_image", **image}]}]
        assert (await responses.refusal(given))["code"] == code


async def test_a_response_tells_again_what_was_asked(responses):
    answer = await responses.ask(
        instructions="Be brief.", tools=[TOOL], metadata={"a": "b"}, temperature=0.5
    )
    assert answer["instructions"] == "Be brief."
    assert answer["tools"] == [{**TOOL, "description": None, "strict": True}]
    assert (answer["metadata"], answer["temperature"]) == ({"a": "b"}, 0.5)


# --- what is kept ------------------------------------------------------------------------


async def test_a_conversation_goes_on_from_a_response_that_is_kept(responses):
    first = await responses.ask("weather", tools=[TOOL])
    (call,) = first["output"]
    output = {**OUTPUT, "call_id": call["call_id"]}
    second = await responses.ask([output], previous_response_id=first["id"])
    assert second["output"][0]["content"][0]["text"] == "The tools say: weather = 21"
    assert second["previous_response_id"] == first["id"]
    assert second["usage"]["input_tokens"] > first["usage"]["input_tokens"] - 40


async def test_an_item_that_is_kept_can_be_referred_to(responses):
    first = await responses.ask("weather", tools=[TOOL])
    (call,) = first["output"]
    reference = {"type": "item_reference", "id": call["id"]}
    answer = await responses.ask([USER, reference, {**OUTPUT, "call_id": call["call_id"]}])
    assert answer["output"][0]["content"][0]["text"] == "The tools say: weather = 21"


async def test_what_is_not_to_be_kept_is_not(responses):
    first = await responses.ask("weather", tools=[TOOL], store=False)
    error = await responses.refusal("x", previous_response_id=first["id"])
    assert error["code"] == "previous_response_not_found"
    reference = {"type": "item_reference", "id": first["output"][0]["id"]}
    assert "not found" in (await responses.refusal([reference], status=404))["message"]


async def test_a_stream_is_kept_when_it_is_whole(responses):
    deployment = (await responses.provider.deployments())[0]
    raw = json.dumps(body("#words 9", stream=True)).encode()
    reply = await responses.provider.send(Call(deployment, "responses", raw, stream=True))
    await anext(reply.pieces)
    assert responses.tongue.shelf.responses == {}
    async for _ in reply.pieces:
        pass
    assert len(responses.tongue.shelf.responses) == 1


# --- reasoning ---------------------------------------------------------------------------

ASKED = "#think it is cold\nweather"
SEALED = {"include": ["reasoning.encrypted_content"], "store": False, "tools": [TOOL]}


@pytest.fixture
async def turn(responses):
    """Thought and a call, nothing of which is kept."""
    answer = await responses.ask(ASKED, reasoning={"summary": "auto"}, **SEALED)
    thought, call = answer["output"]
    assert thought["summary"] == [{"type": "summary_text", "text": "it is cold"}]
    assert thought["encrypted_content"]
    return thought, call


def next_turn(*items):
    output = {**OUTPUT, "call_id": items[-1]["call_id"]}
    return [{"role": "user", "content": ASKED}, *items, output]


async def test_thought_that_comes_back_as_it_went_out_is_taken(responses, turn):
    answer = await responses.ask(next_turn(*turn), **SEALED)
    assert answer["output"][-1]["content"][0]["text"] == "The tools say: weather = 21"


async def test_thought_that_comes_back_changed_is_refused(responses, turn):
    thought, call = turn
    changed = {**thought, "encrypted_content": "gAAAA" + thought["encrypted_content"]}
    error = await responses.refusal(next_turn(changed, call), **SEALED)
    assert error["code"] == "invalid_encrypted_content"
    moved = {**thought, "id": "rs_0"}
    error = await responses.refusal(next_turn(moved, {**call, "id": None}), **SEALED)
    assert "did not match the target item id" in error["message"]


async def test_thought_without_its_seal_is_not_found_where_nothing_is_kept(responses, turn):
    thought, call = turn
    bare = {**thought, "encrypted_content": None}
    error = await responses.refusal(next_turn(bare, call), status=404, **SEALED)
    assert "Items are not persisted when `store` is set to false" in error["message"]


async def test_a_call_without_the_thought_that_led_to_it_is_refused(responses, turn):
    error = await responses.refusal(next_turn(turn[1]), **SEALED)
    assert "was provided without its required 'reasoning' item" in error["message"]


async def test_thought_without_what_it_led_to_is_refused(responses, turn):
    error = await responses.refusal([USER, turn[0]], **SEALED)
    assert "was provided without its required following item" in error["message"]


async def test_thought_is_told_and_sealed_only_where_it_is_asked_for(responses):
    answer = await responses.ask("#think deep\n#say ok")
    thought, _ = answer["output"]
    assert thought == {"id": thought["id"], "type": "reasoning", "summary": []}
    assert answer["usage"]["output_tokens_details"]["reasoning_tokens"] == 1


async def test_a_tool_of_a_group_is_called_with_its_group(responses):
    crm = {"type": "namespace", "name": "crm", "description": "Customers.", "tools": [TOOL]}
    answer = await responses.ask("#turns 1 tool=crm.weather", tools=[TOOL, crm])
    (call,) = answer["output"]
    assert (call["namespace"], call["name"]) == ("crm", "weather")
    assert answer["tools"][1]["tools"][0]["name"] == "weather"
    wrong = {**crm, "tools": [{**TOOL, "name": "crm.weather"}]}
    error = await responses.refusal(tools=[wrong])
    assert error["param"] == "tools[0].tools[0].name"
