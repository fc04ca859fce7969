"""Let each try something a few times only, in a while. In memory, and small."""

from collections import deque
from collections.abc import Callable
from math import ceil

from wayfare.domain.case import Case
from wayfare.domain.errors import RateLimitedError

_REMEMBERED_MAX = 10_000


class Throttle:
    """`times` tries in `window_s` seconds for each who tries. Tries that went well are given back.

    A try is counted before it is made: those made at once count too.
    """

    def __init__(self, tick: Callable[[], float], *, times: int, window_s: float) -> None:
        self._tick = tick
        self._times = times
        self._window_s = window_s
        self._tries: dict[str, deque[float]] = {}

    def take(self, who: str) -> None:
        """Count a try.

        Raises:
            RateLimitedError: there were too many; says when there is room again.
        """
        now = self._tick()
        tries = self._tries.pop(who, None) or deque()
        while tries and now - tries[0] >= self._window_s:
            tries.popleft()
        self._make_room()
        self._tries[who] = tries  # the last in line, so that the oldest are forgotten first
        if len(tries) >= self._times:
            wait_s = self._window_s - (now - tries[0])
            raise RateLimitedError(
                "There were too many tries.",
                retry_after_s=wait_s,
                cure="Wait a while, then try again.",
                case=Case.TOO_MANY_TRIES,
                values={"wait_s": ceil(wait_s)},
            )
        tries.append(now)

    def give_back(self, who: str) -> None:
        """Take back the newest try: it went well."""
        tries = self._tries.get(who)
        if tries:
            tries.pop()

    def forgive(self, who: str) -> None:
        """Forget every try."""
        self._tries.pop(who, None)

    def _make_room(self) -> None:
        if len(self._tries) >= _REMEMBERED_MAX:
            del self._tries[next(iter(self._tries))]
