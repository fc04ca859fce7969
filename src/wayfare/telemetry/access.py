"""Log one line for each request that is over: figures and names, never what a client wrote."""

import logging
from typing import Any

from wayfare.domain.record import AttemptRecord, RequestRecord
from wayfare.telemetry.exchange import PROBES, Exchange

log = logging.getLogger("wayfare.access")


class AccessLog:
    """The lines."""

    def note_record(self, record: RequestRecord | AttemptRecord) -> None:
        """Nothing: a line is written when all of a request is known."""

    def note_exchange(self, exchange: Exchange) -> None:
        """Log one request. Those of machines that only look are left out."""
        if exchange.endpoint in PROBES:
            return
        fields = fields_of(exchange)
        log.info("%s %s", exchange.method, exchange.endpoint, extra={"fields": fields})

    def tick(self) -> None:
        """Nothing is due."""

    def close(self) -> None:
        """Nothing waits here."""


def fields_of(exchange: Exchange) -> dict[str, Any]:
    """What is told of a request. A cost that is not known is left out, never 0.

    Who translated is named only where nobody came to answer.
    """
    request, attempts = exchange.request, exchange.attempts
    fields: dict[str, Any] = {"status": exchange.status, "ms": round(exchange.total_ms, 1)}
    if request is not None:
        fields["request_id"] = request.id
    if attempts:
        answering = [attempt for attempt in attempts if not attempt.is_leg]
        last = (answering or attempts)[-1]
        fields |= {
            "deployment": last.deployment,
            "ending": str(last.ending),
            "attempts": len(attempts),
            "tokens_in": sum(a.usage.input_tokens for a in attempts),
            "tokens_out": sum(a.usage.output_tokens for a in attempts),
        }
        if legs := len(attempts) - len(answering):
            fields["legs"] = legs
        costs = [a.cost.micros for a in attempts if not a.usage.is_nothing or a is last]
        if None not in costs:
            fields["cost_micros"] = sum(cost for cost in costs if cost is not None)
    return fields
