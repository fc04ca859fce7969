"""What the use cases work with. Built in one place, `bootstrap/`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from wayfare.domain.arm import Arm
from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.key import Caller
from wayfare.domain.record import AttemptRecord, RequestRecord
from wayfare.domain.stored import CachedAnswer, StoredFile, StoredResponse
from wayfare.gateway.breaker import Breakers
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.certify.drawn import Drawn
from wayfare.gateway.certify.following import Following
from wayfare.gateway.certify.guard import Guard
from wayfare.gateway.clock import Clock
from wayfare.gateway.conversations import Conversations
from wayfare.gateway.learning.learner import Learner
from wayfare.gateway.limits.limits import NO_LIMITS, Limits
from wayfare.gateway.pulse import Pulse
from wayfare.gateway.switches import Switches
from wayfare.ports import Provider
from wayfare.routing.router import PriorRouter
from wayfare.settings.serving import Hedging, Retries, Timeouts


class Records(Protocol):
    """Where records go. Returns at once; what was taken is durable soon after."""

    def append(self, record: RequestRecord | AttemptRecord) -> None:
        """Take one record."""
        ...

    def flush(self) -> None:
        """Wait until everything appended so far is durable."""
        ...


class Responses(Protocol):
    """Answers that a client goes on from. Every method waits for the disk."""

    def add(self, stored: StoredResponse) -> None:
        """Keep one; it is durable when this returns."""
        ...

    def find(self, response_id: str, user: str) -> StoredResponse | None:
        """One of a user's own."""
        ...

    def chain(
        self, response_id: str, user: str, *, bytes_max: int | None = None
    ) -> Sequence[StoredResponse]:
        """One and those it went on from, the oldest first; empty where it is not there.

        Raises:
            TooLargeError: their items are larger than `bytes_max`.
        """
        ...

    def delete(self, response_id: str, user: str) -> bool:
        """Delete one. False where it is not there."""
        ...


class Files(Protocol):
    """Users' files. Every method waits for the disk."""

    def add(self, stored: StoredFile, content: bytes) -> None:
        """Keep one; it is durable when this returns."""
        ...

    def find(self, file_id: str, user: str) -> StoredFile | None:
        """One of a user's own, without its content."""
        ...

    def read(self, file_id: str, user: str) -> bytes | None:
        """The content of one."""
        ...

    def list(self, user: str) -> Sequence[StoredFile]:
        """All of a user's, the newest first."""
        ...

    def delete(self, file_id: str, user: str) -> bool:
        """Delete one. False where it is not there."""
        ...


class CachedAnswers(Protocol):
    """Answers that the very same request gets again. Every method waits for the disk."""

    def add(self, answer: CachedAnswer) -> None:
        """Keep one, in the place of an older one."""
        ...

    def find(self, digest: bytes, now: float) -> CachedAnswer | None:
        """One that has not expired."""
        ...


class Comparing(Protocol):
    """Compares answers with the baseline's, behind the requests."""

    def follow(self, drawn: Drawn) -> Following:
        """Wait for the answer that was drawn."""
        ...


class Chooser(Protocol):
    """Somebody who chooses among answers."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    async def choose(
        self, turns: Sequence[Message], answers: Sequence[str], demands: Demands, caller: Caller
    ) -> int | None:
        """The place of the best; None: it cannot tell."""
        ...


class Choosers(Protocol):
    """Knows who may choose among answers."""

    def find(
        self, request: ChatRequest, compared: Sequence[Arm], demands: Demands
    ) -> Chooser | None:
        """Who may; None: nobody is good enough."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """`keep_texts` says whether questions and answers are kept, not only their figures.

    Without `guard`, `auto` answers by estimates alone; without `comparing` nothing is compared,
    and without `choosers` nobody chooses among the answers of a panel.

    `demands` are this installation's on whoever reads a text, `switches` what is off for whom.
    `body_bytes_max` bounds a body and, apart from it, all that is put in because the body names it.
    """

    providers: Mapping[str, Provider]
    catalog: Catalog
    router: PriorRouter
    records: Records
    clock: Clock
    responses: Responses
    files: Files
    cached_answers: CachedAnswers
    keep_texts: bool = True
    demands: Demands = NO_DEMANDS
    body_bytes_max: int = 64 * 1024 * 1024
    limits: Limits = NO_LIMITS
    timeouts: Timeouts = field(default_factory=Timeouts)
    retries: Retries = field(default_factory=Retries)
    hedging: Hedging = field(default_factory=Hedging)
    breakers: Breakers = field(default_factory=Breakers)
    pulse: Pulse = field(default_factory=Pulse)
    learner: Learner = field(default_factory=Learner)
    conversations: Conversations = field(default_factory=Conversations)
    switches: Switches = field(default_factory=Switches)
    guard: Guard | None = None
    comparing: Comparing | None = None
    choosers: Choosers | None = None
