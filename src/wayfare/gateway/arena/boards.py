"""Boards of arms by people's votes: groups of those that are not told apart, on each topic.

Knows votes as the store has them. Waits for the disk, and for a while of thinking. Large, as
numbers are; `board.py` has what is told.
"""

from collections.abc import Sequence

from wayfare.evidence.preferences import (
    ARM_VOTES_LEAST,
    BOARD_VOTES_LEAST,
    Ranking,
    rank,
    thinnest,
)
from wayfare.evidence.strengths import Fit, Vote, fit
from wayfare.evidence.style import KINDS
from wayfare.gateway.arena.board import (
    BoardState,
    Effect,
    Group,
    Stand,
    Told,
)
from wayfare.store.battles import PairVote, read_pair_votes
from wayfare.store.database import Database


class Boards:
    """All boards, by the votes of one moment. Without any vote `fitted` is None."""

    def __init__(self, votes: Sequence[PairVote]) -> None:
        self._votes = votes
        self._fitted: Fit | None = None
        if votes:
            self._fitted = fit(
                [Vote(v.first, v.second, v.said, v.topic, _style(v.style)) for v in votes]
            )

    def told(self, topic: str | None) -> Told:
        """The board of a topic; None: of all."""
        if self._fitted is None:
            return _NOTHING
        return _told(rank(self._fitted, topic, whole=topic is None))

    def votes_by_topic(self) -> dict[str, int]:
        """How many votes there are on each topic that is known."""
        found: dict[str, int] = {}
        for vote in self._votes:
            if vote.topic is not None:
                found[vote.topic] = found.get(vote.topic, 0) + 1
        return found

    def gains(self, arms: Sequence[str]) -> dict[tuple[str, str], float]:
        """How much one vote more tells of each pair of some arms."""
        return {} if self._fitted is None else thinnest(self._fitted, sorted(arms))


def read_boards(database: Database) -> Boards:
    """The boards by all votes there are.

    Raises:
        StoreError: the database cannot be read.
    """
    return Boards(read_pair_votes(database))


_NOTHING = Told(BoardState.NOT_ENOUGH_VOTES, 0, BOARD_VOTES_LEAST, (), (), {}, 0.0)


def _style(style: tuple[float, ...]) -> tuple[float, ...]:
    """What is not known of how answers look makes no difference."""
    return style if len(style) == len(KINDS) else (0.0,) * len(KINDS)


def _told(ranking: Ranking) -> Told:
    groups: dict[int, list[Stand]] = {}
    waiting = []
    for placed in ranking.placed:
        stand = Stand(
            arm=placed.arm,
            votes=placed.votes,
            share=round(placed.share, 4),
            low=round(placed.low, 4),
            high=round(placed.high, 4),
            better_than=list(placed.better_than),
            still_needed=max(0, ARM_VOTES_LEAST - placed.votes),
        )
        if placed.group is None:
            waiting.append(stand)
        else:
            groups.setdefault(placed.group, []).append(stand)
    style = {
        kind: Effect(round(its.mean, 3), round(its.low, 3), round(its.high, 3))
        for kind, its in zip(KINDS, ranking.style, strict=True)
    }
    return Told(
        state=BoardState.OK if ranking.is_enough else BoardState.NOT_ENOUGH_VOTES,
        votes=ranking.votes,
        still_needed=0 if ranking.is_enough else max(1, BOARD_VOTES_LEAST - ranking.votes),
        groups=tuple(Group(number, its) for number, its in sorted(groups.items())),
        waiting=tuple(waiting),
        style=style,
        ties=round(ranking.ties, 4),
    )
