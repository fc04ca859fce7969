"""Ask an OpenID provider over HTTP: for its document, its keys, and tokens for a code.

Never follows a redirect, connects only where its guard lets it. Knows sockets and for how
long what was read is good. Knows nothing of what a token must have, nor of users.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import aiohttp

from wayfare import __version__
from wayfare.domain.errors import (
    AddressRefusedError,
    ProviderError,
    ProviderTimeoutError,
    ProviderUnreachableError,
    SignInError,
)
from wayfare.network import Guard
from wayfare.providers.http import read_up_to
from wayfare.wire.openid import (
    Client,
    Discovery,
    Expected,
    decode_discovery,
    decode_keys,
    key_name_of,
    refusal_of,
    token_request,
)

TIMEOUT_S = 10.0
BODY_BYTES_MAX = 512 * 1024
#: For how long the document and the keys are good.
FRESH_S = 3_600.0
#: A key that is not known is looked for again, but not for each token that names one.
KEYS_AGAIN_S = 10.0
_WELL_KNOWN = "/.well-known/openid-configuration"


class OpenIdProvider:
    """One issuer. `tick` is a steady clock in seconds."""

    def __init__(self, issuer: str, guard: Guard, tick: Callable[[], float]) -> None:
        self.issuer = issuer
        self._guard = guard
        self._tick = tick
        self._document: tuple[float, Discovery] | None = None
        self._keys: tuple[float, Sequence[Mapping[str, Any]]] | None = None
        self._asking = asyncio.Lock()

    async def discovery(self) -> Discovery:
        """Its document.

        Raises:
            SettingsError: there is none, or it is that of another issuer.
            ProviderError: it cannot be had.
        """
        async with self._asking:
            if self._document is None or self._tick() - self._document[0] > FRESH_S:
                body = await self._get(self.issuer.rstrip("/") + _WELL_KNOWN)
                self._document = (self._tick(), decode_discovery(body, self.issuer))
            return self._document[1]

    async def keys_for(self, answer: bytes) -> Sequence[Mapping[str, Any]]:
        """Its keys, read anew where the one that the answer names is not among them.

        Raises:
            SignInError: they cannot be read.
            ProviderError: they cannot be had.
        """
        name = key_name_of(answer)
        discovery = await self.discovery()
        async with self._asking:
            if self._keys is not None:
                age_s = self._tick() - self._keys[0]
                is_there = name is None or any(key.get("kid") == name for key in self._keys[1])
                if age_s < (FRESH_S if is_there else KEYS_AGAIN_S):
                    return self._keys[1]
            keys = decode_keys(await self._get(discovery.jwks_uri))
            self._keys = (self._tick(), keys)
            return keys

    async def redeem(self, client: Client, code: str, expected: Expected) -> bytes:
        """Give a code for tokens.

        Raises:
            SignInError: the provider does not take it.
            ProviderError: it cannot be asked.
        """
        discovery = await self.discovery()
        headers, form = token_request(discovery, client, code, expected)
        status, body = await self._ask("POST", discovery.token_endpoint, headers, form)
        if status != 200:
            word = refusal_of(body) or f"status {status}"
            raise SignInError(f"The OpenID provider gave no token: {word}.")
        return body

    async def _get(self, address: str) -> bytes:
        status, body = await self._ask("GET", address, {"accept": "application/json"}, None)
        if status != 200:
            raise ProviderError(
                f"The OpenID provider answered with status {status} at {address}.",
                provider=self.issuer,
                status=502,
                cure="Look at `oidc.issuer` in the settings.",
            )
        return body

    async def _ask(
        self, method: str, address: str, headers: Mapping[str, str], form: str | None
    ) -> tuple[int, bytes]:
        try:
            self._guard.check_url(address)
            # somebody signs in seldom: a connection that is kept would be of no use
            async with (
                aiohttp.ClientSession(
                    connector=self._guard.connector(force_close=True),
                    timeout=aiohttp.ClientTimeout(total=TIMEOUT_S),
                    headers={"user-agent": f"wayfare/{__version__}"},
                ) as session,
                session.request(
                    method, address, headers=headers, data=form, allow_redirects=False
                ) as response,
            ):
                return response.status, await read_up_to(BODY_BYTES_MAX, response)
        except TimeoutError as error:
            raise ProviderTimeoutError(
                "The OpenID provider did not answer in time.", provider=self.issuer, status=504
            ) from error
        except aiohttp.ClientError as error:
            raise ProviderUnreachableError(
                f"The OpenID provider cannot be reached: {type(error).__name__}.",
                provider=self.issuer,
                status=502,
            ) from error
        except AddressRefusedError as error:
            raise ProviderUnreachableError(
                f"The OpenID provider may not be asked. {error.message}",
                provider=self.issuer,
                status=502,
                cure=error.cure,
            ) from error
