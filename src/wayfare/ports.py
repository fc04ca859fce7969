"""What an outsider may implement: a provider of models, a source of weights.

Knows the nouns. Knows nothing of how anything is done.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from wayfare.domain.deployment import Deployment


class Call(msgspec.Struct, frozen=True):
    """One call of a provider, in that provider's own wire.

    `endpoint` is the path below the provider's base URL, such as "chat/completions".
    `headers` and `query` are the client's own and belong to the wire.
    """

    deployment: Deployment
    endpoint: str
    body: bytes
    stream: bool
    headers: Mapping[str, str] = {}
    query: str = ""


class Reply(msgspec.Struct, frozen=True):
    """A provider's answer that has begun well (status below 400).

    `pieces` yields the body's bytes as they arrive and raises `StreamCutError` when the
    connection breaks. `close` drops the connection at once, and whoever waits for a piece
    then hears `StreamCutError`; it may be called at any time, more than once, and never
    waits. Header names are found by their lower case.
    """

    status: int
    headers: Mapping[str, str]
    pieces: AsyncIterator[bytes]
    close: Callable[[], None]


class Provider(Protocol):
    """Somebody who serves models."""

    @property
    def name(self) -> str:
        """The provider's name, unique in this Wayfare."""
        ...

    async def deployments(self) -> Sequence[Deployment]:
        """The models it serves. Asks the provider where that is needed."""
        ...

    async def send(self, call: Call) -> Reply:
        """Send a call and return as soon as the status is known.

        Raises:
            ProviderError: the provider answered with an error status.
            ProviderUnreachableError: it did not answer.
        """
        ...

    async def close(self) -> None:
        """Let go of connections and children."""
        ...


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A file of weights: how to know it when it is had.

    `size` is in bytes; `sha256` is hex. A file with another digest is never used.
    """

    name: str
    size: int
    sha256: str


Progress = Callable[[str, int, int], None]
"""Called with (what, bytes so far, bytes in all) while weights are fetched."""


class WeightSource(Protocol):
    """A place that weights may come from."""

    @property
    def description(self) -> str:
        """One plain sentence: what is fetched from where, and why from there."""
        ...

    def fetch(self, weights: WeightFile, target: Path, progress: Progress) -> None:
        """Write the file to `target`. May leave parts beside it to go on from later.

        Raises:
            WeightsError: it is not to be had here; says why.
        """
        ...
