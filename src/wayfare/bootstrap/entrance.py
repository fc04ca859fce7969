"""Build the way in by an OpenID provider, if one is set."""

import secrets
from collections.abc import Mapping
from importlib.util import find_spec

from wayfare.domain.account import Role
from wayfare.domain.errors import SettingsError
from wayfare.gateway.accounts.identities import Welcome
from wayfare.gateway.accounts.sign_in import SignIn
from wayfare.gateway.accounts.signed_in import Entrance
from wayfare.gateway.clock import Clock
from wayfare.network import Guard
from wayfare.providers.openid import OpenIdProvider
from wayfare.settings.whole import Settings
from wayfare.wire.openid import Client, check_address


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
