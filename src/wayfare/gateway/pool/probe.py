"""Ask an arm once, with the least that can be asked, before `auto` takes it.

A probe is a request like any other: it goes where demands let it, and what it cost is in the
record, under the model's name `probe`. Its fare is known before anything is sent.
"""

import asyncio
import logging
import re
from dataclasses import replace

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.decision import Goal
from wayfare.domain.errors import (
    BadRequestError,
    BudgetSpentError,
    PermissionDeniedError,
    ProviderError,
    RateLimitedError,
)
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.pool import ProbeOutcome
from wayfare.gateway.catalog import GONE
from wayfare.gateway.complete import complete
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.pool.pool import Pool
from wayfare.routing.features import read_context
from wayfare.routing.quote import quote
from wayfare.settings.serving import Retries
from wayfare.wire.openai.body import ChatBody, decode_chat

log = logging.getLogger(__name__)

#: What the request asks for, as the record shows it.
MODEL = "probe"
PROMPT = "Reply with OK."
OUTPUT_TOKENS_MAX = 16
#: Who takes longer for so little is left for later.
PATIENCE_S = 30.0

_ONCE = Retries(attempts_max=1)

_NOT_THERE = (*GONE, 405)
_KEY = (401, 402, 407)
_LATER = (408, 409, 425, 429)
#: What providers say in a 400 to a model that is not there, or not to be asked this way.
_NO_SUCH_MODEL = re.compile(
    rb"model_not_found|no such model|does not exist|not found|unknown model|invalid model"
    rb"|not a (valid|chat) model|not supported|unsupported model|only supported"
    rb"|no longer|deprecated|decommissioned|retired",
    re.IGNORECASE,
)


class Probed(msgspec.Struct, frozen=True):
    """What came of a probe. `cost_micros` None: not known."""

    outcome: ProbeOutcome
    status: int | None
    cost_micros: int | None


async def probe_all(parts: Parts, pool: Pool, caller: Caller) -> int | None:
    """Ask every arm that waits for it, and those that take the places of the refused.

    Returns what all of it cost in micro-dollars; None where some of it is not known.

    Raises:
        StoreError: a probe could not be written down; the others were.
    """
    costs: list[int | None] = []

    async def ask(arm: Arm) -> None:
        found = await probe(parts, arm, caller)
        pool.note_probe(arm, found.outcome, found.status, found.cost_micros)
        parts.catalog.regroup()  # who has answered need not wait for who has not
        costs.append(found.cost_micros)

    while arms := pool.to_probe():
        fares = [offer_of(arm).fare_micros for arm in arms]
        known = sum(fare for fare in fares if fare is not None)
        log.info("asking %d models once, for at most $%.6f", len(arms), known / 1_000_000)
        found = await asyncio.gather(*map(ask, arms), return_exceptions=True)
        await pool.rows.save()  # what one stumbled over costs the others no second probe
        for fault in found:
            if fault is not None:
                raise fault
    return None if None in costs else sum(cost or 0 for cost in costs)


async def probe(parts: Parts, arm: Arm, caller: Caller) -> Probed:
    """Ask one arm. Never raises what a provider may do."""
    arrived_tick, request_id = parts.clock.tick(), parts.clock.new_id()
    body = _body(arm)
    context = read_context(body.request)
    decision = parts.router.choose(request_id, Goal.NAMED, context, [offer_of(arm)])
    demands = parts.demands + caller.demands  # whatever is off for owners may be on for others
    parts = replace(parts, retries=_ONCE)
    spending = parts.limits.of(caller, request_id)  # what it costs counts in budgets too
    journal = Journal(parts, request_id, arrived_tick, context, decision, demands, spending)
    journal.open(body.request, caller, None, body.raw)
    try:
        async with asyncio.timeout(PATIENCE_S):
            with journal:
                await complete(parts, decision, body, journal)
    except RateLimitedError:
        return Probed(ProbeOutcome.LATER, None, 0)
    except TimeoutError:
        return Probed(ProbeOutcome.LATER, None, journal.cost().micros)
    except ProviderError as error:
        return Probed(outcome_of(error), error.status, journal.cost().micros)
    except BudgetSpentError:
        return Probed(ProbeOutcome.LATER, None, 0)
    except (BadRequestError, PermissionDeniedError):
        return Probed(ProbeOutcome.UNCLEAR, None, 0)
    return Probed(ProbeOutcome.ANSWERED, 200, journal.cost().micros)


def offer_of(arm: Arm) -> Offer:
    """What a probe of an arm will cost at most."""
    return quote(arm, read_context(_body(arm).request))


def outcome_of(error: ProviderError) -> ProbeOutcome:
    """What a provider's refusal says of the model, not of the key or the hour."""
    if error.status in _NOT_THERE:
        return ProbeOutcome.REFUSED
    if error.status in _KEY:
        return ProbeOutcome.KEY
    if error.status in _LATER or error.status >= 500:
        return ProbeOutcome.LATER
    is_gone = _NO_SUCH_MODEL.search(error.body) is not None
    return ProbeOutcome.REFUSED if is_gone else ProbeOutcome.UNCLEAR


def _body(arm: Arm) -> ChatBody:
    """The request, in the arm's own words for a limit of the answer."""
    return decode_chat(
        msgspec.json.encode(
            {
                "model": MODEL,
                "messages": [{"role": "user", "content": PROMPT}],
                arm.deployment.length_field: OUTPUT_TOKENS_MAX,
            }
        )
    )
