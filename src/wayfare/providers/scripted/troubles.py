"""Faults as events: an answer's stream with waits, cuts and nonsense put in.

Knows events and faults. Knows nothing of clocks and connections: it only writes down
where to wait and where to break. How a wire words an error is the frame's affair.
"""

from collections.abc import Iterator

from wayfare.providers.scripted.directives import Fault
from wayfare.providers.scripted.ledger import Ending
from wayfare.providers.scripted.tongue import Event, Frame

#: The connection breaks here: no bytes, no end.
BREAK = Event(b"", ending=Ending.CUT)


def trouble_events(
    events: Iterator[Event], fault: Fault, pace_s: float, frame: Frame
) -> Iterator[Event]:
    """The events as the fault leaves them.

    A fault that counts deltas comes before the event that follows that many, or before
    the stream's last event where the answer is shorter.
    """
    sent = 0
    nonsense_at, stall_at = fault.malformed, fault.after if fault.stall_s else None
    for told, event in enumerate(events):
        is_last = event.ending is not None
        if _is_due(fault.cut, sent, is_last=is_last):
            yield BREAK
            return
        if _is_due(fault.error_event, sent, is_last=is_last):
            yield Event(frame.error_event(told), ending=Ending.CUT)
            return
        if _is_due(fault.failed, sent, is_last=is_last):
            yield Event(frame.failed_event(told), ending=Ending.CUT)
            return
        if _is_due(nonsense_at, sent, is_last=is_last):
            nonsense_at = None
            yield Event(frame.nonsense)
        wait_s = pace_s if event.tokens and sent else 0.0
        if _is_due(stall_at, sent, is_last=is_last):
            stall_at = None
            wait_s += fault.stall_s
        yield event._replace(wait_s=wait_s) if wait_s else event
        sent += event.tokens > 0


def trouble_body(body: bytes, fault: Fault, error: bytes) -> Iterator[Event]:
    """The body of an answer that is not streamed, as the fault leaves it."""
    if fault.cut is not None:
        if fault.cut:
            yield Event(body[: len(body) // 2])
        yield BREAK
    elif fault.error_event is not None or fault.failed is not None:
        yield Event(error, ending=Ending.CUT)
    elif fault.malformed is not None:
        yield Event(body[: len(body) // 2], tokens=1, ending=Ending.WHOLE)
    else:
        yield Event(body, tokens=1, ending=Ending.WHOLE)


def _is_due(count: int | None, sent: int, *, is_last: bool) -> bool:
    return count is not None and (sent >= count or is_last)
