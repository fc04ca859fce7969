"""A provider with a few good answers, so that the pictures of the page show true conversations.

Speaks OpenAI's chat completions. Knows the questions of `SAID`; anything else it answers shortly.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

MODELS = ("large", "middle", "small")

SAID: dict[str, str] = {
    "Which of our three backup plans costs least over two years?": (
        "**Plan B** costs least over two years, by about **$212**.\n\n"
        "| Plan | Set up | A month | Two years |\n|---|---:|---:|---:|\n"
        "| A | $0 | $49.00 | $1,176 |\n| **B** | $180 | $32.50 | **$960** |\n"
        "| C | $540 | $26.00 | $1,164 |\n\n"
        "It breaks even with A after eleven months: $180 / ($49.00 - $32.50) = 10.9.\n\n"
        "1. Choose **B** if you stay for a year or more.\n"
        "2. Choose **A** if you may leave earlier.\n"
    ),
    "And how do I check that a backup can be read?": (
        "Restore it somewhere else and compare. A backup that was never restored is a hope.\n\n"
        "```sh\nmkdir /tmp/try\ntar -xzf backup.tar.gz -C /tmp/try\n"
        "diff -r /srv/data /tmp/try/data && echo whole\n```\n\n"
        "Do this once a month. The chance that a copy with error rate $p$ survives $n$ months "
        "is $(1-p)^n$.\n"
    ),
    "세 가지 백업 요금제 가운데 2년 동안 가장 싼 것은?": (
        "**요금제 B(연간)**가 2년 동안 가장 쌉니다. 차이는 약 **28만 원**입니다.\n\n"
        "| 요금제 | 설치 | 월 | 2년 |\n|---|---:|---:|---:|\n"
        "| A | 0원 | 66,000원 | 158만 원 |\n| **B** | 24만 원 | 44,000원 | **130만 원** |\n"
        "| C | 72만 원 | 35,000원 | 156만 원 |\n\n"
        "1. 1년 넘게 쓰신다면 **B**를 고르세요.\n2. 그 전에 그만두실 수 있다면 **A**가 낫습니다.\n"
    ),
    "백업이 읽히는지는 어떻게 확인하나요?": (
        "다른 곳에 되돌려 놓고 견주어 보세요. 한 번도 되돌려 보지 않은 백업은 바람일 뿐입니다.\n\n"
        "```sh\nmkdir /tmp/try\ntar -xzf backup.tar.gz -C /tmp/try\n"
        "diff -r /srv/data /tmp/try/data && echo whole\n```\n\n"
        "한 달에 한 번이면 넉넉합니다. 오류율이 $p$인 사본이 $n$달을 버틸 확률은 "
        "$(1-p)^n$입니다.\n"
    ),
}
SHORT = "That depends on what you need. Tell me a little more, and I will compare them for you."


async def _answer(request: web.Request) -> web.StreamResponse:
    body = await request.json()
    asked = _last(body["messages"])
    text = SAID.get(asked.strip(), SHORT)
    pieces = [text[at : at + 8] for at in range(0, len(text), 8)]
    usage = {"prompt_tokens": 40 + len(asked) // 2, "completion_tokens": len(text) // 3}
    usage["total_tokens"] = sum(usage.values())
    head = {"id": "chatcmpl-1", "created": 1, "model": body["model"]}
    if not body.get("stream"):
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return web.json_response(
            {**head, "object": "chat.completion", "choices": [choice], "usage": usage}
        )
    response = web.StreamResponse(headers={"content-type": "text/event-stream"})
    await response.prepare(request)
    head["object"] = "chat.completion.chunk"
    for piece in pieces:
        choice = {"index": 0, "delta": {"content": piece}, "finish_reason": None}
        await _send(response, {**head, "choices": [choice]})
        await asyncio.sleep(0.002)
    end = {"index": 0, "delta": {}, "finish_reason": "stop"}
    await _send(response, {**head, "choices": [end]})
    await _send(response, {**head, "choices": [], "usage": usage})
    await response.write(b"data: [DONE]\n\n")
    return response


async def _send(response: web.StreamResponse, event: object) -> None:
    await response.write(f"data: {json.dumps(event)}\n\n".encode())


async def _listed(_request: web.Request) -> web.Response:
    listed = [{"id": name, "object": "model", "created": 1, "owned_by": "x"} for name in MODELS]
    return web.json_response({"object": "list", "data": listed})


def _last(messages: list[dict[str, object]]) -> str:
    content = messages[-1]["content"]
    if isinstance(content, str):
        return content
    assert isinstance(content, list)
    return "".join(part.get("text", "") for part in content)


@asynccontextmanager
async def answering() -> AsyncIterator[int]:
    """Serve on a free port; yields it."""
    app = web.Application()
    app.router.add_post("/v1/chat/completions", _answer)
    app.router.add_get("/v1/models", _listed)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port: int = runner.addresses[0][1]
        yield port
    finally:
        await runner.cleanup()
