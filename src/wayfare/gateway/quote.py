"""Quote a request at every arm that can take it, and say why the others cannot.

Knows what keeps an arm from being asked. Chooses none.
"""

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.case import Case
from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.decision import Exclusion, Goal, Reason
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import (
    BadRequestError,
    NoArmError,
    NoArmFitsError,
    PermissionDeniedError,
)
from wayfare.domain.offer import Offer
from wayfare.gateway.asking import Carriage
from wayfare.gateway.catalog import Candidates
from wayfare.gateway.rest import Resting
from wayfare.gateway.send import check
from wayfare.routing.filters import too_dear, undemanded, unfit
from wayfare.routing.pivot_sentences import KINDS
from wayfare.routing.quote import full_fare, quote
from wayfare.routing.reasons import reason

#: What a pivot is presumed to lose beside, where it may mislead: at law and custom, until outcomes
#: of that topic tell.
PIVOT_MISLED = 0.10


def quote_all(
    candidates: Candidates,
    context: Context,
    demands: Demands = NO_DEMANDS,
    carriage: Carriage | None = None,
    resting: Resting | None = None,
    *,
    request: ChatRequest | None = None,
) -> tuple[list[Offer], list[Exclusion]]:
    """The offers of all arms that can take the request, and why the others cannot.

    Where only arms are left that failed lately, they are offered: asking beats refusing.

    Raises:
        NoArmError: there is no arm yet.
        NoArmFitsError: no arm can take the request; says why of each.
        PermissionDeniedError: the arm that is named does not fulfil the demands, or its fare is
            above the ceiling.
    """
    if candidates.goal is Goal.NAMED:
        for deployment in (candidates.arms[0].deployment, *candidates.arms[0].ahead):
            check(deployment, demands)
        _check_fare(candidates.arms[0], context)
        return [quote(_able(candidates.arms[0], context), context)], []
    offers, excluded = [], []
    rested: list[Arm] = []
    for arm in candidates.arms:
        why_not = _why_not(arm, context, demands, carriage, request)
        if why_not is None and resting is not None and (why_not := resting(arm)) is not None:
            rested.append(arm)
        if why_not is None:
            offers.append(_offer(arm, context, request))
        else:
            excluded.append(Exclusion(arm.name, why_not))
    if not offers and rested:
        names = {arm.name for arm in rested}
        offers = [quote(arm, context) for arm in rested]
        excluded = [exclusion for exclusion in excluded if exclusion.arm not in names]
    if not offers:
        raise _no_arm(excluded)
    return offers, excluded


def _why_not(
    arm: Arm,
    context: Context,
    demands: Demands,
    carriage: Carriage | None,
    request: ChatRequest | None,
) -> Reason | None:
    """Why an arm is not offered, or None where it is: facts, demands and the ceiling."""
    why_not = unfit(arm, context) or _not_carried(carriage, arm.deployment)
    if demands is not NO_DEMANDS:
        why_not = undemanded(arm.deployment, demands) or why_not
    if arm.middle is not None:
        why_not = why_not or _no_pivot(arm, context, demands, request)
    elif arm.ahead:
        why_not = why_not or _no_cascade(arm, demands, carriage, request)
    if context.wishes.ceiling_micros is not None:
        why_not = why_not or too_dear(full_fare(arm, context), context.wishes.ceiling_micros)
    return why_not


def _check_fare(arm: Arm, context: Context) -> None:
    """Let no arm that is named cost more than one answer may."""
    ceiling_micros = context.wishes.ceiling_micros
    if ceiling_micros is None:
        return
    why_not = too_dear(full_fare(arm, context), ceiling_micros)
    if why_not is not None:
        raise PermissionDeniedError(
            f"{arm.name} may not be asked. {why_not.en}",
            cure="Ask another model, or `auto`, which leaves out those above the ceiling that the "
            "request, its key or its project sets.",
            param="model",
            case=Case.ARM_TOO_DEAR,
            values={"arm": arm.name, "why_ko": why_not.ko, "why_en": why_not.en},
        )


def _no_cascade(
    arm: Arm, demands: Demands, carriage: Carriage | None, request: ChatRequest | None
) -> Reason | None:
    """Why those ahead of a dearer arm cannot be asked, or their answers would tell nothing."""
    # its patterns take a while to be made, and few have a cascade
    from wayfare.routing.checkable import suits_cascade  # noqa: PLC0415

    if request is not None and not suits_cascade(request):
        return reason("not_checkable")
    for deployment in arm.ahead:
        why_not = undemanded(deployment, demands) or _not_carried(carriage, deployment)
        if why_not is not None:
            return why_not
    return None


def _no_pivot(
    arm: Arm, context: Context, demands: Demands, request: ChatRequest | None
) -> Reason | None:
    """Why a question cannot go through another language, or would be another one then."""
    if request is not None and request.choices > 1:
        return reason("pivot_words_only")
    if request is not None and _is_too_long(request):
        return reason("pivot_too_long")
    kind, is_hard = _kind(context, request)
    if kind is not None and is_hard:
        return reason("pivot_kept_from", kind=KINDS[kind])
    return next((why for each in arm.ahead if (why := undemanded(each, demands)) is not None), None)


def _offer(arm: Arm, context: Context, request: ChatRequest | None) -> Offer:
    """What an arm offers; a pivot is presumed worse where translations tend to mislead."""
    offer = quote(arm, context)
    if arm.middle is None or offer.quality is None or _kind(context, request)[0] is None:
        return offer
    return msgspec.structs.replace(offer, quality=max(0.0, offer.quality - PIVOT_MISLED))


def _kind(context: Context, request: ChatRequest | None) -> tuple[str | None, bool]:
    """What speaks against another language in the middle, and whether that is final."""
    # few have a pivot, and its patterns take a while to be made
    from wayfare.pivot.suits import HARD, why_not  # noqa: PLC0415

    kind = None if request is None else why_not(request.question, context.language)
    return kind, kind in HARD


def _is_too_long(request: ChatRequest) -> bool:
    from wayfare.pivot.suits import LETTERS_MAX  # noqa: PLC0415 - as above

    return len(request.question) > LETTERS_MAX


def _not_carried(carriage: Carriage | None, deployment: Deployment) -> Reason | None:
    refusal = carriage.refusal(deployment) if carriage else None
    return None if refusal is None else reason("not_carried", field=refusal.param or "?")


def _able(arm: Arm, context: Context) -> Arm:
    """A named arm is asked whatever its language, but not for what it would ignore."""
    missing = context.needs - arm.deployment.features
    if missing:
        raise BadRequestError(
            f"{arm.name} lacks what this request needs: {', '.join(sorted(missing))}.",
            cure="Ask another model, or `auto`, which leaves out those that lack it.",
            param="model",
            case=Case.ARM_LACKS,
            values={"arm": arm.name, "features": ", ".join(sorted(missing))},
        )
    return arm


def _no_arm(excluded: list[Exclusion]) -> NoArmError | NoArmFitsError:
    if not excluded:
        return NoArmError(
            "There is no model to ask yet.",
            cure="`wayfare models` says which are on their way and how to get some.",
        )
    first = excluded[:8]
    reasons = " ".join(f"{e.arm}: {e.reason.en}" for e in first)
    return NoArmFitsError(
        f"No model can take this request. {reasons}",
        cure="Ask for less, or bring in further models with `wayfare providers add`.",
        param="model",
        case=Case.NOBODY_TAKES_IT,
        values={"why_ko": " ".join(f"{e.arm}: {e.reason.ko}" for e in first), "why_en": reasons},
    )
