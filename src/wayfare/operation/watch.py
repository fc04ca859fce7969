"""Set up those who watch: figures, traces, lines, as the settings say.

What they need is imported only here, and only where it is wanted.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from wayfare.bootstrap import Wayfare
from wayfare.domain.errors import SettingsError
from wayfare.gateway.breaker import BreakerState
from wayfare.gateway.parts import Parts
from wayfare.settings.watching import Otel
from wayfare.telemetry.access import AccessLog
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
                breakers=_open_breakers(wayfare.parts),
            )

        metrics = Metrics(look)
        wayfare.tell_metrics = metrics.encode
        found.append(metrics)
    if settings.logs.access:
        found.append(AccessLog())
    if settings.otel.endpoint:
        found.append(_traces(settings.otel))
    return found


def _open_breakers(parts: Parts) -> frozenset[str]:
    """The deployments that `auto` leaves alone now."""
    if not parts.breakers.troubled:
        return frozenset()
    try:
        states = parts.breakers.states(parts.clock.tick())
    except RuntimeError:  # another thread added one meanwhile: the next look tells
        return frozenset()
    return frozenset(name for name, state in states.items() if state is not BreakerState.CLOSED)


def _traces(otel: Otel) -> Observer:
    try:
        from wayfare.telemetry.traces import Traces  # noqa: PLC0415 - only where it is wanted
    except ImportError as error:
        raise SettingsError(
            "`otel.endpoint` is set, but what sends traces is not installed.",
            cure="`pip install 'wayfare[otel]'`, or unset it.",
        ) from error
    return Traces(otel.endpoint, otel.service)
