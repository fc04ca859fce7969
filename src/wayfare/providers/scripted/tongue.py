"""What a wire must be able to do, so that the scripted provider can speak it.

A tongue reads a call's body strictly, as that provider would, into what is asked in the
script's own words (`ChatRequest`), and writes the answer in its own wire.
Knows no wire. None of them uses `wayfare.wire`: whoever checks a translator by this
provider must not be checking it by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from wayfare.domain.deployment import Deployment
from wayfare.domain.usage import Usage
from wayfare.providers.scripted.answers import Answer, Mind
from wayfare.providers.scripted.directives import Directives
from wayfare.providers.scripted.ledger import Ending
from wayfare.providers.scripted.refusals import Refusal
from wayfare.providers.scripted.requests import ChatRequest

#: When every completion was created: a script has no clock.
CREATED = 1_767_225_600


class Event(NamedTuple):
    """A piece of a stream: `tokens` above 0 make it a delta, `ending` makes it the last."""

    data: bytes
    tokens: int = 0
    ending: Ending | None = None
    wait_s: float = 0.0


class Frame(Protocol):
    """What all pieces of one answer share, and how they are written.

    `told` is how many events went before. `nonsense` is an event that cannot be read.
    """

    @property
    def nonsense(self) -> bytes:
        """An event that is no JSON."""
        ...

    def whole(self, answer: Answer) -> bytes:
        """The body of an answer that is not streamed."""
        ...

    def events(self, answer: Answer) -> Iterator[Event]:
        """The events of an answer that is streamed."""
        ...

    def error_event(self, told: int) -> bytes:
        """The provider's error in the midst of a stream."""
        ...

    def failed_event(self, told: int) -> bytes:
        """Its other way to fail there, where it has two."""
        ...


class Asked(Protocol):
    """A request for an answer, understood."""

    @property
    def request(self) -> ChatRequest:
        """What is asked."""
        ...

    @property
    def is_streamed(self) -> bool:
        """Whether the answer is to be streamed."""
        ...

    @property
    def tells_thought(self) -> bool:
        """Whether thought that is put in words is sent like words."""
        ...

    def admit(self, directives: Directives) -> tuple[Deployment, Mind]:
        """The model, if it can do this, and whether it thinks.

        Raises:
            Refusal: it cannot, or the conversation breaks the provider's rules.
        """
        ...

    def frame(self, call_id: str, directives: Directives, *, no_usage: bool) -> Frame:
        """How the answer is written."""
        ...


@dataclass(frozen=True, slots=True)
class Lookup:
    """A request that no model answers in words: embeddings, or a count of tokens."""

    model: str
    deployment: Deployment
    usage: Usage
    body: bytes


class Tongue(Protocol):
    """One wire, as the scripted provider speaks it, for a provider of its own."""

    @property
    def provider(self) -> str:
        """The provider's name."""
        ...

    @property
    def bases(self) -> Sequence[str]:
        """The paths below each of which it is served."""
        ...

    @property
    def deployments(self) -> Sequence[Deployment]:
        """The models."""
        ...

    @property
    def headers_needed(self) -> Sequence[str]:
        """Headers without which a call over HTTP is refused."""
        ...

    def speaks(self, endpoint: str) -> bool:
        """Whether there is such an endpoint. It may have a query, as all endpoints here."""
        ...

    def read(self, endpoint: str, body: bytes) -> Asked | Lookup:
        """Understand a call.

        Raises:
            Refusal: it breaks the wire's rules.
        """
        ...

    def unknown_model(self, model: str) -> Refusal:
        """The refusal where no model has this name."""
        ...

    def unknown_endpoint(self, method: str, path: str) -> Refusal:
        """The refusal where there is nothing at a path."""
        ...

    def error(self, refusal: Refusal, call_id: str) -> bytes:
        """A refusal as this wire puts it."""
        ...

    def headers(self, call_id: str) -> Mapping[str, str]:
        """What stands in every answer's head."""
        ...
