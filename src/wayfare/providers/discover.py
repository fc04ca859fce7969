"""Find providers by themselves: keys in the environment or kept here, servers on usual ports.

A port that answers is asked for its models before it is believed. Sends no key anywhere.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import aiohttp
import msgspec

from wayfare.providers.address import Address, address_of_preset, first_key
from wayfare.providers.http import LIST_BYTES_MAX, read_up_to
from wayfare.providers.presets import PRESETS, Preset

PROBE_TIMEOUT_S = 0.5


def found_by_key(environ: Mapping[str, str]) -> list[Address]:
    """The usual providers for which the environment holds a key."""
    found = (
        address_of_preset(name, preset, environ)
        for name, preset in PRESETS.items()
        if first_key(environ, preset.key_env)
    )
    return [address for address in found if address is not None]


def found_in_vault(environ: Mapping[str, str], kept: Mapping[str, str]) -> list[Address]:
    """The usual providers whose key is kept here."""
    found = (
        address_of_preset(name, preset, environ) for name, preset in PRESETS.items() if name in kept
    )
    return [with_kept_key(address, kept) for address in found if address is not None]


def with_kept_key(address: Address, kept: Mapping[str, str]) -> Address:
    """The same with the key that is kept for it, unless the environment has one."""
    if address.key or address.name not in kept:
        return address
    return replace(address, key=kept[address.name])


async def found_by_port(
    own_port: int | None = None, presets: Mapping[str, Preset] = PRESETS
) -> list[Address]:
    """The usual local servers that answer on this machine, Wayfare itself apart."""
    presets = {
        name: preset
        for name, preset in presets.items()
        if preset.port is not None and preset.port != own_port
    }
    answers = await asyncio.gather(*(_lists_models(preset) for preset in presets.values()))
    found = (
        address_of_preset(name, preset, {})
        for (name, preset), answered in zip(presets.items(), answers, strict=True)
        if answered
    )
    return [address for address in found if address is not None]


async def _lists_models(preset: Preset) -> bool:
    timeout = aiohttp.ClientTimeout(total=PROBE_TIMEOUT_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(preset.base_url + "/models", allow_redirects=False) as response,
        ):
            # another Wayfare on that port asks for a key, and is no model server
            if response.status != 200:
                return False
            body = msgspec.json.decode(await read_up_to(LIST_BYTES_MAX, response))
    except (aiohttp.ClientError, OSError, msgspec.DecodeError, UnicodeDecodeError):
        return False
    return isinstance(body, dict) and isinstance(body.get("data"), list)
