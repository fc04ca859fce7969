"""Decide who is asked next when an arm fails, and whether waiting is worth it.

The one owner of retries: no provider, client or other use case asks anything twice. Before
the first byte the next offer is asked at once; only where none is left is anything waited for,
with full jitter or as long as the provider says, within bounds for the calls and the waiting.
"""

import math
import re
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime

import msgspec

from wayfare.domain.case import Case
from wayfare.domain.errors import (
    ProviderError,
    ProviderTimeoutError,
    RateLimitedError,
    TotalTimeoutError,
    WayfareError,
)
from wayfare.domain.offer import Offer
from wayfare.gateway.clock import Clock
from wayfare.settings.serving import Retries

#: What may be over a moment later. A 501 or 505 never is.
_PASSING = frozenset({408, 409, 425, 429, *range(500, 600)}) - {501, 505}
#: An account without money answers 429 too, and no waiting fills it.
_SPENT = b"insufficient_quota"
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?")


def may_pass(error: ProviderError) -> bool:
    """Whether asking the same arm again may help.

    After a time-out it may be at work, and charge: it is not paid for twice in silence.
    """
    if error.is_lasting or isinstance(error, ProviderTimeoutError):
        return False
    if error.headers.get("x-should-retry") == "false" or _SPENT in error.body:
        return False
    return error.status in _PASSING


def retry_after_s(headers: Mapping[str, str], now: float) -> float | None:
    """How long a provider asks to wait; None where it does not say, or nothing sensible.

    >>> retry_after_s({"retry-after": "7"}, 0.0)
    7.0
    >>> retry_after_s({"retry-after-ms": "250", "retry-after": "1"}, 0.0)
    0.25
    """
    millis = headers.get("retry-after-ms", "").strip()
    if _NUMBER.fullmatch(millis):
        return float(millis) / 1_000
    said = headers.get("retry-after", "").strip()
    if not said or _NUMBER.fullmatch(said):
        return float(said) if said else None
    then = _date(said)
    if then is None:
        return None
    # its clock and ours may differ: where it says what time it is, that counts
    sent = _date(headers.get("date", ""))
    return max(0.0, then - (now if sent is None else sent))


def _date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


class _Failure(msgspec.Struct):
    """The last failure of one offer."""

    offer: Offer
    error: ProviderError
    has_begun: bool
    ready_tick: float | None  # when it may be asked again, if it said so
    times: int = 1


class Tries:
    """The tries of one request: who is asked next, and what the client is told if all fail."""

    __slots__ = (
        "_asked",
        "_clock",
        "_failures",
        "_is_over",
        "_offers",
        "_place",
        "_refusal",
        "_retries",
        "_waited_s",
    )

    def __init__(self, retries: Retries, clock: Clock, offers: Sequence[Offer]) -> None:
        self._retries = retries
        self._clock = clock
        self._offers = offers
        self._place = 0
        self._asked = 0
        self._failures: list[_Failure] = []
        self._refusal: WayfareError | None = None
        self._waited_s = 0.0
        self._is_over = False

    def next_offer(self) -> Offer | None:
        """The best offer not tried yet. None: there is none, or the calls are used up."""
        if self._place >= len(self._offers) or self._is_used_up():
            return None
        self._place += 1
        return self._offers[self._place - 1]

    def note_asked(self) -> None:
        """A provider is called."""
        self._asked += 1

    @property
    def has_asked(self) -> bool:
        """Whether any provider was called."""
        return self._asked > 0

    def pass_over(self, error: WayfareError) -> None:
        """An offer cannot be asked: nobody was, so this is no failure of anybody's."""
        first = self._refusal
        if first is None:
            self._refusal = error
        elif isinstance(first, RateLimitedError) and isinstance(error, RateLimitedError):
            self._refusal = min(first, error, key=lambda each: each.retry_after_s)

    def fail(self, offer: Offer, error: ProviderError, *, has_begun: bool) -> None:
        """An offer was asked, and failed."""
        told_s = retry_after_s(error.headers, self._clock.now())
        ready_tick = None if told_s is None else self._clock.tick() + told_s
        if isinstance(error, TotalTimeoutError):
            self._is_over = True
        for earlier in self._failures:
            if earlier.offer is offer:
                earlier.error, earlier.ready_tick = error, ready_tick
                earlier.has_begun = earlier.has_begun or has_begun
                earlier.times += 1
                return
        self._failures.append(_Failure(offer, error, has_begun, ready_tick))

    async def wait(self) -> Offer | None:
        """Wait until an arm that failed may be asked again. None: that is not worth it."""
        if self._is_used_up():
            return None
        tick = self._clock.tick()
        hopeful = [f for f in self._failures if not f.has_begun and may_pass(f.error)]
        if not hopeful:
            return None
        soonest = min(hopeful, key=lambda failure: failure.ready_tick or tick)
        wait_s = max(0.0, (soonest.ready_tick or tick) - tick) + self._jitter_s(soonest.times)
        if wait_s > self._retries.waiting_max_s - self._waited_s or not wait_s:
            return None
        self._waited_s += wait_s
        await self._clock.sleep(wait_s)
        return soonest.offer

    def failure(self) -> WayfareError:
        """What the client is told: the error of the best arm that was asked."""
        if not self._failures:
            assert self._refusal is not None, "a decision has at least one offer"
            return self._refusal
        # of two that were asked at once, either may have failed first
        first = min(self._failures, key=lambda failure: self._offers.index(failure.offer))
        first.error.headers = self._useful_headers(first)
        return first.error

    def _is_used_up(self) -> bool:
        return self._is_over or self._asked >= self._retries.attempts_max

    def _jitter_s(self, times: int) -> float:
        """Full jitter: clients that failed together do not come back together."""
        retries = self._retries
        bound = min(retries.cap_s, retries.base_s * 2.0 ** min(times - 1, 32))
        return self._clock.rng.uniform(0.0, bound)

    def _useful_headers(self, first: _Failure) -> Mapping[str, str]:
        """The first error's headers, with the Retry-After after which any arm may answer."""
        headers = first.error.headers
        told = [f.ready_tick for f in self._failures if f.ready_tick is not None]
        if len(self._failures) == 1 and first.times == 1 and told:
            return headers  # the provider's very words
        kept = {n: v for n, v in headers.items() if n not in ("retry-after", "retry-after-ms")}
        if not told or not may_pass(first.error):
            return kept
        seconds = math.ceil(max(0.0, min(told) - self._clock.tick()))
        return {**kept, "retry-after": str(max(1, seconds))}


def held_error(name: str, seconds: float) -> RateLimitedError:
    """A deployment said when it may be asked again, and that is not yet."""
    return RateLimitedError(
        f"{name} answered 429 and may be asked again in {math.ceil(seconds)} s.",
        retry_after_s=seconds,
        cure="Ask another model, or `auto`, which asks others meanwhile.",
        param="model",
        case=Case.ARM_RESTS,
        values={"arm": name, "wait_s": math.ceil(seconds)},
    )
