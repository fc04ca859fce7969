"""Set up those who watch: figures, traces, lines, as the settings say.

What they need is imported only here, and only where it is wanted.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from wayfare.bootstrap import Wayfare
from wayfare.telemetry.exchange import Traffic
from wayfare.telemetry.watch import Observer, Watch


@asynccontextmanager
async def watched(wayfare: Wayfare, traffic: Traffic) -> AsyncIterator[None]:
    """Have a Wayfare watched while this is open. What is built on it must be built after."""
    observers = _observers(wayfare, traffic)
    if not observers:
        yield
        return
    assert wayfare.writer is not None, "what serves has a writer"
    wayfare.watch = watch = Watch(wayfare.writer, observers)
    wayfare.parts = replace(wayfare.parts, records=watch)
    try:
        yield
    finally:
        watch.close()


def _observers(wayfare: Wayfare, traffic: Traffic) -> list[Observer]:
    settings = wayfare.settings
    found: list[Observer] = []
    if settings.metrics.enabled:
        from wayfare.telemetry.metrics import Gauges, Metrics  # noqa: PLC0415 - 0.1 s

        def look() -> Gauges:
            writer, watch = wayfare.writer, wayfare.watch
            return Gauges(
                requests=traffic.requests,
                streams=traffic.streams,
                writer_waiting=0 if writer is None else writer.waiting,
                writer_refused=0 if writer is None else writer.refused,
                not_told=0 if watch is None else watch.dropped,
            )

        metrics = Metrics(look)
        wayfare.tell_metrics = metrics.encode
        found.append(metrics)
    return found
