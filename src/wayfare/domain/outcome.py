"""What was learned of an answer: from a person, a judge, a program or a quiet sign."""

from enum import StrEnum

import msgspec

TIE = "tie"
#: What a judge can say of two answers: the one that is shown first, the second, neither.
FIRST, SECOND, NEITHER = "A", "B", "="


class JudgeKind(StrEnum):
    """How a judge is asked of two answers, in both orders."""

    GRADED = "graded"  # it gives each a mark
    PAIRWISE = "pairwise"  # it says which one is better


class OutcomeKind(StrEnum):
    """Who says how good an answer was."""

    VOTE = "vote"  # a person
    VERDICT = "verdict"  # a model that judges
    CHECK = "check"  # a program
    SIGNAL = "signal"  # what somebody did with it: copied, asked anew, left


class Outcome(msgspec.Struct, frozen=True):
    """How good the answer of `arm` was.

    Either `score` in [0, 1], or `winner`, an arm's name or "tie", in a comparison with the
    answer of `against`. `id` tells several of one decision apart: of two with the same id
    the later one counts. `source` names the person, the judge, the check or the signal;
    `said_by` is the user whose key brought it. `at` is Unix time in seconds. `orders` is there
    where a judge was asked of a pair twice: what it said when `arm` was shown first, then what it
    said when `against` was. `difference` in [-1, 1] is there where the judge gave marks: by how
    much that of `arm` is higher, as a part of the best mark.
    """

    id: str
    decision_id: str
    kind: OutcomeKind
    source: str
    arm: str
    score: float | None
    winner: str | None
    against: str | None
    said_by: str
    at: float
    orders: str | None = None
    difference: float | None = None

    def says_the_same(self, other: "Outcome") -> bool:
        """Whether nothing is new in it but the time."""
        return msgspec.structs.replace(self, at=other.at) == other


def comes_to(orders: str, arm: str, against: str) -> str:
    """Who wins by what a judge said in both orders: what changes with the order is a tie.

    >>> [comes_to(orders, "mini", "large") for orders in ("AB", "BA", "AA", "B=", "==")]
    ['mini', 'large', 'tie', 'tie', 'tie']
    """
    if orders == FIRST + SECOND:
        return arm
    return against if orders == SECOND + FIRST else TIE


def goes_by_place(orders: str) -> bool:
    """Whether a judge named the same place in both orders, so not the same answer."""
    return orders in (2 * FIRST, 2 * SECOND)
