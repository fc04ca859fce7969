"""Ask all arms of a panel at once, and keep the answer that most of them came to.

Knows answers by what they come down to. Where no two come to the same, and of free text, a judge
chooses that votes have shown to be of use; without one nobody judges.
"""

from collections.abc import Sequence

from wayfare.domain.chat import ChatRequest
from wayfare.domain.decision import Decision
from wayfare.domain.deployment import Feature
from wayfare.gateway.asking import Envelope
from wayfare.gateway.beside import ask_beside
from wayfare.gateway.hold import Held
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Chooser, Parts
from wayfare.routing.checkable import suits_cascade
from wayfare.routing.keeping import vote
from wayfare.routing.reasons import reason
from wayfare.wire.wire import Body

#: A judge reads words alone.
_WORDS = frozenset({Feature.CHAT})


async def ask_panel(
    parts: Parts, decision: Decision, body: Body, journal: Journal, envelope: Envelope
) -> Held | None:
    """The answer that most came to, or that a judge prefers; None: the last arm is asked alone.

    The journal is told why the answer comes from whom it comes. Of those that came to the same,
    and where nobody says which is best, the last arm's own answer counts first: it is the one to
    trust alone.
    """
    arm = decision.choice.arm
    last, is_short = arm.deployment.name, suits_cascade(body.request)
    chooser = _chooser(parts, decision, body.request, journal)
    if not is_short and chooser is None:  # it was named, and is asked for something else
        journal.why = reason("cascade_skipped", dear=last)
        return None
    steps = arm.steps[::-1]
    answers = await ask_beside(parts, decision, steps, body, journal, envelope)
    given = [each for each in answers if each is not None]
    if not given:
        journal.why = reason("panel_silent", dear=last)
        return None
    place, votes = 0, 1
    if is_short:
        place, votes = vote([(each.reading.text, each.reading.finish_reason) for each in given])
    if votes == 1 and chooser is not None and len(given) > 1:
        return await _judged(chooser, body.request, given, journal)
    kept = given[place]
    code = "panel_agreed" if votes > 1 else "panel_apart"
    journal.why = reason(
        code, who=kept.attempt.offer.arm.deployment.name, votes=str(votes), asked=str(len(steps))
    )
    return kept


def _chooser(
    parts: Parts, decision: Decision, request: ChatRequest, journal: Journal
) -> Chooser | None:
    """Who may choose among the answers; None: nobody."""
    if parts.choosers is None or not request.needs <= _WORDS or request.choices > 1:
        return None
    return parts.choosers.find(request, [decision.choice.arm], journal.demands)


async def _judged(
    chooser: Chooser, request: ChatRequest, given: Sequence[Held], journal: Journal
) -> Held:
    """The answer that a judge prefers; where it says nothing, the one to trust alone."""
    assert journal.caller is not None, "it is open"
    texts = [each.reading.text for each in given]
    place = await chooser.choose(request.messages, texts, journal.demands, journal.caller)
    kept = given[place or 0]
    who = kept.attempt.offer.arm.deployment.name
    code = "panel_apart" if place is None else "panel_judged"
    journal.why = reason(code, who=who, asked=str(len(given)), judge=chooser.name)
    return kept
