"""Wait for one answer as long as the settings allow: for its first token, between pieces, in all.

One timer per answer, set once it lingers and anew only when it runs out, so that a piece costs
nothing but a look at the clock. What takes too long is closed at once. Knows nothing of what is
answered.
"""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from types import TracebackType

from wayfare.domain.errors import (
    ProviderTimeoutError,
    StreamCutError,
    StreamTimeoutError,
    TotalTimeoutError,
)
from wayfare.gateway.pulse import Pulse
from wayfare.ports import Reply
from wayfare.settings.serving import Timeouts

#: The last bytes of a stream's transport follow its last event within a few milliseconds.
SEE_OFF_S = 0.02
_CURE = "`timeouts` in the settings says how long is waited."


class _Limit(StrEnum):
    """Which time was over."""

    FIRST = "first"
    BETWEEN = "between"
    TOTAL = "total"


class Patience:
    """Made before a call is sent; to be stopped when its answer has ended.

    As a context it turns what a time-out broke into the time-out's own error, and stops
    itself where anything fails:

        with Patience(timeouts, total_s, provider, pulse) as patience:
            reply = await send(...)
            patience.hold(reply)
            ...  # until the answer has begun
            patience.heard()
    """

    __slots__ = (
        "_between_s",
        "_cancelling",
        "_close",
        "_end",
        "_first",
        "_has_stopped",
        "_loop",
        "_now",
        "_over",
        "_provider",
        "_pulse",
        "_task",
        "_timeouts",
        "_timer",
        "_waiting_since",
    )

    def __init__(self, timeouts: Timeouts, total_s: float, provider: str, pulse: Pulse) -> None:
        self._loop = asyncio.get_running_loop()
        self._now = self._loop.time
        now = self._now()
        self._timeouts = timeouts
        self._between_s = timeouts.between_s
        self._end = now + total_s
        self._first: float | None = now + timeouts.first_token_s
        self._waiting_since: float | None = now
        self._provider = provider
        self._over: _Limit | None = None
        self._close: Callable[[], None] | None = None
        self._task = asyncio.current_task()
        self._cancelling = 0 if self._task is None else self._task.cancelling()
        self._has_stopped = False
        self._pulse = pulse
        self._timer: asyncio.TimerHandle | None = None
        pulse.tell(self)

    def linger(self) -> None:
        """It takes longer than most: watch it from now on."""
        if self._has_stopped:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._look()

    def hold(self, reply: Reply) -> None:
        """A reply has come: it is what is closed from now on."""
        self._close = reply.close

    def heard(self) -> None:
        """The first of the answer is here, or a further piece.

        From now on what counts is the time between two pieces, while one is waited for: a
        reader that takes its time is not the provider's silence.
        """
        self._first = self._waiting_since = None

    def wait(self) -> None:
        """The next piece is waited for."""
        self._waiting_since = self._now()

    def see_off(self) -> None:
        """The answer is whole: what is left of its transport has a moment to come."""
        self._end = min(self._end, self._now() + SEE_OFF_S)
        self._pulse.tell(self)

    def stop(self) -> None:
        """Watch no longer."""
        self._has_stopped = True
        if self._timer is not None:
            self._timer.cancel()

    def cut(self, error: StreamCutError) -> StreamCutError:
        """Why an answer that had begun broke off: for a time-out, or for `error`."""
        if self._over is None:
            return error
        return StreamTimeoutError(self._sentence(), cure=_CURE)

    def late(self) -> ProviderTimeoutError | None:
        """The error of a time-out towards a client that got nothing yet; None if none was."""
        if self._over is None:
            return None
        kind = TotalTimeoutError if self._over is _Limit.TOTAL else ProviderTimeoutError
        return kind(self._sentence(), provider=self._provider, status=504, cure=_CURE)

    def __enter__(self) -> "Patience":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            return
        self.stop()
        late = self.late()
        if late is None:
            return
        if isinstance(error, asyncio.CancelledError):
            if self._close is not None or self._task is None:
                return  # the client left at the same time
            if self._task.uncancel() > self._cancelling:
                return
        elif not isinstance(error, Exception):
            return
        raise late from error

    def _look(self) -> None:
        now = self._now()
        over = self._limit_over(now)
        if over is None:
            self._timer = self._loop.call_at(self._next_look(now), self._look)
            return
        self._over = over
        if self._close is not None:
            self._close()
        elif self._task is not None:
            self._task.cancel()

    def _limit_over(self, now: float) -> _Limit | None:
        if now >= self._end:
            return _Limit.TOTAL
        if self._first is not None:
            return _Limit.FIRST if now >= self._first else None
        since = self._waiting_since
        if since is not None and now >= since + self._between_s:
            return _Limit.BETWEEN
        return None

    def _next_look(self, now: float) -> float:
        if self._first is not None:
            # it may begin meanwhile and fall silent: nobody sets the timer anew for that
            return min(self._first, now + self._between_s, self._end)
        since = now if self._waiting_since is None else self._waiting_since
        return min(since + self._between_s, self._end)

    def _sentence(self) -> str:
        timeouts, name = self._timeouts, self._provider
        if self._over is _Limit.FIRST:
            return f"{name} did not begin to answer within {timeouts.first_token_s:g} s."
        if self._over is _Limit.BETWEEN:
            return f"{name} fell silent for {timeouts.between_s:g} s in the middle of its answer."
        return f"{name} was not done when the answer had taken {timeouts.total_s:g} s."
