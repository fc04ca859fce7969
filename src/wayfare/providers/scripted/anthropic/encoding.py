"""The bytes of an answer, whole or as a stream of events, as Anthropic writes them."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from wayfare.domain.usage import Usage
from wayfare.providers.scripted.answers import Answer, Choice
from wayfare.providers.scripted.anthropic.errors import KINDS
from wayfare.providers.scripted.anthropic.rules import MAKER
from wayfare.providers.scripted.ledger import Ending
from wayfare.providers.scripted.requests import encode_json
from wayfare.providers.scripted.seals import seal
from wayfare.providers.scripted.tongue import Event
from wayfare.providers.scripted.toolcalls import ToolCall

STOP_REASONS = {
    "stop": "end_turn",
    "length": "max_tokens",
    "tool_calls": "tool_use",
    "content_filter": "refusal",
    "blocked": "refusal",
}


@dataclass(frozen=True, slots=True)
class MessageFrame:
    """What all pieces of one message share."""

    message_id: str
    model: str
    omits_thought: bool = False
    no_usage: bool = False

    nonsense = b'event: content_block_delta\ndata: {"type":"content_block_delta","ind\n\n'

    def whole(self, answer: Answer) -> bytes:
        """The body of an answer that is not streamed."""
        choice = answer.choices[0]
        blocks: list[dict[str, object]] = []
        if choice.hidden:
            blocks.append(_redacted(choice))
        if choice.thought:
            thought = "".join(choice.thought)
            said = "" if self.omits_thought else thought
            blocks.append({"type": "thinking", "thinking": said, "signature": seal(MAKER, thought)})
        blocks += [_tool_use(call, _parse(call.arguments)) for call in choice.calls]
        if choice.tokens:
            blocks.append({"type": "text", "text": choice.text})
        message = self._message(blocks, _stop(choice))
        if not self.no_usage:
            message["usage"] = usage_of(answer.usage)
        return encode_json(message)

    def events(self, answer: Answer) -> Iterator[Event]:
        """The events of an answer that is streamed, each block after the other."""
        choice, usage = answer.choices[0], answer.usage
        message = self._message([], {"stop_reason": None, "stop_sequence": None})
        if not self.no_usage:
            message["usage"] = usage_of(usage, made=1)
        yield _event("message_start", {"message": message})
        index = -1
        for index, (opening, deltas) in enumerate(self._blocks(choice)):
            yield _event("content_block_start", {"index": index, "content_block": opening})
            if index == 0:
                yield _event("ping", {})
            for delta, tokens in deltas:
                yield _event("content_block_delta", {"index": index, "delta": delta}, tokens)
            yield _event("content_block_stop", {"index": index})
        closing: dict[str, object] = {"delta": {**_stop(choice)}}
        if not self.no_usage:
            counts = usage_of(usage)
            for name in ("service_tier", "cache_creation"):
                del counts[name]
            closing["usage"] = counts
        yield _event("message_delta", closing)
        yield _event("message_stop", {})._replace(ending=Ending.WHOLE)

    def error_event(self, told: int) -> bytes:
        """An error in the stream: as a rule, too many ask at once."""
        return _error_event(529)

    def failed_event(self, told: int) -> bytes:
        """The other way to fail: by a fault of the server's own."""
        return _error_event(500)

    def _message(
        self, blocks: list[dict[str, object]], stop: dict[str, object]
    ) -> dict[str, object]:
        return {
            "model": self.model,
            "id": self.message_id,
            "type": "message",
            "role": "assistant",
            "content": blocks,
            **stop,
        }

    def _blocks(
        self, choice: Choice
    ) -> Iterator[tuple[dict[str, object], Iterator[tuple[dict[str, object], int]]]]:
        """Each block as it opens, with its deltas and how many tokens each is worth."""
        if choice.hidden:
            yield _redacted(choice), iter(())
        if choice.thought:
            yield {"type": "thinking", "thinking": "", "signature": ""}, self._thought(choice)
        for call in choice.calls:
            yield _tool_use(call, {}), _arguments(call)
        if choice.tokens:
            yield {"type": "text", "text": ""}, _words(choice)

    def _thought(self, choice: Choice) -> Iterator[tuple[dict[str, object], int]]:
        for token in () if self.omits_thought else choice.thought:
            yield {"type": "thinking_delta", "thinking": token}, 1
        signature = seal(MAKER, "".join(choice.thought))
        yield {"type": "signature_delta", "signature": signature}, 0


def _words(choice: Choice) -> Iterator[tuple[dict[str, object], int]]:
    for token in choice.tokens:
        yield {"type": "text_delta", "text": token}, 1


def usage_of(usage: Usage, made: int | None = None) -> dict[str, object]:
    """A usage as Anthropic writes it: what was cached is counted apart."""
    written = usage.cache_write_tokens
    counts: dict[str, object] = {
        "input_tokens": usage.input_tokens - usage.cached_tokens - written,
        "cache_creation_input_tokens": written,
        "cache_read_input_tokens": usage.cached_tokens,
        "cache_creation": {"ephemeral_5m_input_tokens": written, "ephemeral_1h_input_tokens": 0},
        "output_tokens": usage.output_tokens if made is None else min(made, usage.output_tokens),
        "service_tier": "standard",
    }
    if usage.reasoning_tokens and made is None:
        counts["output_tokens_details"] = {"thinking_tokens": usage.reasoning_tokens}
    return counts


def _stop(choice: Choice) -> dict[str, object]:
    reason = STOP_REASONS[choice.finish_reason]
    if choice.stop_sequence is not None:
        reason = "stop_sequence"
    if choice.is_refusal and choice.finish_reason == "stop":
        reason = "refusal"
    stop: dict[str, object] = {"stop_reason": reason, "stop_sequence": choice.stop_sequence}
    if reason == "refusal":
        stop["stop_details"] = {"type": "refusal", "category": None, "explanation": None}
    return stop


def _redacted(choice: Choice) -> dict[str, object]:
    return {"type": "redacted_thinking", "data": seal(MAKER, choice.hidden, "data")}


def tool_id(call: ToolCall) -> str:
    """The call's id, with Anthropic's prefix."""
    return f"toolu_{call.id.removeprefix('call_')}"


def _tool_use(call: ToolCall, given: object) -> dict[str, object]:
    return {"type": "tool_use", "id": tool_id(call), "name": call.name, "input": given}


def _arguments(call: ToolCall) -> Iterator[tuple[dict[str, object], int]]:
    # the first delta is empty, and stands for the name
    yield {"type": "input_json_delta", "partial_json": ""}, 1
    for token in call.tokens:
        yield {"type": "input_json_delta", "partial_json": token}, 1


def _parse(arguments: str) -> object:
    """The arguments as JSON; nothing of them where they were cut short."""
    try:
        msgspec.json.decode(arguments)
    except msgspec.DecodeError:
        return {}
    return msgspec.Raw(arguments.encode())


def _event(name: str, body: dict[str, object], tokens: int = 0) -> Event:
    encoded = encode_json({"type": name, **body})
    return Event(b"event: " + name.encode() + b"\ndata: " + encoded + b"\n\n", tokens)


def _error_event(status: int) -> bytes:
    kind, message = KINDS[status]
    return _event("error", {"error": {"type": kind, "message": message}}).data
