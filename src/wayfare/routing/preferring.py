"""Put the arm that somebody wants for a topic before all others, or say why it cannot be asked.

Knows a decision that a router made. Knows nothing of who wants what, or of topics.
"""

import msgspec

from wayfare.domain.decision import PREFERRED, Decision, Reason
from wayfare.routing.reasons import reason

#: What the record calls a choice that a person made.
PERSON = "person"


def prefer(decision: Decision, arm: str) -> Decision | None:
    """The decision with one arm before all others; None where that is not offered.

    The others stay behind it, in their order: they answer where it fails.
    """
    wanted = next((offer for offer in decision.offers if offer.arm.name == arm), None)
    if wanted is None:
        return None
    others = [offer for offer in decision.offers if offer is not wanted]
    return msgspec.structs.replace(
        decision,
        offers=(wanted, *others),
        propensity=1.0,
        reason=reason(PREFERRED),
        router=PERSON,
    )


def why_not_preferred(decision: Decision, arm: str) -> Reason:
    """Why the arm that somebody wants is not offered."""
    why = next((e.reason for e in decision.excluded if e.arm == arm), None) or reason("not_taken")
    return reason("preferred_left_out", arm=arm, why={"ko": why.ko, "en": why.en})
