"""Which arms `auto` takes: what is remembered of each, and why it is so.

Knows nothing of how they were chosen.
"""

from enum import StrEnum

import msgspec

from wayfare.domain.decision import Reason


class Membership(StrEnum):
    """Whether `auto` takes an arm."""

    IN = "in"
    OUT = "out"
    PROPOSED = "proposed"  # it came later: a person says whether it comes in


class ProbeOutcome(StrEnum):
    """What came of asking an arm once, before it was taken."""

    ANSWERED = "answered"
    REFUSED = "refused"  # not there, or not for this key: it cannot be used
    KEY = "key"  # the key or the account is at fault, not the model
    LATER = "later"  # busy, broken or out of reach: it may be well tomorrow
    UNCLEAR = "unclear"  # refused for something else


class PoolRow(msgspec.Struct, frozen=True):
    """What is remembered of an arm.

    `since` is when its state last changed. `probed_at` None: it was not asked yet. A probe's
    cost is `probe_micros`, None where it is not known.
    """

    arm: str
    provider: str
    state: Membership
    reason: Reason
    since: float
    probed_at: float | None = None
    probe: ProbeOutcome | None = None
    probe_micros: int | None = None


class Place(msgspec.Struct, frozen=True):
    """Where an arm, or a deployment without one, stands with `auto`, and why.

    `row` is what is remembered of it, if anything is.
    """

    name: str
    state: Membership
    reason: Reason
    row: PoolRow | None = None
