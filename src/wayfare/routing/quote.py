"""Quote an arm's fare, quality and time before anything is sent.

Knows prices, priors and token counts. Knows nothing of providers, HTTP or accounts.
"""

from collections.abc import Sequence

import msgspec

from wayfare.domain.arm import PANEL, Arm
from wayfare.domain.chat import Context
from wayfare.domain.offer import Offer
from wayfare.domain.tokens import estimate_tokens
from wayfare.domain.usage import Usage
from wayfare.routing.features import OUTPUT_TOKENS_EXPECTED

#: How often a cascade asks its dearer arm, and how much of what that is better it keeps, before
#: anything was learned: `bench/cascade.py` found .23 and .95 on sums (zeroeval_gsm), .32 and .74
#: on questions with options and on code (routerbench).
SHARE_ASKED, SHARE_RECOVERED = 0.3, 0.8
#: What a pivot is presumed to lose before anything was learned of it: translation by a small model
#: lost 11 points of 100, by an outside one gained 9 in the mean of thirty models of 2023 (see
#: `bench/language_cells.py`); what was a gain then was none a year later.
PIVOT_LOSS = 0.05
#: How far off that is presumed to be: so far the mean gains of eight of these models, by either
#: translator, lay from it (bloom and polylm; root of the mean square).
PIVOT_ERROR = 0.1
#: What a translator is told beside the text.
PIVOT_PROMPT_TOKENS = 160


def quote(arm: Arm, context: Context) -> Offer:
    """The offer that an arm makes for a request."""
    if arm.ahead and arm.middle is not None:
        return _pivot(arm, arm.middle, context)
    if arm.ahead:
        steps = [quote(step, context) for step in arm.steps]
        return _panel(arm, steps) if arm.path == PANEL else _cascade(arm, steps)
    deployment = arm.deployment
    asked, answered = context.input_tokens, context.output_tokens
    if deployment.fertility and (ratio := deployment.fertility.get(context.language)):
        asked = round(ratio * asked)
        if answered == OUTPUT_TOKENS_EXPECTED:  # else the client's own limit binds
            answered = round(ratio * answered)
    usage = Usage(
        input_tokens=asked + _added_tokens(arm),
        output_tokens=min(answered, arm.setup.output_tokens_max or 1 << 30),
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


def full_fare(arm: Arm, context: Context) -> int | None:
    """What an answer costs if every one of its steps is asked. None: not known."""
    if arm.middle is not None:
        return quote(arm, context).fare_micros
    fares = [quote(step, context).fare_micros for step in (arm.steps if arm.ahead else (arm,))]
    return None if None in fares else sum(fare or 0 for fare in fares)


def _cascade(arm: Arm, steps: Sequence[Offer]) -> Offer:
    """Cheap answers are always paid, the dearer one as often as it is expected to be asked."""
    cheap, dear = steps[0], steps[-1]
    fares = [step.fare_micros for step in steps[:-1]]
    fare = None
    if dear.fare_micros is not None and None not in fares:
        fare = sum(each or 0 for each in fares) + round(SHARE_ASKED * dear.fare_micros)
    quality = dear.quality
    if quality is not None and cheap.quality is not None:
        quality = cheap.quality + SHARE_RECOVERED * (quality - cheap.quality)
    times = [step.time_ms for step in steps]
    time_ms = None
    if None not in times:
        known = [each or 0.0 for each in times]
        time_ms = max(known[:-1]) + SHARE_ASKED * known[-1]
    return Offer(arm=arm, fare_micros=fare, quality=quality, time_ms=time_ms)


def _panel(arm: Arm, steps: Sequence[Offer]) -> Offer:
    """All are paid, and all are waited for. Presumed no better than the one to trust alone."""
    fares = [step.fare_micros for step in steps]
    times = [step.time_ms for step in steps]
    return Offer(
        arm=arm,
        fare_micros=None if None in fares else sum(fare or 0 for fare in fares),
        quality=steps[-1].quality,
        time_ms=None if None in times else max(time or 0.0 for time in times),
    )


def _pivot(arm: Arm, middle: str, context: Context) -> Offer:
    """The way there, the answer and the way back: all are paid, and taken one after the other.

    Presumed less good than the question as it is: a pivot must show that it helps.
    """
    translator, answerer = arm.steps
    question, answer = context.input_tokens, context.output_tokens
    ways = [
        quote(translator, _leg(context, question)),
        quote(answerer, msgspec.structs.replace(context, language=middle)),
        quote(translator, _leg(context, answer)),
    ]
    fares, times = [way.fare_micros for way in ways], [way.time_ms for way in ways]
    prior = arm.deployment.prior
    known = [q for q in map(prior.quality_in, (context.language, middle)) if q is not None]
    return Offer(
        arm=arm,
        fare_micros=None if None in fares else sum(fare or 0 for fare in fares),
        quality=max(0.0, min(known) - PIVOT_LOSS) if known else None,
        time_ms=None if None in times else sum(time or 0.0 for time in times),
    )


def _leg(context: Context, tokens: int) -> Context:
    """What a translator is asked."""
    return msgspec.structs.replace(
        context, input_tokens=tokens + PIVOT_PROMPT_TOKENS, output_tokens=tokens
    )


def _added_tokens(arm: Arm) -> int:
    prompt = arm.setup.system_prompt
    return estimate_tokens(prompt) if prompt else 0


def _fare(arm: Arm, usage: Usage) -> int | None:
    if arm.deployment.is_local:
        return 0
    price = arm.deployment.price
    return None if price is None else price.cost_micros(usage)
