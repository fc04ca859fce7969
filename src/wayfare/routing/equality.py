"""Say whether an arm is shown to be as good as another, give or take, or not yet known.

Knows leads and doubts. The probabilities are those of a posterior in which the prior has its say,
looked at whenever one likes: no certificate.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import erf, sqrt

from wayfare.domain.offer import Offer

#: So much worse, as a share of good answers, counts as equal.
MARGIN = 0.02
#: How likely it must be that an arm is within the margin, or beyond it, to call it shown.
SHOWN = 0.95


class Equality(StrEnum):
    """Whether an arm is within a margin of another."""

    EQUAL = "equal"  # shown to be
    WORSE = "worse"  # shown not to be
    UNKNOWN = "unknown"  # not yet known


def equality(lead: float, doubt: float, margin: float = MARGIN) -> Equality:
    """Whether an arm is at most `margin` worse than another; `doubt` is its lead's standard error.

    >>> equality(0.0, 0.001), equality(-0.1, 0.01), equality(0.0, 0.1)
    (<Equality.EQUAL: 'equal'>, <Equality.WORSE: 'worse'>, <Equality.UNKNOWN: 'unknown'>)
    """
    clear = lead + margin
    within = 0.5 * (1 + erf(clear / doubt / sqrt(2))) if doubt else float(clear >= 0)
    if within >= SHOWN:
        return Equality.EQUAL
    return Equality.WORSE if within <= 1 - SHOWN else Equality.UNKNOWN


def beside(
    offers: Sequence[Offer], anchor: str | None
) -> tuple[str | None, Mapping[str, Equality]]:
    """The arm that the others are compared with, and how each of them stands beside it.

    `anchor` names the arm over which their leads have their doubt. Of an arm without outcomes
    nothing is known; where that is the anchor, there is none to compare with.
    """
    usual = next((o.usual for o in offers if o.arm.name == anchor and o.error is not None), None)
    if usual is None:
        return None, {offer.arm.name: Equality.UNKNOWN for offer in offers}
    return anchor, {
        offer.arm.name: Equality.UNKNOWN
        if offer.usual is None or offer.error is None
        else equality(offer.usual - usual, offer.doubt)
        for offer in offers
    }
