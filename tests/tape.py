"""A provider that plays what it was given, for wires that the scripted one does not speak."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from wayfare.domain.deployment import Deployment
from wayfare.ports import Call, Reply

DEPLOYMENT = Deployment("tape", "tape", "tape-1")


@dataclass
class TapeProvider:
    """Plays `pieces`: bytes are sent, a number is a wait in seconds, an exception is raised.

    `failure` is raised instead of an answer. `calls` are those that came; `closed` counts
    how many replies were let go of.
    """

    pieces: Sequence[bytes | float | Exception] = ()
    name: str = "tape"
    content_type: str = "text/event-stream"
    failure: Exception | None = None
    deployment: Deployment = DEPLOYMENT
    calls: list[Call] = field(default_factory=list)
    closed: int = 0

    async def deployments(self) -> Sequence[Deployment]:
        return [self.deployment]

    async def send(self, call: Call) -> Reply:
        self.calls.append(call)
        if self.failure is not None:
            raise self.failure
        return Reply(200, {"content-type": self.content_type}, self._play(), self._close)

    async def close(self) -> None:
        pass

    async def _play(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            if isinstance(piece, bytes):
                yield piece
            else:
                await asyncio.sleep(piece)

    def _close(self) -> None:
        self.closed += 1


def as_events(*datas: bytes, end: bytes = b"\n") -> list[bytes]:
    """Data lines as the pieces of a stream."""
    return [b"data: " + data + end + end for data in datas]
