"""Open what a command works with: the store, kept keys, accounts, the way in by OpenID."""

import secrets
from collections.abc import Callable, Mapping
from importlib.util import find_spec

from wayfare.domain.account import Role
from wayfare.domain.errors import SettingsError
from wayfare.gateway.accounts import (
    ADDRESS_TRIES,
    NAME_TRIES,
    TRIES_WINDOW_S,
    Accounts,
)
from wayfare.gateway.clock import Clock
from wayfare.gateway.credentials import Credentials
from wayfare.gateway.identities import Welcome
from wayfare.gateway.passwords import Passwords
from wayfare.gateway.sessions import Lasting, Sessions
from wayfare.gateway.sign_in import SignIn
from wayfare.gateway.signed_in import Entrance
from wayfare.gateway.throttle import Throttle
from wayfare.gateway.vault import Vault
from wayfare.network import Guard
from wayfare.providers.openid import OpenIdProvider
from wayfare.providers.presets import PRESETS
from wayfare.settings import Settings, config_folder, home_folder
from wayfare.store.credentials import CredentialTable
from wayfare.store.database import Database, open_database
from wayfare.wire.openid import Client, check_address


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
