"""The bytes of an answer, whole or as a stream of events, as OpenAI writes them.

Field order, nulls and the role-first delta are OpenAI's. The frame of a text delta is made
once for a stream, so that each token costs one short join.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from zlib import crc32

from wayfare.domain.usage import Usage
from wayfare.providers.scripted.answers import Answer, Choice
from wayfare.providers.scripted.ledger import Ending
from wayfare.providers.scripted.refusals import KNOWN_ERRORS, error_body
from wayfare.providers.scripted.requests import ChatRequest, encode_json
from wayfare.providers.scripted.tongue import CREATED, Event
from wayfare.providers.scripted.toolcalls import ToolCall

#: Text deltas are padded by a word whose length hides theirs, as OpenAI does.
PADDING = tuple(b',"obfuscation":"%b"}\n\n' % b"wayfarewayfarewa"[cut:] for cut in range(16))


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pieces of one completion share."""

    completion_id: str
    request: ChatRequest
    usage_inline: bool = False
    no_usage: bool = False

    nonsense = b'data: {"id":"chatcmpl-broken","object":"chat.completion.chu\n\n'

    def whole(self, answer: Answer) -> bytes:
        """The body of an answer that is not streamed."""
        return encode_completion(self, answer)

    def events(self, answer: Answer) -> Iterator[Event]:
        """The events of an answer that is streamed."""
        return encode_events(self, answer)

    def error_event(self, told: int) -> bytes:
        """An error in the stream."""
        return b"data: " + server_error() + b"\n\n"

    def failed_event(self, told: int) -> bytes:
        """The same: OpenAI has no other word for it."""
        return self.error_event(told)

    @property
    def has_usage_chunk(self) -> bool:
        """Whether the stream ends with a chunk for the usage alone."""
        options = self.request.stream_options
        wanted = options is not None and options.include_usage
        return wanted and not self.usage_inline and not self.no_usage

    @property
    def is_padded(self) -> bool:
        """Whether text deltas hide their length."""
        options = self.request.stream_options
        return options is None or options.include_obfuscation

    def head(self, kind: str) -> dict[str, object]:
        """The fields that open a completion or a chunk."""
        tier = self.request.service_tier
        return {
            "id": self.completion_id,
            "object": kind,
            "created": CREATED,
            "model": self.request.model,
            "service_tier": "default" if tier in {None, "auto"} else tier,
            "system_fingerprint": f"fp_{crc32(self.request.model.encode()):010x}",
        }


def server_error() -> bytes:
    """The error that OpenAI sends inside an answer that had begun well."""
    message, kind, code = KNOWN_ERRORS[500]
    return error_body(message, kind, None, code)


DONE = Event(b"data: [DONE]\n\n", ending=Ending.WHOLE)


def encode_completion(frame: Frame, answer: Answer) -> bytes:
    """The body of an answer that is not streamed."""
    body = frame.head("chat.completion")
    body["choices"] = [
        {
            "index": index,
            "message": _message(choice),
            "logprobs": logprobs_of(frame.request, choice.tokens, is_refusal=choice.is_refusal)
            if choice.tokens
            else None,
            "finish_reason": choice.finish_reason,
        }
        for index, choice in enumerate(answer.choices)
    ]
    if not frame.no_usage:
        body["usage"] = usage_of(answer.usage)
    # Here, unlike in chunks, OpenAI writes the tier and the fingerprint last.
    for name in ("service_tier", "system_fingerprint"):
        body[name] = body.pop(name)
    return encode_json(body)


def encode_events(frame: Frame, answer: Answer) -> Iterator[Event]:
    """The events of an answer that is streamed; the choices take turns."""
    head = frame.head("chat.completion.chunk")
    tail: dict[str, object] = {"usage": None} if frame.has_usage_chunk else {}
    usage = usage_of(answer.usage)
    for index, choice in enumerate(answer.choices):
        content = None if choice.calls or choice.is_refusal else ""
        opening: dict[str, object] = {"role": "assistant", "content": content, "refusal": None}
        yield _chunk(head, index, opening, tail)
    flows = [_deltas(frame, head, tail, index, c) for index, c in enumerate(answer.choices)]
    yield from _in_turns(flows)
    for index, choice in enumerate(answer.choices):
        is_last = index == len(answer.choices) - 1
        inline = is_last and frame.usage_inline and not frame.no_usage
        ending: dict[str, object] = {"usage": usage} if inline else tail
        yield _chunk(head, index, {}, ending, finish_reason=choice.finish_reason)
    if frame.has_usage_chunk:
        yield Event(_event({**head, "choices": [], "usage": usage}))
    yield DONE


def _in_turns(flows: list[Iterator[Event]]) -> Iterator[Event]:
    if len(flows) == 1:
        yield from flows[0]
        return
    for turn in zip_longest(*flows):
        yield from (event for event in turn if event is not None)


def _deltas(
    frame: Frame, head: dict[str, object], tail: dict[str, object], index: int, choice: Choice
) -> Iterator[Event]:
    for token in choice.thought:
        yield _chunk(head, index, {"reasoning_content": token}, tail, tokens=1)
    if choice.calls:
        yield from _tool_deltas(head, tail, index, choice.calls)
        return
    name = "refusal" if choice.is_refusal else "content"
    if frame.request.logprobs:
        for token in choice.tokens:
            logprobs = logprobs_of(frame.request, [token], is_refusal=choice.is_refusal)
            yield _chunk(head, index, {name: token}, tail, logprobs=logprobs, tokens=1)
        return
    mark = "\0"
    # The frame around a token: encoded once, with a mark where the token belongs.
    before, after = _event(
        {**head, "choices": [_choice(index, {name: mark}, None, None)], **tail}
    ).split(encode_json(mark))
    if not frame.is_padded:
        for token in choice.tokens:
            yield Event(before + encode_json(token) + after, 1)
        return
    padded = [after.removesuffix(b"}\n\n") + padding for padding in PADDING]
    for token in choice.tokens:
        text = encode_json(token)
        yield Event(before + text + padded[len(text) & 15], 1)


def _tool_deltas(
    head: dict[str, object], tail: dict[str, object], index: int, calls: list[ToolCall]
) -> Iterator[Event]:
    for place, call in enumerate(calls):
        opened = {"index": place, "id": call.id, "type": call.kind, call.kind: _spec(call, "")}
        yield _chunk(head, index, {"tool_calls": [opened]}, tail, tokens=1)
    for turn in zip_longest(*(call.tokens for call in calls)):
        for place, token in enumerate(turn):
            if token is not None:
                kind = calls[place].kind
                field = "arguments" if kind == "function" else "input"
                fragment = {"index": place, kind: {field: token}}
                yield _chunk(head, index, {"tool_calls": [fragment]}, tail, tokens=1)


def _chunk(
    head: dict[str, object],
    index: int,
    delta: dict[str, object],
    tail: dict[str, object],
    *,
    logprobs: object = None,
    finish_reason: str | None = None,
    tokens: int = 0,
) -> Event:
    choice = _choice(index, delta, logprobs, finish_reason)
    return Event(_event({**head, "choices": [choice], **tail}), tokens)


def _choice(
    index: int, delta: dict[str, object], logprobs: object, finish_reason: str | None
) -> dict[str, object]:
    return {"index": index, "delta": delta, "logprobs": logprobs, "finish_reason": finish_reason}


def _event(body: object) -> bytes:
    return b"data: " + encode_json(body) + b"\n\n"


def _message(choice: Choice) -> dict[str, object]:
    content = None if choice.calls or choice.is_refusal else choice.text
    message: dict[str, object] = {"role": "assistant", "content": content}
    if choice.thought:
        message["reasoning_content"] = "".join(choice.thought)
    if choice.calls:
        message["tool_calls"] = [
            {"id": call.id, "type": call.kind, call.kind: _spec(call, call.arguments)}
            for call in choice.calls
        ]
    message["refusal"] = choice.text if choice.is_refusal else None
    message["annotations"] = []
    return message


def _spec(call: ToolCall, arguments: str) -> dict[str, str]:
    field = "arguments" if call.kind == "function" else "input"
    return {"name": call.name, field: arguments}


def logprobs_of(request: ChatRequest, tokens: list[str], *, is_refusal: bool) -> object:
    """The logprobs of tokens, or None where they were not asked for."""
    if not request.logprobs:
        return None
    found = [_logprob(token, request.top_logprobs or 0) for token in tokens]
    return (
        {"content": None, "refusal": found} if is_refusal else {"content": found, "refusal": None}
    )


def _logprob(token: str, others: int) -> dict[str, object]:
    likely = {**_likelihood(token, 0)}
    ranked = [
        _likelihood(token if rank == 0 else f"{token}~{rank}", rank) for rank in range(others)
    ]
    return {**likely, "top_logprobs": ranked}


def _likelihood(token: str, rank: int) -> dict[str, object]:
    logprob = -(crc32(token.encode()) % 1_000) / 10_000 - rank
    return {"token": token, "logprob": logprob, "bytes": list(token.encode())}


def usage_of(usage: Usage) -> dict[str, object]:
    """A usage as OpenAI writes it."""
    prompt = {"cached_tokens": usage.cached_tokens, "audio_tokens": 0}
    if usage.cache_write_tokens:
        prompt["cache_write_tokens"] = usage.cache_write_tokens
    return {
        "prompt_tokens": usage.input_tokens,
        "completion_tokens": usage.output_tokens,
        "total_tokens": usage.input_tokens + usage.output_tokens,
        "prompt_tokens_details": prompt,
        "completion_tokens_details": {
            "reasoning_tokens": usage.reasoning_tokens,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }
