"""Find providers by themselves: keys in the environment, servers on their usual ports.

A port that answers is asked for its models before it is believed. Sends no key anywhere.
"""

import asyncio
from collections.abc import Mapping

import aiohttp
import msgspec

from wayfare.providers.http import LIST_BYTES_MAX, Address, key_in, read_up_to
from wayfare.providers.presets import PRESETS, Preset

PROBE_TIMEOUT_S = 0.5


def found_by_key(environ: Mapping[str, str]) -> list[Address]:
    """The usual providers for which the environment holds a key."""
    return [
        _address(name, preset, key)
        for name, preset in PRESETS.items()
        if (key := key_in(environ, preset.key_env))
    ]


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
    return [
        _address(name, preset, "")
        for (name, preset), answered in zip(presets.items(), answers, strict=True)
        if answered
    ]


def _address(name: str, preset: Preset, key: str) -> Address:
    return Address(
        name=name,
        base_url=preset.base_url,
        key=key,
        models=preset.models,
        is_local=preset.port is not None,
        length_field=preset.length_field,
        terms=preset.terms,
    )


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
