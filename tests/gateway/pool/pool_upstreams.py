"""Providers with long lists, over real sockets, that count what they are asked and charge.

Each charges by the price table's own arithmetic, not by Wayfare's.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from genai_prices import Usage, calc_price

INPUT_TOKENS, OUTPUT_TOKENS = 11, 2


def _chat(model: str) -> object:
    usage = {"prompt_tokens": INPUT_TOKENS, "completion_tokens": OUTPUT_TOKENS}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "OK."},
                "finish_reason": "stop",
            }
        ],
        "usage": usage | {"total_tokens": INPUT_TOKENS + OUTPUT_TOKENS},
    }


def _message(model: str) -> object:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [{"type": "text", "text": "OK."}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": INPUT_TOKENS, "output_tokens": OUTPUT_TOKENS},
    }


def _content(model: str) -> object:
    return {
        "candidates": [
            {
                "content": {"role": "model", "parts": [{"text": "OK."}]},
                "finishReason": "STOP",
                "index": 0,
            }
        ],
        "usageMetadata": {
            "promptTokenCount": INPUT_TOKENS,
            "candidatesTokenCount": OUTPUT_TOKENS,
            "totalTokenCount": INPUT_TOKENS + OUTPUT_TOKENS,
        },
        "modelVersion": model,
        "responseId": "r1",
    }


ANSWERS: Mapping[str, Callable[[str], object]] = {
    "openai": _chat,
    "openrouter": _chat,
    "anthropic": _message,
    "gemini": _content,
}
TABLE = {"gemini": "google"}


@dataclass
class Upstream:
    """One provider. `statuses` are the models that it refuses, and how.

    `asked` counts questions by model, `bodies` are what they were, `micros` is what it charges
    for them. `is_down`: it lists nothing. `refuses` is what it answers to with 403.
    """

    name: str
    listing: object
    statuses: dict[str, int] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    bodies: list[dict] = field(default_factory=list)
    micros: int = 0
    is_down: bool = False
    refuses: str = ""

    async def __call__(self, scope, receive, send) -> None:
        if scope["method"] == "GET":
            await _send(send, 503 if self.is_down else 200, {} if self.is_down else self.listing)
            return
        body = b""
        while (event := await receive())["type"] == "http.request":
            body += event["body"]
            if not event.get("more_body"):
                break
        asked = json.loads(body)
        model = asked.get("model") or scope["path"].rpartition("/")[2].partition(":")[0]
        self.asked[model] += 1
        self.bodies.append(asked)
        status = self.statuses.get(model, 200)
        if self.refuses and self.refuses in body.decode():
            status = 403
        if status != 200:
            error = {"type": "x", "code": status, "message": "No.", "status": "NO"}
            await _send(send, status, {"type": "error", "error": error})
            return
        self.micros += self._charge(model)
        await _send(send, 200, ANSWERS[self.name](model))

    def _charge(self, model: str) -> int:
        usage = Usage(input_tokens=INPUT_TOKENS, output_tokens=OUTPUT_TOKENS)
        table = TABLE.get(self.name, self.name)
        try:
            dollars = calc_price(usage, model, provider_id=table).total_price
        except LookupError:
            return 0  # too new for the table
        return int((dollars * 1_000_000).quantize(Decimal(1), ROUND_HALF_UP))


async def _send(send, status: int, body: object) -> None:
    whole = json.dumps(body).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(whole))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": whole})
