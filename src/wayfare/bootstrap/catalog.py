"""Build the list of what can be asked for, and of that what `auto` takes."""

from collections.abc import Mapping

from wayfare.bootstrap.demands import demands_of
from wayfare.bootstrap.options import Options, PoolNews
from wayfare.bootstrap.providers import named_only
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.clock import Clock
from wayfare.gateway.pool.pool import Pool
from wayfare.gateway.pool.rows import PoolRows
from wayfare.gateway.pool.standings import Named
from wayfare.ports import Provider
from wayfare.routing.pool import Rules
from wayfare.settings.whole import Settings
from wayfare.store.database import Database
from wayfare.store.pool import PoolTable


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
        settings.arm_rows,
        named_only=named_only(options),
        pool=_pool(settings, options, PoolRows(PoolTable(database)), clock),
    )


def _pool(
    settings: Settings,
    options: Options,
    rows: PoolRows,
    clock: Clock,
) -> Pool | None:
    """What `auto` takes, where there may be more than it should."""
    if options.scripted:
        return None

    section = settings.pool
    offered = (
        f"{name}/{model}" for name, row in settings.providers.items() for model in row.models
    )
    return Pool(
        Rules(section.arms_max, section.fare_micros_max, demands_of(settings.demands)),
        rows,
        clock,
        named=Named(frozenset(section.arms), frozenset(offered)),
        is_probing=section.probe and options.probe,
    )


def pool_news(catalog: Catalog) -> PoolNews:
    """What `auto` takes now."""
    proposed = catalog.pool.proposed() if catalog.pool is not None else ()
    taken = (arm.name for arm in catalog.candidates("auto").arms)
    return PoolNews(tuple(taken), tuple(proposed), len(catalog.deployments))
