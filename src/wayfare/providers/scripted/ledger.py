"""What the scripted provider counts of its own work: one row for each call that ended.

The cost is reckoned here from the price table, and not by `Price.cost_micros`: two
people who share one abacus cannot check each other.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from wayfare.domain.deployment import Deployment
from wayfare.domain.usage import Usage

#: Rows kept at least, so that a script that serves for weeks does not fill the memory.
KEPT_ROWS = 100_000


class Ending(StrEnum):
    """How a call ended."""

    WHOLE = "whole"  # all was sent
    CLOSED = "closed"  # the caller let go before that
    CUT = "cut"  # the provider broke off
    REFUSED = "refused"  # no answer was begun: an error status, a page, no connection


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One call, as the scripted provider saw it.

    `call_id` is part of the answer's id ("chatcmpl-" + call_id, "resp_", "msg_", or bare)
    and of the header `x-request-id` ("req_" + call_id). `status` is 0 where nothing was answered.
    `output_tokens` are those made until the end, thought ones included, and are what is
    charged for, whether or not they were read. `input_tokens` includes those that were
    read from the cache and those that were written to it, in every wire. `cost_micros` is
    None without a price.
    """

    call_id: str
    model: str
    status: int
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    reasoning_tokens: int
    cost_micros: int | None
    deltas_sent: int
    ending: Ending
    cache_write_tokens: int = 0


def reckon(deployment: Deployment, usage: Usage) -> int | None:
    """What a call costs in micro-dollars, rounded half up, or None without a price."""
    price = deployment.price
    if price is None:
        return None
    rates = price.rates
    for threshold, dearer in price.tiers:
        rates = dearer if usage.input_tokens > threshold else rates
    bill = [
        (usage.input_tokens - usage.cached_tokens - usage.cache_write_tokens, rates.input),
        (usage.cached_tokens, rates.input if rates.cached is None else rates.cached),
        (usage.cache_write_tokens, rates.input if rates.cache_write is None else rates.cache_write),
        (usage.output_tokens, rates.output),
    ]
    micros = sum((Fraction(tokens * rate, 1_000_000) for tokens, rate in bill), Fraction(0))
    return int(micros + Fraction(1, 2)) + price.request_micros


def trim(rows: list[LedgerRow]) -> None:
    """Forget the oldest rows once there are twice as many as are kept."""
    if len(rows) >= 2 * KEPT_ROWS:
        del rows[:-KEPT_ROWS]
