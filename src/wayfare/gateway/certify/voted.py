"""Say what a comparison tells where people vote, and when all that it will ever tell is known.

Votes enter in the order of the requests. One that was drawn and does not come in time counts as
lost: why it does not may depend on the answers. Knows one comparison at a time.
"""

from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.domain.vote import Vote
from wayfare.store.shadows import Drawn

#: For so long a pair waits for a person, over a weekend; all that was asked later waits with it.
VOTE_WAITS_S = 3 * 86_400.0
#: What a lost comparison counts: as if the baseline had been right, and the arm wrong.
LOST = -1.0


def is_unsure(comparison: Comparison) -> bool:
    """Whether both answers are there, and neither equality nor a check says which is better."""
    return comparison.fate is Fate.UNSURE or comparison.by is By.JUDGE


def has_lot(shadow: Shadow) -> bool:
    """Whether a lot was drawn while people voted: known before anybody answered."""
    return shadow.vote_chance is not None and shadow.is_vote_drawn is not None


def goes_by_votes(shadow: Shadow, comparison: Comparison) -> bool:
    """Whether votes decide what it tells: there was a lot for it, and nobody else is sure."""
    return has_lot(shadow) and is_unsure(comparison)


def vote_on(drawn: Drawn) -> Vote | None:
    """The vote that counts: on a pair that was drawn for it, that nobody else decided, in time."""
    vote, shadow, comparison = drawn.vote, drawn.shadow, drawn.comparison
    if vote is None or comparison is None or not shadow.is_vote_drawn:
        return None
    if not goes_by_votes(shadow, comparison):
        return None
    return vote if vote.at <= shadow.at + VOTE_WAITS_S else None


def awaits_vote(drawn: Drawn, now: float, patience_s: float = 0.0) -> bool:
    """Whether a person may still decide it, or may have, `patience_s` ago."""
    comparison = drawn.comparison
    if comparison is None or not goes_by_votes(drawn.shadow, comparison):
        return False
    is_late = now >= drawn.shadow.at + VOTE_WAITS_S + patience_s
    return bool(drawn.shadow.is_vote_drawn) and vote_on(drawn) is None and not is_late


def worth_of_drawn(drawn: Drawn) -> float:
    """What one comparison says by itself; one that is open, or lost, says the worst.

    So does a pair that nobody judged and no vote was drawn for: its worth is not known.
    """
    vote, comparison = vote_on(drawn), drawn.comparison
    if vote is not None:
        return vote.difference
    if comparison is None or comparison.fate is not Fate.COMPARED or comparison.difference is None:
        return LOST
    return comparison.difference
