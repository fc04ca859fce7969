"""Say why a limit does not let a request pass: which limit, what is left, when it renews."""

from datetime import UTC, datetime
from math import ceil

from wayfare.domain.arm import Arm
from wayfare.domain.budget import Overrun, Purse, Rate, Refused
from wayfare.domain.case import Case
from wayfare.domain.errors import (
    BadRequestError,
    BudgetSpentError,
    PriceUnknownError,
    RateLimitedError,
)


def spent(refused: Refused, worst_micros: int) -> BudgetSpentError:
    """A budget that does not cover the worst price."""
    budget = refused.purse.budget
    held = refused.balance.held_micros
    waiting = f" ({_dollars(held)} is held for calls on their way)" if held else ""
    return BudgetSpentError(
        f"The budget of {budget.scope} {budget.name} ({_dollars(budget.limit_micros)} per "
        f"{budget.period}) has {_dollars(refused.left_micros)} left{waiting}, and this request "
        f"may cost up to {_dollars(worst_micros)}.",
        cure=f"{_renewal(refused.purse)} A smaller limit of the answer's tokens, a shorter "
        "prompt or a cheaper model costs less at most.",
        case=Case.BUDGET_LEFT,
        values={
            "scope": budget.scope,
            "name": budget.name,
            "period": budget.period,
            "limit_micros": budget.limit_micros,
            "left_micros": refused.left_micros,
            "worst_micros": worst_micros,
        },
    )


def price_unknown(arm: Arm) -> PriceUnknownError:
    """An arm whose cost nothing bounds."""
    return PriceUnknownError(
        f"The price of {arm.name} is not known, and a budget applies.",
        cure=f'Give its price in the settings: [prices."{arm.deployment.name}"] with `as_of`, '
        "`input` and `output`; or ask another model.",
        param="model",
        case=Case.PRICE_UNKNOWN_OF,
        values={"arm": arm.name},
    )


def dearer(field: str) -> PriceUnknownError:
    """A request for more than the price that is known is for."""
    return PriceUnknownError(
        f"With this `{field}` a provider may charge more than the price that is known, and a "
        "budget applies.",
        cure=f"Leave `{field}` out.",
        param=field,
    )


def rate_limited(overrun: Overrun) -> RateLimitedError:
    """A rate without room."""
    rate = overrun.rate
    limit = rate.requests_per_minute if overrun.kind == "requests" else rate.tokens_per_minute
    return RateLimitedError(
        f"The rate of {rate.scope} {rate.name} is {limit:,} {overrun.kind} a minute, "
        "and they are used up.",
        cure=f"Ask again in {overrun.retry_after_s:.1f} s.",
        retry_after_s=overrun.retry_after_s,
        admission=overrun.admission,
        case=Case.RATE_USED_UP,
        values={
            "scope": rate.scope,
            "name": rate.name,
            "limit": limit or 0,
            "kind": overrun.kind,
            "wait_s": ceil(overrun.retry_after_s),
        },
    )


def too_many_tokens(rate: Rate, tokens: int) -> BadRequestError:
    """A request that no minute has room for."""
    return BadRequestError(
        f"This request is expected to take {tokens:,} tokens, and the rate of {rate.scope} "
        f"{rate.name} is {rate.tokens_per_minute:,} tokens a minute.",
        cure="Ask for less at once.",
        case=Case.MORE_THAN_A_RATE,
        values={"tokens": tokens, "limit": rate.tokens_per_minute or 0},
    )


def _renewal(purse: Purse) -> str:
    if purse.until is None:
        return "It does not renew; `wayfare budgets set` raises it."
    return f"It renews at {datetime.fromtimestamp(purse.until, UTC):%Y-%m-%d %H:%M} UTC."


def _dollars(micros: int) -> str:
    return f"${micros / 1_000_000:.6f}"
