"""The bytes of an answer, whole or as a stream of events, as Gemini writes them.

A call comes in one piece, and every piece says what was counted so far.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from zlib import crc32

import msgspec

from wayfare.domain.usage import Usage
from wayfare.providers.scripted.answers import Answer, Choice
from wayfare.providers.scripted.gemini.errors import word_for
from wayfare.providers.scripted.gemini.rules import MAKER
from wayfare.providers.scripted.ledger import Ending
from wayfare.providers.scripted.requests import ChatRequest, encode_json
from wayfare.providers.scripted.seals import seal
from wayfare.providers.scripted.tongue import Event
from wayfare.providers.scripted.toolcalls import ToolCall

Json = dict[str, object]

FINISH_REASONS = {
    "stop": "STOP",
    "length": "MAX_TOKENS",
    "tool_calls": "STOP",
    "content_filter": "SAFETY",
}

#: A piece of a candidate: its parts, what it says of itself beside them, and its tokens.
Piece = tuple[list[Json], Json, int]


@dataclass(frozen=True, slots=True)
class ContentFrame:
    """What all pieces of one answer share.

    `signs` is whether thought is signed, `tells_thought` whether it is told as well,
    `gives_ids` whether calls have ids.
    """

    response_id: str
    request: ChatRequest
    tells_thought: bool = False
    signs: bool = False
    gives_ids: bool = False
    no_usage: bool = False

    nonsense = b'data: {"candidates": [{"content": {"parts": [{"te\r\n\r\n'

    def whole(self, answer: Answer) -> bytes:
        """The body of an answer that is not streamed."""
        if answer.choices[0].finish_reason == "blocked":
            return encode_json(self._blocked(answer))
        candidates: list[object] = []
        for index, choice in enumerate(answer.choices):
            parts: list[Json] = []
            if self.tells_thought and choice.thought:
                parts.append({"text": "".join(choice.thought), "thought": True})
            parts += self._call_parts(choice)
            if choice.tokens:
                parts.append({"text": choice.text, **self._signature(choice)})
            more = self._logprobs(choice.tokens)
            candidates.append(_candidate(index, parts, _finish(choice), more))
        return encode_json(self._body(candidates, answer.usage, answer.usage.output_tokens))

    def events(self, answer: Answer) -> Iterator[Event]:
        """The events of an answer that is streamed; the candidates take turns."""
        if answer.choices[0].finish_reason == "blocked":
            yield _event(self._blocked(answer))._replace(ending=Ending.WHOLE)
            return
        usage = answer.usage
        told = len(answer.choices[0].thought) if self.tells_thought else 0
        made = max(0, usage.reasoning_tokens - told)
        flows = [self._pieces(choice) for choice in answer.choices]
        for turn in zip_longest(*flows):
            for index, piece in enumerate(turn):
                if piece is not None:
                    parts, more, tokens = piece
                    made = min(made + tokens, usage.output_tokens)
                    body = self._body([_candidate(index, parts, None, more)], usage, made)
                    yield _event(body, tokens)
        for index, choice in enumerate(answer.choices):
            # a signature of what was only said comes last, with no words of its own
            parts = [{"text": "", **({} if choice.calls else self._signature(choice))}]
            body = self._body([_candidate(index, parts, _finish(choice), {})], usage, made)
            is_last = index == len(answer.choices) - 1
            yield _event(body)._replace(ending=Ending.WHOLE if is_last else None)

    def error_event(self, told: int) -> bytes:
        """An error in the stream: as a rule, too many ask at once."""
        return _error_event(503)

    def failed_event(self, told: int) -> bytes:
        """The other way to fail: by a fault of the server's own."""
        return _error_event(500)

    def _pieces(self, choice: Choice) -> Iterator[Piece]:
        for token in choice.thought if self.tells_thought else ():
            yield [{"text": token, "thought": True}], {}, 1
        for call, part in zip(choice.calls, self._call_parts(choice), strict=True):
            yield [part], {}, call.token_count
        for token in choice.tokens:
            yield [{"text": token}], self._logprobs([token]), 1

    def _call_parts(self, choice: Choice) -> list[Json]:
        """The calls; of several, the first alone is signed."""
        parts: list[Json] = []
        for place, call in enumerate(choice.calls):
            made = {"name": call.name, "args": _parse(call)}
            if self.gives_ids:
                made["id"] = call.id.removeprefix("call_")
            signed = {} if place else self._signature(choice, call.name)
            parts.append({"functionCall": made, **signed})
        return parts

    def _signature(self, choice: Choice, bound: str = "") -> Json:
        if not self.signs:
            return {}
        thought = "".join(choice.thought) or choice.hidden
        return {"thoughtSignature": seal(MAKER, thought, bound)}

    def _logprobs(self, tokens: list[str]) -> Json:
        if not self.request.logprobs or not tokens:
            return {}
        chosen = [_likelihood(token, 0) for token in tokens]
        mean = sum(-(crc32(t.encode()) % 1_000) / 10_000 for t in tokens) / len(tokens)
        result: Json = {"chosenCandidates": chosen}
        if others := self.request.top_logprobs:
            result["topCandidates"] = [
                {
                    "candidates": [
                        _likelihood(f"{token}~{rank}" if rank else token, rank)
                        for rank in range(others)
                    ]
                }
                for token in tokens
            ]
        return {"avgLogprobs": mean, "logprobsResult": result}

    def _blocked(self, answer: Answer) -> Json:
        body = self._body([], answer.usage, 0)
        del body["candidates"]
        return {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, **body}

    def _body(self, candidates: list[object], usage: Usage, made: int) -> Json:
        body: Json = {"candidates": candidates}
        if not self.no_usage:
            body["usageMetadata"] = usage_of(usage, made)
        body["modelVersion"] = self.request.model
        body["responseId"] = self.response_id
        return body


def usage_of(usage: Usage, made: int) -> Json:
    """A usage as Gemini writes it: thought is counted apart, and nothing is written as 0."""
    thought = min(usage.reasoning_tokens, made)
    counts = {
        "promptTokenCount": usage.input_tokens,
        "candidatesTokenCount": made - thought,
        "totalTokenCount": usage.input_tokens + made,
        "cachedContentTokenCount": usage.cached_tokens,
        "thoughtsTokenCount": thought,
    }
    body: Json = {name: count for name, count in counts.items() if count}
    body["promptTokensDetails"] = [{"modality": "TEXT", "tokenCount": usage.input_tokens}]
    return body


def _candidate(index: int, parts: list[Json], finish: str | None, more: Json) -> Json:
    candidate: Json = {}
    if parts:
        candidate["content"] = {"parts": parts, "role": "model"}
    if finish is not None:
        candidate["finishReason"] = finish
    return {**candidate, "index": index, **more}


def _finish(choice: Choice) -> str:
    if choice.is_refusal and choice.finish_reason == "stop":
        return "SAFETY"
    return FINISH_REASONS[choice.finish_reason]


def _likelihood(token: str, rank: int) -> Json:
    logprob = -(crc32(token.encode()) % 1_000) / 10_000 - rank
    return {"token": token, "tokenId": crc32(token.encode()) % 262_144, "logProbability": logprob}


def _parse(call: ToolCall) -> object:
    """The arguments as JSON; nothing of them where they were cut short."""
    try:
        msgspec.json.decode(call.arguments)
    except msgspec.DecodeError:
        return {}
    return msgspec.Raw(call.arguments.encode())


def _event(body: Json, tokens: int = 0) -> Event:
    return Event(b"data: " + encode_json(body) + b"\r\n\r\n", tokens)


def _error_event(status: int) -> bytes:
    word, message = word_for(status)
    return _event({"error": {"code": status, "message": message, "status": word}}).data
