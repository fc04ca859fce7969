"""What `wayfare doctor` looks at: what has to be there for Wayfare to serve as it is set.

Knows where to look and what to say. Changes nothing but what a first start makes.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wayfare import __version__
from wayfare.bootstrap import open_store
from wayfare.bootstrap.entrance import open_entrance
from wayfare.bootstrap.limits import reach_redis
from wayfare.bootstrap.store import open_credentials, store_url, vault_file
from wayfare.cli.error_texts import say_error
from wayfare.cli.pivot_checks import check_pivots
from wayfare.cli.texts import Texts
from wayfare.cli.workers import check_workers
from wayfare.domain.errors import WayfareError
from wayfare.gateway.clock import Clock
from wayfare.network import Guard
from wayfare.providers.local.models import EMBEDDED_MODELS
from wayfare.providers.local.server import is_runtime_installed
from wayfare.providers.local.weights import account_for
from wayfare.providers.openid import OpenIdProvider
from wayfare.settings.prices import Money
from wayfare.settings.providers import Local
from wayfare.settings.reading import cache_folder, config_folder, home_folder, settings_files
from wayfare.settings.whole import Settings
from wayfare.store.database import Database, place_of

Check = dict[str, Any]


def all_checks(settings: Settings, texts: Texts) -> Iterator[Check]:
    """Everything that is looked at, each with whether it is as it should be."""
    environ = os.environ
    version = ".".join(map(str, sys.version_info[:3]))
    yield check(sys.version_info >= (3, 11), f"Wayfare {__version__}, Python {version}")
    for path in settings_files(environ, Path.cwd()):
        yield check(True, str(path) if path.exists() else texts("no_file", path=path))
    folders = {"home": home_folder(environ), "config": config_folder(environ)}
    yield check(True, texts("folders", **folders))
    yield from _check_store(settings, texts)
    yield from _check_redis(settings, texts)
    yield from _check_openid(settings, texts)
    yield from _check_money(settings.money, texts)
    for good, what in check_pivots(settings, texts):
        yield check(good, what)
    if settings.local.enabled:
        yield from _check_local(settings.local, texts)


def check(good: bool, what: str) -> Check:
    """One thing that was looked at."""
    return {"good": good, "what": what}


def fault(error: WayfareError, texts: Texts) -> Check:
    """What an error says, as something to look at."""
    return check(False, say_error(error, texts.language))


def _check_store(settings: Settings, texts: Texts) -> Iterator[Check]:
    try:
        name = place_of(store_url(settings, os.environ)).name
        database = open_store(settings, os.environ)
    except WayfareError as error:
        yield fault(error, texts)
        return
    try:
        yield check(True, texts("store_opens", name=name))
        yield from _check_vault(settings, database, texts)
    finally:
        database.close()


def _check_vault(settings: Settings, database: Database, texts: Texts) -> Iterator[Check]:
    path = vault_file(os.environ)
    try:
        kept = open_credentials(database, settings, os.environ).list()
    except WayfareError as error:
        yield fault(error, texts)
        return
    closed = ", ".join(each.provider for each in kept if not each.fingerprint)
    if closed:
        yield check(False, texts("vault_closed", path=path, names=closed))
    elif kept:
        yield check(True, texts("vault_opens", path=path, count=len(kept)))


def _check_redis(settings: Settings, texts: Texts) -> Iterator[Check]:
    workers = settings.server.workers
    try:
        if workers > 1:
            check_workers(settings, texts)
            yield check(True, texts("workers_set", count=workers))
        if settings.limits.redis_url:
            asyncio.run(reach_redis(settings))
            yield check(True, texts("redis_answers"))
    except WayfareError as error:
        yield fault(error, texts)


def _check_openid(settings: Settings, texts: Texts) -> Iterator[Check]:
    section = settings.oidc
    clock = Clock()
    try:
        if open_entrance(settings, b"", clock, os.environ) is None:
            return
        guard = Guard.listing(settings.network.private)
        asyncio.run(OpenIdProvider(section.issuer, guard, clock.tick).discovery())
        yield check(True, texts("openid_answers", issuer=section.issuer))
    except WayfareError as error:
        yield fault(error, texts)


def _check_money(money: Money, texts: Texts) -> Iterator[Check]:
    if money.currency == "USD":
        return
    if not money.per_dollar.get(money.currency):
        yield check(False, texts("no_rate", currency=money.currency))
    elif not money.as_of:
        yield check(False, texts("undated_rate", currency=money.currency))


def _check_local(local: Local, texts: Texts) -> Iterator[Check]:
    has_runtime = is_runtime_installed()
    yield check(has_runtime, texts("runtime" if has_runtime else "runtime_cure"))
    will_come = texts("not_fetched" if local.download else "not_to_be_fetched")
    for model in EMBEDDED_MODELS:
        path = account_for(model, local, cache_folder(os.environ)).path
        yield check(path is not None or local.download, f"{model.name}: {path or will_come}")
