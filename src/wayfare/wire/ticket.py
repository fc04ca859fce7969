"""The ticket as clients see it: the field `wayfare` of an answer."""

import msgspec

from wayfare.domain.ticket import Covered, Pivoted, Ticket

_encode = msgspec.json.Encoder().encode


class TicketPath(msgspec.Struct, frozen=True):
    """By which path an answer came, as its ticket says."""

    path: str
    pivot: Pivoted | None = None


#: Reads it of a ticket, or alone.
decode_path = msgspec.json.Decoder(TicketPath).decode


def _certificate(covered: Covered | None) -> dict[str, object] | None:
    if covered is None:
        return None
    return {
        "state": covered.state.value,
        "compared": covered.compared,
        "compared_by": dict(covered.compared_by),
        "says": covered.reason,
    }


def encode_ticket(ticket: Ticket) -> bytes:
    """Write a ticket as a JSON object. A cost that is unknown is null, never 0."""
    return _encode(
        {
            "decision_id": ticket.decision_id,
            "model": ticket.model,
            "arm": ticket.arm,
            "reason": ticket.reason,
            "runner_up": ticket.runner_up,
            "fares": [{"arm": f.arm, "fare_micros": f.fare_micros} for f in ticket.fares],
            "first_token_ms": ticket.first_token_ms,
            "total_ms": ticket.total_ms,
            "cost_micros": ticket.cost.micros,
            "cost_state": ticket.cost.state.value,
            "hedge_micros": ticket.hedge_micros,
            "embedding_micros": ticket.embedding_micros,
            "companies": ticket.companies,
            "left_out": ticket.left_out,
            "warnings": ticket.warnings,
            "evidence": ticket.evidence,
            "baseline": ticket.baseline,
            "saved_micros": ticket.saved_micros,
            "certificate": _certificate(ticket.certificate),
            "path": ticket.path,
            "pivot": ticket.pivoted,
        }
    )
