"""Know what learning about models cost today, by whichever process: from the log, a little a time.

Knows which requests are asked to learn. Knows nothing of what may be spent.
"""

from collections.abc import Callable, Collection

from wayfare.domain.budget import DAY_S
from wayfare.gateway.asides.aside import EXPLORING

#: What a request cost stands in the log when it has ended, so those of so long are read again.
#: No answer may take longer by default (`timeouts.total_s`).
OPEN_S = 1_800.0

#: What requests from a moment on and before another one cost that were asked to learn, in
#: micro-dollars: those under some names, and what trials added. Waits for the database.
ReadExplored = Callable[[float, Collection[str], float], int]


class Explored:
    """What exploring cost since midnight, UTC: what has settled is remembered, the rest read."""

    def __init__(self, read: ReadExplored) -> None:
        self._read = read
        self._settled_until = 0.0
        self._settled_micros = 0

    def today(self, now: float) -> int:
        """In micro-dollars, as far as it is known. `now` is Unix time in seconds.

        Raises:
            StoreError: the log cannot be read.
        """
        midnight = now // DAY_S * DAY_S
        if self._settled_until < midnight:
            self._settled_until, self._settled_micros = midnight, 0
        settles = max(self._settled_until, now - OPEN_S)
        if settles > self._settled_until:
            self._settled_micros += self._between(self._settled_until, settles)
            self._settled_until = settles
        return self._settled_micros + self._between(settles, float("inf"))

    def _between(self, since: float, until: float) -> int:
        return self._read(since, EXPLORING, until)
