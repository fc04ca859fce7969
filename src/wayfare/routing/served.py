"""Notice when another model answers behind a name, by what its provider calls it.

A fold over outcomes in the order of the log. Knows names and times. Knows nothing of quality.

Providers share a name among several models at times, and go back and forth while they move. So a
change is one only once so many answers in a row are of the new one that half of each would hardly
ever look so. It began with the first of them. Looked at is each answer once, and none that is older
than another was: outcomes may come late.
"""

import msgspec

#: Where two models answer by halves, as many in a row are of one once in a million answers.
STREAK = 20


class ServedState(msgspec.Struct, frozen=True):
    """What is known of one deployment: who answers now.

    An `other` one answers since a moment, so many times in a row. `last` is when the newest answer
    was given that was looked at.
    """

    now: str
    last: float
    other: str = ""
    since: float = 0.0
    streak: int = 0


class ServedChange(msgspec.Struct, frozen=True):
    """A deployment that `model` answers since Unix time `since`, before which another one did."""

    deployment: str
    since: float
    model: str


class Served:
    """Who answers for each deployment, and what changed.

    Not for each arm: those of a cascade or a panel are answered by one model or another.
    """

    def __init__(
        self, kept: dict[str, ServedState] | None = None, changes: tuple[ServedChange, ...] = ()
    ) -> None:
        self._known = dict(kept or {})
        self.changes = changes

    @property
    def kept(self) -> dict[str, ServedState]:
        """What is known of each, to be kept; beside `changes`, which are all there were."""
        return dict(self._known)

    def note(self, deployment: str, model: str, at: float) -> None:
        """One answer more of a deployment, given at `at` by a model."""
        known = self._known.get(deployment)
        if known is not None and at <= known.last:
            return
        if known is None or model == known.now:
            self._known[deployment] = ServedState(model, at)
            return
        since, streak = (known.since, known.streak) if model == known.other else (at, 0)
        if streak + 1 < STREAK:
            self._known[deployment] = ServedState(known.now, at, model, since, streak + 1)
            return
        self._known[deployment] = ServedState(model, at)
        self.changes += (ServedChange(deployment, since, model),)
