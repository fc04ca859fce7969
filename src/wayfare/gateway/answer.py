"""Answer a chat request by the arm the router chooses: the straight road, in six steps.

Features, limits, quote, choose, record, complete. Where nothing limits the caller,
`spending` is None, and nothing is waited for before a provider is asked.
"""

from collections.abc import AsyncGenerator

import msgspec

from wayfare.domain.budget import Admission
from wayfare.domain.chat import ChatRequest
from wayfare.domain.decision import Decision, Goal
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.gateway.asking import NO_ENVELOPE, Carriage, Envelope
from wayfare.gateway.certify.drawn import Drawn
from wayfare.gateway.certify.following import Following
from wayfare.gateway.choose import Asked, Chosen, choose
from wayfare.gateway.complete import complete
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.quote import quote_all
from wayfare.gateway.rest import resting_arms
from wayfare.gateway.send import demands_on
from wayfare.gateway.turn import Turn, turn_of
from wayfare.ports import Asker
from wayfare.routing.features import read_context
from wayfare.wire.wire import Body


class Answer(msgspec.Struct, frozen=True):
    """An answer that has begun: whole in `body`, or streamed by `pieces`.

    `admission` says how the caller's rates stand, where there are any. `journal` keeps the
    record of it. `is_again`: it was given before, to the very same request.
    """

    decision: Decision
    offer: Offer
    body: bytes | None
    pieces: AsyncGenerator[bytes] | None
    admission: Admission | None = None
    journal: Journal | None = None
    is_again: bool = False


async def answer(
    parts: Parts,
    body: Body,
    caller: Caller,
    envelope: Envelope = NO_ENVELOPE,
) -> Answer:
    """Answer a chat request.

    Raises:
        ModelNotFoundError: nothing has the model's name.
        NoArmError: there is nothing to ask yet; it may come.
        NoArmFitsError: nothing there is can take this request.
        PermissionDeniedError: the model does not fulfil what is demanded.
        ProviderError: every arm failed before its first byte.
        BudgetSpentError: a budget does not cover what the request may cost.
        RateLimitedError: too much was asked within a minute.
    """
    arrived_tick, request_id = parts.clock.tick(), parts.clock.new_id()
    request, wishes = body.request, envelope.wishes.over(caller.wishes)
    context = read_context(request, envelope.topic, wishes)
    spending = parts.limits.of(caller, request_id)
    if spending is not None:
        await spending.admit(context.tokens)
    candidates = parts.catalog.candidates(request.model)
    demands = demands_on(parts, caller, envelope.demands)
    offers, excluded = quote_all(
        candidates, context, demands, Carriage(body), resting_arms(parts), request=request
    )
    if spending is not None:
        offers, excluded = await spending.affordable(offers, excluded, body.raw, request)
    turn: Turn | None = None
    named = envelope.conversation
    if candidates.goal is not Goal.NAMED:
        turn = turn_of(parts.conversations, caller, named, request, arrived_tick)
    asker = Asker(caller, demands)
    goal = candidates.goal
    asked = Asked(
        request_id,
        goal,
        request,
        context,
        offers,
        excluded,
        asker,
        named,
        envelope.teaches,
        envelope.preferences,
    )
    chosen = await choose(parts, asked, turn)
    decision = chosen.decision
    journal = Journal(parts, request_id, arrived_tick, chosen.context, decision, demands, spending)
    journal.covered, journal.shadow = chosen.covered, chosen.shadow
    journal.following = _follow(parts, chosen, body, asker)
    journal.open(request, caller, envelope.conversation, body.raw, wire=body.wire)
    journal.place = None if turn is None else turn.place
    journal.looked, journal.unkept = chosen.looked, chosen.warning
    with journal:
        completion = await complete(parts, decision, body, journal, envelope)
    admission = None if spending is None else spending.admission
    return Answer(
        decision, completion.offer, completion.body, completion.pieces, admission, journal
    )


def _follow(parts: Parts, chosen: Chosen, body: Body, asker: Asker) -> Following | None:
    """Have the answer compared once it is there, where it was drawn to be."""
    shadow = chosen.shadow
    if shadow is None or parts.comparing is None:
        return None
    own = chosen.decision.choice.arm
    beside = shadow.arm if shadow.is_mirror else shadow.baseline
    other = next(o.arm for o in chosen.decision.offers if o.arm.name == beside)
    return parts.comparing.follow(Drawn(shadow, own, other, body, asker.caller, asker.demands))


async def decide(
    parts: Parts, request: ChatRequest, decision_id: str, envelope: Envelope = NO_ENVELOPE
) -> Decision:
    """What would be chosen for a request. Sends it nowhere and writes nothing."""
    context = read_context(request, wishes=envelope.wishes)
    candidates = parts.catalog.candidates(request.model)
    resting = resting_arms(parts)
    demands = parts.demands + envelope.demands
    offers, excluded = quote_all(candidates, context, demands, resting=resting, request=request)
    asked = Asked(
        decision_id,
        candidates.goal,
        request,
        context,
        offers,
        excluded,
        preferences=envelope.preferences,
    )
    return (await choose(parts, asked)).decision
