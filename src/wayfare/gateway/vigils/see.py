"""See how the vigil over each model stands.

Knows the log. Knows nothing of where it is shown.
"""

from enum import StrEnum

import msgspec

from wayfare.evidence.drift import EXPIRED
from wayfare.gateway.vigils.weigh import weigh
from wayfare.store.database import Database
from wayfare.store.vigils import last_vigils, read_rounds


class VigilState(StrEnum):
    """What a vigil shows."""

    STEADY = "steady"  # no sign of a change
    IN_DOUBT = "in_doubt"  # a sign that comes, without a change, once in 1,000 scores on average
    CHANGED = "changed"  # one that comes once in 10,000


class SeenVigil(msgspec.Struct, frozen=True):
    """Whether a model's answers changed, as far as the same questions show, asked again and again.

    `since` is when the vigil began, Unix time; `questions` are asked in turn, by lot, and `scored`
    answers came so far, `mean_points` of 100 good on average, None before the first. Without any
    change, `changed` comes once in `false_once_in` scores on average, and not sooner.
    `changed_at` is when answers changed most likely, where they did, and `is_worse` says which way.
    """

    arm: str
    since: float
    questions: int
    scored: int
    mean_points: float | None
    state: VigilState
    false_once_in: int
    changed_at: float | None = None
    is_worse: bool | None = None


def see_vigils(database: Database) -> list[SeenVigil]:
    """The last vigil over each arm, by the arms' names. Waits for the disk."""
    found = []
    for vigil in last_vigils(database).values():
        weighed = weigh(vigil, read_rounds(database, vigil))
        again, has_changed = weighed.again, weighed.changed_at is not None
        doubt = VigilState.IN_DOUBT if again.is_amber else VigilState.STEADY
        found.append(
            SeenVigil(
                arm=vigil.arm,
                since=vigil.since,
                questions=len(vigil.questions),
                scored=again.compared,
                mean_points=None if again.mean is None else round(100 * again.mean, 1),
                state=VigilState.CHANGED if has_changed else doubt,
                false_once_in=round(EXPIRED),
                changed_at=weighed.changed_at,
                is_worse=weighed.is_worse if has_changed else None,
            )
        )
    return found
