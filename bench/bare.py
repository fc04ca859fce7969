"""The bare relay that Wayfare is measured against: uvicorn and aiohttp, and nothing else.

Forwards a body and streams the answer back. No key, no routing, no ticket, no record.
"""

import os
from typing import Any

import aiohttp

UPSTREAM = os.environ.get("BENCH_UPSTREAM", "http://127.0.0.1:9000/v1/chat/completions")

_sessions: list[aiohttp.ClientSession] = []  # one; opened inside the loop


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Forward one request."""
    if scope["type"] != "http":
        return
    if not _sessions:
        connector = aiohttp.TCPConnector(limit=0)
        _sessions.append(aiohttp.ClientSession(auto_decompress=False, connector=connector))
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    headers = {"content-type": "application/json"}
    async with _sessions[0].post(UPSTREAM, data=body, headers=headers) as response:
        kept = [
            (name.lower().encode(), value.encode())
            for name, value in response.headers.items()
            if name.lower() in ("content-type", "content-length")
        ]
        await send({"type": "http.response.start", "status": response.status, "headers": kept})
        async for piece in response.content.iter_any():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
