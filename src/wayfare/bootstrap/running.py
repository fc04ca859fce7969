"""Build the real things, start them, and stop them at the end.

Knows every floor below. Decides nothing that a request would notice.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from functools import partial

from wayfare.bootstrap.accounts import open_accounts
from wayfare.bootstrap.background import (
    count_explored,
    count_letters,
    follow_claims,
    forget_old_texts,
    keep_fresh,
    keep_vigils,
    tend_pool,
)
from wayfare.bootstrap.catalog import make_catalog
from wayfare.bootstrap.certify import (
    ReadRows,
    claims_of,
    comparing_of,
    folding_of,
    guard_of,
    passes_of,
    voting_of,
    whole_policy_of,
)
from wayfare.bootstrap.demands import demands_of
from wayfare.bootstrap.embedder import embedder_of
from wayfare.bootstrap.entrance import open_entrance
from wayfare.bootstrap.limits import start_limits
from wayfare.bootstrap.options import Options
from wayfare.bootstrap.owner import find_owner, read_secret
from wayfare.bootstrap.providers import local_provider, price_table, providers_of
from wayfare.bootstrap.router import router_of
from wayfare.bootstrap.spare_memory import spare_memory
from wayfare.bootstrap.store import open_credentials, open_store
from wayfare.bootstrap.tasks import end_tasks
from wayfare.bootstrap.wayfare import Wayfare
from wayfare.bootstrap.weights import fetch_weights
from wayfare.gateway.accounts.keys import Keyring
from wayfare.gateway.asides.measured_judge import Choosers
from wayfare.gateway.breaker import Breakers
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.certify.folding import Folding
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.chats.running import Running
from wayfare.gateway.clock import Clock
from wayfare.gateway.comparisons.parts import Comparisons
from wayfare.gateway.learning.changed import epochs_of
from wayfare.gateway.learning.exploring import Exploring
from wayfare.gateway.learning.fold import Fold, Sources
from wayfare.gateway.learning.learner import Learner
from wayfare.gateway.learning.say_changed import note_served
from wayfare.gateway.limits.limits import Ledgered
from wayfare.gateway.parts import Parts
from wayfare.gateway.settle_lost import LostRequests
from wayfare.gateway.switches import Switches
from wayfare.ports import Embedder, Provider
from wayfare.settings.choosing import ArmRow
from wayfare.settings.whole import Settings
from wayfare.store.cached_answers import CachedAnswers
from wayfare.store.confirmations import read_confirmed
from wayfare.store.database import Database
from wayfare.store.epochs import read_epochs
from wayfare.store.files import Files
from wayfare.store.keys import find_key
from wayfare.store.learned import Snapshots
from wayfare.store.lost import Presence, open_requests
from wayfare.store.measured_gains import read_gains
from wayfare.store.outcomes import count_chosen, read_since
from wayfare.store.responses import Responses
from wayfare.store.switches import list_switches
from wayfare.store.topics import TopicLog
from wayfare.store.writer import Writer


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
    """Build everything, the lower floors first, and begin what goes on behind the requests."""
    credentials = open_credentials(database, settings, options.environ)
    kept_keys = await asyncio.to_thread(credentials.keys)
    local = local_provider(settings, options)
    table = price_table(options.environ)
    providers = providers_of(settings, options, local, kept_keys, table)
    clock = Clock()
    catalog = make_catalog(settings, options, providers, database, clock)
    limits = await start_limits(settings, database, writer, clock)
    secret = read_secret(options.environ)
    owner = await asyncio.to_thread(find_owner, database, options.environ, secret)
    keyring = Keyring(partial(find_key, database), secret, clock)
    embedder = embedder_of(settings, lambda: wayfare.parts)
    exploring = None
    if options.explore:
        exploring = Exploring(settings.exploration, passes_of(settings.certificate))

    def rows() -> Sequence[ArmRow]:
        return wayfare.settings.arm_rows

    learner = Learner(
        _fold(database, clock, embedder, rows) if settings.routing.learn else None, exploring
    )
    claims = claims_of(settings, database, clock, lambda: wayfare.parts.catalog, rows)
    whole_policy = whole_policy_of(settings, database, clock, rows)
    voting = voting_of(settings, database, clock)
    comparing = comparing_of(settings, database, clock, owner, lambda: wayfare.parts)
    switches = Switches(partial(list_switches, database))
    await switches.refresh()
    parts = replace(
        _parts(settings, providers, catalog, database, writer, clock, limits, learner),
        switches=switches,
        guard=guard_of(settings, claims, exploring, secret, voting),
        comparing=comparing,
        choosers=Choosers(lambda: wayfare.parts),
    )
    chats = Chats(database, lambda: wayfare.parts, Running(database, clock))
    wayfare = Wayfare(
        settings=settings,
        options=options,
        parts=parts,
        claims=claims,
        claims_folding=folding_of(claims),
        voting=voting,
        whole_policy=whole_policy,
        whole_folding=Folding("conversations", whole_policy.fold_some),
        comparing=comparing,
        chats=chats,
        comparisons=Comparisons(chats, lambda: wayfare.settings),
        limits=limits,
        keyring=keyring,
        accounts=open_accounts(settings, database, secret, clock, keyring.forget),
        owner=owner,
        database=database,
        providers=providers,
        local=local,
        price_table=table,
        credentials=credentials,
        entrance=open_entrance(settings, secret, clock, options.environ),
        kept_keys=kept_keys,
        writer=writer,
    )
    fetch_weights(wayfare)
    _begin_background(wayfare, presence)
    return wayfare


def _parts(
    settings: Settings,
    providers: Mapping[str, Provider],
    catalog: Catalog,
    database: Database,
    writer: Writer,
    clock: Clock,
    limits: Ledgered,
    learner: Learner,
) -> Parts:
    """What the use cases work with."""
    return Parts(
        providers=providers,
        catalog=catalog,
        router=router_of(settings),
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
        learner=learner,
    )


def _fold(database: Database, clock: Clock, embedder: Embedder | None, rows: ReadRows) -> Fold:
    """The fold over the outcomes of a database."""
    return Fold(
        Sources(
            partial(read_since, database),
            partial(count_chosen, database),
            partial(read_confirmed, database),
            epochs=lambda: epochs_of(read_epochs(database), rows()),
            gains=partial(read_gains, database),
            keep_changes=partial(note_served, database, clock),
            topics=TopicLog(database),
            snapshots=Snapshots(database),
            now=clock.now,
        ),
        embedder,
    )


def _begin_background(wayfare: Wayfare, presence: Presence) -> None:
    """Begin the loops of `background.py`."""
    alone_since = wayfare.parts.clock.now() if presence.was_alone else 0.0
    lost = LostRequests(
        wayfare.parts, partial(open_requests, wayfare.database), all_before=alone_since
    )
    loops = [
        keep_fresh(wayfare, lost),
        wayfare.limits.keep_fresh(),
        wayfare.parts.switches.keep_fresh(),
        forget_old_texts(wayfare),
        count_letters(wayfare),
        spare_memory(wayfare.parts.learner.let_go),
        wayfare.parts.learner.keep_learning(),
        follow_claims(wayfare),
        wayfare.comparing.settle(alone_since),
        wayfare.chats.running.tend(was_alone=presence.was_alone),
    ]
    if (exploring := wayfare.parts.learner.exploring) is not None:
        loops.append(count_explored(wayfare, exploring))
        loops.append(keep_vigils(wayfare, exploring))
    if wayfare.parts.catalog.pool is not None:
        loops.append(tend_pool(wayfare))
    wayfare.background = [asyncio.create_task(loop) for loop in loops]


async def _stop(wayfare: Wayfare) -> None:
    """End all that goes on, tell the counters what was settled, let go of the providers."""
    await wayfare.chats.running.close()
    await wayfare.comparisons.close()
    fetching = [wayfare.fetching] if wayfare.fetching else []
    await end_tasks([*wayfare.background, *fetching, *wayfare.retiring])
    await wayfare.comparing.close()
    await wayfare.claims_folding.close()
    await wayfare.whole_folding.close()
    await wayfare.parts.learner.close()
    await wayfare.limits.counters.close()
    await asyncio.gather(*(p.close() for p in wayfare.providers.values()), return_exceptions=True)
