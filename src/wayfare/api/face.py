"""Stand before the application: count what is under way, and let another one take over.

An application knows the parts that it was built with. When the settings are read anew, a new
one takes over: requests under way end in the old, whose providers are closed after the last.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Collection, Sequence

from wayfare.api.app import App
from wayfare.api.asgi import ASGIMessage, Receive, Scope, Send
from wayfare.api.endpoints import wire_at
from wayfare.bootstrap import Reloaded, Wayfare
from wayfare.bootstrap.tasks import end_tasks
from wayfare.operation.reload import close_all, renew
from wayfare.ports import Provider
from wayfare.settings.whole import Settings
from wayfare.telemetry.exchange import PROBES, Exchange, Traffic, under_way
from wayfare.wire.wire import Wire

log = logging.getLogger(__name__)

#: What is asked at a path that is none of the few that models are asked through.
OTHER = "other"


class _Generation:
    """An application, and how many requests run in it."""

    __slots__ = ("app", "has_ended", "is_retired", "requests")

    def __init__(self, app: App) -> None:
        self.app = app
        self.requests = 0
        self.is_retired = False
        self.has_ended = asyncio.Event()


class Face:
    """The HTTP face of a Wayfare that runs for long."""

    def __init__(self, wayfare: Wayfare, traffic: Traffic) -> None:
        self._wayfare = wayfare
        self._traffic = wayfare.traffic = traffic
        self._generation = _Generation(App(wayfare))
        self._names = _endpoints(self._generation.app)
        self._turn = asyncio.Lock()
        self._retiring: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        generation, watch, traffic = self._generation, self._wayfare.watch, self._traffic
        noted: _Noted | None = None
        if watch is not None:
            endpoint, wire = self._names.get(scope["path"], (OTHER, OTHER))
            exchange = Exchange(endpoint, wire, scope["method"], time.time())
            began = time.perf_counter()
            under_way.set(exchange)
            send = noted = _Noted(traffic, exchange, send)
        generation.requests += 1
        traffic.requests += 1
        try:
            await generation.app(scope, receive, send)
        finally:
            traffic.requests -= 1
            generation.requests -= 1
            if generation.is_retired and not generation.requests:
                generation.has_ended.set()
            if noted is not None and watch is not None:
                traffic.streams -= exchange.is_stream
                exchange.total_ms = (time.perf_counter() - began) * 1_000
                exchange.traceparent = _traceparent(scope)
                watch.end(exchange)

    async def reload(self, wanted: Settings) -> Reloaded:
        """Put other settings in force, without a break.

        Raises:
            WayfareError: they cannot be; the old ones stay.
        """
        async with self._turn:
            reloaded, retiring = await renew(self._wayfare, wanted)
            old, self._generation = self._generation, _Generation(App(self._wayfare))
        old.is_retired = True
        if not old.requests:
            old.has_ended.set()
        # those that began in the old one, whoever follows them
        runs = self._wayfare.chats.running.tasks
        task = asyncio.create_task(_retire(old, runs, retiring))
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)
        log.info("settings read anew: %s", ", ".join(reloaded.changed) or "nothing changed")
        if reloaded.needs_restart:
            log.warning("these change at the next start: %s", ", ".join(reloaded.needs_restart))
        return reloaded

    async def close(self) -> None:
        """Close what waits for its last request."""
        await end_tasks(self._retiring.copy())


class _Noted:
    """Sends on, and notes how an answer begins."""

    __slots__ = ("_exchange", "_send", "_traffic")

    def __init__(self, traffic: Traffic, exchange: Exchange, send: Send) -> None:
        self._traffic = traffic
        self._exchange = exchange
        self._send = send

    def __call__(self, message: ASGIMessage) -> Awaitable[None]:
        """Send one message on."""
        if message["type"] == "http.response.start":
            exchange = self._exchange
            exchange.status = message["status"]
            for name, value in message["headers"]:
                if name == b"content-type":
                    if value.startswith(b"text/event-stream"):
                        exchange.is_stream = True
                        self._traffic.streams += 1
                    break
        return self._send(message)


async def _retire(
    old: _Generation, runs: Collection[asyncio.Task[None]], providers: Sequence[Provider]
) -> None:
    try:
        await old.has_ended.wait()
        if runs:
            await asyncio.wait(runs)
    finally:
        await close_all(providers)


def _traceparent(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == b"traceparent":
            given: str = value.decode("latin-1")
            return given
    return None


def _endpoints(app: App) -> dict[str, tuple[str, str]]:
    """The few paths that are told apart, and the wire that is spoken there."""
    found = {path: (path, OTHER) for path in PROBES}
    for _, path in app.data_plane:
        wire = wire_at(path)
        found[path] = (path, wire.name if isinstance(wire, Wire) else OTHER)
    return found
