"""Build the real things and start them: the one place that does.

Knows every floor below. Decides nothing that a request would notice.
"""

from wayfare.bootstrap.catalog import demands_of, make_catalog, pool_news
from wayfare.bootstrap.limits import balances, reach_redis
from wayfare.bootstrap.loops import fetch_weights
from wayfare.bootstrap.opening import (
    open_accounts,
    open_credentials,
    open_entrance,
    open_store,
    read_kept_keys,
    store_url,
)
from wayfare.bootstrap.options import Options, PoolNews, Reloaded
from wayfare.bootstrap.owner import make_key, owner_key, read_secret
from wayfare.bootstrap.providers import (
    addresses_of,
    find_servers,
    http_provider,
    local_provider,
    providers_of,
)
from wayfare.bootstrap.running import run_wayfare
from wayfare.bootstrap.wayfare import Wayfare

__all__ = [
    "Options",
    "PoolNews",
    "Reloaded",
    "Wayfare",
    "addresses_of",
    "balances",
    "demands_of",
    "fetch_weights",
    "find_servers",
    "http_provider",
    "local_provider",
    "make_catalog",
    "make_key",
    "open_accounts",
    "open_credentials",
    "open_entrance",
    "open_store",
    "owner_key",
    "pool_news",
    "providers_of",
    "reach_redis",
    "read_kept_keys",
    "read_secret",
    "run_wayfare",
    "store_url",
]
