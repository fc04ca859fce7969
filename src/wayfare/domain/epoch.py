"""When a model became another one behind its name: from then on, what was said before says less."""

from enum import StrEnum

import msgspec


class Change(StrEnum):
    """How it is known that a model changed."""

    SAID = "said"  # its owner says so
    SERVED = "served"  # its provider names another model as the one that answers
    UNDONE = "undone"  # that was noticed, and taken back: so that it is not noticed again
    WATCHED = "watched"  # the same questions, asked again, got other answers
    JUMP = "jump"  # its outcomes jumped, and somebody confirmed that they are right


class Epoch(msgspec.Struct, frozen=True):
    """An epoch of an arm, by the arm's name: it begins at `since`, Unix time in seconds.

    `note` says more: the model that answers now, the finding that was confirmed, or whether answers
    got `worse` or `better`. `at` is when
    it became known.
    """

    arm: str
    since: float
    change: Change
    note: str
    at: float
