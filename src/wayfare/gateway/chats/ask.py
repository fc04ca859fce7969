"""Ask for the answer of one run, as any client asks, and hear it to its end.

What is heard goes to whoever keeps the run. Knows nothing of conversations.
"""

from contextlib import aclosing

from wayfare.domain.errors import StreamCutError, WayfareError
from wayfare.domain.key import Caller
from wayfare.domain.run import RunStatus
from wayfare.gateway.asking import Envelope
from wayfare.gateway.cache import cached_answer
from wayfare.gateway.chats.fault import cut_fault, fault_of
from wayfare.gateway.chats.live import Live
from wayfare.gateway.chats.running import Outcome, Running
from wayfare.gateway.parts import Parts
from wayfare.wire.openai.heard import Heard, hear
from wayfare.wire.sse import EventReader
from wayfare.wire.wire import Body


async def ask(
    parts: Parts, running: Running, live: Live, body: Body, caller: Caller, envelope: Envelope
) -> Outcome:
    """Ask, and say how it ended."""
    try:
        given = await cached_answer(parts, body, caller, envelope)
    except WayfareError as error:
        return Outcome(RunStatus.FAILED, error=fault_of(error))
    assert given.pieces is not None, "it is asked for as a stream"
    running.began(live, given)
    reader, ticket = EventReader(), None
    async with aclosing(given.pieces) as pieces:
        async for piece in pieces:
            for heard in _heard(reader, piece):
                if heard.error is not None:
                    return Outcome(RunStatus.FAILED, error=cut_fault(heard.error, heard.code))
                ticket = heard.ticket or ticket
                if heard.text:
                    running.heard(live, heard.text)
    if ticket is None:
        why = "The provider's answer ended before it was whole."
        return Outcome(RunStatus.FAILED, error=cut_fault(why))
    return Outcome(RunStatus.WHOLE, ticket)


def _heard(reader: EventReader, piece: bytes) -> list[Heard]:
    try:
        return [hear(event.data) for event in reader.feed(piece)]
    except StreamCutError as error:
        return [Heard(error=error.message)]
