"""Digest passwords, and tell whether one is right.

Argon2id with its library's defaults: 64 MiB and some 50 ms for each try, in a thread, and
few at a time. Never logs a password, and never says whether it was the name or the password
that was wrong.
"""

import asyncio
import unicodedata
from dataclasses import dataclass

from wayfare.domain.case import Case
from wayfare.domain.errors import BadRequestError

LETTERS_MIN = 10
LETTERS_MAX = 256

#: Each takes 64 MiB while it runs.
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password was right, and its new digest where the old one is out of date."""

    is_right: bool
    renewed: str | None = None


class Passwords:
    """Digests and checks passwords in threads, a few at a time."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def digest(self, password: str) -> str:
        """The digest of a new password.

        Raises:
            BadRequestError: it is too short or too long.
        """
        check_password(password)
        async with self._room:
            return await asyncio.to_thread(digest_password, password)

    async def compare(self, digest: str | None, password: str) -> Verdict:
        """Whether a password is the one of a digest. Without a digest: no, after as long."""
        async with self._room:
            return await asyncio.to_thread(compare_password, digest, password)


def check_password(password: str, field: str = "password") -> None:
    """Refuse a password that is too short or too long; any letters will do.

    Raises:
        BadRequestError: it is.
    """
    letters = len(unicodedata.normalize("NFKC", password))
    if not LETTERS_MIN <= letters <= LETTERS_MAX:
        raise BadRequestError(
            f"A password has {LETTERS_MIN} letters at least, {LETTERS_MAX} at most.",
            cure="Several words are easy to keep and hard to guess.",
            param=field,
            case=Case.NO_PASSWORD,
            values={"letters_min": LETTERS_MIN, "letters_max": LETTERS_MAX},
        )


def digest_password(password: str) -> str:
    """The digest under which a password is kept."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - seldom needed; start and memory stay small

    return PasswordHasher().hash(_normal(password))


def compare_password(digest: str | None, password: str) -> Verdict:
    """Whether a password is the one of a digest. Where there is no digest it takes as long."""
    from argon2 import PasswordHasher  # noqa: PLC0415
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

    hasher, given = PasswordHasher(), _normal(password[: LETTERS_MAX + 1])
    if digest is None:
        hasher.hash(given)
        return Verdict(is_right=False)
    try:
        hasher.verify(digest, given)
    except (VerificationError, InvalidHashError):
        return Verdict(is_right=False)
    return Verdict(True, hasher.hash(given) if hasher.check_needs_rehash(digest) else None)


def _normal(password: str) -> bytes:
    """The same bytes on whichever keyboard it was typed."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
