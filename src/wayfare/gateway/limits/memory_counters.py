"""Count in this process alone: spent, held and asked, without a wait.

What was spent is loaded from the ledger when a budget's period is first needed, so it
outlives the process. Nothing between a check and its change gives way to another task.
"""

import asyncio
from collections import deque
from collections.abc import Sequence

import msgspec

from wayfare.domain.budget import (
    WINDOW_S,
    Admission,
    Balance,
    Hold,
    Load,
    Overrun,
    Purse,
    Rate,
    Refused,
    Standing,
    tightest,
)
from wayfare.gateway.clock import Clock

_ACCOUNTS_MAX = 10_000


class Account(msgspec.Struct):
    """A purse as it is counted. While it is loaded, `ended` gathers what the ledger may have."""

    purse: Purse
    spent: int = 0
    unknown: int = 0
    held: int = 0
    holds: dict[str, int] = {}
    loading: "asyncio.Task[None] | None" = None
    ended: dict[str, int | None] | None = None

    def balance(self) -> Balance:
        """How it stands."""
        return Balance(self.spent, self.held, self.unknown)

    def add(self, micros: int | None) -> None:
        """Count a cost; None: it is not known."""
        if micros is None:
            self.unknown += 1
        else:
            self.spent += micros


class MemoryCounters:
    """Counts in memory."""

    def __init__(self, load: Load, clock: Clock, *, window_s: float = WINDOW_S) -> None:
        self._load = load
        self._clock = clock
        self._window_s = window_s
        self._accounts: dict[str, Account] = {}
        self._accounts_max = _ACCOUNTS_MAX
        self._windows: dict[tuple[str, str], Window] = {}

    async def admit(
        self, rates: Sequence[Rate], request_id: str, tokens: int
    ) -> Admission | Overrun:
        """Count a request, or nothing of it where any rate has no room."""
        now = self._clock.tick()
        windows = [self._window(rate) for rate in rates]
        full: tuple[float, Rate, str] | None = None
        for rate, window in zip(rates, windows, strict=True):
            for kind, wait_s in window.waits(rate, tokens, now):
                if full is None or wait_s > full[0]:
                    full = (wait_s, rate, kind)
        if full is None:
            for window in windows:
                window.add(request_id, tokens, now)
        found = [window.standings(rate, now) for rate, window in zip(rates, windows, strict=True)]
        admission = Admission(
            request_id,
            self._clock.now(),
            tokens,
            tightest(requests for requests, _ in found),
            tightest(of_tokens for _, of_tokens in found),
        )
        return admission if full is None else Overrun(full[1], full[2], full[0], admission)

    async def balances(self, purses: Sequence[Purse]) -> Sequence[Balance]:
        """How purses stand."""
        return [account.balance() for account in await self._loaded(purses)]

    async def reserve(
        self, purses: tuple[Purse, ...], attempt_id: str, at: float, micros: int
    ) -> Hold | Refused:
        """Hold money in all of these purses, or in none."""
        accounts = await self._loaded(purses)
        for purse, account in zip(purses, accounts, strict=True):
            if account.spent + account.held + micros > purse.budget.limit_micros:
                return Refused(purse, account.balance())
        for account in accounts:
            account.held += micros
            account.holds[attempt_id] = micros
        return Hold(attempt_id, at, micros, purses, tuple([each.spent for each in accounts]))

    def settle(
        self, purses: Sequence[Purse], hold: Hold | None, attempt_id: str, micros: int | None
    ) -> None:
        """Give a hold back and count what the call did cost."""
        held = () if hold is None else hold.purses
        for purse in held:
            self._count(purse, attempt_id, micros)
        if purses is held:
            return
        known = {purse.key for purse in held}
        for purse in purses:
            if purse.key not in known:
                self._count(purse, attempt_id, micros)

    def correct(self, rates: Sequence[Rate], admission: Admission, tokens: int) -> None:
        """Say how many tokens a request really took."""
        for rate in rates:
            window = self._windows.get((rate.scope, rate.name))
            if window is not None:
                window.correct(admission.id, tokens)

    async def close(self) -> None:
        """End what is being loaded."""
        loading = [each.loading for each in self._accounts.values() if each.loading is not None]
        for task in loading:
            task.cancel()
        await asyncio.gather(*loading, return_exceptions=True)

    def _count(self, purse: Purse, attempt_id: str, micros: int | None) -> None:
        account = self._accounts.get(purse.key)
        if account is None:
            return  # it will be loaded, when it is needed, from the ledger that has this too
        account.held -= account.holds.pop(attempt_id, 0)
        if account.ended is not None:
            account.ended[attempt_id] = micros
        else:
            account.add(micros)

    def _window(self, rate: Rate) -> "Window":
        key = (rate.scope, rate.name)
        window = self._windows.get(key)
        if window is None:
            window = self._windows[key] = Window(self._window_s)
        return window

    async def _loaded(self, purses: Sequence[Purse]) -> list[Account]:
        found = []
        is_waiting = False
        for purse in purses:
            account = self._accounts.get(purse.key)
            if account is None:
                account = self._open(purse)
            is_waiting = is_waiting or account.loading is not None
            found.append(account)
        if is_waiting:
            tasks = [each.loading for each in found if each.loading is not None]
            await asyncio.gather(*map(asyncio.shield, tasks))
        return found

    def _open(self, purse: Purse) -> Account:
        if len(self._accounts) >= self._accounts_max:
            self._forget_idle()
        account = self._accounts[purse.key] = Account(purse, ended={})
        account.loading = asyncio.create_task(self._fill(account))
        return account

    def _forget_idle(self) -> None:
        """What nobody holds, such as a day that is over, can be had from the ledger again."""
        self._accounts = {
            key: each for key, each in self._accounts.items() if each.holds or each.loading
        }
        self._accounts_max = max(_ACCOUNTS_MAX, 2 * len(self._accounts))

    async def _fill(self, account: Account) -> None:
        """Load what the ledger has, and count what ended meanwhile."""
        assert account.ended is not None, "it is new"
        try:
            kept = await self._load(account.purse, lambda: tuple(account.ended or ()))
        except BaseException:
            self._accounts.pop(account.purse.key, None)  # the next one tries anew
            raise
        ended, account.ended, account.loading = account.ended, None, None
        account.spent, account.unknown = kept.spent_micros, kept.unknown
        for micros in ended.values():
            account.add(micros)


class Window:
    """The requests of the last minute, or `window_s`, and the tokens they took."""

    __slots__ = ("_entries", "_latest", "_tokens", "_window_s")

    def __init__(self, window_s: float) -> None:
        self._window_s = window_s
        self._entries: deque[_Entry] = deque()
        self._latest: dict[str, _Entry] = {}
        self._tokens = 0

    def waits(self, rate: Rate, tokens: int, now: float) -> list[tuple[str, float]]:
        """How long until there is room, for each kind that has none now."""
        self._drop(now)
        waits = []
        limit = rate.requests_per_minute
        if limit is not None and len(self._entries) >= limit:
            waits.append(("requests", self._until_gone(len(self._entries) - limit, now)))
        limit = rate.tokens_per_minute
        if limit is not None and self._tokens + tokens > limit:
            waits.append(("tokens", self._until_free(self._tokens + tokens - limit, now)))
        return waits

    def add(self, request_id: str, tokens: int, now: float) -> None:
        """Count one."""
        entry = _Entry(request_id, now, tokens)
        self._entries.append(entry)
        self._latest[request_id] = entry
        self._tokens += tokens

    def correct(self, request_id: str, tokens: int) -> None:
        """Say how many tokens one really took; nothing where it is past."""
        entry = self._latest.get(request_id)
        if entry is not None:
            self._tokens += tokens - entry.tokens
            entry.tokens = tokens

    def standings(self, rate: Rate, now: float) -> tuple[Standing | None, Standing | None]:
        """How requests and tokens stand, where they are limited."""
        reset_s = max(0.0, self._entries[-1].at + self._window_s - now) if self._entries else 0.0
        by_requests, by_tokens = rate.requests_per_minute, rate.tokens_per_minute
        return (
            None
            if by_requests is None
            else Standing(by_requests, max(0, by_requests - len(self._entries)), reset_s),
            None
            if by_tokens is None
            else Standing(by_tokens, max(0, by_tokens - self._tokens), reset_s),
        )

    def _drop(self, now: float) -> None:
        while self._entries and self._entries[0].at <= now - self._window_s:
            entry = self._entries.popleft()
            self._tokens -= entry.tokens
            self._latest.pop(entry.id, None)

    def _until_gone(self, index: int, now: float) -> float:
        return max(0.0, self._entries[index].at + self._window_s - now)

    def _until_free(self, excess: int, now: float) -> float:
        for entry in self._entries:
            excess -= entry.tokens
            if excess <= 0:
                return max(0.0, entry.at + self._window_s - now)
        return self._window_s


class _Entry(msgspec.Struct):
    id: str
    at: float
    tokens: int
