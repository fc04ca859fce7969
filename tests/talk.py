"""Talk on the page: what a page sends, and what it hears of a run."""

import asyncio
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from people import Person, bearer
from wayfare_client import Client, Whole


@dataclass
class Heard:
    """What was heard of a run: its events as they came."""

    events: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)
    comments: int = 0

    @property
    def text(self) -> str:
        return "".join(data["text"] for name, _, data in self.events if name == "delta")

    @property
    def names(self) -> list[str]:
        return [name for name, _, _ in self.events]

    @property
    def last_id(self) -> int:
        return self.events[-1][1] if self.events else 0

    @property
    def run(self) -> dict[str, Any]:
        """How the run ended."""
        name, _, data = self.events[-1]
        assert name == "ended"
        return data["run"]


class Talk:
    """A page: somebody's in a session of theirs, or that of whoever has a key that manages."""

    def __init__(self, session: aiohttp.ClientSession, who: Person | str) -> None:
        self.session = session
        self.headers = dict(bearer(who) if isinstance(who, str) else who.session())
        self.client = Client(session)

    async def request(self, method: str, path: str, **options: Any) -> Whole:
        return await self.client.request(method, path, headers=self.headers, **options)

    async def get(self, path: str) -> Whole:
        return await self.request("GET", path)

    async def begin(self, **fields: Any) -> str:
        """A conversation that has just begun."""
        made = await self.request(
            "POST", "/api/conversations", json={"model": "scripted-small", **fields}
        )
        assert made.status == 201, made.body
        return made.body["id"]

    async def send(self, conversation: str, **fields: Any) -> Whole:
        """Begin a run, or see why it cannot be."""
        body = {"key": uuid.uuid4().hex, **fields}
        return await self.request("POST", f"/api/conversations/{conversation}/runs", json=body)

    async def ask(self, conversation: str, text: str, **fields: Any) -> dict[str, Any]:
        """The answer that was begun, as a message."""
        sent = await self.send(conversation, text=text, **fields)
        assert sent.status == 201, sent.body
        return sent.body["answer"]

    async def whole(self, conversation: str, text: str, **fields: Any) -> Heard:
        """Ask, and hear all of the answer."""
        answer = await self.ask(conversation, text, **fields)
        return await self.hear(answer["run"]["id"])

    async def hear(
        self, run: str, after: int = 0, *, events_max: int | None = None, letters: int | None = None
    ) -> Heard:
        """Follow a run from an event on: to its end, or as far as is said."""
        heard = Heard()
        headers = {**self.headers, "last-event-id": str(after)} if after else self.headers
        async with self.session.get(f"/api/runs/{run}/events", headers=headers) as response:
            assert response.status == 200, await response.read()
            buffer = b""
            async for piece in response.content.iter_any():
                buffer += piece
                while b"\n\n" in buffer:
                    block, _, buffer = buffer.partition(b"\n\n")
                    if block.startswith(b":"):
                        heard.comments += 1
                        continue
                    fields = dict(line.split(": ", 1) for line in block.decode().split("\n"))
                    data = json.loads(fields["data"])
                    heard.events.append((fields["event"], int(fields["id"]), data))
                    if events_max is not None and len(heard.events) >= events_max:
                        return heard
                    if letters is not None and len(heard.text) >= letters:
                        return heard
        return heard

    async def stop(self, run: str) -> dict[str, Any]:
        stopped = await self.request("POST", f"/api/runs/{run}/stop", json={})
        assert stopped.status == 200, stopped.body
        return stopped.body

    async def tree(self, conversation: str) -> dict[str, Any]:
        """A conversation with its messages by id."""
        found = (await self.get(f"/api/conversations/{conversation}")).body
        return {**found, "messages": {each["id"]: each for each in found["messages"]}}

    async def until_over(self, run: str) -> dict[str, Any]:
        async with asyncio.timeout(20):
            while (found := (await self.get(f"/api/runs/{run}")).body)["status"] == "running":  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return found
