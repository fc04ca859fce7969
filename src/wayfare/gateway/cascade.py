"""Ask the cheap arms of a cascade first, and tell whether their answer will do.

Both are asked at once and held back until both are whole. Whoever fails, and whatever cannot
be told, leaves the question to the dearer arm. Knows answers by what they come down to.
"""

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.decision import Decision, Reason
from wayfare.gateway.asking import Envelope
from wayfare.gateway.beside import ask_beside
from wayfare.gateway.hold import Held
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.routing.checkable import suits_cascade
from wayfare.routing.keeping import AGREED, compare
from wayfare.routing.reasons import reason
from wayfare.wire.wire import Body


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
    journal.why = _reason(code, arm)
    return Cheap(cheap, will_do=code == AGREED)


def fell_back(arm: Arm) -> Reason:
    """Why a cheap answer is given that nobody confirmed."""
    return _reason("cascade_fell_back", arm)


def _reason(code: str, arm: Arm) -> Reason:
    cheap, second = (deployment.name for deployment in arm.ahead)
    return reason(code, cheap=cheap, second=second, dear=arm.deployment.name)
