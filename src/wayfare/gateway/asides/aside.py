"""Ask one arm on Wayfare's own account, and read its whole answer: nobody waits for it as a client.

A request like any other: it goes where demands let it, is held to budgets, and stands in the
record under a name of its own. Its texts are not kept a second time.
"""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context, Message
from wayfare.domain.decision import Decision, Goal
from wayfare.domain.demands import Demands
from wayfare.domain.errors import (
    BadRequestError,
    BudgetSpentError,
    PermissionDeniedError,
    PriceUnknownError,
    ProviderError,
    RateLimitedError,
)
from wayfare.domain.key import Caller
from wayfare.gateway.complete import complete
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.send import demands_on
from wayfare.routing.features import read_context
from wayfare.routing.quote import quote
from wayfare.routing.reasons import reason
from wayfare.wire.openai.body import ChatBody, decode_chat
from wayfare.wire.wires import WIRES

#: How an arm may fail to answer; none of it is Wayfare's own fault.
_UNANSWERED = (
    BadRequestError,
    BudgetSpentError,
    PermissionDeniedError,
    ProviderError,
    RateLimitedError,
)
_ROLES = {"developer": "system"}


#: What the record calls a past question that is asked again to place a model, one to a judge, and
#: one that another model answers too, and one from a file.
CALIBRATE, JUDGE, SHADOW, COMPARE = "calibrate", "judge", "shadow", "compare"
#: The same of a question that is asked directly and through another language.
MEASURE = "measure"
#: The same of a question that is asked of one model again and again.
VIGIL = "vigil"
#: What is asked to learn how good models are, and paid from the budget for exploring.
EXPLORING = (CALIBRATE, JUDGE, SHADOW, VIGIL)


class Errand(msgspec.Struct, frozen=True):
    """What is to be asked of which arm.

    `name` is what the record calls it, `why` the code of its reason. `beside` is offered too,
    and not asked: what is said of the answer may compare it with that arm's. `body` is the request
    in OpenAI's wire, where more of it matters than its turns. `features`,
    `features_version` and `topic` are those of a question that was looked at.
    """

    name: str
    why: str
    arm: Arm
    turns: Sequence[Message]
    demands: Demands
    output_tokens_max: int | None = None
    beside: Arm | None = None
    features: bytes | None = None
    features_version: str | None = None
    topic: str | None = None
    body: ChatBody | None = None


class Aside(msgspec.Struct, frozen=True):
    """What came of it. `text` None: there is no whole answer, and `why` says why not.

    `cost_micros` None: not known. `path` is the one by which the answer came in the end.
    `is_unpaid`: a budget did not cover it, which says nothing of the arm.
    """

    decision_id: str
    text: str | None
    cost_micros: int | None
    why: str = ""
    path: str | None = None
    is_unpaid: bool = False


async def ask_aside(parts: Parts, errand: Errand, caller: Caller) -> Aside:
    """Ask the arm. Never raises what a provider or a budget may do."""
    caller = replace(caller, keep_texts=False)
    arrived_tick, request_id = parts.clock.tick(), parts.clock.new_id()
    body = _body(errand)
    context = context_of(errand, body)
    arms = [errand.arm] if errand.beside is None else [errand.arm, errand.beside]
    decision = Decision(
        id=request_id,
        goal=Goal.NAMED,
        offers=tuple([quote(arm, context) for arm in arms]),
        propensity=1.0,
        reason=reason(errand.why),
        router=errand.name,
    )
    demands = demands_on(parts, caller, errand.demands)
    spending = parts.limits.of(caller, request_id)
    journal = Journal(parts, request_id, arrived_tick, context, decision, demands, spending)
    journal.open(body.request, caller, None, body.raw)
    alone = msgspec.structs.replace(decision, offers=decision.offers[:1])
    try:
        with journal:
            completion = await complete(parts, alone, body, journal)
    except _UNANSWERED as error:
        is_unpaid = isinstance(error, BudgetSpentError | PriceUnknownError)
        return Aside(request_id, None, journal.cost().micros, str(error), is_unpaid=is_unpaid)
    reading = WIRES[body.wire].read_whole(completion.body or b"")
    text = None if reading is None else reading.text
    path = completion.offer.arm.path
    return Aside(request_id, text, journal.cost().micros, path=path)


def context_of(errand: Errand, body: ChatBody | None = None) -> Context:
    """What a router would see of it."""
    context = read_context((body or _body(errand)).request, errand.topic)
    if errand.features is None:
        return context
    return msgspec.structs.replace(
        context, features=errand.features, features_version=errand.features_version
    )


def _body(errand: Errand) -> ChatBody:
    """The request, in the arm's own words for a limit of the answer."""
    if errand.body is not None:
        return errand.body
    turns = [{"role": _ROLES.get(t.role, t.role), "content": t.text} for t in errand.turns]
    fields: dict[str, object] = {"model": errand.name, "messages": turns}
    if errand.output_tokens_max is not None:
        fields[errand.arm.deployment.length_field] = errand.output_tokens_max
    return decode_chat(msgspec.json.encode(fields))
