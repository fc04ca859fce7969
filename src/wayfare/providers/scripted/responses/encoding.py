"""The bytes of a response, whole or as a stream of events, as OpenAI writes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from wayfare.domain.usage import Usage
from wayfare.providers.scripted.answers import Answer, Choice
from wayfare.providers.scripted.ledger import Ending
from wayfare.providers.scripted.models import THINKER
from wayfare.providers.scripted.refusals import KNOWN_ERRORS
from wayfare.providers.scripted.requests import encode_json
from wayfare.providers.scripted.responses.rules import MAKER
from wayfare.providers.scripted.responses.shapes import (
    CustomTool,
    FunctionTool,
    Json,
    NamespaceTool,
    PlainFormat,
    Reasoning,
    ResponsesRequest,
    TextConfig,
)
from wayfare.providers.scripted.seals import seal
from wayfare.providers.scripted.tongue import CREATED, Event
from wayfare.providers.scripted.toolcalls import ToolCall

PADDING = tuple("wayfarewayfarewa"[cut:] for cut in range(16))


@dataclass(frozen=True, slots=True)
class ResponseFrame:
    """What all pieces of one response share."""

    call_id: str
    asked: ResponsesRequest
    no_usage: bool = False

    nonsense = b'event: response.output_text.delta\ndata: {"type":"response.output_text.del\n\n'

    @property
    def response_id(self) -> str:
        """The response's id."""
        return f"resp_{self.call_id}"

    def whole(self, answer: Answer) -> bytes:
        """The body of an answer that is not streamed."""
        return encode_json(self.response(answer))

    def response(self, answer: Answer) -> Json:
        """The response at its end."""
        choice = answer.choices[0]
        reason = {"length": "max_output_tokens", "content_filter": "content_filter"}.get(
            choice.finish_reason
        )
        usage = None if self.no_usage else usage_of(answer.usage)
        status = "completed" if reason is None else "incomplete"
        return self._response(status, self.items(answer), usage, reason)

    def items(self, answer: Answer) -> list[Json]:
        """The items of the output."""
        choice = answer.choices[0]
        items = [self._reasoning(choice, self._summary(choice))] if self._thinks(answer) else []
        thinks, status = bool(items), _status(choice)
        if choice.calls:
            last = len(choice.calls) - 1
            return items + [
                self._call(
                    call,
                    place,
                    call.arguments,
                    status if place == last else "completed",
                    thinks=thinks,
                )
                for place, call in enumerate(choice.calls)
            ]
        if choice.tokens or not items or status == "completed":
            logprobs = self._logprobs(choice.tokens)
            part = _part(choice, choice.text, logprobs)
            items.append(self._message([part], status, thinks=thinks))
        return items

    def events(self, answer: Answer) -> Iterator[Event]:
        """The events of an answer that is streamed, numbered, each item after the other."""
        for number, event in enumerate(self._bodies(answer)):
            name, body, tokens = event
            encoded = encode_json({"type": name, "sequence_number": number, **body})
            is_last = name in {"response.completed", "response.incomplete"}
            data = b"event: " + name.encode() + b"\ndata: " + encoded + b"\n\n"
            yield Event(data, tokens, Ending.WHOLE if is_last else None)

    def error_event(self, told: int) -> bytes:
        """An error in the stream, on its own."""
        message, _, _ = KNOWN_ERRORS[500]
        body = {
            "type": "error",
            "sequence_number": told,
            "code": "server_error",
            "message": message,
            "param": None,
        }
        return b"event: error\ndata: " + encode_json(body) + b"\n\n"

    def failed_event(self, told: int) -> bytes:
        """The other way to fail: the response itself says so."""
        message, _, _ = KNOWN_ERRORS[500]
        response = self._response("failed", [], None, None)
        response["error"] = {"code": "server_error", "message": message}
        body = {"type": "response.failed", "sequence_number": told, "response": response}
        return b"event: response.failed\ndata: " + encode_json(body) + b"\n\n"

    def _bodies(self, answer: Answer) -> Iterator[tuple[str, Json, int]]:
        opening = self._response("in_progress", [], None, None)
        yield "response.created", {"response": opening}, 0
        yield "response.in_progress", {"response": opening}, 0
        choice, place, thinks = answer.choices[0], 0, self._thinks(answer)
        if thinks:
            yield from self._reasoning_bodies(choice)
            place = 1
        done = self.items(answer)
        for call, item in zip(choice.calls, done[place:], strict=False):
            yield from _call_bodies(call, item, place)
            place += 1
        if not choice.calls and len(done) > place:
            yield from self._message_bodies(choice, done[place], place)
        response = self.response(answer)
        yield f"response.{response['status']}", {"response": response}, 0

    def _reasoning_bodies(self, choice: Choice) -> Iterator[tuple[str, Json, int]]:
        item = self._reasoning(choice, [])
        at: Json = {"item_id": item["id"], "output_index": 0, "summary_index": 0}
        yield "response.output_item.added", {"output_index": 0, "item": item}, 0
        summary = self._summary(choice)
        for part in summary:
            empty = {"type": "summary_text", "text": ""}
            yield "response.reasoning_summary_part.added", {**at, "part": empty}, 0
            for token in choice.thought:
                body: Json = {**at, "delta": token, **self._padding(token)}
                yield "response.reasoning_summary_text.delta", body, 1
            yield "response.reasoning_summary_text.done", {**at, "text": part["text"]}, 0
            yield "response.reasoning_summary_part.done", {**at, "part": part}, 0
        whole = self._reasoning(choice, summary)
        yield "response.output_item.done", {"output_index": 0, "item": whole}, 0

    def _message_bodies(
        self, choice: Choice, item: Json, place: int
    ) -> Iterator[tuple[str, Json, int]]:
        at: Json = {"item_id": item["id"], "output_index": place, "content_index": 0}
        opened = {**item, "status": "in_progress", "content": []}
        yield "response.output_item.added", {"output_index": place, "item": opened}, 0
        kind = "refusal" if choice.is_refusal else "output_text"
        yield "response.content_part.added", {**at, "part": _part(choice, "", [])}, 0
        for token in choice.tokens:
            body: Json = {**at, "delta": token}
            if not choice.is_refusal:
                body["logprobs"] = self._logprobs([token])
            yield f"response.{kind}.delta", {**body, **self._padding(token)}, 1
        logprobs = self._logprobs(choice.tokens)
        done: Json = {"text": choice.text, "logprobs": logprobs}
        if choice.is_refusal:
            done = {"refusal": choice.text}
        yield f"response.{kind}.done", {**at, **done}, 0
        part = _part(choice, choice.text, logprobs)
        yield "response.content_part.done", {**at, "part": part}, 0
        yield "response.output_item.done", {"output_index": place, "item": item}, 0

    def _thinks(self, answer: Answer) -> bool:
        choice = answer.choices[0]
        known = self.asked.model == THINKER and answer.usage.reasoning_tokens > 0
        return bool(choice.thought or choice.hidden or known)

    def _summary(self, choice: Choice) -> list[Json]:
        if not choice.thought or not wants_summary(self.asked):
            return []
        return [{"type": "summary_text", "text": "".join(choice.thought)}]

    def _reasoning(self, choice: Choice, summary: list[Json]) -> Json:
        item_id = f"rs_{self.call_id}"
        item: Json = {"id": item_id, "type": "reasoning", "summary": summary}
        if "reasoning.encrypted_content" in (self.asked.include or ()):
            thought = "".join(choice.thought) or choice.hidden
            item["encrypted_content"] = seal(MAKER, f"{item_id}\n{thought}")
        return item

    def _message(self, parts: list[Json], status: str, *, thinks: bool) -> Json:
        return {
            "id": f"msg_{self.call_id}{'t' if thinks else 'n'}0000",
            "type": "message",
            "status": status,
            "content": parts,
            "role": "assistant",
        }

    def _call(self, call: ToolCall, place: int, given: str, status: str, *, thinks: bool) -> Json:
        mark = f"{self.call_id}{'t' if thinks else 'n'}{place:04x}"
        group, _, name = call.name.rpartition(".")
        told = {"call_id": call.id, "name": name, **({"namespace": group} if group else {})}
        if call.kind == "custom":
            return {
                "id": f"ctc_{mark}",
                "type": "custom_tool_call",
                "status": status,
                "input": given,
                **told,
            }
        return {
            "id": f"fc_{mark}",
            "type": "function_call",
            "status": status,
            "arguments": given,
            **told,
        }

    def _padding(self, token: str) -> Json:
        options = self.asked.stream_options
        if options is not None and not options.include_obfuscation:
            return {}
        return {"obfuscation": PADDING[len(token) & 15]}

    def _logprobs(self, tokens: list[str]) -> list[Json]:
        if "message.output_text.logprobs" not in (self.asked.include or ()):
            return []
        others = self.asked.top_logprobs or 0
        return [
            {
                **_likelihood(token, 0),
                "top_logprobs": [
                    _likelihood(f"{token}~{rank}" if rank else token, rank)
                    for rank in range(others)
                ],
            }
            for token in tokens
        ]

    def _response(
        self, status: str, output: list[Json], usage: Json | None, reason: str | None
    ) -> Json:
        asked = self.asked
        reasoning = asked.reasoning or Reasoning()
        text = asked.text or TextConfig()
        default = "medium" if asked.model == THINKER else None
        tier = asked.service_tier
        return {
            "id": self.response_id,
            "object": "response",
            "created_at": CREATED,
            "status": status,
            "background": False,
            "completed_at": CREATED if status == "completed" else None,
            "error": None,
            "incomplete_details": None if reason is None else {"reason": reason},
            "instructions": asked.instructions,
            "max_output_tokens": asked.max_output_tokens,
            "max_tool_calls": asked.max_tool_calls,
            "model": asked.model,
            "output": output,
            "parallel_tool_calls": asked.parallel_tool_calls is not False,
            "previous_response_id": asked.previous_response_id,
            "prompt_cache_key": asked.prompt_cache_key,
            "reasoning": {
                "effort": reasoning.effort or default,
                "summary": reasoning.summary or reasoning.generate_summary,
            },
            "safety_identifier": asked.safety_identifier,
            "service_tier": "default" if tier in {None, "auto"} else tier,
            "store": asked.store is not False,
            "temperature": 1.0 if asked.temperature is None else asked.temperature,
            "text": {
                "format": text.format or PlainFormat(),
                "verbosity": text.verbosity or "medium",
            },
            "tool_choice": asked.tool_choice or "auto",
            "tools": [_tool(tool) for tool in asked.tools or ()],
            "top_logprobs": asked.top_logprobs or 0,
            "top_p": 1.0 if asked.top_p is None else asked.top_p,
            "truncation": asked.truncation or "disabled",
            "usage": usage,
            "user": asked.user,
            "metadata": asked.metadata or {},
        }


def wants_summary(asked: ResponsesRequest) -> bool:
    """Whether the client wants to be told of what was thought."""
    reasoning = asked.reasoning
    return reasoning is not None and bool(reasoning.summary or reasoning.generate_summary)


def usage_of(usage: Usage) -> Json:
    """A usage as OpenAI writes it here."""
    return {
        "input_tokens": usage.input_tokens,
        "input_tokens_details": {
            "cached_tokens": usage.cached_tokens,
            "cache_write_tokens": usage.cache_write_tokens,
        },
        "output_tokens": usage.output_tokens,
        "output_tokens_details": {"reasoning_tokens": usage.reasoning_tokens},
        "total_tokens": usage.input_tokens + usage.output_tokens,
    }


def _call_bodies(call: ToolCall, item: Json, place: int) -> Iterator[tuple[str, Json, int]]:
    field = "input" if call.kind == "custom" else "arguments"
    kind = "custom_tool_call_input" if call.kind == "custom" else "function_call_arguments"
    at: Json = {"item_id": item["id"], "output_index": place}
    opened = {**item, "status": "in_progress", field: ""}
    yield "response.output_item.added", {"output_index": place, "item": opened}, 1
    for token in call.tokens:
        yield f"response.{kind}.delta", {**at, "delta": token}, 1
    yield f"response.{kind}.done", {**at, field: call.arguments}, 0
    yield "response.output_item.done", {"output_index": place, "item": item}, 0


def _status(choice: Choice) -> str:
    return "incomplete" if choice.finish_reason in {"length", "content_filter"} else "completed"


def _part(choice: Choice, text: str, logprobs: list[Json]) -> Json:
    if choice.is_refusal:
        return {"type": "refusal", "refusal": text}
    return {"type": "output_text", "annotations": [], "logprobs": logprobs, "text": text}


def _likelihood(token: str, rank: int) -> Json:
    logprob = -(crc32(token.encode()) % 1_000) / 10_000 - rank
    return {"token": token, "bytes": list(token.encode()), "logprob": logprob}


def _tool(tool: FunctionTool | CustomTool | NamespaceTool) -> Json:
    """A tool as it is told again: a function is strict until it is said not to be."""
    if isinstance(tool, NamespaceTool):
        members = [_tool(member) for member in tool.tools]
        return {
            "type": "namespace",
            "name": tool.name,
            "description": tool.description,
            "tools": members,
        }
    told: Json = {"type": "custom", "description": tool.description, "name": tool.name}
    if isinstance(tool, CustomTool):
        return {**told, "format": tool.format or {"type": "text"}}
    strict = tool.strict is not False
    return {**told, "type": "function", "parameters": tool.parameters, "strict": strict}
