"""Ask all arms of a panel at once, and keep the answer that most of them came to.

Knows answers by what they come down to. Nobody judges those that cannot be compared.
"""

from wayfare.domain.decision import Decision
from wayfare.gateway.asking import Envelope
from wayfare.gateway.beside import ask_beside
from wayfare.gateway.hold import Held
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.routing.checkable import suits_cascade
from wayfare.routing.keeping import vote
from wayfare.routing.reasons import reason
from wayfare.wire.wire import Body


async def ask_panel(
    parts: Parts, decision: Decision, body: Body, journal: Journal, envelope: Envelope
) -> Held | None:
    """The answer that most came to; None where the last arm is to be asked alone.

    The journal is told why the answer comes from whom it comes. Of those that came to the same,
    and where no two did, the last arm's own answer counts first: it is the one to trust alone.
    """
    arm = decision.choice.arm
    last = arm.deployment.name
    if not suits_cascade(body.request):  # it was named, and is asked for something else
        journal.why = reason("cascade_skipped", dear=last)
        return None
    steps = arm.steps[::-1]
    answers = await ask_beside(parts, decision, steps, body, journal, envelope)
    given = [each for each in answers if each is not None]
    if not given:
        journal.why = reason("panel_silent", dear=last)
        return None
    place, votes = vote([(each.reading.text, each.reading.finish_reason) for each in given])
    kept = given[place]
    code = "panel_agreed" if votes > 1 else "panel_apart"
    journal.why = reason(
        code, who=kept.attempt.offer.arm.deployment.name, votes=str(votes), asked=str(len(steps))
    )
    return kept
