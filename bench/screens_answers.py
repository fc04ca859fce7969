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
_FLOW = "```mermaid\nflowchart LR\n  {} --> {}\n  {} --> {}\n```\n"
DIAGRAMS: dict[str, str] = {
    "Draw how a backup is made.": "It takes three steps.\n\n"
    + _FLOW.format("A[Copy]", "B[Check]", "B", "C[Keep elsewhere]"),
    "백업이 만들어지는 길을 그려 줘.": "세 걸음입니다.\n\n"
    + _FLOW.format("A[복사]", "B[확인]", "B", "C[다른 곳에 보관]"),
}
#: What a provider says that does not take the key.
REFUSED: tuple[str, ...] = ("How old is the oldest backup?", "가장 오래된 백업은 언제 것인가요?")
SLOW: tuple[str, ...] = (
    "What is a backup, in your words?",
    "백업이 무엇인지 당신의 말로 설명해 줘.",
)
SOUGHT: tuple[str, ...] = ("backup", "백업")
_LONG = {
    SLOW[0]: "A backup is a copy that you hope never to need, kept where the first cannot burn. "
    * 9,
    SLOW[1]: "백업은 쓸 일이 없기를 바라며, 처음 것이 불타도 남을 곳에 두는 사본입니다. " * 9,
}
SHORT = "That depends on what you need. Tell me a little more, and I will compare them for you."


async def _answer(request: web.Request) -> web.StreamResponse:
    body = await request.json()
    asked = _last(body["messages"])
    if asked.strip() in REFUSED:
        error = {"message": "Incorrect API key provided.", "code": "invalid_api_key"}
        return web.json_response({"error": error}, status=401)
    known = {**SAID, **DIAGRAMS, **_LONG}
    text = known.get(asked.strip(), SHORT)
    pace_s = 0.05 if asked.strip() in _LONG else 0.002
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
        await asyncio.sleep(pace_s)
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
