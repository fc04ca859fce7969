"""Choose an arm among what was offered: the turn before, what was learned, the router's order.

Where whoever asks has said who shall answer this topic, that stands before all of it.

Knows nothing of limits, of records and of who is asked then. Where the settings name another
embedder than the one that ships, that is waited for here.
"""

import msgspec

from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.claim import Cover
from wayfare.domain.decision import Decision, Exclusion, Goal, Reason
from wayfare.domain.offer import Offer
from wayfare.domain.preference import Preference, preferred
from wayfare.domain.shadow import Shadow
from wayfare.domain.ticket import Covered
from wayfare.gateway.attempt import keeps_texts
from wayfare.gateway.certify.case import Asking
from wayfare.gateway.certify.guard import Guarded
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.learner import Appraised
from wayfare.gateway.learning.looked import NOT_LOOKED, Looked
from wayfare.gateway.parts import Parts
from wayfare.gateway.turn import Turn
from wayfare.ports import Asker
from wayfare.routing.preferring import prefer, why_not_preferred
from wayfare.routing.reasons import reason


class Asked(msgspec.Struct, frozen=True):
    """A question that arms were quoted for. `id` is that of the decision to be made.

    Without an `asker` the question is sent to nobody. `conversation` is what its client calls the
    conversation that it belongs to. `teaches`: it is looked at though a model is named.
    `preferences` are who shall answer which topic.
    """

    id: str
    goal: Goal
    request: ChatRequest
    context: Context
    offers: list[Offer]
    excluded: list[Exclusion]
    asker: Asker | None = None
    conversation: str | None = None
    teaches: bool = False
    preferences: tuple[Preference, ...] = ()


class Chosen(msgspec.Struct, frozen=True):
    """A decision, and what the router saw when it was made.

    `covered` says how its answer is covered by a certificate; `shadow` is there where it was drawn
    to be compared with the baseline's. `warning`: whoever was to answer cannot be asked.
    """

    decision: Decision
    context: Context
    looked: Looked = NOT_LOOKED
    covered: Covered | None = None
    shadow: Shadow | None = None
    warning: Reason | None = None


async def choose(parts: Parts, asked: Asked, turn: Turn | None = None) -> Chosen:
    """Choose for a question. Where a model is named there is little to look at.

    Without `turn` no conversation goes on, and nothing is tried out.
    """
    goal, context, offers = asked.goal, asked.context, asked.offers
    if goal is Goal.NAMED:
        return await _named(parts, asked)
    router = parts.router.wishing(context.wishes)
    if turn is not None:
        context, offers = turn.prepared(context, offers)
    looked = await parts.learner.look(asked.request.question, asked.asker)
    context, clock = looked.onto(context), None if turn is None else parts.clock
    goes_on, wanted = turn is not None and turn.is_loop, None
    if asked.preferences and goal is Goal.AUTO and not goes_on:
        context = parts.learner.placed(context)
        wanted = preferred(asked.preferences, context)
    lots = clock if wanted is None else None
    found = parts.learner.appraise(context, offers, goal, router, lots)
    decision = router.choose(
        asked.id, goal, found.context, found.offers, asked.excluded, found.trial
    )
    if found.anchor is not None:
        decision = msgspec.structs.replace(decision, anchor=found.anchor)
    liked = None if wanted is None else prefer(decision, wanted)
    if liked is not None:
        # no router's choice: it has no lot, is guarded by nobody and compared with nothing
        return Chosen(liked, found.context, looked, _wished(parts))
    guarded = Guarded(_with_lot(parts, asked, decision))
    if not goes_on:  # what it began, an arm also ends
        guarded = _guarded(parts, asked, found, guarded.decision, clock)
    warning = None if wanted is None else why_not_preferred(decision, wanted)
    decision = guarded.decision if turn is None else turn.settled(guarded.decision)
    return Chosen(decision, found.context, looked, guarded.covered, guarded.shadow, warning)


async def _named(parts: Parts, asked: Asked) -> Chosen:
    """The arm that is named."""
    looked, context = NOT_LOOKED, asked.context
    if asked.teaches:
        looked = await parts.learner.look(asked.request.question, asked.asker)
        context = parts.learner.placed(looked.onto(context))
    router = parts.router.wishing(context.wishes)
    decision = router.choose(asked.id, asked.goal, context, asked.offers, asked.excluded)
    return Chosen(decision, context, looked)


def _guarded(
    parts: Parts, asked: Asked, found: Appraised, decision: Decision, clock: Clock | None
) -> Guarded:
    """The decision as the guard lets it pass, where there is one."""
    if parts.guard is None:
        return Guarded(decision)
    caller = None if asked.asker is None else asked.asker.caller
    may_compare = caller is not None and caller.may_learn
    asking = Asking(asked.request, found.context, may_compare, keeps_texts(parts, caller))
    return parts.guard.settle(decision, asking, found.trial, clock)


def _wished(parts: Parts) -> Covered | None:
    """How an answer is covered whose arm somebody wished for."""
    if parts.guard is None:
        return None
    return Covered(Cover.NOT_COVERED, reason("covered_not"))


def _with_lot(parts: Parts, asked: Asked, decision: Decision) -> Decision:
    """The decision, with its conversation's lot where one is drawn: of `auto`, which may differ."""
    if parts.guard is None or asked.asker is None or decision.goal is not Goal.AUTO:
        return decision
    if decision.baseline is None:
        return decision
    lot = parts.guard.draw(asked.asker.caller, asked.conversation, asked.request)
    return msgspec.structs.replace(decision, lot=lot)
