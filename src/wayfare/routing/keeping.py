"""Decide by plain rules whether a cheap answer is kept.

Knows what answers come down to. Knows nothing of who gave them.
"""

from collections.abc import Sequence

from wayfare.routing.final_answer import NOTHING, agree, final_answer

#: How an answer ends that its model took to its end, in the words of the wires.
_FINISHED = frozenset({"stop", "end_turn", "stop_sequence", "STOP", "completed", None})

#: Kept, or why not.
AGREED, APART, UNCLEAR = "cascade_agreed", "cascade_apart", "cascade_unclear"


def vote(answers: Sequence[tuple[str, str | None]]) -> tuple[int, int]:
    """Which of some answers most came to, and how many did; of equals the one that stands first.

    Each is a text, and how it ended. 1 vote: no two came to the same.

    >>> vote([("13", "stop"), ("So it is 12.", "stop"), ("12", "stop")])
    (1, 2)
    """
    finals = [final_answer(text) if end in _FINISHED else NOTHING for text, end in answers]
    votes = [1 + sum(agree(one, o) is True for o in finals if o is not one) for one in finals]
    place = max(range(len(votes)), key=votes.__getitem__)
    return place, votes[place]


def compare(cheap: str, cheap_end: str | None, second: str, second_end: str | None) -> str:
    """Whether two cheap answers come to the same: `AGREED`, `APART` or `UNCLEAR`.

    An answer that was cut short at a limit comes to nothing.

    >>> compare("The answer is 12.", "stop", "12", "stop")
    'cascade_agreed'
    >>> compare("The answer is 12.", "stop", "The answer is 1", "length")
    'cascade_unclear'
    """
    if cheap_end not in _FINISHED or second_end not in _FINISHED:
        return UNCLEAR
    same = agree(final_answer(cheap), final_answer(second))
    if same is None:
        return UNCLEAR
    return AGREED if same else APART


def is_worth_asking(good: float, dear: float, point_micros: int, fare_micros: int) -> bool:
    """Whether a dearer arm's answer is worth its fare, where a cheap one is there already.

    `good` and `dear` are the scores expected of both; a hundredth of a score is a point.

    >>> is_worth_asking(0.5, 0.9, point_micros=100, fare_micros=2_000)
    True
    >>> is_worth_asking(0.85, 0.9, point_micros=100, fare_micros=2_000)
    False
    """
    return 100 * (dear - good) * point_micros > fare_micros
