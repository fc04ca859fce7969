"""Everything, running: the one object that the faces of Wayfare are given.

Knows what runs. How it was built and begun is known by `running.py`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from wayfare.bootstrap.options import Options
from wayfare.bootstrap.providers import addresses_of, find_servers, http_provider
from wayfare.domain.errors import NoArmError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.credentials import Credentials
from wayfare.gateway.accounts.keys import Keyring
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.accounts.signed_in import Entrance
from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.comparing import Comparing
from wayfare.gateway.certify.folding import Folding
from wayfare.gateway.certify.voting import Voting
from wayfare.gateway.certify.whole_policy import WholePolicy
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.comparisons.parts import Comparisons
from wayfare.gateway.limits.limits import Ledgered
from wayfare.gateway.parts import Parts
from wayfare.gateway.pool.probe import probe_all
from wayfare.ports import Provider
from wayfare.providers.local.provider import LocalProvider
from wayfare.providers.prices.prices import PriceTable
from wayfare.settings.whole import Settings
from wayfare.store.database import Database
from wayfare.store.requests import StoredDecision, read_decision
from wayfare.store.writer import Writer
from wayfare.telemetry.exchange import Traffic
from wayfare.telemetry.watch import Watch

#: How long a provider that was replaced may end the answers that it has begun.
RETIREMENT_S = 3_600.0


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What became of reading the settings anew: names of those that changed.

    Those in `needs_restart` stay as they were until Wayfare is started again.
    """

    changed: tuple[str, ...]
    needs_restart: tuple[str, ...]


@dataclass(slots=True)
class Wayfare:
    """Everything, running."""

    settings: Settings
    options: Options
    parts: Parts
    keyring: Keyring
    accounts: Accounts
    owner: Caller
    database: Database
    providers: dict[str, Provider]
    local: LocalProvider | None
    price_table: PriceTable
    credentials: Credentials
    entrance: Entrance | None
    kept_keys: Mapping[str, str] = field(repr=False)
    limits: Ledgered
    claims: Claims
    claims_folding: Folding
    voting: Voting
    whole_policy: WholePolicy
    whole_folding: Folding
    comparing: Comparing
    chats: Chats
    comparisons: Comparisons
    background: list[asyncio.Task[None]] = field(default_factory=list)

    # what runs it: whether it is about to end, who watches it, who reads its settings anew
    writer: Writer | None = None
    is_draining: bool = False
    watch: Watch | None = None
    traffic: Traffic | None = None
    tell_metrics: Callable[[], bytes] | None = None
    reload: Callable[[], Awaitable[Reloaded]] | None = None

    fetching: asyncio.Task[None] | None = None
    tending: asyncio.Lock = field(default_factory=asyncio.Lock)
    supplying: asyncio.Lock = field(default_factory=asyncio.Lock)
    retiring: set[asyncio.Task[None]] = field(default_factory=set)

    def read_decision(self, decision_id: str, user: str) -> StoredDecision | None:
        """A decision of a user's, as the store has it."""
        return read_decision(self.database, decision_id, user)

    async def find_servers(self) -> None:
        """Add the servers on their usual ports that were not there before."""
        await find_servers(self.settings, self.options, self.providers, self.price_table)

    async def until_listed(self) -> None:
        """Wait until the models that are here now are known, without fetching any."""
        await self.find_servers()
        await self.parts.catalog.refresh()

    async def supply_keys(self) -> None:
        """Give each provider the key that is kept for it now. Those that lost theirs go.

        What is being answered by a provider that is replaced goes on to its end.
        """
        async with self.supplying:
            kept = await asyncio.to_thread(self.credentials.keys)
            changed = {n for n, _ in kept.items() ^ self.kept_keys.items()}
            # who asks local models alone asks others too once a key is given for them
            if not changed or self.options.scripted:
                return
            known = addresses_of(self.settings, self.options.environ, kept)
            found = {address.name: address for address in known}
            for name in changed:
                if (old := self.providers.pop(name, None)) is not None:
                    _retire(self, old)
                if name in found:
                    self.providers[name] = http_provider(
                        found[name], self.settings, self.price_table
                    )
            self.kept_keys = kept
            # within: whoever comes next finds what changed listed already
            await self.parts.catalog.refresh()

    async def tend_pool(self) -> None:
        """Ask the models that `auto` is to take and that were never asked; keep what changed.

        Raises:
            StoreError: it cannot be kept just now.
        """
        catalog = self.parts.catalog
        if catalog.pool is None:
            return
        async with self.tending:
            try:
                await probe_all(self.parts, catalog.pool, self.owner)
                await catalog.pool.rows.save()
            finally:
                catalog.regroup()

    async def until_ready(self) -> None:
        """Wait until every local model that can be had is here.

        Raises:
            NoArmError: after that there is nothing to ask, and why.
        """
        if self.fetching is not None:
            await asyncio.wait([self.fetching])
        await self.parts.catalog.refresh()
        if not self.parts.catalog.arms:
            states = self.local.states() if self.local else {}
            why = " ".join(f"{name}: {state.why}" for name, state in states.items() if state.why)
            raise NoArmError(
                f"There is no model to ask. {why}".strip(),
                cure="`wayfare models` says how to get some; `wayfare providers add` brings in "
                "others.",
            )


def _retire(wayfare: Wayfare, provider: Provider) -> None:
    """Close a provider that nobody is sent to any more, once its answers are over."""

    async def close_later() -> None:
        try:
            await asyncio.sleep(RETIREMENT_S)
        finally:
            await provider.close()

    task = asyncio.create_task(close_later())
    wayfare.retiring.add(task)
    task.add_done_callback(wayfare.retiring.discard)
