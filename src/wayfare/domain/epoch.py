"""When a model became another one behind its name: from then on, what was said before says less."""

from enum import StrEnum

import msgspec


class Change(StrEnum):
    """How it is known that a model changed."""

    SAID = "said"  # its owner says so
    SERVED = "served"  # its provider names another model as the one that answers
    UNDONE = "undone"  # it was served, and somebody took it back: so that it is not noticed again
    JUMP = "jump"  # its outcomes jumped, and somebody confirmed that they are right


class Epoch(msgspec.Struct, frozen=True):
    """An epoch of an arm, by the arm's name: it begins at `since`, Unix time in seconds.

    `note` says more: the model that answers now, or the finding that was confirmed. `at` is when
    it became known.
    """

    arm: str
    since: float
    change: Change
    note: str
    at: float
