"""Figures for Prometheus, added up from what was recorded.

Labels are names of deployments, providers and endpoints, so they are few: never a user, a key, a
conversation or what a client wrote. Where several processes serve, they share a folder that
`PROMETHEUS_MULTIPROC_DIR` names, and each tells the figures of all.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from wayfare.domain.record import AttemptRecord, RequestRecord
from wayfare.telemetry.exchange import Exchange
from wayfare.telemetry.watch import SHARED_FOLDER

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)


@dataclass(frozen=True, slots=True)
class Gauges:
    """What is so now. `breakers` are the deployments that are left alone."""

    requests: int = 0
    streams: int = 0
    writer_waiting: int = 0
    writer_refused: int = 0
    not_told: int = 0
    breakers: frozenset[str] = frozenset()


class _OfDeployment:
    """The figures of one deployment that answers, or translates on one way; found once."""

    __slots__ = ("attempts", "cost", "first_token", "seconds", "tokens_in", "tokens_out", "unknown")

    def __init__(self, figures: "Metrics", provider: str, deployment: str, leg: str) -> None:
        self.attempts: dict[str, Counter] = {}
        self.tokens_in = figures.tokens.labels(provider, deployment, "input")
        self.tokens_out = figures.tokens.labels(provider, deployment, "output")
        self.cost = figures.cost.labels(provider, deployment)
        self.unknown = figures.unknown.labels(provider, deployment)
        self.first_token = figures.first_token.labels(provider, deployment, leg)
        self.seconds = figures.seconds.labels(provider, deployment, leg)


class Metrics:
    """All figures. `look` says what is so now."""

    def __init__(self, look: Callable[[], Gauges]) -> None:
        self._look = look
        self._registry = registry = CollectorRegistry()
        of = ("provider", "deployment")
        self.requests = Counter(
            "wayfare_requests",
            "Requests that are over. status 0: the client left before it was told anything.",
            ("endpoint", "wire", "status"),
            registry=registry,
        )
        self.attempts = Counter(
            "wayfare_attempts",
            "Calls of providers. leg: empty where one answered, else which way it translated.",
            (*of, "ending", "leg"),
            registry=registry,
        )
        self.tokens = Counter("wayfare_tokens", "Tokens.", (*of, "direction"), registry=registry)
        self.cost = Counter(
            "wayfare_cost_micros", "Known costs, in micro-dollars.", of, registry=registry
        )
        self.unknown = Counter(
            "wayfare_costs_unknown", "Calls whose cost is not known.", of, registry=registry
        )
        self.first_token = Histogram(
            "wayfare_first_token_seconds",
            "From a call to the first byte of its answer.",
            (*of, "leg"),
            registry=registry,
            buckets=_SECONDS,
        )
        self.seconds = Histogram(
            "wayfare_attempt_seconds",
            "From a call to the end of its answer.",
            (*of, "leg"),
            registry=registry,
            buckets=_SECONDS,
        )
        self._gauges = _gauges(registry)
        self._breakers = Gauge(
            "wayfare_breaker_open",
            "Whether `auto` leaves a deployment alone because it failed.",
            ("deployment",),
            registry=registry,
            multiprocess_mode="livemax",
        )
        self._cpu = Counter("wayfare_cpu_seconds", "CPU time of Wayfare.", registry=registry)
        self._cpu_counted = 0.0
        self._rested: frozenset[str] = frozenset()
        self._deployments: dict[tuple[str, str, str], _OfDeployment] = {}
        self._endpoints: dict[tuple[str, str, int], Counter] = {}

    def note_record(self, record: RequestRecord | AttemptRecord) -> None:
        """Count one call of a provider."""
        if not isinstance(record, AttemptRecord):
            return
        key = (record.provider, record.deployment, record.leg or "")
        known = self._deployments.get(key)
        if known is None:
            known = self._deployments[key] = _OfDeployment(self, *key)
        ending = str(record.ending)
        counter = known.attempts.get(ending)
        if counter is None:
            counter = known.attempts[ending] = self.attempts.labels(*key[:2], ending, key[2])
        counter.inc()
        known.tokens_in.inc(record.usage.input_tokens)
        known.tokens_out.inc(record.usage.output_tokens)
        if record.cost.micros is None:
            if not record.usage.is_nothing:
                known.unknown.inc()
        elif record.cost.micros:
            known.cost.inc(record.cost.micros)
        if record.first_token_ms is not None:
            known.first_token.observe(record.first_token_ms / 1_000)
        known.seconds.observe(record.total_ms / 1_000)

    def note_exchange(self, exchange: Exchange) -> None:
        """Count one request."""
        key = (exchange.endpoint, exchange.wire, exchange.status // 100)
        counter = self._endpoints.get(key)
        if counter is None:
            status = f"{key[2]}xx" if key[2] else "0"
            counter = self._endpoints[key] = self.requests.labels(key[0], key[1], status)
        counter.inc()

    def tick(self) -> None:
        """Note what is so now."""
        now = self._look()
        for name, gauge in self._gauges.items():
            gauge.set(_resident_bytes() if name == "resident" else getattr(now, name))
        self._rested |= now.breakers
        for deployment in self._rested:
            self._breakers.labels(deployment).set(deployment in now.breakers)
        used = time.process_time()
        self._cpu.inc(used - self._cpu_counted)
        self._cpu_counted = used

    def close(self) -> None:
        """Nothing waits here."""

    def encode(self) -> bytes:
        """The figures, as Prometheus reads them."""
        if SHARED_FOLDER not in os.environ:
            return generate_latest(self._registry)
        everybody = CollectorRegistry()
        # untyped in the library
        MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]
        return generate_latest(everybody)


def _gauges(registry: CollectorRegistry) -> dict[str, Gauge]:
    about = {
        "requests": ("wayfare_requests_in_flight", "Requests under way."),
        "streams": ("wayfare_streams_in_flight", "Streamed answers under way."),
        "writer_waiting": ("wayfare_writer_waiting", "Records that wait for the database."),
        "writer_refused": ("wayfare_writer_refused", "Records the database will never take."),
        "not_told": ("wayfare_not_counted", "Records that these figures lack: too many came."),
        "resident": ("wayfare_resident_bytes", "Memory of Wayfare that is resident."),
    }
    return {
        key: Gauge(name, what, registry=registry, multiprocess_mode="livesum")
        for key, (name, what) in about.items()
    }


def _resident_bytes() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0  # not on every platform
    return pages * os.sysconf("SC_PAGE_SIZE")
