"""Ask the cheap arms of a cascade first, and tell whether their answer will do.

Both are asked at once and held back until both are whole. Whoever fails, and whatever cannot
be told, leaves the question to the dearer arm, but where outcomes have taught that such an answer
is hardly worse. Knows answers by what they come down to, and by how they look.
"""

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.decision import Decision, Reason
from wayfare.gateway.asking import Envelope
from wayfare.gateway.beside import ask_beside
from wayfare.gateway.form import form_of
from wayfare.gateway.hold import Held
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.routing.checkable import suits_cascade
from wayfare.routing.keeping import AGREED, compare, is_worth_asking
from wayfare.routing.quote import quote
from wayfare.routing.reasons import points, reason
from wayfare.wire.wire import Body

#: How an answer ends that its model did not take to its end.
_CUT = frozenset({"length", "max_tokens", "max_output_tokens"})


class Cheap(msgspec.Struct, frozen=True):
    """The cheap answer of a cascade, held back. `will_do`: the dearer arm need not be asked."""

    held: Held
    will_do: bool


async def ask_ahead(
    parts: Parts, decision: Decision, body: Body, journal: Journal, envelope: Envelope
) -> Cheap | None:
    """Ask those ahead of the dearer arm; None where there is no cheap answer to give.

    The journal is told why the answer comes from whom it comes.
    """
    arm = decision.choice.arm
    if not suits_cascade(body.request):  # it was named, and is asked for something else
        journal.why = _reason("cascade_skipped", arm)
        return None
    answers = await ask_beside(parts, decision, arm.steps[:-1], body, journal, envelope)
    cheap, second = answers
    if cheap is None or second is None:
        journal.why = _reason("cascade_unanswered", arm)
        return None if cheap is None else Cheap(cheap, will_do=False)
    one, other = cheap.reading, second.reading
    code = compare(one.text, one.finish_reason, other.text, other.finish_reason)
    trusted = None if code == AGREED else _trusted(parts, decision, body, journal, cheap)
    journal.why = trusted or _reason(code, arm)
    return Cheap(cheap, will_do=code == AGREED or trusted is not None)


def _trusted(
    parts: Parts, decision: Decision, body: Body, journal: Journal, cheap: Held
) -> Reason | None:
    """Why the cheap answer is given although nobody confirms it; None: the dearer arm is asked.

    By what outcomes have taught of answers that look like it, against what the dearer one is
    expected to be worth more, and costs.
    """
    choice, fold = decision.choice, parts.learner.fold
    knowledge = None if fold is None else fold.knowledge
    rule = None if knowledge is None else knowledge.rule_of(choice.arm.ahead[0].name)
    if rule is None or cheap.reading.finish_reason in _CUT:
        return None
    dear = choice.arm.deployment.name
    quality = next((o.quality for o in decision.offers if o.arm.name == dear), choice.quality)
    fare = quote(choice.arm.steps[-1], journal.context).fare_micros
    if quality is None or fare is None:
        return None
    good = rule.good(form_of(body.request.question, cheap.reading))
    point_micros = parts.router.wishing(journal.context.wishes).point_worth_micros
    if is_worth_asking(good, quality, point_micros, fare):
        return None
    return reason(
        "cascade_trusted",
        cheap=choice.arm.ahead[0].name,
        dear=dear,
        good=points(good),
        outcomes=f"{rule.outcomes:,.0f}",
    )


def fell_back(arm: Arm) -> Reason:
    """Why a cheap answer is given that nobody confirmed."""
    return _reason("cascade_fell_back", arm)


def _reason(code: str, arm: Arm) -> Reason:
    cheap, second = (deployment.name for deployment in arm.ahead)
    return reason(code, cheap=cheap, second=second, dear=arm.deployment.name)
