"""One HTTP request and what became of it, for those who watch.

Knows figures and names. Knows nothing of texts: whoever is told of it must not read them.
"""

from contextvars import ContextVar

from wayfare.domain.record import AttemptRecord, RequestRecord

#: What machines ask every few seconds.
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})

#: The request that runs in this context.
under_way: ContextVar["Exchange"] = ContextVar("wayfare_exchange")


class Exchange:
    """One request, from its first line to the last byte of its answer.

    `endpoint` is one of few known paths, never one that a client made up. `status` is 0 where
    nobody was there any more to be told. `records` are what was recorded of it meanwhile.
    """

    __slots__ = (
        "endpoint",
        "is_over",
        "is_stream",
        "method",
        "records",
        "started_at",
        "status",
        "total_ms",
        "traceparent",
        "wire",
    )

    def __init__(self, endpoint: str, wire: str, method: str, started_at: float) -> None:
        self.endpoint = endpoint
        self.wire = wire
        self.method = method
        self.started_at = started_at
        self.total_ms = 0.0
        self.status = 0
        self.is_stream = False
        self.is_over = False
        self.traceparent: str | None = None
        self.records: list[RequestRecord | AttemptRecord] = []

    @property
    def request(self) -> RequestRecord | None:
        """The request as it was recorded, once something was chosen for it."""
        return next((r for r in self.records if isinstance(r, RequestRecord)), None)

    @property
    def attempts(self) -> list[AttemptRecord]:
        """All calls of providers, in order."""
        return [record for record in self.records if isinstance(record, AttemptRecord)]


class Traffic:
    """How many requests run now, and how many of them stream."""

    __slots__ = ("requests", "streams")

    def __init__(self) -> None:
        self.requests = 0
        self.streams = 0
