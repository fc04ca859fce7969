"""Who can be asked here, and whether a key opens there, without asking anything that costs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wayfare.bootstrap.providers import addresses_of, http_provider
from wayfare.bootstrap.wayfare import Wayfare
from wayfare.domain.case import Case
from wayfare.domain.errors import ConflictError, NotFoundError
from wayfare.providers import checkup
from wayfare.providers.address import (
    Address,
    address_of_preset,
    fill_in,
    first_key,
    missing_in,
)
from wayfare.providers.checkup import Checkup
from wayfare.providers.presets import PRESETS

KEPT, ENVIRONMENT = "kept", "environment"


@dataclass(frozen=True, slots=True)
class SeenProvider:
    """A provider as whoever manages Wayfare sees it.

    `key` is where its key comes from; None: it has none, or needs none. `is_asked`: its models
    are among those that can be asked now.
    """

    name: str
    takes_key: bool
    key: str | None
    is_asked: bool
    is_local: bool


async def list_providers(wayfare: Wayfare) -> Sequence[SeenProvider]:
    """The usual providers, and those that the settings name."""
    kept = await asyncio.to_thread(wayfare.credentials.keys)
    settings, environ = wayfare.settings, wayfare.options.environ
    known = {address.name: address for address in addresses_of(settings, environ, kept)}
    for name, preset in PRESETS.items():
        usual = address_of_preset(name, preset, environ)
        if usual is not None:
            known.setdefault(name, usual)
    return [
        SeenProvider(
            name,
            takes_key=bool(address.key_env) or name in settings.providers,
            key=_whence(address, environ_key=first_key(environ, address.key_env), kept=kept),
            is_asked=name in wayfare.providers,
            is_local=address.is_local,
        )
        for name, address in known.items()
    ]


async def look_at(wayfare: Wayfare, name: str, key: str | None) -> Checkup:
    """Have a provider list its models, with the key that is given or else the one it has.

    Raises:
        NotFoundError: there is no such provider, or its address is not whole.
        ConflictError: this Wayfare asks the scripted provider alone.
    """
    settings, options = wayfare.settings, wayfare.options
    kept = await asyncio.to_thread(wayfare.credentials.keys)
    known = {each.name: each for each in addresses_of(settings, options.environ, kept)}
    address = known.get(name) or _usual(wayfare, name)
    if options.scripted and name not in settings.providers:
        raise ConflictError(
            "This Wayfare was started to ask the scripted provider alone.",
            case=Case.SCRIPTED_ALONE,
        )
    if key is not None:
        address = replace(address, key=key.strip())
    provider = http_provider(address, settings, wayfare.price_table)
    try:
        return await checkup.look(provider)
    finally:
        await provider.close()


def _usual(wayfare: Wayfare, name: str) -> Address:
    environ = wayfare.options.environ
    preset = PRESETS.get(name)
    address = None if preset is None else address_of_preset(name, preset, environ)
    if address is not None:
        return address
    lacks = ", ".join(missing_in(fill_in(preset.base_url, environ))) if preset else ""
    if lacks:
        raise NotFoundError(
            f"The address of {name!r} is not whole: {lacks} is not set.",
            cure=f"Set {lacks} in the environment, and start Wayfare again.",
            param="provider",
        )
    raise NotFoundError(
        f"There is no provider {name!r}.",
        cure="`wayfare providers add` brings one in.",
        param="provider",
    )


def _whence(address: Address, *, environ_key: str, kept: dict[str, str]) -> str | None:
    if environ_key:
        return ENVIRONMENT
    return KEPT if address.name in kept else None
