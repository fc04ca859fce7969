"""A vigil over a model: the same questions are asked of it again and again, to see it change."""

import msgspec

from wayfare.domain.shadow import By


class Watched(msgspec.Struct, frozen=True):
    """A question that is asked again, by the decision that its first answer came of.

    `judge` holds new answers against that one, where no program checks them; None: one does.
    """

    decision_id: str
    judge: str | None = None


class Vigil(msgspec.Struct, frozen=True):
    """What is asked of an arm, since a moment in Unix time. The questions never change."""

    arm: str
    since: float
    questions: tuple[Watched, ...]


class Round(msgspec.Struct, frozen=True):
    """One asking: the `number`th, of the question at `place`, drawn by lot `among` some places.

    It is kept before anybody is asked. Places that are missing among them will not be asked again.
    """

    arm: str
    since: float
    number: int
    at: float
    place: int
    among: tuple[int, ...]


class Scored(msgspec.Struct, frozen=True):
    """What came of a round; the first word on it is the last.

    `score` in [0, 1]: what a program says of the answer, or 1, a half or 0 where it is better than
    the first one, alike or worse. None: there is none, and `why` says why. `asked_id` is the
    decision of the asking.
    """

    arm: str
    since: float
    number: int
    at: float
    score: float | None
    by: By | None = None
    asked_id: str | None = None
    why: str = ""
