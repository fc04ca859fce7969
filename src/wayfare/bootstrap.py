"""Build the real things and start them: the one place that does.

Knows every floor below. Decides nothing that a request would notice.
"""

import asyncio
import logging
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wayfare.domain.account import DEFAULT_PROJECT, OWNER, Role
from wayfare.domain.audit import Action, Actor
from wayfare.domain.budget import Balance, Purse
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import NoArmError, SettingsError, StoreError
from wayfare.domain.key import Caller
from wayfare.domain.price import Price
from wayfare.gateway.accounts import (
    ADDRESS_TRIES,
    NAME_TRIES,
    TRIES_WINDOW_S,
    Accounts,
)
from wayfare.gateway.audit import entry_of
from wayfare.gateway.breaker import Breakers
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.clock import Clock
from wayfare.gateway.counters import Counters
from wayfare.gateway.credentials import Credentials
from wayfare.gateway.forget import Forgetting
from wayfare.gateway.identities import Welcome
from wayfare.gateway.keys import KEY_BYTES, KEY_PREFIX, SECRET_BYTES, Keyring, digest_key, new_key
from wayfare.gateway.limits import Ledgered, LimitRules
from wayfare.gateway.memory_counters import MemoryCounters
from wayfare.gateway.parts import Parts
from wayfare.gateway.passwords import Passwords
from wayfare.gateway.pool import Named, Pool
from wayfare.gateway.pool_rows import PoolRows
from wayfare.gateway.probe import probe_all
from wayfare.gateway.sessions import Lasting, Sessions
from wayfare.gateway.settle_lost import LostRequests
from wayfare.gateway.sign_in import SignIn
from wayfare.gateway.signed_in import Entrance
from wayfare.gateway.throttle import Throttle
from wayfare.gateway.vault import Vault
from wayfare.network import Guard
from wayfare.ports import Progress, Provider
from wayfare.providers.address import Address, address_of_row
from wayfare.providers.discover import (
    found_by_key,
    found_by_port,
    found_in_vault,
    with_kept_key,
)
from wayfare.providers.http import HttpProvider
from wayfare.providers.local.provider import LocalProvider, Stage
from wayfare.providers.openid import OpenIdProvider
from wayfare.providers.presets import PRESETS
from wayfare.providers.prices import price_of, retired_by
from wayfare.providers.scripted import NAMED_ONLY, scripted_providers
from wayfare.providers.terms import terms_at, terms_of
from wayfare.routing.pool import Rules
from wayfare.routing.router import PriorRouter
from wayfare.settings import Demanded, Settings, cache_folder, config_folder, home_folder
from wayfare.store.budgets import balance_of, list_budgets, list_rates
from wayfare.store.cached_answers import CachedAnswers
from wayfare.store.credentials import CredentialTable
from wayfare.store.database import Database, open_database
from wayfare.store.files import Files
from wayfare.store.kept_texts import BEGINNING, KeptTexts
from wayfare.store.keys import add_key, find_key, let_manage
from wayfare.store.lost import Presence, open_requests
from wayfare.store.pool import PoolTable
from wayfare.store.redis_counters import RedisCounters
from wayfare.store.requests import StoredDecision, read_decision
from wayfare.store.responses import Responses
from wayfare.store.users import find_user
from wayfare.store.writer import Writer
from wayfare.telemetry.watch import Watch
from wayfare.wire.openid import Client, check_address

log = logging.getLogger(__name__)

REFRESH_S = 60.0
FORGET_S = 600.0
#: How long a provider that was replaced may end the answers that it has begun.
RETIREMENT_S = 3_600.0
#: How long a budget waits for the disk before it refuses.
FLUSH_S = 5.0


@dataclass(frozen=True, slots=True)
class PoolNews:
    """What `auto` takes now, out of how many models, and what waits for a person's word."""

    taken: tuple[str, ...]
    proposed: tuple[str, ...]
    models: int


@dataclass(frozen=True, slots=True)
class Options:
    """What a command asks for beyond the settings.

    `scripted`: the scripted provider, in every wire, and nothing else. `local_only`: the
    embedded models and nothing else. `fetch`: get weights that are missing; `progress` is
    told how far they are. `probe`: ask models once before `auto` takes them, unless the
    settings say not to; `tell` is told what it takes when that changes.
    """

    scripted: bool = False
    local_only: bool = False
    fetch: bool = True
    progress: Progress | None = None
    probe: bool = False
    tell: Callable[[PoolNews], None] | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)


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
    credentials: Credentials
    entrance: Entrance | None
    kept_keys: Mapping[str, str] = field(repr=False)
    limits: Ledgered
    background: list[asyncio.Task[None]] = field(default_factory=list)

    # what runs it: whether it is about to end, who watches it, who reads its settings anew
    writer: Writer | None = None
    is_draining: bool = False
    watch: Watch | None = None
    tell_metrics: Callable[[], bytes] | None = None
    reload: Callable[[], Awaitable[Reloaded]] | None = None

    fetching: asyncio.Task[None] | None = None
    tending: asyncio.Lock = field(default_factory=asyncio.Lock)
    supplying: asyncio.Lock = field(default_factory=asyncio.Lock)
    retiring: set[asyncio.Task[None]] = field(default_factory=set)

    def read_decision(self, decision_id: str, user: str) -> StoredDecision | None:
        """A decision of a user's, as the store has it."""
        return read_decision(self.database, decision_id, user)

    async def until_listed(self) -> None:
        """Wait until the models that are here now are known, without fetching any."""
        await find_servers(self.settings, self.options, self.providers)
        await self.parts.catalog.refresh()

    async def supply_keys(self) -> None:
        """Give each provider the key that is kept for it now. Those that lost theirs go.

        What is being answered by a provider that is replaced goes on to its end.
        """
        async with self.supplying:
            kept = await asyncio.to_thread(self.credentials.keys)
            changed = {n for n, _ in kept.items() ^ self.kept_keys.items()}
            if not changed or self.options.scripted or self.options.local_only:
                return
            known = addresses_of(self.settings, self.options.environ, kept)
            found = {address.name: address for address in known}
            for name in changed:
                if (old := self.providers.pop(name, None)) is not None:
                    _retire(self, old)
                if name in found:
                    self.providers[name] = http_provider(found[name], self.settings)
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


def open_store(settings: Settings, environ: Mapping[str, str]) -> Database:
    """Open the database that the settings name."""
    return open_database(store_url(settings, environ), copies=home_folder(environ))


def store_url(settings: Settings, environ: Mapping[str, str]) -> str:
    """The address of the database that the settings name."""
    return settings.store.url or f"sqlite:///{home_folder(environ) / 'wayfare.db'}"


def open_credentials(
    database: Database, settings: Settings, environ: Mapping[str, str]
) -> Credentials:
    """The keys of providers that are kept, and the vault that they are encrypted with."""

    def takes_key(name: str) -> bool:
        return name in settings.providers or (name in PRESETS and bool(PRESETS[name].key_env))

    vault = Vault(config_folder(environ) / "vault")
    return Credentials(CredentialTable(database), vault, Clock(), takes_key)


def read_kept_keys(settings: Settings, environ: Mapping[str, str]) -> Mapping[str, str]:
    """The keys of providers that are kept, read once."""
    database = open_store(settings, environ)
    try:
        return open_credentials(database, settings, environ).keys()
    finally:
        database.close()


def read_secret(environ: Mapping[str, str]) -> bytes:
    """The secret that keys are digested with; made on the first run."""
    text = _read_or_make(config_folder(environ) / "secret", lambda: secrets.token_hex(SECRET_BYTES))
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise SettingsError(
            f"{config_folder(environ) / 'secret'} is not what Wayfare wrote there.",
            cure="Put it back from a copy; without it no key opens.",
        )
    return secret


def owner_key(environ: Mapping[str, str]) -> str:
    """The owner's key; made on the first run, and readable by the owner alone."""
    path = config_folder(environ) / "key"
    key = _read_or_make(path, lambda: new_key(secrets.token_bytes(KEY_BYTES)))
    if not key.startswith(KEY_PREFIX) or len(key) < KEY_BYTES:
        raise SettingsError(
            f"{path} is not what Wayfare wrote there.",
            cure="Delete it: the next start makes a new key.",
        )
    return key


def make_key(
    database: Database,
    environ: Mapping[str, str],
    *,
    user: str,
    label: str,
    may_learn: bool,
    demands: Demands = NO_DEMANDS,
    project: str = DEFAULT_PROJECT,
    may_manage: bool = False,
    expires_at: float | None = None,
    by: Actor | None = None,
) -> tuple[str, str]:
    """Make a key and keep its digest. Returns the key's id and the key, shown this once.

    Raises:
        NotFoundError: the user does not work in the project.
    """
    key = new_key(secrets.token_bytes(KEY_BYTES))
    clock = Clock()
    key_id = clock.new_id()
    told: dict[str, str | int | float | bool | None]
    told = {"user": user, "project": project, "may_manage": may_manage}
    add_key(
        database,
        key_id=key_id,
        user=user,
        digest=digest_key(key, read_secret(environ)),
        label=label,
        created_at=clock.now(),
        may_learn=may_learn,
        demands=demands,
        project=project,
        may_manage=may_manage,
        expires_at=expires_at,
        entry=None if by is None else entry_of(clock, by, Action.KEY_ADD, key_id, **told),
    )
    return key_id, key


def open_accounts(
    settings: Settings,
    database: Database,
    secret: bytes,
    clock: Clock,
    forget: Callable[[], None] = lambda: None,
) -> Accounts:
    """What users, projects and keys are managed with."""
    section = settings.accounts
    lasting = Lasting(section.idle_days, section.session_days)
    return Accounts(
        database=database,
        clock=clock,
        chance=secrets.token_bytes,
        secret=secret,
        passwords=Passwords(),
        sessions=Sessions(database, secret, clock, secrets.token_bytes, lasting),
        names=Throttle(clock.tick, times=NAME_TRIES, window_s=TRIES_WINDOW_S),
        addresses=Throttle(clock.tick, times=ADDRESS_TRIES, window_s=TRIES_WINDOW_S),
        forget=forget,
    )


def open_entrance(
    settings: Settings, secret: bytes, clock: Clock, environ: Mapping[str, str]
) -> Entrance | None:
    """The OpenID provider to sign in at, if one is set.

    Raises:
        SettingsError: something that it needs is missing.
    """
    section = settings.oidc
    if not section.issuer:
        return None
    if find_spec("authlib") is None:
        raise SettingsError(
            "`oidc.issuer` is set, but what checks its tokens is not installed.",
            cure="`pip install 'wayfare[accounts]'`",
        )
    if not section.client_id or "openid" not in section.scopes:
        raise SettingsError(
            "`oidc.client_id` is empty, or `oidc.scopes` lacks openid.",
            cure="Set them, or leave `oidc.issuer` empty.",
        )
    for address in (section.issuer, section.redirect_url):
        check_address(address)
    found = environ.get(section.client_secret_env, "").strip()
    if section.client_secret_env and not found:
        raise SettingsError(f"{section.client_secret_env} (`oidc.client_secret_env`) is not set.")
    guard = Guard.listing(settings.network.private)
    client = Client(section.client_id, found, section.redirect_url, section.scopes)
    provider = OpenIdProvider(section.issuer, guard, clock.tick)
    return Entrance(
        SignIn(provider, client, secret, clock, secrets.token_bytes),
        Welcome(section.make_users, Role(section.role), section.domains),
        section.label,
    )


@asynccontextmanager
async def run_wayfare(settings: Settings, options: Options) -> AsyncIterator[Wayfare]:
    """Start everything, and stop it at the end, with what was recorded on the disk."""
    database = open_store(settings, options.environ)
    with (
        closing(database),
        closing(Presence(database)) as presence,
        closing(Writer(database)) as writer,
    ):
        wayfare = await _build(settings, options, database, writer, presence)
        try:
            yield wayfare
        finally:
            await _stop(wayfare)


async def _build(
    settings: Settings,
    options: Options,
    database: Database,
    writer: Writer,
    presence: Presence,
) -> Wayfare:
    credentials = open_credentials(database, settings, options.environ)
    kept_keys = await asyncio.to_thread(credentials.keys)
    local = local_provider(settings, options)
    providers = providers_of(settings, options, local, kept_keys)
    clock = Clock()
    catalog = make_catalog(settings, options, providers, database, clock)
    limits = await start_limits(settings, database, writer, clock)
    secret = read_secret(options.environ)
    owner = await asyncio.to_thread(_owner, database, options.environ, secret)
    keyring = Keyring(partial(find_key, database), secret, clock)
    wayfare = Wayfare(
        settings=settings,
        options=options,
        parts=Parts(
            providers=providers,
            catalog=catalog,
            router=PriorRouter(settings.routing.point_worth_micros),
            records=writer,
            clock=clock,
            responses=Responses(database),
            files=Files(database),
            cached_answers=CachedAnswers(database),
            keep_texts=settings.store.keep_texts,
            demands=demands_of(settings.demands),
            body_bytes_max=settings.server.body_bytes_max,
            limits=limits,
            timeouts=settings.timeouts,
            retries=settings.retries,
            hedging=settings.hedging,
            breakers=Breakers(settings.breaker),
        ),
        limits=limits,
        keyring=keyring,
        accounts=open_accounts(settings, database, secret, clock, keyring.forget),
        owner=owner,
        database=database,
        providers=providers,
        local=local,
        credentials=credentials,
        entrance=open_entrance(settings, secret, clock, options.environ),
        kept_keys=kept_keys,
        writer=writer,
    )
    fetch_weights(wayfare)
    lost = LostRequests(
        wayfare.parts,
        partial(open_requests, database),
        all_before=clock.now() if presence.was_alone else 0.0,
    )
    wayfare.background = [
        asyncio.create_task(_keep_fresh(wayfare, lost)),
        asyncio.create_task(limits.keep_fresh()),
        asyncio.create_task(_forget(wayfare)),
    ]
    if catalog.pool is not None:
        wayfare.background.append(asyncio.create_task(_tend_pool(wayfare)))
    return wayfare


async def start_limits(
    settings: Settings, database: Database, writer: Writer, clock: Clock
) -> Ledgered:
    """Budgets and rates, as they are kept, counted where the settings say."""

    def read() -> LimitRules:
        return LimitRules(tuple(list_budgets(database)), tuple(list_rates(database)))

    def balance(purse: Purse, ended: Callable[[], Sequence[str]]) -> Balance:
        writer.flush(FLUSH_S)  # the sum has all that this process has settled
        return balance_of(database, purse, ended)

    async def load(purse: Purse, ended: Callable[[], Sequence[str]]) -> Balance:
        return await asyncio.to_thread(balance, purse, ended)

    section = settings.limits
    counters: Counters = (
        RedisCounters(section.redis_url, load, clock.now, prefix=section.redis_prefix)
        if section.redis_url
        else MemoryCounters(load, clock)
    )
    limits = Ledgered(read, counters, clock, settings.budgets.output_tokens_max)
    await limits.refresh()
    return limits


def make_catalog(
    settings: Settings,
    options: Options,
    providers: Mapping[str, Provider],
    database: Database,
    clock: Clock,
) -> Catalog:
    """What can be asked for, not listed yet."""
    return Catalog(
        providers,
        settings.arms,
        named_only=NAMED_ONLY if options.scripted else (),
        pool=_pool(settings, options, providers, PoolRows(PoolTable(database)), clock),
    )


async def balances(
    settings: Settings, database: Database, purses: Sequence[Purse]
) -> Sequence[Balance]:
    """How budgets stand: by Redis, where one counts them, else by the ledger."""

    async def load(purse: Purse, ended: Callable[[], Sequence[str]]) -> Balance:
        return await asyncio.to_thread(balance_of, database, purse, ended)

    section = settings.limits
    if not (section.redis_url and purses):
        return [await load(purse, tuple) for purse in purses]
    counters = RedisCounters(section.redis_url, load, Clock().now, prefix=section.redis_prefix)
    try:
        return await counters.balances(purses)
    finally:
        await counters.close()


async def reach_redis(settings: Settings) -> None:
    """See that the Redis that budgets and rates are counted in answers.

    Raises:
        StoreError: it does not.
        SettingsError: its address is none, or its package is missing.
    """

    async def load(purse: Purse, ended: Callable[[], Sequence[str]]) -> Balance:
        raise AssertionError("nothing is counted here")

    section = settings.limits
    counters = RedisCounters(section.redis_url, load, Clock().now, prefix=section.redis_prefix)
    try:
        await counters.reach()
    finally:
        await counters.close()


async def _stop(wayfare: Wayfare) -> None:
    fetching = [wayfare.fetching] if wayfare.fetching else []
    tasks = [*wayfare.background, *fetching, *wayfare.retiring]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await wayfare.limits.counters.close()
    await asyncio.gather(*(p.close() for p in wayfare.providers.values()), return_exceptions=True)


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


def local_provider(settings: Settings, options: Options) -> LocalProvider | None:
    """The embedded models, where they are to be offered."""
    if options.scripted or not settings.local.enabled:
        return None
    return LocalProvider(settings.local, cache_folder(options.environ))


def providers_of(
    settings: Settings,
    options: Options,
    local: LocalProvider | None,
    kept_keys: Mapping[str, str],
) -> dict[str, Provider]:
    """Everybody who can be asked, by name."""
    if options.scripted:
        return {scripted.name: scripted for scripted in scripted_providers()}
    providers: dict[str, Provider] = {} if local is None else {local.name: local}
    if options.local_only:
        return providers
    addresses = addresses_of(settings, options.environ, kept_keys)
    providers.update({a.name: http_provider(a, settings) for a in addresses})
    return providers


def addresses_of(
    settings: Settings, environ: Mapping[str, str], kept_keys: Mapping[str, str]
) -> list[Address]:
    """Where the providers are; of two with one name the later wins: what the owner wrote."""
    found = found_in_vault(environ, kept_keys)
    if settings.discover:
        found += found_by_key(environ)
    rows = [address_of_row(name, row, environ) for name, row in settings.providers.items()]
    return found + [with_kept_key(address, kept_keys) for address in rows]


def _pool(
    settings: Settings,
    options: Options,
    providers: Mapping[str, Provider],
    rows: PoolRows,
    clock: Clock,
) -> Pool | None:
    """What `auto` takes, where there may be more than it should."""
    if options.scripted or options.local_only:
        return None

    def retired(deployment: Deployment) -> str:
        provider = providers.get(deployment.provider)
        like = provider.address.like if isinstance(provider, HttpProvider) else ""
        return retired_by(deployment.provider, deployment.model, like=like)

    section = settings.pool
    offered = (
        f"{name}/{model}" for name, row in settings.providers.items() for model in row.models
    )
    return Pool(
        Rules(section.arms_max, section.fare_micros_max, demands_of(settings.demands)),
        rows,
        clock,
        named=Named(frozenset(section.arms), frozenset(offered)),
        retired_by=retired,
        is_probing=section.probe and options.probe,
    )


def http_provider(address: Address, settings: Settings) -> HttpProvider:
    """A provider over HTTP, with the owner's prices, time-outs and listed networks."""
    now = Clock().now

    def price(provider: str, model: str) -> tuple[Price | None, int | None]:
        # some prices depend on the hour: what holds now, whenever the models are listed
        return price_of(provider, model, settings.prices, now(), like=address.like)

    guard = Guard.listing(settings.network.private)
    read = address.terms if address.is_local else terms_at(address.base_url)
    address = replace(address, terms=terms_of(address.name, read, settings.terms))
    return HttpProvider(address, settings.timeouts, price, guard=guard)


def fetch_weights(wayfare: Wayfare) -> None:
    """Begin to fetch the weights that are missing, where they are to be fetched."""
    local = wayfare.local
    if local is not None and wayfare.settings.local.download and wayfare.options.fetch:
        wayfare.fetching = asyncio.create_task(_fetch_weights(wayfare, local))


async def _fetch_weights(wayfare: Wayfare, local: LocalProvider) -> None:
    """Fetch weights that are missing, and offer each model as soon as it is here."""
    progress = wayfare.options.progress
    task = asyncio.create_task(local.prepare(progress) if progress else local.prepare())
    try:
        offered: set[str] = set()
        while not task.done():
            await asyncio.wait([task], timeout=0.25)
            ready = {n for n, state in local.states().items() if state.stage is Stage.READY}
            if ready != offered:
                offered = ready
                await wayfare.parts.catalog.refresh()
    finally:
        task.cancel()


async def _keep_fresh(wayfare: Wayfare, lost: LostRequests) -> None:
    """Look for servers that came or went, ask all anew, settle what was lost, for ever."""
    while True:
        try:
            await find_servers(wayfare.settings, wayfare.options, wayfare.providers)
            await wayfare.parts.catalog.refresh()
            await wayfare.supply_keys()
        except Exception:
            log.exception("the list of models could not be renewed")
        try:
            if count := await lost.settle():
                log.warning("%d requests of a process that died are booked as lost", count)
        except Exception:
            log.exception("requests that were lost could not be settled")
        await asyncio.sleep(REFRESH_S)


async def _forget(wayfare: Wayfare) -> None:
    """Forget texts that are older than they are kept, for ever."""
    cached = CachedAnswers(wayfare.database)
    forgetting = Forgetting(KeptTexts(wayfare.database), wayfare.parts.clock, BEGINNING)
    while True:
        try:
            await forgetting.run(wayfare.settings.store.retention_days)
            await asyncio.to_thread(cached.forget, wayfare.parts.clock.now())
        except Exception:
            log.exception("old texts could not be forgotten")
        await asyncio.sleep(FORGET_S)


async def _tend_pool(wayfare: Wayfare) -> None:
    """Ask the models that wait for it, keep what changed and tell it, for ever."""
    told: PoolNews | None = None
    while (pool := wayfare.parts.catalog.pool) is not None:
        await pool.changed.wait()
        pool.changed.clear()
        if pool is not wayfare.parts.catalog.pool:
            continue  # the settings were read anew, and this one was woken to say so
        try:
            is_news = pool.rows.has_changes
            await wayfare.tend_pool()
        except Exception:
            log.exception("what auto takes could not be kept")
            continue
        if not pool.rows:
            continue  # only models of this machine: nothing was chosen
        news = pool_news(wayfare.parts.catalog)
        is_news = is_news if told is None else news != told
        if is_news or (told is None and news.proposed):
            log.info("auto takes %s", ", ".join(news.taken) or "nothing")
            if wayfare.options.tell is not None:
                wayfare.options.tell(news)
        told = news


def pool_news(catalog: Catalog) -> PoolNews:
    """What `auto` takes now."""
    proposed = catalog.pool.proposed() if catalog.pool is not None else ()
    taken = (arm.name for arm in catalog.candidates("auto").arms)
    return PoolNews(tuple(taken), tuple(proposed), len(catalog.deployments))


async def find_servers(
    settings: Settings, options: Options, providers: dict[str, Provider]
) -> None:
    """Add the servers on their usual ports that were not there before."""
    if options.scripted or options.local_only or not settings.discover:
        return
    for address in await found_by_port(settings.server.port):
        if address.name not in providers:
            log.info("found %s at %s", address.name, address.base_url)
            providers[address.name] = http_provider(address, settings)


def _owner(database: Database, environ: Mapping[str, str], secret: bytes) -> Caller:
    """The owner, whose key opens this database, whether key or database came first."""
    digest = digest_key(owner_key(environ), secret)
    found = find_key(database, digest, Clock().now())
    if found is None:
        return _first_owner(database, environ, digest)
    if not found.may_manage and found.user == OWNER:
        let_manage(database, found.key_id)  # made by an older Wayfare
        return replace(found, may_manage=True)
    return found


def _first_owner(database: Database, environ: Mapping[str, str], digest: bytes) -> Caller:
    """Keep the owner's key, unless another run was quicker, or it is known and opens nothing."""
    clock = Clock()
    refused: StoreError | None = None
    try:
        add_key(
            database,
            key_id=clock.new_id(),
            user=OWNER,
            digest=digest,
            label="owner",
            created_at=clock.now(),
            may_learn=True,
            may_manage=True,
        )
    except StoreError as error:
        refused = error
    found = find_key(database, digest, clock.now())
    if found is not None:
        return found
    user = find_user(database, OWNER)
    if user is not None and user.disabled_at is not None:
        # others own the place: the first owner asks probes, and their key opens nothing
        return Caller(OWNER, "", role=Role.OWNER)
    raise SettingsError(
        f"The owner's key in {config_folder(environ) / 'key'} cannot be used: "
        f"{refused.message if refused else 'it opens nothing.'}",
        cure="If it was revoked, delete the file: the next start makes a new key.",
    ) from refused


def demands_of(section: Demanded) -> Demands:
    """What the settings demand."""
    demands = Demands(
        no_training=section.no_training,
        countries=frozenset(section.countries) or None,
        providers=frozenset(section.providers) or None,
    )
    return demands or NO_DEMANDS


def _read_or_make(path: Path, make: Any) -> str:
    """Read a private file, or write it once: two processes that start at once agree."""
    with suppress(FileNotFoundError):
        return path.read_text("utf-8").strip()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(make() + "\n")
    try:
        os.link(draft, path)  # fails where another was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text("utf-8").strip()
