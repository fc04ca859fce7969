"""A battle: two answers without names to one question, and what somebody said of them."""

from enum import StrEnum

import msgspec


class Side(StrEnum):
    """What somebody can say of two answers that are shown as A and B."""

    A = "a"
    B = "b"
    TIE = "tie"  # both are as good
    BAD = "both_bad"  # both are, alike


class Battle(msgspec.Struct, frozen=True):
    """One battle. The answer of `first_arm`, by `first_run`, stands on the left, as A.

    `chance` is how likely that pair was drawn. Of whoever has voted, `said` is what they said at
    `voted_at`, `decision_id` the decision of the first answer, and `style` by how much that one has
    more of each kind of style (see `evidence/style.py`). `key` is the client's own name of it.
    """

    id: str
    user: str
    key: str
    at: float
    first_run: str
    second_run: str
    first_arm: str
    second_arm: str
    chance: float
    said: Side | None = None
    why: str | None = None
    voted_at: float | None = None
    decision_id: str | None = None
    style: tuple[float, ...] = ()
