"""Weigh conversations that were left to Wayfare against those that the baseline answered by lot.

Every conversation counts by how its lot fell, whoever answered it in the end. Knows conversations
that are over. Knows nothing of where they come from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from wayfare.domain.lot import Lot
from wayfare.domain.outcome import OutcomeKind
from wayfare.evidence.ratio import Taken
from wayfare.evidence.two_groups import TwoGroups
from wayfare.store.drawn_turns import DrawnTurn, Said, TurnFigures

#: Signals that an answer would not do, by their `source`.
AGAIN = frozenset({"regenerated", "edited"})


class Conversation(msgspec.Struct):
    """A conversation: its lot, the baseline when it began, and its turns until then."""

    lot: Lot
    baseline: str
    began_at: float
    turns: list[DrawnTurn]


@dataclass(slots=True)
class Half:
    """What the conversations of one side took: money each and a turn, milliseconds a turn."""

    conversations: int = 0
    turns: int = 0
    unpriced: int = 0
    cost: Taken = field(default_factory=Taken)
    turn_cost: Taken = field(default_factory=Taken)
    first_token: Taken = field(default_factory=Taken)
    total: Taken = field(default_factory=Taken)

    def enter(self, figures: Sequence[TurnFigures]) -> None:
        """One conversation more; what is not known of it is left out, and counted."""
        self.conversations += 1
        self.turns += len(figures)
        costs = [each.cost_micros for each in figures]
        known = [cost for cost in costs if cost is not None]
        if len(known) == len(costs):
            self.cost.learn(sum(known))
            self.turn_cost.learn(sum(known), len(known))
        else:
            self.unpriced += 1
        firsts = [each.first_token_ms for each in figures if each.first_token_ms is not None]
        totals = [each.total_ms for each in figures if each.total_ms is not None]
        if firsts:
            self.first_token.learn(sum(firsts), len(firsts))
        if totals:
            self.total.learn(sum(totals), len(totals))


@dataclass(slots=True)
class Halves:
    """Both sides against one baseline; `since` is when the first of them began, Unix time.

    `good` are the shares of turns whose answers were not asked for again.
    """

    since: float
    votes: TwoGroups
    good: TwoGroups
    share: float = 0.0
    left: Half = field(default_factory=Half)
    held: Half = field(default_factory=Half)

    def enter(self, one: Conversation, figures: Mapping[str, TurnFigures], until: float) -> None:
        """One conversation more, with what was said of it `until` then."""
        lot, known = one.lot, [figures[turn.decision_id] for turn in one.turns]
        self.share = lot.share
        (self.held if lot.is_held else self.left).enter(known)
        votes = [score for turn in known for score in _votes(turn.said, until)]
        if votes:
            self.votes.learn(sum(votes) / len(votes), lot.share, is_held=lot.is_held)
        again = sum(_is_again(turn.said, until) for turn in known)
        self.good.learn(1 - again / len(known), lot.share, is_held=lot.is_held)


def _votes(said: Sequence[Said], until: float) -> list[float]:
    """The scores that people gave; of two by the same id the later one."""
    last = {
        each.id: each.score for each in said if each.kind is OutcomeKind.VOTE and each.at <= until
    }
    return [score for score in last.values() if score is not None]


def _is_again(said: Sequence[Said], until: float) -> bool:
    """Whether the answer would not do: whatever its score, the signal's name says it."""
    return any(
        each.kind is OutcomeKind.SIGNAL and each.source in AGAIN and each.at <= until
        for each in said
    )
