"""Draw the pairs of answers that a person is asked about, and see whether people vote at all.

Votes count from when some came in the last days: what is drawn while nobody votes would be lost.
Whether they count, and the lot, go by what was before a question, never by its answers. Knows
counts. Knows nothing of questions.
"""

import random
from collections.abc import Callable
from typing import NamedTuple

from wayfare.gateway.certify.voted import VOTE_WAITS_S

#: People vote where there were so many votes within such a time.
VOTES_FROM, VOTES_WITHIN_S = 5, 7 * 86_400.0
#: Where so many wait nobody is asked about more.
WAITING_MAX = 10

#: How many there are since a time. Waits for the disk.
Count = Callable[[float], int]


class VoteLot(NamedTuple):
    """How a lot fell, as a shadow keeps it."""

    chance: float | None = None
    is_drawn: bool | None = None


NO_LOT = VoteLot()


class Voting:
    """Whether people vote just now. `share` of what is compared waits for a person; 0: nothing."""

    def __init__(
        self, share: float, votes: Count, waiting: Count, now: Callable[[], float]
    ) -> None:
        self._share, self._votes, self._waiting, self._now = share, votes, waiting, now
        self._is_on = self._has_room = False

    def refresh(self) -> None:
        """See how many votes came, and how many pairs wait.

        Raises:
            StoreError: it cannot be read; all stays as it was.
        """
        if not self._share:
            return
        now = self._now()
        self._is_on = self._votes(now - VOTES_WITHIN_S) >= VOTES_FROM
        self._has_room = self._waiting(now - VOTE_WAITS_S) < WAITING_MAX

    def draw(self, rng: random.Random, *, may_read: bool) -> VoteLot:
        """Draw one, where somebody `may_read` the answers.

        While nobody votes, pairs wait for whoever may begin, and votes on them show nothing.
        """
        chance = self._share if self._is_on else None
        if not self._share or not may_read or not self._has_room:
            return VoteLot(chance)
        is_drawn = rng.random() < self._share
        return VoteLot(chance, is_drawn if self._is_on or is_drawn else None)
