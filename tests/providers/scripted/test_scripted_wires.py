"""The scripted provider says the same in every wire, whole and streamed, and counts it."""

import json
from pathlib import Path

import pytest

import wayfare.providers.scripted
from dialects import CHAT, DIALECTS, GEMINI, MESSAGES, RESPONSES, Dialect
from wayfare.domain.errors import ProviderError, StreamCutError
from wayfare.ports import Call
from wayfare.providers.scripted import Ending, scripted_providers
from wayfare.providers.scripted.directives import _DIRECTIVES, Fault

SCHEMA = {
    "type": "object",
    "properties": {"도시": {"type": "string"}, "days": {"type": "integer"}},
    "required": ["도시", "days"],
    "additionalProperties": False,
}


class Speaker:
    """Asks one scripted provider in its own wire."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.provider = next(p for p in scripted_providers() if p.name == dialect.provider)

    async def send(self, body, *, stream=False, endpoint=None):
        deployment = (await self.provider.deployments())[0]
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        where = endpoint or self.dialect.endpoint(stream)
        return await self.provider.send(Call(deployment, where, raw, stream))

    async def raw(self, text, *, stream=False, **fields):
        body = self.dialect.ask(text, stream=stream, **fields)
        reply = await self.send(body, stream=stream)
        return b"".join([piece async for piece in reply.pieces])

    async def said(self, text, *, stream=False, **fields):
        raw = await self.raw(text, stream=stream, **fields)
        if stream:
            assert raw.endswith(self.dialect.last)
            return self.dialect.read_stream(raw)
        return self.dialect.read(raw)


@pytest.fixture(params=DIALECTS, ids=lambda dialect: dialect.wire)
def speaker(request):
    return Speaker(request.param)


async def read_until_cut(reply):
    """What came before the stream was cut; that it is cut is a must."""
    raw = b""
    while True:
        try:
            raw += await anext(reply.pieces)
        except StreamCutError:
            return raw


PROMPTS = (
    "안녕, 세계 🧭",
    "#words 40",
    "#say  two  blanks\n#say and a line",
    '#say "quotes" and \\ and \x7f',
    "#refuse",
    "대한민국의 수도는 어디야?",
    "#say cut\n#filter",
)


@pytest.mark.parametrize("prompt", PROMPTS)
async def test_a_text_is_the_same_in_every_wire_whole_and_streamed(speaker, prompt):
    expected = await Speaker(CHAT).said(prompt)
    whole = await speaker.said(prompt)
    streamed = await speaker.said(prompt, stream=True)
    assert whole.text == streamed.text == expected.text != ""
    assert whole == streamed
    assert (whole.input_tokens, whole.output_tokens) == (
        expected.input_tokens,
        expected.output_tokens,
    )


async def test_parallel_calls_are_the_same_in_every_wire(speaker):
    async def ask(one, stream):
        tools = [one.dialect.tool(name, SCHEMA) for name in ("weather", "calendar", "unnamed")]
        return await one.said("weather and calendar, please", stream=stream, tools=tools)

    expected = await ask(Speaker(CHAT), stream=False)
    for stream in (False, True):
        said = await ask(speaker, stream)
        assert said.calls == expected.calls
        assert [name for name, _ in said.calls] == ["weather", "calendar"]
        assert all(not str(given["도시"]).isascii() for _, given in said.calls)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    "lines",
    [
        "Hi",
        "#words 30\n#tokens input=900 cached=400 reasoning=50",
        "#think one two three",
        "#hide deep",
        "#refuse",
    ],
)
async def test_the_ledger_has_what_the_answer_says(speaker, lines, stream):
    said = await speaker.said(lines, stream=stream)
    (row,) = speaker.provider.ledger
    assert row.ending is Ending.WHOLE
    assert (row.input_tokens, row.output_tokens) == (said.input_tokens, said.output_tokens)
    assert (row.cached_tokens, row.reasoning_tokens) == (said.cached_tokens, said.reasoning_tokens)


async def test_what_was_written_to_the_cache_is_counted_apart(speaker):
    if speaker.dialect is GEMINI:
        with pytest.raises(ProviderError, match="cache_write"):
            await speaker.raw("Hi\n#tokens cache_write=5")
        return
    await speaker.raw("Hi\n#tokens input=100 cached=20 cache_write=5")
    (row,) = speaker.provider.ledger
    assert (row.input_tokens, row.cached_tokens, row.cache_write_tokens) == (100, 20, 5)


@pytest.mark.parametrize("stream", [False, True])
async def test_no_usage_is_no_usage_in_every_wire(speaker, stream):
    said = await speaker.said("Hi\n#fault no_usage", stream=stream)
    assert (said.input_tokens, said.output_tokens) == (None, None)


@pytest.mark.parametrize("cut", [1, 4])
async def test_a_cut_stream_never_ends_well(speaker, cut):
    body = speaker.dialect.ask(f"#words 20\n#fault cut={cut}", stream=True)
    reply = await speaker.send(body, stream=True)
    said = speaker.dialect.read_stream(await read_until_cut(reply))
    assert len(said.text.split()) == cut
    assert said.ending is None
    (row,) = speaker.provider.ledger
    assert (row.ending, row.deltas_sent, row.output_tokens) == (Ending.CUT, cut, cut)


ERRORS = {
    "openai": {400: "invalid_request_error", 429: "requests", 500: "server_error"},
    "responses": {400: "invalid_request_error", 429: "requests", 500: "server_error"},
    "anthropic": {
        400: "invalid_request_error",
        401: "authentication_error",
        403: "permission_error",
        404: "not_found_error",
        413: "request_too_large",
        429: "rate_limit_error",
        500: "api_error",
        529: "overloaded_error",
    },
    "gemini": {
        400: "INVALID_ARGUMENT",
        401: "UNAUTHENTICATED",
        403: "PERMISSION_DENIED",
        404: "NOT_FOUND",
        429: "RESOURCE_EXHAUSTED",
        500: "INTERNAL",
        503: "UNAVAILABLE",
    },
}


@pytest.mark.parametrize(
    ("dialect", "status", "kind"),
    [(d, status, kind) for d in DIALECTS for status, kind in ERRORS[d.wire].items()],
    ids=lambda value: getattr(value, "wire", value),
)
async def test_an_error_has_its_wires_own_shape(dialect, status, kind):
    with pytest.raises(ProviderError) as failed:
        await Speaker(dialect).raw(f"Hi\n#fault status={status} retry_after=3")
    assert (failed.value.status, failed.value.provider) == (status, dialect.provider)
    assert failed.value.retry_after == "3"
    body = json.loads(failed.value.body)
    error = body["error"]
    assert error["message"]
    if dialect is GEMINI:
        assert (error["code"], error["status"]) == (status, kind)
        assert error["details"][0]["retryDelay"] == "3s"
    else:
        assert error["type"] == kind
    if dialect is MESSAGES:
        assert body["type"] == "error"
        assert body["request_id"].startswith("req_")


IN_STREAM = {
    "error_event": {
        CHAT: b'data: {"error":{"message":',
        RESPONSES: b'event: error\ndata: {"type":"error","sequence_number":',
        MESSAGES: b'event: error\ndata: {"type":"error","error":{"type":"overloaded_error"',
        GEMINI: b'data: {"error":{"code":503,',
    },
    "failed": {
        CHAT: b'data: {"error":{"message":',
        RESPONSES: b'event: response.failed\ndata: {"type":"response.failed"',
        MESSAGES: b'event: error\ndata: {"type":"error","error":{"type":"api_error"',
        GEMINI: b'data: {"error":{"code":500,',
    },
}


@pytest.mark.parametrize("fault", IN_STREAM)
async def test_an_error_in_the_midst_has_its_wires_own_shape(speaker, fault):
    raw = await speaker.raw(f"#words 9\n#fault {fault}=2", stream=True)
    last = raw.replace(b"\r\n", b"\n").removesuffix(b"\n\n").rpartition(b"\n\n")[2]
    assert last.startswith(IN_STREAM[fault][speaker.dialect])
    assert speaker.dialect.read_stream(raw).ending is None
    assert speaker.provider.ledger[0].ending is Ending.CUT


async def test_nonsense_is_no_json_in_any_wire(speaker):
    with pytest.raises(json.JSONDecodeError):
        await speaker.said("Hi\n#fault malformed=1", stream=True)


ENDINGS = {
    "#say x": ("stop", "completed", "end_turn", "STOP"),
    "#refuse": ("stop", "completed", "refusal", "SAFETY"),
    "#say x\n#filter": ("content_filter", "content_filter", "refusal", "SAFETY"),
}


@pytest.mark.parametrize("prompt", ENDINGS)
@pytest.mark.parametrize("stream", [False, True])
async def test_each_wire_has_its_word_for_the_end(speaker, prompt, stream):
    expected = ENDINGS[prompt][DIALECTS.index(speaker.dialect)]
    assert (await speaker.said(prompt, stream=stream)).ending == expected


@pytest.mark.parametrize("dialect", [CHAT, RESPONSES], ids=lambda dialect: dialect.wire)
async def test_a_blocked_prompt_is_refused_by_openai(dialect):
    with pytest.raises(ProviderError) as failed:
        await Speaker(dialect).raw("#block")
    assert json.loads(failed.value.body)["error"]["code"] == "invalid_prompt"


@pytest.mark.parametrize("stream", [False, True])
async def test_a_blocked_prompt_gets_no_words_from_the_others(stream):
    raw = await Speaker(GEMINI).raw("#block", stream=stream)
    assert b'"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}' in raw
    assert b"candidates" not in raw
    said = await Speaker(MESSAGES).said("#block", stream=stream)
    assert (said.text, said.ending) == ("", "refusal")


async def test_each_provider_says_which_wire_it_speaks(speaker):
    deployments = await speaker.provider.deployments()
    assert {d.wires for d in deployments} == {(speaker.dialect.wire,)}
    assert {d.provider for d in deployments} == {speaker.dialect.provider}


async def test_the_names_of_all_deployments_differ():
    names = [d.name for p in scripted_providers() for d in await p.deployments()]
    assert len(set(names)) == len(names)


def test_the_provider_shares_no_reading_of_a_wire_with_what_it_tests():
    folder = Path(wayfare.providers.scripted.__file__).parent
    sources = {path: path.read_text("utf-8") for path in folder.rglob("*.py")}
    assert len(sources) > 30
    imports = [path.name for path, text in sources.items() if "import" in text]
    assert imports
    assert [p.name for p, text in sources.items() if "from wayfare.wire" in text] == []


def test_every_directive_and_fault_is_on_the_page():
    page = Path(__file__).parents[3] / "docs" / "reference" / "scripted.md"
    text = page.read_text("utf-8")
    faults = [name for name in Fault.__struct_encode_fields__ if name != "after"]
    assert [name for name in _DIRECTIVES if f"`{name}" not in text] == []
    assert [
        name for name in faults if f"#fault {name}" not in text and f" {name}=" not in text
    ] == []
