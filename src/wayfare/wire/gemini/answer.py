"""A whole answer in Gemini's wire, decoded and encoded."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

import msgspec
from msgspec import Raw

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import Choice, Finish, Part, Thinking, ToolCall, WholeAnswer
from wayfare.wire.gemini.conversation import Content
from wayfare.wire.gemini.parts import GeminiPart, read_parts, write_part
from wayfare.wire.gemini.reply import (
    Candidate,
    call_id,
    finish_of,
    read_logprobs,
    read_response,
    stem_of,
    usage_of,
)
from wayfare.wire.wire import Heading

#: How Gemini says why it ended. What it cannot say reads as a failure.
REASONS = {
    Finish.STOP: "STOP",
    Finish.STOP_SEQUENCE: "STOP",
    Finish.TOOLS: "STOP",
    Finish.LENGTH: "MAX_TOKENS",
    Finish.FILTER: "SAFETY",
    Finish.REFUSAL: "PROHIBITED_CONTENT",
    Finish.PAUSE: "OTHER",
}

_encode = msgspec.json.Encoder().encode


def read_answer(body: bytes) -> WholeAnswer | None:
    """Decode a whole answer; None where it is none, or one that failed."""
    response = read_response(body)
    if response is None:
        return None
    stem = stem_of(response.response_id, body)
    candidates = sorted(response.indexed(), key=lambda each: each[0])
    try:
        choices = [_choice(candidate, stem, index) for index, candidate in candidates]
    except ValueError:
        return None
    return WholeAnswer(
        id=response.response_id or stem,
        model=response.model_version or "",
        choices=tuple(choices) or (Choice((), Finish.FILTER),),
        usage=usage_of(response.usage_metadata),
        created=read_time(response.create_time),
    )


def _choice(candidate: Candidate, stem: str, index: int) -> Choice:
    numbers = count()
    parts = tuple(read_parts(candidate.parts, lambda: call_id(stem, index, next(numbers))))
    calls = any(isinstance(part, ToolCall) for part in parts)
    reason = candidate.finish_reason
    return Choice(
        parts,
        None if reason is None else finish_of(reason, calls),
        logprobs=read_logprobs(candidate.logprobs_result),
    )


def write_answer(answer: WholeAnswer, heading: Heading) -> bytes:
    """Encode a whole answer."""
    body: dict[str, object] = {"candidates": list(map(_candidate, answer.choices, count()))}
    if answer.usage is not None:
        body["usageMetadata"] = write_usage(answer.usage)
    if answer.model:
        body["modelVersion"] = answer.model
    if answer.created is not None:
        body["createTime"] = write_time(answer.created)
    body["responseId"] = answer.id or heading.id
    return _encode(body)


def _candidate(choice: Choice, index: int) -> dict[str, object]:
    candidate: dict[str, object] = {"content": Content("model", list(write_parts(choice.parts)))}
    if choice.finish is not None:
        candidate["finishReason"] = REASONS[choice.finish]
    candidate["index"] = index
    if choice.logprobs is not None:
        candidate["logprobsResult"] = write_logprobs(choice.logprobs)
    return candidate


def write_parts(parts: tuple[Part, ...]) -> Iterator[GeminiPart]:
    """Write what a model said. Another maker's thought is shown, but not signed."""
    for part in parts:
        written = write_part(part, lambda _: None)
        if written is not None:
            yield written
        elif isinstance(part, Thinking) and part.text:
            yield GeminiPart(text=part.text, thought=True)


def write_usage(usage: Usage) -> dict[str, object]:
    """Write what was counted."""
    counted: dict[str, object] = {
        "promptTokenCount": usage.input_tokens,
        "candidatesTokenCount": usage.output_tokens - usage.reasoning_tokens,
        "totalTokenCount": usage.input_tokens + usage.output_tokens,
    }
    if usage.cached_tokens:
        counted["cachedContentTokenCount"] = usage.cached_tokens
    if usage.reasoning_tokens:
        counted["thoughtsTokenCount"] = usage.reasoning_tokens
    if audio := usage.audio_input_tokens:
        counted["promptTokensDetails"] = _modalities(usage.input_tokens, audio)
    if audio := usage.audio_output_tokens:
        text = usage.output_tokens - usage.reasoning_tokens
        counted["candidatesTokensDetails"] = _modalities(text, audio)
    return counted


def _modalities(tokens: int, audio: int) -> list[dict[str, object]]:
    return [
        {"modality": "TEXT", "tokenCount": tokens - audio},
        {"modality": "AUDIO", "tokenCount": audio},
    ]


class _Logprob(msgspec.Struct):
    token: str
    logprob: Raw
    top_logprobs: list["_Logprob"] = []


def write_logprobs(logprobs: Raw) -> dict[str, object]:
    """Write OpenAI's list as Google has it."""
    rows = msgspec.json.decode(logprobs, type=list[_Logprob])
    return {
        "chosenCandidates": [_token(row) for row in rows],
        "topCandidates": [
            {"candidates": [_token(top) for top in row.top_logprobs]} for row in rows
        ],
    }


def _token(row: _Logprob) -> dict[str, object]:
    return {"token": row.token, "logProbability": row.logprob}


def read_time(written: str | None) -> int | None:
    """Unix time in seconds; None where it cannot be told."""
    try:
        return int(datetime.fromisoformat(written).timestamp()) if written else None
    except ValueError:
        return None


def write_time(seconds: int) -> str:
    """A time as Google writes it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
