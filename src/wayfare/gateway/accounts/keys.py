"""Make keys, and tell who is behind one.

A key is 256 random bits, shown once. Only a digest of it is kept, keyed with a secret that
lies outside the database, so that a stolen database opens nothing.
"""

import asyncio
import base64
import hashlib
from collections.abc import Callable

from wayfare.domain.errors import AuthenticationError
from wayfare.domain.key import Caller
from wayfare.gateway.clock import Clock

KEY_PREFIX = "wf-"
KEY_BYTES = 32
SECRET_BYTES = 32

#: How long a revoked key may still work: the price of not asking the database each time.
MEMORY_S = 2.0
_REMEMBERED_MAX = 10_000

#: Who is behind the digest of a key at a time; None where it opens nothing.
FindKey = Callable[[bytes, float], Caller | None]

_CURE = "Send it as `Authorization: Bearer wf-...`; `wayfare keys add` makes one."


def new_key(chance: bytes) -> str:
    """Write a key from `KEY_BYTES` random bytes."""
    if len(chance) != KEY_BYTES:
        raise ValueError(f"a key is made of {KEY_BYTES} bytes")
    return KEY_PREFIX + base64.urlsafe_b64encode(chance).decode().rstrip("=")


def digest_key(key: str, secret: bytes) -> bytes:
    """The keyed BLAKE2b digest under which a key is stored."""
    return hashlib.blake2b(key.encode(), key=secret, digest_size=32).digest()


class Keyring:
    """Who is behind a key. Asks the store, and remembers the answer for `MEMORY_S`."""

    def __init__(self, find: FindKey, secret: bytes, clock: Clock) -> None:
        self._find = find
        self._secret = secret
        self._clock = clock
        self._remembered: dict[bytes, tuple[float, Caller | None]] = {}

    async def caller(self, key: str | None) -> Caller:
        """The caller behind a key.

        Raises:
            AuthenticationError: there is no key, or nobody knows it.
        """
        if not key:
            raise AuthenticationError("There is no key in the request.", cure=_CURE)
        digest = digest_key(key, self._secret)
        seen = self._remembered.get(digest)
        if seen is None or self._clock.tick() - seen[0] > MEMORY_S:
            if len(self._remembered) >= _REMEMBERED_MAX:
                self._remembered.clear()
            # one look-up of an indexed digest; the caller's thread pool bounds a flood
            found = await asyncio.to_thread(self._find, digest, self._clock.now())
            seen = self._remembered[digest] = (self._clock.tick(), found)
        if seen[1] is None:
            raise AuthenticationError("This key is not known here, or opens no more.", cure=_CURE)
        return seen[1]

    def forget(self) -> None:
        """Ask the store anew from now on: a key was revoked, a user shut out."""
        self._remembered.clear()
