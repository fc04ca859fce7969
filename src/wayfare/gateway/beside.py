"""Ask several arms at once, and hold their answers back until all are whole.

Asks for log-probabilities where they are given, and notes who does not take that. Knows nothing
of what the answers say. Who leaves closes all of them.
"""

import asyncio
from collections.abc import Sequence
from functools import partial

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.decision import Decision
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.errors import ProviderError
from wayfare.domain.offer import Offer
from wayfare.gateway.asking import Envelope, wire_between
from wayfare.gateway.begin import NOT_BEGUN
from wayfare.gateway.course import Course
from wayfare.gateway.form import form_of
from wayfare.gateway.hold import Held, hold
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.routing.quote import quote
from wayfare.wire.wire import Body

#: How a provider refuses a request that has something in it which it does not know.
_UNKNOWN_FIELD = (400, 422)


async def ask_beside(
    parts: Parts,
    decision: Decision,
    steps: Sequence[Arm],
    body: Body,
    journal: Journal,
    envelope: Envelope,
) -> list[Held | None]:
    """The whole answer of each; None for one that gives none.

    Nobody is asked twice, but who refuses a question that asks for log-probabilities: once
    without them, and from then on always without, if that was all.
    """
    look = partial(form_of, body.request.question)

    async def ask(step: Arm) -> Held | None:
        offer, deployment = quote(step, journal.context), step.deployment
        logprobs = _gives_logprobs(parts, deployment, body)
        answer = await ask_once(offer, logprobs=logprobs)
        if logprobs and isinstance(answer, ProviderError) and answer.status in _UNKNOWN_FIELD:
            answer = await ask_once(offer, logprobs=False)
            if isinstance(answer, Held):
                parts.catalog.without_logprobs.add(deployment.name)
        return None if isinstance(answer, Exception) else answer

    async def ask_once(offer: Offer, *, logprobs: bool) -> Held | Exception | None:
        alone = msgspec.structs.replace(decision, offers=(offer,))
        course = Course(parts, alone, body, journal, envelope, logprobs=logprobs)
        tried = course.next_try()
        if tried is None:
            return None
        try:
            begun = await tried.begin()
            begun.attempt.look = look
            begun.attempt.following = None  # it is no answer before it is given
            return await hold(begun)
        except NOT_BEGUN as error:
            return error

    asked = [asyncio.create_task(ask(step)) for step in steps]
    try:
        return await asyncio.gather(*asked)
    except BaseException:  # the client left, or a fault of Wayfare's own
        for task in asked:
            task.cancel()
        await asyncio.wait(asked)
        raise


def _gives_logprobs(parts: Parts, deployment: Deployment, body: Body) -> bool:
    """Whether it may be asked for log-probabilities: its wire and it have them, and it took it."""
    gives = Feature.LOGPROBS in deployment.features
    if not gives or wire_between(body, deployment).logprobs is None:
        return False
    return deployment.name not in parts.catalog.without_logprobs
