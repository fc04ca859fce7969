"""A client of Wayfare's API that reads bytes and not only what an SDK would make of them."""

import json
from dataclasses import dataclass, field
from typing import Any

import aiohttp


@dataclass
class Stream:
    """A streamed answer, read to its end."""

    status: int
    headers: Any
    raw: bytes
    datas: list[bytes] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.datas[-1:] == [b"[DONE]"]

    @property
    def chunks(self) -> list[dict[str, Any]]:
        return [json.loads(data) for data in self.datas if data != b"[DONE]"]

    @property
    def text(self) -> str:
        return "".join(
            choice["delta"].get("content") or ""
            for chunk in self.chunks
            for choice in chunk.get("choices", ())
        )

    @property
    def tickets(self) -> list[dict[str, Any]]:
        return [chunk["wayfare"] for chunk in self.chunks if "wayfare" in chunk]


@dataclass
class Whole:
    """An answer that was not streamed."""

    status: int
    headers: Any
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)

    @property
    def error(self) -> dict[str, Any]:
        return self.body["error"]

    @property
    def ticket(self) -> dict[str, Any]:
        return self.body["wayfare"]

    @property
    def text(self) -> str:
        return self.body["choices"][0]["message"]["content"]


def chat_body(text: str, model: str = "scripted-small", **fields: Any) -> dict[str, Any]:
    return {"model": model, "messages": [{"role": "user", "content": text}], **fields}


class Client:
    """Asks over a session that carries the address and, unless told otherwise, the key."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def get(self, path: str, **options: Any) -> Whole:
        return await self.request("GET", path, **options)

    async def request(self, method: str, path: str, **options: Any) -> Whole:
        async with self.session.request(method, path, **options) as response:
            return Whole(response.status, response.headers, await response.read())

    async def chat(self, text: str, *, headers: Any = None, **fields: Any) -> Whole:
        body = chat_body(text, **fields)
        return await self.request("POST", "/v1/chat/completions", json=body, headers=headers)

    async def stream(self, text: str, *, headers: Any = None, **fields: Any) -> Stream:
        async with self.open_stream(text, headers=headers, **fields) as response:
            raw = await response.read()
        datas = [
            event.removeprefix(b"data: ") for event in raw.split(b"\n\n") if event.startswith(b"da")
        ]
        return Stream(response.status, response.headers, raw, datas)

    def open_stream(self, text: str, *, headers: Any = None, **fields: Any) -> Any:
        body = chat_body(text, **fields, stream=True)
        return self.session.post("/v1/chat/completions", json=body, headers=headers)

    async def embed(self, given: Any, *, model: str = "scripted-embed", **fields: Any) -> Whole:
        body = {"model": model, "input": given, **fields}
        return await self.request("POST", "/v1/embeddings", json=body)
