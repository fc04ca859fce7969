"""Send somebody to an OpenID provider, and believe who they are when they return.

What must fit together (state, nonce, PKCE's secret, the page they were on) is in a signed
cookie for ten minutes: the server remembers nothing, and only the browser that went may
return. Knows neither HTTP nor users.
"""

import asyncio
import base64
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from wayfare.domain.errors import SignInError
from wayfare.gateway.clock import Clock
from wayfare.wire.openid import (
    Client,
    Discovery,
    Expected,
    Identity,
    read_identity,
    sign_in_address,
)

ATTEMPT_S = 600
_CHANCE_BYTES = 32
_LOCAL_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,500}")
_AGAIN = "Begin anew, in the same browser, and be done within ten minutes."


class Provider(Protocol):
    """An OpenID provider, asked over the network."""

    async def discovery(self) -> Discovery:
        """Its document."""
        ...

    async def keys_for(self, answer: bytes) -> Sequence[Mapping[str, Any]]:
        """Its keys, among them the one that the answer names."""
        ...

    async def redeem(self, client: Client, code: str, expected: Expected) -> bytes:
        """Give a code for tokens."""
        ...


class Attempt(msgspec.Struct, frozen=True, array_like=True):
    """What a browser keeps until it returns."""

    state: str
    nonce: str
    verifier: str
    back: str
    until: float


class Returned(msgspec.Struct, frozen=True):
    """What a browser brings back, as its address has it."""

    code: str = ""
    state: str = ""
    iss: str = ""
    error: str = ""


class SignIn:
    """Signing in at one provider. `secret` signs cookies, `chance` gives random bytes."""

    def __init__(
        self,
        provider: Provider,
        client: Client,
        secret: bytes,
        clock: Clock,
        chance: Callable[[int], bytes],
    ) -> None:
        self._provider = provider
        self._client = client
        self._secret = hmac.digest(secret, b"openid attempt", "sha256")
        self._clock = clock
        self._chance = chance

    @property
    def is_https(self) -> bool:
        """Whether browsers return by https."""
        return self._client.redirect_url.startswith("https://")

    async def begin(self, back: str) -> tuple[str, str]:
        """Where to send the browser, and the cookie that it takes along.

        Raises:
            SettingsError, ProviderError: the provider cannot be used.
        """
        discovery = await self._provider.discovery()
        state, nonce, verifier = (_word(self._chance(_CHANCE_BYTES)) for _ in range(3))
        now = self._clock.now()
        attempt = Attempt(state, nonce, verifier, local_path(back), now + ATTEMPT_S)
        # the first of all imports what it takes
        address = await asyncio.to_thread(
            sign_in_address, discovery, self._client, state, Expected(nonce, verifier, now)
        )
        return address, self._sign(attempt)

    async def finish(self, returned: Returned, cookie: str) -> tuple[Identity, str]:
        """Who came back, and the page that they were on.

        Raises:
            SignInError: they did not sign in, or something does not fit together.
            SettingsError, ProviderError: the provider cannot be used.
        """
        attempt = self._read(cookie)
        if not hmac.compare_digest(returned.state.encode(), attempt.state.encode()):
            raise SignInError("This is not what this browser began.", cure=_AGAIN)
        discovery = await self._provider.discovery()
        _check_issuer(returned, discovery)
        if returned.error or not returned.code:
            raise SignInError("The OpenID provider did not sign you in.", cure="Try again there.")
        expected = Expected(attempt.nonce, attempt.verifier, self._clock.now())
        answer = await self._provider.redeem(self._client, returned.code, expected)
        keys = await self._provider.keys_for(answer)
        identity = await asyncio.to_thread(
            read_identity, answer, keys, discovery, self._client, expected
        )
        return identity, attempt.back

    def _sign(self, attempt: Attempt) -> str:
        body = _word(msgspec.json.encode(attempt))
        return f"{body}.{_word(self._tag(body))}"

    def _read(self, cookie: str) -> Attempt:
        body, _, tag = cookie.partition(".")
        try:
            if hmac.compare_digest(tag.encode(), _word(self._tag(body)).encode()):
                padded = body + "=" * (-len(body) % 4)
                attempt = msgspec.json.decode(base64.urlsafe_b64decode(padded), type=Attempt)
                if self._clock.now() < attempt.until:
                    return attempt
        except (ValueError, msgspec.DecodeError) as error:
            raise SignInError("This browser began no sign-in.", cure=_AGAIN) from error
        raise SignInError("This browser began no sign-in, or too long ago.", cure=_AGAIN)

    def _tag(self, body: str) -> bytes:
        return hmac.digest(self._secret, body.encode("utf-8", "replace"), "sha256")


def local_path(text: str) -> str:
    r"""The path of a page of our own; anything else becomes `/`.

    >>> local_path("/users?page=2")
    '/users?page=2'
    >>> {local_path(text) for text in ("//evil.example", "/\\evil.example", "https:evil", "/\t/e")}
    {'/'}
    """
    return text if _LOCAL_PATH.fullmatch(text) else "/"


def _check_issuer(returned: Returned, discovery: Discovery) -> None:
    """One provider must not pass its codes off as another's (RFC 9207)."""
    must_say = discovery.authorization_response_iss_parameter_supported
    if (returned.iss or must_say) and returned.iss != discovery.issuer:
        raise SignInError("Another OpenID provider answered than was asked.", cure=_AGAIN)


def _word(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
