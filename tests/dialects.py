"""How each wire asks the scripted provider, and how its answers are read: for tests alone.

Plain and small on purpose, so that neither the provider nor any translator is checked by
itself.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Said:
    """What an answer says, whatever its wire."""

    text: str = ""
    calls: list[tuple[str, Any]] = field(default_factory=list)
    thought: str = ""
    ending: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int = 0
    reasoning_tokens: int = 0


@dataclass(frozen=True)
class Dialect:
    """One wire: the provider that speaks it, and how.

    `last` is what a whole stream ends with, `ask` makes a body of a text and more fields,
    `tool` declares one of a name and a schema.
    """

    provider: str
    wire: str
    base: str
    last: bytes
    endpoint: Callable[[bool], str]
    ask: Callable[..., dict[str, Any]]
    tool: Callable[[str, dict[str, Any]], dict[str, Any]]
    read: Callable[[bytes], Said]
    read_stream: Callable[[bytes], Said]
    headers: tuple[tuple[str, str], ...] = ()


def events(raw: bytes) -> list[dict[str, Any]]:
    """The JSON of all events of a stream."""
    lines = raw.replace(b"\r\n", b"\n").split(b"\n")
    datas = [line[6:] for line in lines if line.startswith(b"data: ")]
    return [json.loads(data) for data in datas if data != b"[DONE]"]


# --- chat completions --------------------------------------------------------------------


def _chat(
    text: str, /, *, stream: bool = False, tools: Any = None, **fields: Any
) -> dict[str, Any]:
    body = {"model": "scripted-small", "messages": [{"role": "user", "content": text}]}
    more = {"stream_options": {"include_usage": True}} if stream else {}
    return {**body, "stream": stream, **more, **({"tools": tools} if tools else {}), **fields}


def _chat_tool(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "function", "function": {"name": name, "parameters": schema}}


def _chat_usage(said: Said, usage: dict[str, Any] | None) -> Said:
    if usage:
        said.input_tokens = usage["prompt_tokens"]
        said.output_tokens = usage["completion_tokens"]
        said.cached_tokens = usage["prompt_tokens_details"]["cached_tokens"]
        said.reasoning_tokens = usage["completion_tokens_details"]["reasoning_tokens"]
    return said


def _read_chat(raw: bytes) -> Said:
    body = json.loads(raw)
    (choice,) = body["choices"]
    message = choice["message"]
    calls = [
        (c["function"]["name"], json.loads(c["function"]["arguments"]))
        for c in message.get("tool_calls", ())
    ]
    said = Said(
        message["content"] or message["refusal"] or "",
        calls,
        message.get("reasoning_content", ""),
        choice["finish_reason"],
    )
    return _chat_usage(said, body.get("usage"))


def _read_chat_stream(raw: bytes) -> Said:
    said, calls = Said(), {}
    for event in events(raw):
        _chat_usage(said, event.get("usage"))
        for choice in event.get("choices", ()):
            delta = choice["delta"]
            said.text += delta.get("content") or delta.get("refusal") or ""
            said.thought += delta.get("reasoning_content", "")
            said.ending = choice["finish_reason"] or said.ending
            for call in delta.get("tool_calls", ()):
                named = calls.setdefault(call["index"], [call["function"].get("name"), ""])
                named[1] += call["function"]["arguments"]
    said.calls = [(name, json.loads(arguments)) for name, arguments in calls.values()]
    return said


# --- responses ---------------------------------------------------------------------------


def _responses(
    text: str, /, *, stream: bool = False, tools: Any = None, **fields: Any
) -> dict[str, Any]:
    body = {"model": "scripted-small", "input": text, "stream": stream}
    return {**body, **({"tools": tools} if tools else {}), **fields}


def _responses_tool(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "function", "name": name, "parameters": schema}


def _read_response(raw: bytes) -> Said:
    return _response(json.loads(raw))


def _response(body: dict[str, Any]) -> Said:
    said = Said(ending=(body["incomplete_details"] or {}).get("reason", body["status"]))
    for item in body["output"]:
        if item["type"] == "message":
            said.text += "".join(p.get("text") or p.get("refusal", "") for p in item["content"])
        elif item["type"] == "function_call":
            said.calls.append((item["name"], json.loads(item["arguments"])))
        elif item["type"] == "reasoning":
            said.thought += "".join(part["text"] for part in item["summary"])
    if usage := body["usage"]:
        said.input_tokens, said.output_tokens = usage["input_tokens"], usage["output_tokens"]
        said.cached_tokens = usage["input_tokens_details"]["cached_tokens"]
        said.reasoning_tokens = usage["output_tokens_details"]["reasoning_tokens"]
    return said


def _read_response_stream(raw: bytes) -> Said:
    """What the deltas say; and that must be what the last event says."""
    said, calls = Said(), {}
    found = events(raw)
    assert [event["sequence_number"] for event in found] == list(range(len(found)))
    for event in found:
        kind = event["type"]
        if kind in {"response.output_text.delta", "response.refusal.delta"}:
            said.text += event["delta"]
        elif kind == "response.reasoning_summary_text.delta":
            said.thought += event["delta"]
        elif kind == "response.function_call_arguments.delta":
            calls[event["output_index"]][1] += event["delta"]
        elif kind == "response.output_item.added" and event["item"]["type"] == "function_call":
            calls[event["output_index"]] = [event["item"]["name"], ""]
    said.calls = [(name, json.loads(arguments)) for name, arguments in calls.values()]
    last = found[-1]
    if last["type"] in {"response.completed", "response.incomplete"}:
        whole = _response(last["response"])
        assert (whole.text, whole.calls, whole.thought) == (said.text, said.calls, said.thought)
        return whole
    return said


# --- messages ----------------------------------------------------------------------------


def _messages(
    text: str, /, *, stream: bool = False, tools: Any = None, **fields: Any
) -> dict[str, Any]:
    body = {
        "model": "scripted-small",
        "max_tokens": 60_000,
        "messages": [{"role": "user", "content": text}],
        "stream": stream,
    }
    return {**body, **({"tools": tools} if tools else {}), **fields}


def _messages_tool(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "input_schema": schema}


def _messages_usage(said: Said, usage: dict[str, Any] | None) -> Said:
    if usage:
        cached = usage["cache_read_input_tokens"]
        written = usage["cache_creation_input_tokens"]
        said.input_tokens = usage["input_tokens"] + cached + written
        said.output_tokens, said.cached_tokens = usage["output_tokens"], cached
        said.reasoning_tokens = usage.get("output_tokens_details", {}).get("thinking_tokens", 0)
    return said


def _read_message(raw: bytes) -> Said:
    body = json.loads(raw)
    said = Said(ending=body["stop_reason"])
    for block in body["content"]:
        said.text += block.get("text", "")
        said.thought += block.get("thinking", "")
        if block["type"] == "tool_use":
            said.calls.append((block["name"], block["input"]))
    return _messages_usage(said, body.get("usage"))


def _read_message_stream(raw: bytes) -> Said:
    said, calls, open_blocks = Said(), {}, set()
    for event in events(raw):
        kind, index = event["type"], event.get("index")
        if kind == "message_start":
            _messages_usage(said, event["message"].get("usage"))
        elif kind == "content_block_start":
            open_blocks.add(index)
            if event["content_block"]["type"] == "tool_use":
                calls[index] = [event["content_block"]["name"], ""]
        elif kind == "content_block_delta":
            assert index in open_blocks
            delta = event["delta"]
            said.text += delta.get("text", "")
            said.thought += delta.get("thinking", "")
            if delta["type"] == "input_json_delta":
                calls[index][1] += delta["partial_json"]
        elif kind == "content_block_stop":
            open_blocks.remove(index)
        elif kind == "message_delta":
            said.ending = event["delta"]["stop_reason"]
            _messages_usage(said, event.get("usage"))
    said.calls = [(name, json.loads(arguments)) for name, arguments in calls.values()]
    return said


# --- generateContent ---------------------------------------------------------------------


def _gemini(
    text: str, /, *, stream: bool = False, tools: Any = None, **fields: Any
) -> dict[str, Any]:
    body = {"contents": [{"role": "user", "parts": [{"text": text}]}]}
    return {**body, **({"tools": [{"functionDeclarations": tools}]} if tools else {}), **fields}


def _gemini_tool(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "parametersJsonSchema": schema}


def _read_gemini(raw: bytes) -> Said:
    return _join_gemini([json.loads(raw)])


def _join_gemini(bodies: list[dict[str, Any]]) -> Said:
    said = Said()
    for body in bodies:
        for candidate in body.get("candidates", ()):
            said.ending = candidate.get("finishReason", said.ending)
            for part in candidate.get("content", {}).get("parts", ()):
                if "functionCall" in part:
                    call = part["functionCall"]
                    said.calls.append((call["name"], call["args"]))
                elif part.get("thought"):
                    said.thought += part["text"]
                else:
                    said.text += part["text"]
        if usage := body.get("usageMetadata"):
            said.input_tokens = usage["promptTokenCount"]
            said.reasoning_tokens = usage.get("thoughtsTokenCount", 0)
            said.output_tokens = usage.get("candidatesTokenCount", 0) + said.reasoning_tokens
            said.cached_tokens = usage.get("cachedContentTokenCount", 0)
    return said


CHAT = Dialect(
    "scripted",
    "openai",
    "/v1/",
    b"data: [DONE]\n\n",
    lambda stream: "chat/completions",
    _chat,
    _chat_tool,
    _read_chat,
    _read_chat_stream,
)
RESPONSES = Dialect(
    "scripted-responses",
    "responses",
    "/v1/",
    b'"metadata":{}}}\n\n',
    lambda stream: "responses",
    _responses,
    _responses_tool,
    _read_response,
    _read_response_stream,
)
MESSAGES = Dialect(
    "scripted-anthropic",
    "anthropic",
    "/v1/",
    b'event: message_stop\ndata: {"type":"message_stop"}\n\n',
    lambda stream: "messages",
    _messages,
    _messages_tool,
    _read_message,
    _read_message_stream,
    (("anthropic-version", "2023-06-01"),),
)
GEMINI = Dialect(
    "scripted-gemini",
    "gemini",
    "/v1beta/",
    b"}\r\n\r\n",
    lambda stream: (
        f"models/scripted-small:{'streamGenerateContent?alt=sse' if stream else 'generateContent'}"
    ),
    _gemini,
    _gemini_tool,
    _read_gemini,
    lambda raw: _join_gemini(events(raw)),
)

DIALECTS = (CHAT, RESPONSES, MESSAGES, GEMINI)
