"""Answer a chat request by the arm the router chooses: the straight road, in five steps."""

from collections.abc import AsyncGenerator

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.budget import Admission
from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.decision import Decision, Exclusion, Goal, Reason
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.errors import BadRequestError, NoArmError, NoArmFitsError
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.gateway.asking import NO_ENVELOPE, Carriage, Envelope
from wayfare.gateway.catalog import Candidates
from wayfare.gateway.complete import complete
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.rest import Resting, resting_arms
from wayfare.gateway.send import check, demands_on
from wayfare.routing.features import read_context
from wayfare.routing.filters import undemanded, unfit
from wayfare.routing.quote import quote
from wayfare.routing.reasons import reason
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
    context = read_context(body.request)
    spending = parts.limits.of(caller, request_id)
    if spending is not None:
        await spending.admit(context)
    candidates = parts.catalog.candidates(body.request.model)
    demands = demands_on(parts, caller, envelope.demands)
    resting = resting_arms(parts)
    offers, excluded = quote_all(candidates, context, demands, Carriage(body), resting)
    if spending is not None:
        offers, excluded = await spending.affordable(offers, excluded, body.raw, body.request)
    decision = parts.router.choose(request_id, candidates.goal, context, offers, excluded)
    journal = Journal(parts, request_id, arrived_tick, context, decision, demands, spending)
    journal.open(body.request, caller, envelope.conversation, body.raw, wire=body.wire)
    with journal:
        completion = await complete(parts, decision, body, journal, envelope)
    admission = None if spending is None else spending.admission
    return Answer(
        decision, completion.offer, completion.body, completion.pieces, admission, journal
    )


def decide(parts: Parts, request: ChatRequest, decision_id: str) -> Decision:
    """What would be chosen for a request. Sends it nowhere and writes nothing."""
    context = read_context(request)
    candidates = parts.catalog.candidates(request.model)
    resting = resting_arms(parts)
    offers, excluded = quote_all(candidates, context, parts.demands, resting=resting)
    return parts.router.choose(decision_id, candidates.goal, context, offers, excluded)


def quote_all(
    candidates: Candidates,
    context: Context,
    demands: Demands = NO_DEMANDS,
    carriage: Carriage | None = None,
    resting: Resting | None = None,
) -> tuple[list[Offer], list[Exclusion]]:
    """The offers of all arms that can take the request, and why the others cannot.

    Where only arms are left that failed lately, they are offered: asking beats refusing.

    Raises:
        NoArmError: there is no arm yet.
        NoArmFitsError: no arm can take the request; says why of each.
        PermissionDeniedError: the arm that is named does not fulfil the demands.
    """
    if candidates.goal is Goal.NAMED:
        check(candidates.arms[0].deployment, demands)
        return [quote(_able(candidates.arms[0], context), context)], []
    offers, excluded = [], []
    rested: list[Arm] = []
    for arm in candidates.arms:
        why_not = unfit(arm, context) or _not_carried(carriage, arm)
        if demands is not NO_DEMANDS:
            why_not = undemanded(arm.deployment, demands) or why_not
        if why_not is None and resting is not None and (why_not := resting(arm)) is not None:
            rested.append(arm)
        if why_not is None:
            offers.append(quote(arm, context))
        else:
            excluded.append(Exclusion(arm.name, why_not))
    if not offers and rested:
        names = {arm.name for arm in rested}
        offers = [quote(arm, context) for arm in rested]
        excluded = [exclusion for exclusion in excluded if exclusion.arm not in names]
    if not offers:
        raise _no_arm(excluded)
    return offers, excluded


def _not_carried(carriage: Carriage | None, arm: Arm) -> Reason | None:
    refusal = carriage.refusal(arm.deployment) if carriage else None
    return None if refusal is None else reason("not_carried", field=refusal.param or "?")


def _able(arm: Arm, context: Context) -> Arm:
    """A named arm is asked whatever its language, but not for what it would ignore."""
    missing = context.needs - arm.deployment.features
    if missing:
        raise BadRequestError(
            f"{arm.name} lacks what this request needs: {', '.join(sorted(missing))}.",
            cure="Ask another model, or `auto`, which leaves out those that lack it.",
            param="model",
        )
    return arm


def _no_arm(excluded: list[Exclusion]) -> NoArmError | NoArmFitsError:
    if not excluded:
        return NoArmError(
            "There is no model to ask yet.",
            cure="`wayfare models` says which are on their way and how to get some.",
        )
    reasons = " ".join(f"{e.arm}: {e.reason.en}" for e in excluded[:8])
    return NoArmFitsError(
        f"No model can take this request. {reasons}",
        cure="Ask for less, or bring in further models with `wayfare providers add`.",
        param="model",
    )
