"""How outcomes are believed: which are doubted, what judges count, and which are of an older model.

Said once and for all of a fold: where it changes, the log is folded anew.
"""

from collections.abc import Sequence

import msgspec

from wayfare.routing.epochs import Epochs
from wayfare.routing.guards.finding import Finding


class Belief(msgspec.Struct, frozen=True):
    """What is believed of outcomes.

    Not those under what is `suspected`; of the verdicts of a measured judge its weight; and of an
    arm's answers from before its last epoch little.
    """

    suspected: tuple[Finding, ...] = ()
    weights: dict[str, float] = {}
    epochs: Epochs = Epochs()

    def folds_as(self, other: "Belief") -> bool:
        """Whether the same outcomes come to the same by both."""
        return (
            _spans(self.suspected) == _spans(other.suspected)
            and self.weights == other.weights
            and self.epochs == other.epochs
        )


def _spans(findings: Sequence[Finding]) -> set[tuple[str, float | None]]:
    """What findings cover: one of an id covers the same until the arm changes again."""
    return {(each.id, each.until) for each in findings}
