"""Build everybody who can be asked: by the settings, by keys that are here, on open ports."""

import logging
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from wayfare.bootstrap.options import Options
from wayfare.gateway.clock import Clock
from wayfare.network import Guard
from wayfare.ports import Provider
from wayfare.providers.address import Address, address_of_row
from wayfare.providers.discover import found_by_key, found_by_port, found_in_vault, with_kept_key
from wayfare.providers.http import HttpProvider
from wayfare.providers.local.provider import LocalProvider
from wayfare.providers.prices.kept import FILE_NAME as PRICES_FILE
from wayfare.providers.prices.prices import PriceTable, rows_of
from wayfare.providers.prices.row import TableRow
from wayfare.providers.terms import terms_at, terms_of
from wayfare.settings.reading import cache_folder, home_folder
from wayfare.settings.whole import Settings

log = logging.getLogger(__name__)


def local_provider(settings: Settings, options: Options) -> LocalProvider | None:
    """The embedded models, where they are to be offered."""
    if options.scripted or not settings.local.enabled:
        return None
    return LocalProvider(settings.local, cache_folder(options.environ))


def price_table(environ: Mapping[str, str]) -> PriceTable:
    """The table of prices, with what it said at earlier starts."""
    return PriceTable(home_folder(environ) / PRICES_FILE)


def providers_of(
    settings: Settings,
    options: Options,
    local: LocalProvider | None,
    kept_keys: Mapping[str, str],
    table: PriceTable,
) -> dict[str, Provider]:
    """Everybody who can be asked, by name."""
    if options.scripted:
        return _scripted()
    providers: dict[str, Provider] = {} if local is None else {local.name: local}
    if options.local_only:
        return providers
    addresses = addresses_of(settings, options.environ, kept_keys)
    providers.update({a.name: http_provider(a, settings, table) for a in addresses})
    return providers


def named_only(options: Options) -> Container[str]:
    """The providers whose arms are asked by their names alone."""
    if not options.scripted:
        return ()
    from wayfare.providers.scripted import NAMED_ONLY  # noqa: PLC0415 - 2 MB, for few

    return NAMED_ONLY


def _scripted() -> dict[str, Provider]:
    from wayfare.providers.scripted import scripted_providers  # noqa: PLC0415 - 2 MB, for few

    return {scripted.name: scripted for scripted in scripted_providers()}


def addresses_of(
    settings: Settings, environ: Mapping[str, str], kept_keys: Mapping[str, str]
) -> list[Address]:
    """Where the providers are; of two with one name the later wins: what the owner wrote."""
    found = found_in_vault(environ, kept_keys)
    if settings.discover:
        found += found_by_key(environ)
    rows = [address_of_row(name, row, environ) for name, row in settings.providers.items()]
    return found + [with_kept_key(address, kept_keys) for address in rows]


def http_provider(address: Address, settings: Settings, table: PriceTable) -> HttpProvider:
    """A provider over HTTP, with the owner's prices, time-outs and listed networks."""
    now = Clock().now

    async def rows(models: Sequence[str]) -> Sequence[TableRow]:
        # some prices depend on the hour: what holds now, whenever the models are listed
        return await rows_of(table, settings.prices, address.name, models, now(), like=address.like)

    guard = Guard.listing(settings.network.private)
    read = address.terms if address.is_local else terms_at(address.base_url)
    address = replace(address, terms=terms_of(address.name, read, settings.terms))
    return HttpProvider(address, settings.timeouts, rows, guard=guard)


async def find_servers(
    settings: Settings, options: Options, providers: dict[str, Provider], table: PriceTable
) -> None:
    """Add the servers on their usual ports that were not there before."""
    if options.scripted or options.local_only or not settings.discover:
        return
    for address in await found_by_port(settings.server.port):
        if address.name not in providers:
            log.info("found %s at %s", address.name, address.base_url)
            providers[address.name] = http_provider(address, settings, table)
