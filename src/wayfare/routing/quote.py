"""Quote an arm's fare, quality and time before anything is sent.

Knows prices, priors and token counts. Knows nothing of providers, HTTP or accounts.
"""

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.offer import Offer
from wayfare.domain.tokens import estimate_tokens
from wayfare.domain.usage import Usage


def quote(arm: Arm, context: Context) -> Offer:
    """The offer that an arm makes for a request."""
    deployment = arm.deployment
    usage = Usage(
        input_tokens=context.input_tokens + _added_tokens(arm),
        output_tokens=min(context.output_tokens, arm.setup.output_tokens_max or 1 << 30),
    )
    prior = deployment.prior
    time_ms = None
    if prior.tokens_per_s:
        time_ms = (prior.first_token_ms or 0) + 1_000 * usage.output_tokens / prior.tokens_per_s
    return Offer(
        arm=arm,
        fare_micros=_fare(arm, usage),
        quality=prior.quality_in(context.language),
        time_ms=time_ms,
    )


def _added_tokens(arm: Arm) -> int:
    prompt = arm.setup.system_prompt
    return estimate_tokens(prompt) if prompt else 0


def _fare(arm: Arm, usage: Usage) -> int | None:
    if arm.deployment.is_local:
        return 0
    price = arm.deployment.price
    return None if price is None else price.cost_micros(usage)
