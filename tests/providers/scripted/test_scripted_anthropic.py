"""The scripted provider in Anthropic's wire refuses what Anthropic refuses."""

import json

import pytest

from dialects import MESSAGES
from wayfare.domain.errors import ProviderError
from wayfare.ports import Call
from wayfare.providers.scripted import ScriptedProvider
from wayfare.providers.scripted.anthropic.tongue import MessagesTongue

TOOL = {"name": "weather", "input_schema": {"type": "object"}}
USER = {"role": "user", "content": "x"}


class Anthropic:
    """Asks, and reads answers and refusals."""

    def __init__(self) -> None:
        self.provider = ScriptedProvider(MessagesTongue())

    async def ask(self, body, endpoint="messages"):
        deployment = (await self.provider.deployments())[0]
        raw = json.dumps(body).encode()
        reply = await self.provider.send(Call(deployment, endpoint, raw, stream=False))
        return json.loads(b"".join([piece async for piece in reply.pieces]))

    async def refusal(self, body, endpoint="messages"):
        with pytest.raises(ProviderError) as failed:
            await self.ask(body, endpoint)
        assert failed.value.status == 400
        error = json.loads(failed.value.body)["error"]
        assert error["type"] == "invalid_request_error"
        return error["message"]


@pytest.fixture
def anthropic():
    return Anthropic()


def body(text="x", **fields):
    made = MESSAGES.ask(text, **fields)
    return {name: value for name, value in made.items() if value is not ...}


def turns(*messages):
    return body(messages=list(messages))


def use(call_id="toolu_1", **more):
    block = {"type": "tool_use", "id": call_id, "name": "weather", "input": {}, **more}
    return {"role": "assistant", "content": [block]}


def result(call_id="toolu_1", *others):
    block = {"type": "tool_result", "tool_use_id": call_id, "content": "21"}
    return {"role": "user", "content": [*others, block]}


OBJECT = {"type": "object", "properties": {}}

REFUSED = [
    (body(foo=1), "foo: Extra inputs are not permitted"),
    (body(max_tokens=...), "max_tokens: Field required"),
    (body(max_tokens=0), "max_tokens: Input should be greater than or equal to 1"),
    (body(max_tokens=99_999), "max_tokens: 99999 > 64000"),
    (body(temperature=1.1), "temperature: Input should be less than or equal to 1"),
    (body(temperature=-0.1), "temperature: Input should be greater than or equal to 0"),
    (body(stop_sequences=[" "]), "stop_sequences: each stop sequence must contain non-whitespace"),
    (body(messages=[]), "messages: at least one message is required"),
    (turns({"role": "system", "content": "x"}, USER), 'Unexpected role "system"'),
    (turns({"role": "tool", "content": "x"}), 'Unexpected role "tool"'),
    (turns({"role": "assistant", "content": "x"}), 'first message must use the "user" role'),
    (
        turns({"role": "user", "content": [{"type": "text", "text": ""}]}),
        "text content blocks must be non-empty",
    ),
    (turns({"role": "user", "content": ""}), "all messages must have non-empty content"),
    (turns({"role": "user", "content": " \n"}), "must contain non-whitespace text"),
    (turns({"role": "user", "content": []}), "all messages must have non-empty content"),
    (turns(USER, {"role": "assistant", "content": "x "}), "cannot end with trailing whitespace"),
    (
        turns({"role": "user", "content": [{"type": "text", "text": "x", "foo": 1}]}),
        "messages.0.content.0.text.foo: Extra inputs are not permitted",
    ),
    (
        turns({"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}),
        "Input tag 'image_url' found using 'type' does not match any of the expected tags",
    ),
    (turns(USER, use()), "`tool_use` ids were found without `tool_result` blocks immediately"),
    (turns(USER, use(), USER), "without `tool_result` blocks immediately after: toolu_1"),
    (turns(USER, result()), "unexpected `tool_use_id` found in `tool_result` blocks: toolu_1"),
    (turns(USER, use(), USER, result()), "`tool_use` ids were found without"),
    (
        turns(USER, use(), result("toolu_1", {"type": "text", "text": "first"})),
        "`tool_use` ids were found without `tool_result` blocks immediately",
    ),
    (turns(USER, use(), result(), result()), "each tool_use must have a single result"),
    (turns(USER, use(), result(), use(), result()), "`tool_use` ids must be unique"),
    (turns(USER, use("call|1"), result("call|1")), "should match pattern '^[a-zA-Z0-9_-]+$'"),
    (turns({"role": "user", "content": use()["content"]}), "can only be in `assistant` messages"),
    (turns(USER, {"role": "assistant", "content": result()["content"]}), "can only be in `user`"),
    (body(tools=[{**TOOL, "name": "날씨"}]), "tools.0.custom.name: String should match pattern"),
    (body(tools=[TOOL, TOOL]), "tools: Tool names must be unique."),
    (
        body(tools=[{"name": "weather", "input_schema": {"properties": {}}}]),
        "tools.0.custom.input_schema.type: Field required",
    ),
    (
        body(tools=[{"name": "weather", "input_schema": {"type": "object", "anyOf": []}}]),
        "does not support oneOf, allOf, or anyOf at the top level",
    ),
    (
        body(tools=[{"type": "function", "function": {"name": "weather", "parameters": OBJECT}}]),
        "tools.0",
    ),
    (body(tool_choice={"type": "any"}), "may only be specified while providing tools"),
    (body(tool_choice="auto", tools=[TOOL]), "tool_choice: "),
    (body(tool_choice={"type": "tool", "name": "x"}, tools=[TOOL]), "Tool 'x' not found"),
    (
        body(output_config={"format": {"type": "json_schema", "schema": OBJECT}}),
        "'additionalProperties' must be explicitly set to false",
    ),
    (
        body(
            output_config={
                "format": {"type": "json_schema", "schema": {"type": "integer", "minimum": 1}}
            }
        ),
        "For 'integer' type, properties minimum are not supported",
    ),
    (body(response_format={"type": "json_object"}), "response_format: Extra inputs"),
    (
        body(thinking={"type": "enabled", "budget_tokens": 100}),
        "budget_tokens: Input should be greater than or equal to 1024",
    ),
    (
        body(thinking={"type": "enabled", "budget_tokens": 2_000}, max_tokens=2_000),
        "`max_tokens` must be greater than `thinking.budget_tokens`",
    ),
    (
        body(thinking={"type": "adaptive"}, temperature=0.5),
        "`temperature` may only be set to 1 when thinking is enabled",
    ),
    (
        body(thinking={"type": "adaptive"}, tools=[TOOL], tool_choice={"type": "any"}),
        "Thinking may not be enabled when tool_choice forces tool use.",
    ),
    (
        body(
            system=[
                {"type": "text", "text": str(n), "cache_control": {"type": "ephemeral"}}
                for n in range(5)
            ]
        ),
        "A maximum of 4 blocks with cache_control may be provided. Found 5.",
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSED, ids=[message for _, message in REFUSED])
async def test_what_anthropic_refuses_is_refused(anthropic, asked, message):
    assert message in await anthropic.refusal(asked)


async def test_a_model_that_is_not_there_is_not_found(anthropic):
    with pytest.raises(ProviderError) as failed:
        await anthropic.ask(body(model="gpt-0"))
    assert failed.value.status == 404
    assert json.loads(failed.value.body)["error"]["type"] == "not_found_error"


async def test_results_of_parallel_calls_may_come_in_two_user_messages(anthropic):
    calls = {"role": "assistant", "content": use("a")["content"] + use("b")["content"]}
    answer = await anthropic.ask(turns(USER, calls, result("a"), result("b")))
    assert answer["content"][0]["text"] == "The tools say: weather = 21; weather = 21"


async def test_a_stop_sequence_is_named(anthropic):
    answer = await anthropic.ask(body("#say one two three", stop_sequences=["zzz", "two"]))
    assert answer["content"][0]["text"] == "one "
    assert (answer["stop_reason"], answer["stop_sequence"]) == ("stop_sequence", "two")


async def test_tokens_are_counted_as_they_are_charged(anthropic):
    asked = {"model": "scripted-small", "messages": [USER], "system": "Be brief.", "tools": [TOOL]}
    counted = await anthropic.ask(asked, "messages/count_tokens")
    answer = await anthropic.ask({**asked, "max_tokens": 9})
    assert counted == {"input_tokens": answer["usage"]["input_tokens"]}
    assert anthropic.provider.ledger[0].cost_micros == 0


async def test_a_count_takes_nothing_that_is_only_for_answers(anthropic):
    message = await anthropic.refusal(body(), "messages/count_tokens")
    assert "Extra inputs are not permitted" in message


# --- thinking ----------------------------------------------------------------------------

ASKED = "#think 생각: it is cold\nweather"


@pytest.fixture
async def turn(anthropic):
    """A turn in which the model thought, and called a tool."""
    answer = await anthropic.ask(body(ASKED, tools=[TOOL]))
    assert [block["type"] for block in answer["content"]] == ["thinking", "tool_use"]
    assert answer["content"][0]["thinking"] == "생각: it is cold"
    return answer["content"]


def next_turn(content):
    call_id = content[-1]["id"]
    messages = [{"role": "user", "content": ASKED}, {"role": "assistant", "content": content}]
    return body(messages=[*messages, result(call_id)], tools=[TOOL])


async def test_thought_that_comes_back_as_it_went_out_is_taken(anthropic, turn):
    answer = await anthropic.ask(next_turn(turn))
    assert answer["content"][-1]["text"] == "The tools say: weather = 21"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"thinking": "it is warm"}, "Invalid `signature` in `thinking` block"),
        ({"signature": "c2lnbmVk"}, "Invalid `signature` in `thinking` block"),
        ({"signature": "not base64!"}, "Invalid `signature` in `thinking` block"),
        ({"signature": ...}, "messages.1.content.0.thinking.signature: Field required"),
        ({"text": "more"}, "messages.1.content.0.thinking.text: Extra inputs"),
    ],
    ids=str,
)
async def test_thought_that_comes_back_changed_is_refused(anthropic, turn, change, message):
    thought = {**turn[0], **change}
    thought = {name: value for name, value in thought.items() if value is not ...}
    assert message in await anthropic.refusal(next_turn([thought, turn[1]]))


async def test_a_call_that_comes_back_without_its_thought_is_refused(anthropic, turn):
    message = await anthropic.refusal(next_turn(turn[1:]))
    assert "Expected `thinking` or `redacted_thinking`, but found `tool_use`" in message


async def test_thought_may_be_left_out_where_thinking_is_off(anthropic, turn):
    asked = {**next_turn(turn[1:]), "thinking": {"type": "disabled"}}
    answer = await anthropic.ask(asked)
    assert [block["type"] for block in answer["content"]] == ["text"]


async def test_earlier_thought_may_be_left_out(anthropic, turn):
    messages = next_turn(turn[1:])["messages"]
    messages += [{"role": "assistant", "content": "21"}, {"role": "user", "content": "#think so"}]
    answer = await anthropic.ask(body(messages=messages, tools=[TOOL]))
    assert answer["content"][0]["thinking"] == "so"


async def test_hidden_thought_comes_back_as_it_went_out_or_not_at_all(anthropic):
    answer = await anthropic.ask(body("#hide secret\n#say ok"))
    hidden, said = answer["content"]
    assert hidden["type"] == "redacted_thinking"
    assert "secret" not in hidden["data"]
    messages = [USER, {"role": "assistant", "content": [hidden, said]}, USER]
    await anthropic.ask(turns(*messages))
    hidden["data"] = "c2VjcmV0"
    assert "Invalid `data` in `redacted_thinking`" in await anthropic.refusal(turns(*messages))


async def test_who_asks_for_thinking_gets_some(anthropic):
    answer = await anthropic.ask(body(thinking={"type": "enabled", "budget_tokens": 1_024}))
    assert answer["content"][0]["thinking"]
    omitted = await anthropic.ask(body(thinking={"type": "adaptive", "display": "omitted"}))
    thought, _ = omitted["content"]
    assert thought["thinking"] == ""
    assert thought["signature"]
    messages = [USER, {"role": "assistant", "content": omitted["content"]}, USER]
    await anthropic.ask(turns(*messages))
