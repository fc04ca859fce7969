"""What a board of the arena tells. Knows nothing of how it is worked out."""

from enum import StrEnum

import msgspec


class BoardState(StrEnum):
    """Whether there are votes enough to say who is better."""

    OK = "ok"
    NOT_ENOUGH_VOTES = "not_enough_votes"


class Stand(msgspec.Struct, frozen=True):
    """Where an arm stands.

    `share` of votes it would win against a middling one, ties counting half, where both answers
    look alike; that is between `low` and `high` with 95 %. `better_than` are the arms that it is
    shown to be better than, and would be without any hundredth of the votes. `still_needed` votes
    more place it in a group.
    """

    arm: str
    votes: int
    share: float
    low: float
    high: float
    better_than: list[str]
    still_needed: int


class Group(msgspec.Struct, frozen=True):
    """Arms that are not told apart, the best group first."""

    group: int
    arms: list[Stand]


class Effect(msgspec.Struct, frozen=True):
    """What style does to the log odds of a vote, were all of it in one answer, with 95 %."""

    mean: float
    low: float
    high: float


class Told(msgspec.Struct, frozen=True):
    """A board. `waiting` are arms with too few votes; `ties` is the share of votes that were."""

    state: BoardState
    votes: int
    still_needed: int
    groups: tuple[Group, ...]
    waiting: tuple[Stand, ...]
    style: dict[str, Effect]
    ties: float
