"""Count in a Redis that several processes share: spent, held and asked.

A hold lapses unless its process renews it, so a process that is killed holds nothing for long.
Costs are delivered behind the call's back, in order, until Redis has them. A Redis that has
lost everything is seeded from the ledger, after all processes could bring back their holds.
Where Redis cannot be reached, nothing is held: a budget that cannot be told is not spent.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from wayfare.domain.budget import (
    DAY_S,
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
from wayfare.domain.errors import SettingsError, StoreError
from wayfare.store import redis_scripts

log = logging.getLogger(__name__)

#: A hold lapses after this time, unless it is renewed.
LEASE_S = 60.0
#: How often this process looks whether Redis has lost everything, and renews its holds.
BEAT_S = 1.0
#: After a loss, so long do all wait for the holds of the others.
GRACE_S = 3.0
#: Two machines' clocks may differ by this.
DOUBT_S = 2.0
TIMEOUT_S = 2.0
CONNECTIONS_MAX = 32
RETRY_S = 0.2
SEEDINGS_MAX = 3
_BATCH = 100

#: A script, its keys and its arguments.
_Order = tuple[str, list[str], list[str | int]]


class RedisCounters:
    """Counts in Redis. `now` is Unix time in seconds."""

    def __init__(
        self,
        url: str,
        load: Load,
        now: Callable[[], float],
        *,
        prefix: str = "wayfare:",
        grace_s: float = GRACE_S,
        lease_s: float = LEASE_S,
        window_s: float = WINDOW_S,
    ) -> None:
        self._client, self._faults = _connect(url)
        self._scripts = {
            name: self._client.register_script(getattr(redis_scripts, name))
            for name in ("BALANCES", "RESERVE", "SETTLE", "SEED", "RENEW", "ADMIT", "CORRECT")
        }
        self._load = load
        self._now = now
        self._prefix = prefix
        self._grace_s = grace_s
        self._lease_s = lease_s
        self._window_s = window_s
        self._beat_s = min(BEAT_S, max(0.05, self._grace_s / 3), self._lease_s / 3)
        self._holds: dict[str, Hold] = {}
        self._orders: deque[_Order] = deque()
        self._ordered = asyncio.Event()
        self._delivered = asyncio.Event()
        self._delivered.set()
        self._is_closing = False
        self._tasks = [asyncio.create_task(self._deliver()), asyncio.create_task(self._beat())]

    async def admit(
        self, rates: Sequence[Rate], request_id: str, tokens: int
    ) -> Admission | Overrun:
        """Count a request, or nothing of it where any rate has no room."""
        arguments: list[str | int] = [request_id, tokens, int(self._window_s * 1_000_000)]
        for rate in rates:
            arguments += [
                -1 if each is None else each
                for each in (rate.requests_per_minute, rate.tokens_per_minute)
            ]
        keys = [key for rate in rates for key in self._rate_keys(rate)]
        full, kind, wait_us, *told = await self._run("ADMIT", keys, arguments)
        found = [_standings(rate, *told[3 * i : 3 * i + 3]) for i, rate in enumerate(rates)]
        admission = Admission(
            request_id,
            self._now(),
            tokens,
            tightest(requests for requests, _ in found),
            tightest(of_tokens for _, of_tokens in found),
        )
        if not full:
            return admission
        return Overrun(rates[full - 1], kind, int(wait_us) / 1_000_000, admission)

    async def reach(self) -> None:
        """See that Redis answers.

        Raises:
            StoreError: it cannot be used.
        """
        await self._guarded(self._client.ping())

    async def balances(self, purses: Sequence[Purse]) -> Sequence[Balance]:
        """How purses stand."""
        _, *told = await self._seeded("BALANCES", purses, [])
        figures = [int(each) for each in told]
        return [Balance(*figures[i : i + 3]) for i in range(0, len(figures), 3)]

    async def reserve(
        self, purses: tuple[Purse, ...], attempt_id: str, at: float, micros: int
    ) -> Hold | Refused:
        """Hold money in all of these purses, or in none."""
        arguments: list[str | int] = [attempt_id, micros, int(self._lease_s * 1_000)]
        arguments += [purse.budget.limit_micros for purse in purses]
        try:
            word, *told = await self._seeded("RESERVE", purses, arguments)
        except asyncio.CancelledError:
            self.settle(purses, None, attempt_id, 0)  # Redis may have held it all the same
            raise
        if word == "refused":
            which, *figures = map(int, told)
            return Refused(purses[which - 1], Balance(*figures))
        hold = Hold(attempt_id, at, micros, purses, tuple(map(int, told)))
        self._holds[attempt_id] = hold
        return hold

    def settle(
        self, purses: Sequence[Purse], hold: Hold | None, attempt_id: str, micros: int | None
    ) -> None:
        """Give a hold back and count what the call did cost."""
        self._holds.pop(attempt_id, None)
        held = () if hold is None else hold.purses
        keys = list(dict.fromkeys(purse.key for purse in (*held, *purses)))
        names = [self._done(attempt_id)]
        for key in keys:
            names += [*self._purse_keys(key), self._name("late", key)]
        cost: str | int = "" if micros is None else micros
        ended_ms = int(self._now() * 1_000)
        self._order(("SETTLE", names, [attempt_id, cost, ended_ms, int(DOUBT_S * 1_000)]))

    def correct(self, rates: Sequence[Rate], admission: Admission, tokens: int) -> None:
        """Say how many tokens a request really took."""
        keys = [self._rate_keys(rate)[1] for rate in rates]
        self._order(("CORRECT", keys, [admission.id, tokens]))

    async def flush(self, timeout_s: float = 5.0) -> None:
        """Wait until Redis has all costs.

        Raises:
            StoreError: it does not, after this time.
        """
        try:
            async with asyncio.timeout(timeout_s):
                await self._delivered.wait()
        except TimeoutError as error:
            raise StoreError(f"{len(self._orders)} costs have not reached Redis.") from error

    async def close(self) -> None:
        """Deliver what can be, and end. What cannot be is in the ledger."""
        try:
            await self.flush()
        except StoreError as error:
            log.warning("%s They are in the ledger.", error)
        self._is_closing = True  # the client may swallow a cancellation that comes late
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()

    def _order(self, order: _Order) -> None:
        self._orders.append(order)
        self._delivered.clear()
        self._ordered.set()

    async def _deliver(self) -> None:
        """Send the costs, in order, each until Redis has it."""
        is_told = False
        while not self._is_closing:
            await self._ordered.wait()
            some = [self._orders[i] for i in range(min(_BATCH, len(self._orders)))]
            try:
                await self._guarded(self._send(some))
                for _ in some:
                    self._orders.popleft()
                is_told = False
            except StoreError as error:
                if not is_told:
                    log.warning("%s Costs wait for it.", error.message)
                is_told = True
                await asyncio.sleep(RETRY_S)
            if not self._orders:
                self._ordered.clear()
                self._delivered.set()

    async def _send(self, orders: Sequence[_Order]) -> None:
        async with self._client.pipeline(transaction=False) as pipeline:
            for name, keys, arguments in orders:
                await self._scripts[name](keys=keys, args=arguments, client=pipeline)
            await pipeline.execute()

    async def _beat(self) -> None:
        """Renew the holds of this process while it lives; at once where Redis has lost them."""
        epoch, renewed_at = None, self._now()
        while not self._is_closing:
            await asyncio.sleep(self._beat_s)
            try:
                found = await self._guarded(self._client.get(self._prefix + "epoch"))
                if found == epoch and self._now() - renewed_at < self._lease_s / 4:
                    continue
                for hold in tuple(self._holds.values()):
                    await self._renew(hold)
                epoch, renewed_at = found, self._now()
            except StoreError:
                continue  # whoever asks is told

    async def _renew(self, hold: Hold) -> None:
        keys = [self._done(hold.id)]
        for purse in hold.purses:
            keys += self._purse_keys(purse.key)
        await self._run("RENEW", keys, [hold.id, hold.micros, int(self._lease_s * 1_000)])

    async def _seeded(
        self, name: str, purses: Sequence[Purse], arguments: list[str | int]
    ) -> list[Any]:
        """Run a script on purses that are seeded, after seeding those that are not."""
        keys = [self._prefix + "epoch"]
        for purse in purses:
            keys += self._purse_keys(purse.key)
        for _ in range(len(purses) * SEEDINGS_MAX):
            told = await self._run(name, keys, arguments)
            if told[0] != "unseeded":
                return list(told)
            await self._seed(purses[int(told[1]) - 1], age_s=int(told[2]) / 1_000)

        raise StoreError(
            "Redis forgets what was spent as soon as it is told.",
            cure="Give it memory, or an eviction policy that keeps keys: noeviction.",
        )

    async def _seed(self, purse: Purse, age_s: float) -> None:
        """Tell Redis what the ledger says was spent."""
        if age_s < self._grace_s:  # Redis is new, or has lost all: the others have holds
            await asyncio.sleep(self._grace_s - age_s)
        loop = asyncio.get_running_loop()
        late = self._name("late", purse.key)

        def ended() -> Sequence[str]:
            reading = asyncio.run_coroutine_threadsafe(
                self._guarded(self._client.hkeys(late)), loop
            )
            return tuple(reading.result(TIMEOUT_S * 2))

        kept = await self._load(purse, ended)
        forget_at = 0 if purse.until is None else int(max(purse.until, self._now())) + DAY_S
        arguments: list[str | int] = [kept.spent_micros, kept.unknown]
        arguments += [int(self._now() * 1_000), forget_at]
        await self._run("SEED", [self._name("purse", purse.key), late], arguments)

    async def _run(self, name: str, keys: list[str], arguments: list[str | int]) -> Any:
        return await self._guarded(self._scripts[name](keys=keys, args=arguments))

    async def _guarded(self, asking: Any) -> Any:
        try:
            return await asking
        except self._faults as error:
            raise StoreError(
                "The Redis that budgets and rates are counted in cannot be used: "
                f"{type(error).__name__}.",
                cure="Start it, or mend the setting limits.redis_url.",
            ) from error

    def _purse_keys(self, key: str) -> list[str]:
        return [self._name(kind, key) for kind in ("purse", "holds", "leases")]

    def _rate_keys(self, rate: Rate) -> tuple[str, str]:
        key = f"{rate.scope}:{rate.name}"
        return self._name("asked", key), self._name("tokens", key)

    def _done(self, attempt_id: str) -> str:
        return self._name("done", attempt_id)

    def _name(self, kind: str, key: str) -> str:
        return f"{self._prefix}{kind}:{key}"


def _standings(
    rate: Rate, asked: int, tokens: int, reset_us: str
) -> tuple[Standing | None, Standing | None]:
    reset_s = max(0.0, int(reset_us) / 1_000_000)
    limits = (rate.requests_per_minute, rate.tokens_per_minute)
    first, second = (
        None if limit is None else Standing(limit, max(0, limit - taken), reset_s)
        for limit, taken in zip(limits, (asked, tokens), strict=True)
    )
    return first, second


def _connect(url: str) -> tuple[Any, tuple[type[Exception], ...]]:
    """A client of the Redis at an address, and what it raises where that cannot be used."""
    try:
        # 0.1 s to import: only those pay who share their counts
        from redis import asyncio as redis  # noqa: PLC0415
        from redis.exceptions import RedisError  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError(
            "limits.redis_url is set, and the package `redis` is not here.",
            cure='Install it: pip install "wayfare[redis]".',
        ) from error
    try:
        pool = redis.BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS_MAX,
            timeout=TIMEOUT_S * 2,
            socket_timeout=TIMEOUT_S,
            socket_connect_timeout=TIMEOUT_S,
            decode_responses=True,
        )
    except ValueError as error:
        raise SettingsError(
            "The setting limits.redis_url is not an address of a Redis.",
            cure="Write redis://127.0.0.1:6379/0.",
        ) from error
    return redis.Redis.from_pool(pool), (RedisError, OSError, TimeoutError)
