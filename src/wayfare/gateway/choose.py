"""Choose an arm among what was offered: the turn before, what was learned, the router's order.

Knows nothing of limits, of records and of who is asked then. Where the settings name another
embedder than the one that ships, that is waited for here.
"""

import msgspec

from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.decision import Decision, Exclusion, Goal
from wayfare.domain.offer import Offer
from wayfare.domain.shadow import Shadow
from wayfare.domain.ticket import Covered
from wayfare.gateway.attempt import keeps_texts
from wayfare.gateway.certify.case import Asking
from wayfare.gateway.certify.guard import Guarded
from wayfare.gateway.learning.looked import NOT_LOOKED, Looked
from wayfare.gateway.parts import Parts
from wayfare.gateway.turn import Turn
from wayfare.ports import Asker


class Asked(msgspec.Struct, frozen=True):
    """A question that arms were quoted for. `id` is that of the decision to be made.

    Without an `asker` the question is sent to nobody. `conversation` is what its client calls the
    conversation that it belongs to. `teaches`: it is looked at though a model is named.
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


class Chosen(msgspec.Struct, frozen=True):
    """A decision, and what the router saw when it was made.

    `covered` says how its answer is covered by a certificate; `shadow` is there where it was drawn
    to be compared with the baseline's.
    """

    decision: Decision
    context: Context
    looked: Looked = NOT_LOOKED
    covered: Covered | None = None
    shadow: Shadow | None = None


async def choose(parts: Parts, asked: Asked, turn: Turn | None = None) -> Chosen:
    """Choose for a question. Where a model is named there is little to look at.

    Without `turn` no conversation goes on, and nothing is tried out.
    """
    goal, context, offers = asked.goal, asked.context, asked.offers
    router = parts.router.wishing(context.wishes)
    if goal is Goal.NAMED:
        looked = NOT_LOOKED
        if asked.teaches:
            looked = await parts.learner.look(asked.request.question, asked.asker)
            context = parts.learner.placed(looked.onto(context))
        decision = router.choose(asked.id, goal, context, offers, asked.excluded)
        return Chosen(decision, context, looked)
    if turn is not None:
        context, offers = turn.prepared(context, offers)
    looked = await parts.learner.look(asked.request.question, asked.asker)
    clock = None if turn is None else parts.clock
    found = parts.learner.appraise(looked.onto(context), offers, goal, router, clock)
    decision = router.choose(
        asked.id, goal, found.context, found.offers, asked.excluded, found.trial
    )
    if found.anchor is not None:
        decision = msgspec.structs.replace(decision, anchor=found.anchor)
    decision = _with_lot(parts, asked, decision)
    guarded = Guarded(decision)
    goes_on = turn is not None and turn.is_loop
    if parts.guard is not None and not goes_on:  # what it began, an arm also ends
        caller = None if asked.asker is None else asked.asker.caller
        may_compare = caller is not None and caller.may_learn
        may_read = keeps_texts(parts, caller)
        asking = Asking(asked.request, found.context, may_compare, may_read)
        guarded = parts.guard.settle(decision, asking, found.trial, clock)
    decision = guarded.decision
    if turn is not None:
        decision = turn.settled(decision)
    return Chosen(decision, found.context, looked, guarded.covered, guarded.shadow)


def _with_lot(parts: Parts, asked: Asked, decision: Decision) -> Decision:
    """The decision, with its conversation's lot where one is drawn: of `auto`, which may differ."""
    if parts.guard is None or asked.asker is None or decision.goal is not Goal.AUTO:
        return decision
    if decision.baseline is None:
        return decision
    lot = parts.guard.draw(asked.asker.caller, asked.conversation, asked.request)
    return msgspec.structs.replace(decision, lot=lot)
