"""Fold the rounds of a vigil into what they show, and draw which question comes next.

Lots follow from names and numbers alone, so that whoever folds the log comes to the same. Knows
nothing of texts, or of who is asked.
"""

import hashlib
from collections.abc import Sequence

import msgspec

from wayfare.domain.vigil import Vigil
from wayfare.evidence.again import Again
from wayfare.store.vigils import Told


class Weighed(msgspec.Struct, frozen=True):
    """What a vigil shows. `next_number` is that of the next round.

    `open_since`: a round is not scored yet, and began then. `changed_at` is when answers changed
    most likely, where it is shown that they did, and `is_worse` says which way.
    """

    again: Again
    next_number: int = 0
    open_since: float | None = None
    changed_at: float | None = None
    is_worse: bool = False


def weigh(vigil: Vigil, rounds: Sequence[Told]) -> Weighed:
    """Fold all rounds, up to an alarm, if there is one."""
    again, times = Again(), list[float]()
    among = tuple(range(len(vigil.questions)))
    number, open_since = 0, None
    for told in rounds:
        asked, scored = told.round, told.scored
        number, open_since = asked.number + 1, asked.at if scored is None else None
        if scored is None or scored.score is None:
            continue
        if asked.among != among:
            among = asked.among
            again.keep(among)
        again.learn(asked.place, scored.score, lot(vigil, asked.number, "tie"))
        times.append(asked.at)
        if again.has_changed:
            turn = again.turn()
            return Weighed(again, number, None, times[turn.number], turn.is_worse)
    return Weighed(again, number, open_since)


def draw(vigil: Vigil, number: int, among: Sequence[int]) -> int:
    """The place of the question that is asked in a round: each of those is as likely."""
    return among[int(lot(vigil, number, "question") * len(among))]


def lot(vigil: Vigil, number: int, what: str) -> float:
    """A number in [0, 1) that says nothing of any answer.

    >>> vigil = Vigil("large", 5.0, ())
    >>> lot(vigil, 1, "tie") == lot(vigil, 1, "tie") != lot(vigil, 2, "tie")
    True
    """
    words = f"{vigil.arm}\n{vigil.since!r}\n{number}\n{what}".encode()
    digest = hashlib.blake2b(words, digest_size=8).digest()
    return (int.from_bytes(digest) >> 11) / (1 << 53)
