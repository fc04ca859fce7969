"""The scripted provider in Gemini's wire refuses what Gemini refuses."""

import json

import pytest

from dialects import GEMINI
from wayfare.domain.errors import ProviderError
from wayfare.ports import Call
from wayfare.providers.scripted import ScriptedProvider
from wayfare.providers.scripted.gemini.tongue import ContentTongue


class Gemini:
    """Asks, and reads answers and refusals."""

    def __init__(self) -> None:
        self.provider = ScriptedProvider(ContentTongue())

    async def ask(self, body, model="scripted-small"):
        deployment = (await self.provider.deployments())[0]
        raw = json.dumps(body).encode()
        call = Call(deployment, f"models/{model}:generateContent", raw, stream=False)
        reply = await self.provider.send(call)
        return json.loads(b"".join([piece async for piece in reply.pieces]))

    async def parts(self, body, model="scripted-small"):
        return (await self.ask(body, model))["candidates"][0]["content"]["parts"]

    async def refusal(self, body, model="scripted-small"):
        with pytest.raises(ProviderError) as failed:
            await self.ask(body, model)
        assert failed.value.status == 400
        error = json.loads(failed.value.body)["error"]
        assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
        return error["message"]


@pytest.fixture
def gemini():
    return Gemini()


def body(text="x", **fields):
    return GEMINI.ask(text, **fields)


def config(**fields):
    return body(generationConfig=fields)


def turns(*contents):
    return {"contents": [{"role": role, "parts": list(parts)} for role, *parts in contents]}


def tool(**fields):
    return body(tools=[{"name": "weather", **fields}])


USER = ("user", {"text": "x"})
CALL = {"functionCall": {"name": "weather", "args": {}}}
RESULT = {"functionResponse": {"name": "weather", "response": {"output": "21"}}}
STRINGS = {"type": "OBJECT", "properties": {"a": {"type": "STRING"}}}

REFUSED = [
    ({}, "contents is not specified"),
    (body(foo=1), 'Unknown name "foo": Cannot find field.'),
    (config(maxTokens=3), "Unknown name \"maxTokens\" at 'generation_config': Cannot find field."),
    (config(temperature=2.1), "the supported range is from 0 to 2"),
    (config(temperature="hot"), "Invalid value at 'generation_config.temperature' (TYPE_FLOAT)"),
    (config(topP=1.1), "the supported range is from 0 to 1"),
    (config(candidateCount=9), "the supported range is from 1 to 8"),
    (config(stopSequences=list("abcdef")), "at most 5 are supported"),
    (config(logprobs=2), "Logprobs can only be set when response_logprobs is true"),
    (config(responseSchema=STRINGS), "only allowed when response mime type"),
    (
        config(
            responseMimeType="application/json",
            responseSchema={"type": "OBJECT", "additionalProperties": False},
        ),
        "Unknown name \"additionalProperties\" at 'generation_config.response_schema'",
    ),
    (
        config(
            responseMimeType="application/json", responseSchema=STRINGS, responseJsonSchema=STRINGS
        ),
        "mutually exclusive",
    ),
    (turns(("assistant", {"text": "x"})), "Please use a valid role: user, model."),
    (turns(("system", {"text": "x"})), "Please use a valid role: user, model."),
    (turns(("user",)), "must not be empty"),
    (turns(("user", {})), "required oneof field 'data' must have one initialized field"),
    (turns(("user", {"text": "x", **CALL})), "oneof field 'data' is already set"),
    (
        turns(("user", {"inlineData": {"mimeType": "image/png", "data": "é"}})),
        "Base64 decoding failed",
    ),
    (turns(("model", CALL), ("user", RESULT)), "function call turn comes immediately after"),
    (turns(USER, ("user", RESULT)), "function response turn comes immediately after"),
    (turns(USER, ("model", CALL, CALL), ("user", RESULT)), "equal to the number of function call"),
    (turns(USER, ("model", CALL), USER), "equal to the number of function call parts"),
    (
        turns(
            USER,
            ("model", CALL),
            ("user", {"functionResponse": {"name": "other", "response": {}}}),
        ),
        "has the name of its function call",
    ),
    (
        turns(
            USER, ("model", CALL), ("user", {"functionResponse": {"name": "x", "response": "21"}})
        ),
        "Invalid value at 'contents[2].parts[0].function_response.response'",
    ),
    (tool(parameters={"type": "object", "$ref": "#"}), 'Unknown name "$ref" at \'tools[0]'),
    (tool(parameters={"type": ["string", "null"]}), "Proto field is not repeating"),
    (tool(parameters=STRINGS, parametersJsonSchema=STRINGS), "mutually exclusive"),
    (tool(name="날씨"), "Invalid function name"),
    (tool(inputSchema=STRINGS), 'Unknown name "inputSchema"'),
    (body(tools=[{"name": "a"}, {"name": "a"}]), "Duplicate function declaration found: a"),
    (
        body(
            tools=[{"name": "a"}],
            toolConfig={"functionCallingConfig": {"mode": "AUTO", "allowedFunctionNames": ["a"]}},
        ),
        "can only be set when function calling mode is ANY",
    ),
    (
        body(tools=[{"name": "a"}], generationConfig={"responseMimeType": "application/json"}),
        "Function calling with a response mime type: 'application/json' is unsupported",
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSED, ids=[message for _, message in REFUSED])
async def test_what_gemini_refuses_is_refused(gemini, asked, message):
    assert message in await gemini.refusal(asked)


async def test_a_model_that_is_not_there_is_not_found(gemini):
    with pytest.raises(ProviderError) as failed:
        await gemini.ask(body(), "gpt-0")
    assert failed.value.status == 404
    assert json.loads(failed.value.body)["error"]["status"] == "NOT_FOUND"


async def test_a_name_in_snake_case_is_the_same_name(gemini):
    parts = await gemini.parts(body("#words 9", generation_config={"max_output_tokens": 2}))
    assert parts == [{"text": "every road"}]


@pytest.mark.parametrize("order", ["propertyOrdering", "property_ordering"])
async def test_a_schema_of_googles_is_followed(gemini, order):
    schema = {**STRINGS, order: ["a"]}
    asked = config(responseMimeType="application/json", responseSchema=schema)
    (part,) = await gemini.parts(asked)
    assert isinstance(json.loads(part["text"])["a"], str)


async def test_only_allowed_tools_are_called(gemini):
    allowed = {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["b"]}}
    parts = await gemini.parts(body(tools=[{"name": "a"}, {"name": "b"}], toolConfig=allowed))
    assert [part["functionCall"]["name"] for part in parts] == ["b"]


async def test_logprobs_are_those_of_the_tokens(gemini):
    answer = await gemini.ask(config(responseLogprobs=True, logprobs=2))
    (candidate,) = answer["candidates"]
    chosen = candidate["logprobsResult"]["chosenCandidates"]
    assert "".join(row["token"] for row in chosen) == "You said: x"
    assert [len(r["candidates"]) for r in candidate["logprobsResult"]["topCandidates"]] == [2] * 4


# --- signatures --------------------------------------------------------------------------

ASKED = "#think it is cold\nweather and time"
TOOLS = [{"name": "weather"}, {"name": "time"}]


def next_turn(parts):
    calls = [part["functionCall"] for part in parts]
    results = [
        {
            "functionResponse": {
                "name": call["name"],
                "response": {"output": "21"},
                **({"id": call["id"]} if "id" in call else {}),
            }
        }
        for call in calls
    ]
    contents = turns(("user", {"text": ASKED}), ("model", *parts), ("user", *results))
    return {**contents, "tools": [{"functionDeclarations": TOOLS}]}


@pytest.fixture(params=["scripted-small", "scripted-thinker"])
def model(request):
    return request.param


@pytest.fixture
async def calls(gemini, model):
    """Two calls after thought: the first alone is signed."""
    parts = await gemini.parts(body(ASKED, tools=TOOLS), model)
    assert ["thoughtSignature" in part for part in parts] == [True, False]
    # the newer model alone gives ids
    assert ["id" in part["functionCall"] for part in parts] == [model == "scripted-thinker"] * 2
    return parts


async def test_calls_that_come_back_as_they_went_out_are_taken(gemini, model, calls):
    parts = await gemini.parts(next_turn(calls), model)
    assert parts[-1]["text"] == "The tools say: weather = 21; time = 21"


@pytest.mark.parametrize(
    ("signature", "message"),
    [
        (None, "Function call is missing a thought_signature in functionCall parts"),
        ("c2lnbmVk", "Thought signature is not valid."),
        ("é", "Base64 decoding failed"),
    ],
)
async def test_calls_whose_signature_was_changed_are_refused(
    gemini, model, calls, signature, message
):
    first = {**calls[0], "thoughtSignature": signature}
    if signature is None:
        del first["thoughtSignature"]
    assert message in await gemini.refusal(next_turn([first, calls[1]]), model)


async def test_a_signature_belongs_to_its_call(gemini, model, calls):
    moved = [{"functionCall": calls[0]["functionCall"]}, {**calls[1]}]
    moved[1]["thoughtSignature"] = calls[0]["thoughtSignature"]
    assert "missing a thought_signature" in await gemini.refusal(next_turn(moved), model)
    swapped = {**calls[1], "thoughtSignature": calls[0]["thoughtSignature"]}
    message = await gemini.refusal(next_turn([swapped, calls[0]]), model)
    assert message == "Thought signature is not valid."


async def test_googles_own_stand_in_is_taken_for_calls_of_other_models(gemini, model, calls):
    first = {**calls[0], "thoughtSignature": "skip_thought_signature_validator"}
    await gemini.parts(next_turn([first, calls[1]]), model)


async def test_thought_is_told_only_where_it_is_asked_for(gemini):
    parts = await gemini.parts(body("#think deep\n#say ok"))
    assert [part.get("thought") for part in parts] == [None]
    asked = body(
        "#think deep\n#say ok", generationConfig={"thinkingConfig": {"includeThoughts": True}}
    )
    thought, said = await gemini.parts(asked)
    assert (thought["text"], thought["thought"]) == ("deep", True)
    assert said["text"] == "ok"
    assert said["thoughtSignature"]
    await gemini.parts(turns(USER, ("model", thought, said), USER))
