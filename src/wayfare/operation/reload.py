"""Read the settings anew while requests run.

What the settings make (providers, catalog, choice) is built whole before anything is taken
out of use; what they do not make (database, keys, what was counted) goes on. Requests under
way keep the parts that they began with.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from wayfare.bootstrap import Reloaded, Wayfare
from wayfare.bootstrap.catalog import make_catalog
from wayfare.bootstrap.demands import demands_of
from wayfare.bootstrap.providers import find_servers, local_provider, providers_of
from wayfare.bootstrap.router import router_of
from wayfare.bootstrap.store import open_credentials
from wayfare.bootstrap.weights import fetch_weights
from wayfare.gateway.breaker import Breakers
from wayfare.gateway.parts import Parts
from wayfare.ports import Provider
from wayfare.providers.local.provider import LocalProvider
from wayfare.settings.whole import Settings

log = logging.getLogger(__name__)

#: Settings that are read when Wayfare starts, and only then: sections and single ones.
AT_START = (
    "server.host",
    "server.port",
    "server.workers",
    "store.url",
    "routing.learn",
    "routing.embedder",
    "routing.embedder_ms",
    "budgets",
    "limits",
    "accounts",
    "oidc",
    "metrics",
    "otel",
    "logs",
    "certificate",
)


async def renew(wayfare: Wayfare, wanted: Settings) -> tuple[Reloaded, list[Provider]]:
    """Put other settings in force. Returns what changed, and the providers that retire.

    Raises:
        WayfareError: something cannot be built so; all stays as it was.
    """
    async with wayfare.supplying:  # nobody changes the providers meanwhile
        return await _renew(wayfare, wanted)


async def _renew(wayfare: Wayfare, wanted: Settings) -> tuple[Reloaded, list[Provider]]:
    settings = keeping(wayfare.settings, wanted, AT_START)
    old_pool, local = wayfare.parts.catalog.pool, wayfare.local
    if old_pool is not None:
        await old_pool.rows.save()  # the new one reads what was kept
    if settings.local != wayfare.settings.local:
        local = local_provider(settings, wayfare.options)
    providers = _providers(wayfare, settings, local)
    draft = parts_with(wayfare, settings, providers)
    try:
        await find_servers(settings, wayfare.options, providers, wayfare.price_table)
        await draft.catalog.refresh()
        draft.catalog.learn_fertilities(wayfare.parts.catalog.measured)
    except BaseException:
        await close_all(_only_in(providers, wayfare.providers))
        raise
    retiring = _only_in(wayfare.providers, providers)
    reloaded = compare(wayfare.settings, wanted)
    has_other_local = local is not wayfare.local
    wayfare.settings, wayfare.providers, wayfare.parts = settings, providers, draft
    wayfare.local = local
    if draft.learner.exploring is not None:
        draft.learner.exploring.settings = settings.exploration
    # a provider that came with the settings may have its key kept
    wayfare.credentials = open_credentials(wayfare.database, settings, wayfare.options.environ)
    if has_other_local:
        if wayfare.fetching is not None:
            wayfare.fetching.cancel()
        fetch_weights(wayfare)
    if old_pool is not None:
        old_pool.changed.set()  # whoever tends it looks for the new one
    return reloaded, retiring


def parts_with(wayfare: Wayfare, settings: Settings, providers: dict[str, Provider]) -> Parts:
    """The parts with all that other settings make of them; the rest goes on as it is."""
    parts = wayfare.parts
    is_same_breaker = settings.breaker == wayfare.settings.breaker
    return replace(
        parts,
        providers=providers,
        catalog=make_catalog(settings, wayfare.options, providers, wayfare.database, parts.clock),
        router=router_of(settings),
        keep_texts=settings.store.keep_texts,
        demands=demands_of(settings.demands),
        body_bytes_max=settings.server.body_bytes_max,
        timeouts=settings.timeouts,
        retries=settings.retries,
        hedging=settings.hedging,
        breakers=parts.breakers if is_same_breaker else Breakers(settings.breaker),
    )


async def close_all(providers: Sequence[Provider]) -> None:
    """Let go of providers that nobody asks any more."""
    await asyncio.gather(*(p.close() for p in providers), return_exceptions=True)


def _providers(
    wayfare: Wayfare, settings: Settings, local: LocalProvider | None
) -> dict[str, Provider]:
    if wayfare.options.scripted:
        return wayfare.providers  # no setting makes them
    return providers_of(settings, wayfare.options, local, wayfare.kept_keys, wayfare.price_table)


def _only_in(these: Mapping[str, Provider], others: Mapping[str, Provider]) -> list[Provider]:
    kept = {id(provider) for provider in others.values()}
    return [provider for provider in these.values() if id(provider) not in kept]


def keeping(old: Settings, new: Settings, names: tuple[str, ...]) -> Settings:
    """The new settings, with some as they were."""
    for name in names:
        section, _, field = name.partition(".")
        value = getattr(old, section)
        if field:
            value = msgspec.structs.replace(getattr(new, section), **{field: getattr(value, field)})
        new = msgspec.structs.replace(new, **{section: value})
    return new


def compare(old: Settings, wanted: Settings) -> Reloaded:
    """What other settings change now, and what only at the next start."""
    settings = keeping(old, wanted, AT_START)
    return Reloaded(tuple(differing(old, settings)), tuple(differing(settings, wanted)))


def differing(one: Settings, other: Settings) -> list[str]:
    """Names of the settings that are not the same; never what they are."""
    mine, others = _flat(one), _flat(other)
    return sorted(name for name in mine if mine[name] != others.get(name))


def _flat(settings: Settings) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for section, value in msgspec.structs.asdict(settings).items():
        if isinstance(value, msgspec.Struct):
            flat.update({f"{section}.{k}": v for k, v in msgspec.structs.asdict(value).items()})
        else:
            flat[section] = value
    return flat
