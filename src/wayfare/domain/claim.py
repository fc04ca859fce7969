"""A claim: that answers by another model are no worse than the baseline's, and how it stands.

The nouns alone. Knows nothing of the statistics that move a claim from one state to the next.
"""

from enum import StrEnum

import msgspec


class ClaimState(StrEnum):
    """How a claim stands."""

    NONE = "none"  # nothing was compared yet
    TRIAL = "trial"  # some was, and it is not shown
    CERTIFIED = "certified"  # shown
    SUSPENDED = "suspended"  # harm is shown
    EXPIRED = "expired"  # was shown, and is too old: a model or a price changed, or answers drifted


class Expiry(StrEnum):
    """Why a claim that was shown is so no more."""

    TOO_OLD = "too_old"  # nothing was compared for long
    MODEL_CHANGED = "model_changed"
    DRIFTED = "drifted"  # answers got worse
    PRICE_CHANGED = "price_changed"  # the arm cost less than the baseline, and does not now


class Cover(StrEnum):
    """How an answer is covered: by a claim in some state, or why by none."""

    BASELINE = "baseline"  # the baseline answered, so there is nothing to show
    CERTIFIED = "certified"
    TRIAL = "trial"  # it was asked so that it can be compared
    HELD = "held"  # the baseline answers this conversation from end to end, by lot
    OPEN = "open"  # the owner lets `auto` go by estimates alone
    NOT_COVERED = "not_covered"  # the caller wished for this one


class Scope(StrEnum):
    """Which questions a claim is about."""

    LIVE = "live"  # those that `auto` is asked: a random sample of the answers is compared
    PAST = "past_questions"  # those of files, with known answers, that were compared


class Cell(msgspec.Struct, frozen=True):
    """What a claim is about: answers of `arm` in place of `baseline`'s, to questions of a topic.

    `topic` None: of all topics. `arm` None: of all arms.
    """

    baseline: str
    arm: str | None = None
    topic: str | None = None
    scope: Scope = Scope.LIVE

    @property
    def live(self) -> "Cell":
        """The same of what `auto` is asked."""
        return Cell(self.baseline, self.arm, self.topic)


def cells_of(baseline: str, arm: str, topic: str | None) -> tuple[Cell, ...]:
    """The cells that an answer is evidence for, the narrowest first.

    >>> [cell.topic for cell in cells_of("large", "small", "tax")]
    ['tax', None, None]
    """
    wider = (Cell(baseline, arm), Cell(baseline))
    return wider if topic is None else (Cell(baseline, arm, topic), *wider)


def past_cells_of(baseline: str, arm: str, topic: str | None) -> tuple[Cell, ...]:
    """The cells that a past question is evidence for, the narrowest first.

    Who was compared is what somebody named, so that there is none of all arms.

    >>> [cell.topic for cell in past_cells_of("large", "small", "tax")]
    ['tax', None]
    """
    cells = cells_of(baseline, arm, topic)[:-1]
    return tuple(Cell(each.baseline, each.arm, each.topic, Scope.PAST) for each in cells)
