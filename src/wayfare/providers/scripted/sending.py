"""One answer on its way: waits, hands over its pieces, stops when told, is booked once.

Knows time and the ledger. Knows nothing of what the pieces say.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

from msgspec.structs import replace

from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import StreamCutError
from wayfare.domain.usage import Usage
from wayfare.providers.scripted.ledger import Ending, LedgerRow, reckon
from wayfare.providers.scripted.tongue import Event

Sleep = Callable[[float], Awaitable[None]]

#: After so many deltas without a wait, the others on this loop get their turn.
DELTAS_A_TURN = 16

NOTHING = Usage(input_tokens=0, output_tokens=0)


class Sending:
    """A call under way. `book` gets its row when it ends, whichever way it does."""

    def __init__(self, call_id: str, sleep: Sleep, book: Callable[[LedgerRow], None]) -> None:
        self.call_id = call_id
        self.model = ""
        self.status = 0
        self.deployment: Deployment | None = None
        self.usage = NOTHING
        self.made = 0
        self.deltas_sent = 0
        self._sleep = sleep
        self._book = book
        self._is_booked = False
        self._is_closed = False
        self._nap: asyncio.Future[None] | None = None

    def promise(self, deployment: Deployment, usage: Usage, told: int = 0) -> None:
        """Say what the answer takes when it is sent whole.

        `told` is how many tokens of thought are sent like words; the others are made
        before the first delta.
        """
        self.deployment = deployment
        self.usage = usage
        self.made = max(0, usage.reasoning_tokens - told)

    def make_all(self) -> None:
        """Note that the whole answer was made, though none of it is read yet."""
        self.made = self.usage.output_tokens

    async def work_through(self, events: Iterator[Event]) -> None:
        """Make the deltas without handing them over, in the time that they take."""
        for event in events:
            if event.wait_s:
                await self.wait(event.wait_s)
            self.made += event.tokens

    async def pieces(self, events: Iterator[Event]) -> AsyncIterator[bytes]:
        """The bytes of the events, each when it is due."""
        try:
            for event in events:
                if event.wait_s:
                    await self.wait(event.wait_s)
                elif self.deltas_sent % DELTAS_A_TURN == DELTAS_A_TURN - 1:
                    await asyncio.sleep(0)
                if self._is_closed:
                    raise StreamCutError("The reply was closed.")
                if event.tokens:
                    self.deltas_sent += 1
                    self.made = min(self.made + event.tokens, self.usage.output_tokens)
                if event.ending is not None:
                    self.end(event.ending)
                if event.data:
                    yield event.data
                elif event.ending is Ending.CUT:
                    raise StreamCutError("The scripted provider broke the connection off.")
        finally:
            self.end(Ending.CLOSED)

    async def wait(self, seconds: float) -> None:
        """Sleep, unless the reply is closed meanwhile.

        Raises:
            StreamCutError: it was closed.
        """
        nap = asyncio.ensure_future(self._sleep(seconds))
        self._nap = nap
        try:
            await asyncio.wait([nap])
        finally:
            nap.cancel()
        if self._is_closed:
            raise StreamCutError("The reply was closed.")
        nap.result()

    def close(self) -> None:
        """Stop at once. May be called at any time and more than once."""
        self._is_closed = True
        self.end(Ending.CLOSED)
        if self._nap is not None:
            self._nap.cancel()

    def end(self, ending: Ending) -> None:
        """Book the call; only the first ending counts."""
        if self._is_booked:
            return
        self._is_booked = True
        refused = ending is Ending.REFUSED or self.deployment is None
        usage = NOTHING if refused else replace(self.usage, output_tokens=self.made)
        cost = None if self.deployment is None else reckon(self.deployment, usage)
        self._book(
            LedgerRow(
                call_id=self.call_id,
                model=self.model,
                status=self.status,
                input_tokens=usage.input_tokens,
                output_tokens=usage.output_tokens,
                cached_tokens=usage.cached_tokens,
                reasoning_tokens=usage.reasoning_tokens,
                cost_micros=0 if refused else cost,
                deltas_sent=self.deltas_sent,
                ending=ending,
                cache_write_tokens=usage.cache_write_tokens,
            )
        )
