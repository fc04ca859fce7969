"""Leave deployments alone that keep failing, and try them again with one request.

A breaker per deployment: closed while all is well; open after several failures in a row, or
after a 429 until its Retry-After; half-open when that is over, for exactly one trial. Knows
ticks of a steady clock. Knows nothing of requests; forgets everything with the process.
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from wayfare.domain.errors import ProviderError, StreamCutError, WayfareError
from wayfare.domain.record import Ending
from wayfare.settings.serving import BreakerSection

#: No Retry-After keeps a deployment away for longer: a trial then says what holds.
HOLD_MAX_S = 3_600.0
RATE_LIMITED = 429


class BreakerState(StrEnum):
    """How a deployment is treated. What is closed is asked as usual."""

    CLOSED = "closed"
    OPEN = "open"  # it failed several times in a row
    HELD = "held"  # it said when it may be asked again
    HALF_OPEN = "half_open"  # one request may try it
    TRIAL = "trial"  # one request is trying it


class Rest(msgspec.Struct, frozen=True):
    """Why a deployment is left alone just now, and for how long yet, where that is known."""

    state: BreakerState
    seconds: float


class _Breaker:
    """One deployment that is in trouble."""

    __slots__ = ("failures", "held_until", "open_until", "trial")

    def __init__(self) -> None:
        self.failures = 0
        self.open_until: float | None = None
        self.held_until: float | None = None
        self.trial = 0  # the number of the one under way

    def state(self, tick: float) -> BreakerState:
        if self.held_until is not None and tick < self.held_until:
            return BreakerState.HELD
        if self.open_until is None and self.held_until is None:
            return BreakerState.CLOSED
        if self.open_until is not None and tick < self.open_until:
            return BreakerState.OPEN
        return BreakerState.TRIAL if self.trial else BreakerState.HALF_OPEN

    def seconds(self, tick: float) -> float:
        until = max(self.open_until or tick, self.held_until or tick)
        return until - tick

    def close(self, failures: int) -> None:
        self.failures = failures
        self.open_until = self.held_until = None
        self.trial = 0


class Breakers:
    """The breakers of all deployments. Only those in trouble take any room."""

    __slots__ = ("_by_name", "_section", "_trials")

    def __init__(self, section: BreakerSection = BreakerSection()) -> None:  # noqa: B008 - frozen
        self._section = section
        self._by_name: dict[str, _Breaker] = {}
        self._trials = 0

    @property
    def troubled(self) -> bool:
        """Whether any deployment failed lately. Where none did, there is nothing to look up."""
        return bool(self._by_name)

    def states(self, tick: float) -> Mapping[str, BreakerState]:
        """The state of every deployment that is not simply closed, by its name."""
        found = {name: each.state(tick) for name, each in self._by_name.items()}
        return {n: state for n, state in found.items() if state is not BreakerState.CLOSED}

    def rest(self, name: str, tick: float) -> Rest | None:
        """Why a choice should leave a deployment out; None where it may be asked."""
        breaker = self._by_name.get(name)
        if breaker is None:
            return None
        state = breaker.state(tick)
        if state in (BreakerState.CLOSED, BreakerState.HALF_OPEN):
            return None
        return Rest(state, breaker.seconds(tick))

    def held_s(self, name: str, tick: float) -> float:
        """How long a deployment's own Retry-After still runs; 0 where none does."""
        breaker = self._by_name.get(name)
        if breaker is None or breaker.held_until is None:
            return 0.0
        return max(0.0, breaker.held_until - tick)

    def begin_trial(self, name: str, tick: float) -> int:
        """Take the place of the one request that tries a deployment: its number, or 0."""
        breaker = self._by_name.get(name)
        if breaker is None or breaker.state(tick) is not BreakerState.HALF_OPEN:
            return 0
        self._trials += 1
        breaker.trial = self._trials
        return breaker.trial

    def note_begun(self, name: str, trial: int) -> None:
        """A trial has begun to answer. Its stream may be long, and keeps nobody else waiting."""
        breaker = self._by_name.get(name)
        if breaker is not None and trial and breaker.trial == trial:
            breaker.close(self._section.failures - 1)  # a single cut opens it again

    def note_end(
        self,
        name: str,
        tick: float,
        ending: Ending,
        error: WayfareError | None,
        *,
        hold_s: float | None = None,
        trial: int = 0,
    ) -> None:
        """Take from the end of an attempt what it says of its deployment."""
        if not self._section.failures:
            return
        if hold_s is not None:
            self._hold(name, tick, hold_s)
        elif _is_failure(ending, error):
            self._fail(name, tick)
        elif _is_answer(ending, error):
            self._answer(name, tick)
        elif trial and (breaker := self._by_name.get(name)) and breaker.trial == trial:
            breaker.trial = 0  # it says nothing: the next one tries

    def _hold(self, name: str, tick: float, hold_s: float) -> None:
        breaker = self._by_name.setdefault(name, _Breaker())
        until = tick + min(hold_s, HOLD_MAX_S)
        breaker.held_until = max(breaker.held_until or until, until)
        breaker.trial = 0

    def _fail(self, name: str, tick: float) -> None:
        breaker = self._by_name.setdefault(name, _Breaker())
        was_half_open = breaker.state(tick) in (BreakerState.HALF_OPEN, BreakerState.TRIAL)
        breaker.failures += 1
        breaker.trial = 0
        if was_half_open or breaker.failures >= self._section.failures:
            breaker.open_until = tick + self._section.cool_off_s

    def _answer(self, name: str, tick: float) -> None:
        breaker = self._by_name.get(name)
        if breaker is None:
            return
        if breaker.state(tick) is BreakerState.HELD:
            breaker.failures = 0  # a call from before the 429: its Retry-After still holds
            breaker.open_until = None
            return
        del self._by_name[name]


def _is_failure(ending: Ending, error: WayfareError | None) -> bool:
    if isinstance(error, ProviderError):
        return error.status >= 500 or error.status in (408, RATE_LIMITED)
    return ending is Ending.CUT and isinstance(error, StreamCutError)


def _is_answer(ending: Ending, error: WayfareError | None) -> bool:
    # one that says no to this request is there, and well
    return ending is Ending.WHOLE or isinstance(error, ProviderError)
