"""What an outsider may implement: models, an embedder, a translator, weights.

Knows the nouns. Knows nothing of how anything is done.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from wayfare.domain.cost import Cost
from wayfare.domain.decision import Reason
from wayfare.domain.demands import Demands
from wayfare.domain.deployment import Deployment
from wayfare.domain.key import Caller
from wayfare.domain.ticket import Company


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


class Asker(msgspec.Struct, frozen=True):
    """Whose question it is: who pays, and all that is demanded of whoever reads it."""

    caller: Caller
    demands: Demands


class Embedding(msgspec.Struct, frozen=True):
    """A question as a direction, so that questions of one kind point one way.

    `numbers` are little-endian floats of four bytes, as many as the embedder likes; its length
    says nothing. None: there is none, and `why_not` may say why. `version` names how it was made:
    two versions are never compared. `company` is who read the question, None where it stayed
    here; `cost` is what that cost, None where nobody charges.
    """

    version: str = ""
    numbers: bytes | None = None
    why_not: Reason | None = None
    company: Company | None = None
    cost: Cost | None = None


class Embedder(Protocol):
    """Whoever turns questions into numbers, so that what was learned of one tells of others."""

    async def embed(self, question: str, asker: Asker | None) -> Embedding:
        """The embedding of a question. Never raises: without one, the choice goes on.

        It is waited for before a model is asked, so it must keep to a time limit of its own.
        Where the question leaves this machine, the asker's demands must allow it; without an
        asker it may be sent to nobody.
        """
        ...


class ToTranslate(msgspec.Struct, frozen=True):
    """A text to put into another language.

    `source` and `target` are codes of ISO 639-1. `wish` says in English how it shall sound.
    `is_repair`: what was said before was not intact.
    """

    text: str
    source: str
    target: str
    wish: str | None = None
    is_repair: bool = False


class Translator(Protocol):
    """Whoever puts a text into another language: a chat model by prompt, or a server."""

    async def translate(self, asked: ToTranslate) -> str:
        """The translation as it was said. Whoever asks checks it.

        Raises:
            NotTranslatedError: there is none.
        """
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
