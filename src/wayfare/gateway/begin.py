"""Ask one arm, and wait until it begins to answer or fails.

Until then another arm can still be asked. Whatever happens, the attempt is settled and the
connection let go of.
"""

import msgspec

from wayfare.domain.budget import Hold
from wayfare.domain.chat import ChatRequest
from wayfare.domain.errors import (
    BudgetSpentError,
    InternalError,
    PermissionDeniedError,
    PriceUnknownError,
    ProviderError,
)
from wayfare.domain.offer import Offer
from wayfare.domain.record import Ending, Leg
from wayfare.gateway.asking import Asking, Envelope
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.ending import end_behind
from wayfare.gateway.first import first_data, first_events, first_piece
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.patience import Patience
from wayfare.gateway.retries import Tries
from wayfare.gateway.send import send
from wayfare.ports import Call, Reply
from wayfare.wire.served import served_model
from wayfare.wire.sse import EventReader

#: What a budget says to an arm that may cost too much.
UNAFFORDABLE = (BudgetSpentError, PriceUnknownError)
#: How a try ends after which the next one may be made.
NOT_BEGUN = (ProviderError, *UNAFFORDABLE)


class Begun(msgspec.Struct):
    """An answer that has begun. `first` are its first bytes; `reader` reads a stream on."""

    tried: "Try"
    attempt: Attempt
    asking: Asking
    reply: Reply
    patience: Patience
    first: bytes
    reader: EventReader | None

    def let_go(self) -> None:
        """Drop the connection."""
        self.patience.stop()
        self.reply.close()


class Try:
    """One try at one arm. `attempt` is there as soon as it is under way.

    `leg` is set where it translates, `context` is what it is asked.
    """

    __slots__ = (
        "_asking",
        "_envelope",
        "_journal",
        "_parts",
        "_request",
        "_tries",
        "attempt",
        "context",
        "leg",
        "offer",
    )

    def __init__(
        self,
        parts: Parts,
        offer: Offer,
        asking: Asking,
        envelope: Envelope,
        journal: Journal,
        tries: Tries,
        request: ChatRequest,
    ) -> None:
        self._parts = parts
        self.leg: Leg | None = None
        self.context = journal.context
        self._request = request
        self._asking = asking
        self._envelope = envelope
        self._journal = journal
        self._tries = tries
        self.offer = offer
        self.attempt: Attempt | None = None

    async def begin(self) -> Begun:
        """Ask the arm.

        Raises:
            NOT_BEGUN: it failed before its first byte, or may not cost so much. It is noted
                among the tries.
            PermissionDeniedError: it may not be asked.
        """
        asking, journal = self._asking, self._journal
        number, hold = journal.next_number(), None
        if journal.spending is not None:
            hold = await self._reserve(number)
        self._tries.note_asked()
        self.attempt = attempt = journal.begin(self.offer, hold, number=number, leg=self.leg)
        attempt.context = self.context
        attempt.comes_at_once = not asking.stream
        attempt.left_out = asking.left_out + (() if asking.same else self._envelope.hints)
        try:
            return await self._ask(attempt)
        except BaseException as error:
            self.settle(attempt, error)
            raise

    def settle(self, attempt: Attempt, error: BaseException) -> None:
        """End an attempt that failed before anything reached the client."""
        if isinstance(error, ProviderError):
            attempt.end(Ending.FAILED, error=error)
            self._parts.catalog.note_refusal(self.offer.arm, error)
            self._tries.fail(self.offer, error, has_begun=attempt.first_byte_tick is not None)
        elif isinstance(error, PermissionDeniedError):
            attempt.end(Ending.FAILED, error=error)
        elif isinstance(error, Exception):
            attempt.end(Ending.FAILED, error=InternalError("A fault of Wayfare's own."))
        else:  # the client left while nothing had come yet
            attempt.end(Ending.ABANDONED, error=end_behind(error))

    async def _reserve(self, number: int) -> Hold | None:
        try:
            body = self._asking.body
            return await self._journal.reserve(self.offer, body, self._request, number)
        except UNAFFORDABLE as error:  # nobody was asked
            self._tries.pass_over(error)
            raise

    async def _ask(self, attempt: Attempt) -> Begun:
        asking, parts, journal = self._asking, self._parts, self._journal
        deployment = self.offer.arm.deployment
        call = Call(
            deployment=deployment,
            endpoint=asking.endpoint,
            body=asking.body,
            stream=asking.stream,
            headers=self._envelope.headers if asking.same else {},
            query=self._envelope.query if asking.same else "",
        )
        total_s, provider = journal.total_s_left(), deployment.provider
        with Patience(parts.timeouts, total_s, provider, parts.pulse) as patience:
            try:
                reply = await send(parts, call, journal.demands)
            except ProviderError as error:
                error.wire = asking.wire
                raise
            patience.hold(reply)
            try:
                reader, first = await self._first(reply, attempt)
            except BaseException:
                reply.close()
                raise
            patience.heard()
            return Begun(self, attempt, asking, reply, patience, first, reader)

    async def _first(self, reply: Reply, attempt: Attempt) -> tuple[EventReader | None, bytes]:
        """The first bytes of the answer, and what reads on where it is a stream."""
        if not self._asking.stream:
            return None, await first_piece(reply, attempt)
        provider = self.offer.arm.deployment.provider
        reader, first = await first_events(reply, provider, self._asking.wire)
        attempt.began()
        attempt.served_model = served_model(first_data(first))
        return reader, first
