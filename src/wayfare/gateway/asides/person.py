"""Take a person's word on two answers of a comparison: it counts before any judge's.

Knows what was found of the pair before. Knows nothing of how it was shown.
"""

from wayfare.domain.outcome import TIE, OutcomeKind
from wayfare.gateway.asides.kept import Given, Judged, Kept
from wayfare.gateway.learning.say import Saying


def note_word(kept: Kept, other: Given, used: Given, winner: str) -> Saying | None:
    """Keep who is better, or `TIE`; returns what is to be told the router, None: nothing."""
    value = 0.0 if winner == TIE else 1.0 if winner == other.arm else -1.0
    before = kept.judged(other.question, other.arm, used.arm)
    judged = None if before is None else before.difference
    kept.add(Judged(other.question, other.arm, value, "person", judged=judged, used=used.arm))
    if other.decision_id is None:
        return None
    return Saying(other.decision_id, OutcomeKind.VOTE, winner=winner, against=used.arm)
