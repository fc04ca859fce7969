"""Know which epoch of an arm an answer is from, and how much those before the last one still say.

Knows names and times. Knows nothing of how a change is noticed.

Whoever discounts what is old follows a quality that changes (Garivier and Moulines, 2011); where
the moment of the change is known, only what lies before it need be discounted. There the quality
moved by an unknown step: what w outcomes said of it before, with a noise of s^2 each, says of it
now as much as 1 / (1 / w + d^2 / s^2) outcomes, where d is the step's standard deviation.
"""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

#: All outcomes before a change say no more than this many after it: a step of about 10 points,
#: as between versions of one model, beside the noise of an answer that is right or wrong (0.2).
EARLIER_WORTH = 20.0


def share_of_earlier(weight: float) -> float:
    """What each of some earlier outcomes counts, by what all of them weigh.

    >>> [round(weight * share_of_earlier(weight), 1) for weight in (0, 5, 20, 1_000)]
    [0.0, 4.0, 10.0, 19.6]
    """
    return EARLIER_WORTH / (EARLIER_WORTH + max(weight, 0.0))


class Epochs(msgspec.Struct, frozen=True):
    """When each arm changed: Unix times in seconds, the oldest first. Others never did."""

    starts: dict[str, tuple[float, ...]] = {}

    def start(self, arm: str) -> float | None:
        """When an arm changed last."""
        starts = self.starts.get(arm)
        return starts[-1] if starts else None

    def start_of(self, arm: str, at: float) -> float | None:
        """The start of the epoch from which an arm's answer at a time is; None: of its first."""
        starts = self.starts.get(arm, ())
        place = bisect_right(starts, at)
        return starts[place - 1] if place else None

    def differs(self, other: "Epochs", arm: str | None) -> bool:
        """Whether an arm's epochs are not those that others have of it; of none they are."""
        return arm is not None and self.starts.get(arm) != other.starts.get(arm)

    def is_earlier(self, arm: str, at: float) -> bool:
        """Whether an arm's answer at a time is from before its last change."""
        start = self.start(arm)
        return start is not None and at < start


def epochs_from(pairs: Sequence[tuple[str, float]]) -> Epochs:
    """The epochs that begin at some times, each with its arm, in any order.

    >>> epochs_from([("a", 9.0), ("b", 3.0), ("a", 5.0)]).start_of("a", 6.0)
    5.0
    """
    found: dict[str, set[float]] = {}
    for arm, since in pairs:
        found.setdefault(arm, set()).add(since)
    return Epochs({arm: tuple(sorted(times)) for arm, times in sorted(found.items())})
