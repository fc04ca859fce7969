"""Keep providers' keys: set, list, remove, and change what they are encrypted with.

A key goes in and comes out only to be sent to its provider. A key in the environment wins
over one that is kept: whoever starts the process has the last word.
"""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from wayfare.domain.audit import Action, Actor, Entry
from wayfare.domain.case import Case
from wayfare.domain.credential import Credential
from wayfare.domain.errors import BadRequestError, NotFoundError, VaultError
from wayfare.gateway.accounts.audit import entry_of
from wayfare.gateway.accounts.vault import Vault
from wayfare.gateway.clock import Clock

log = logging.getLogger(__name__)

KEY_LENGTH_MAX = 8_192
_KEY = re.compile(r"[\x21-\x7e]+")


class CredentialTable(Protocol):
    """Where boxes are kept. Every method waits for the disk."""

    def read(self) -> Sequence[Credential]:
        """All that are kept."""
        ...

    def put(self, kept: Credential, entry: Entry) -> None:
        """Keep one, in place of what was there."""
        ...

    def remove(self, provider: str, entry: Entry) -> bool:
        """Keep it no longer. False where it is not there."""
        ...

    def reseal(self, reseal: Callable[[str, bytes], bytes], entry: Entry) -> int:
        """Put every key into a new box, or none. How many there were."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What may be shown of a credential. `fingerprint` is None where it does not open."""

    provider: str
    created_at: float
    created_by: str
    fingerprint: str | None


def check_key(key: str) -> str:
    """A key, without the blanks that came with it.

    Raises:
        BadRequestError: it cannot be a key.
    """
    key = key.strip()
    if not _KEY.fullmatch(key) or len(key) > KEY_LENGTH_MAX:
        raise BadRequestError(
            "This cannot be a key: it is empty, too long, or holds blanks or odd characters.",
            cure="Send it as the provider wrote it.",
            param="key",
            case=Case.NO_KEY,
        )
    return key


class Credentials:
    """The providers' keys that are kept here. Every method waits for the disk.

    `known` are the names of providers that can have one.
    """

    def __init__(
        self, table: CredentialTable, vault: Vault, clock: Clock, known: Callable[[str], bool]
    ) -> None:
        self._table = table
        self._vault = vault
        self._clock = clock
        self._known = known
        self._told: set[bytes] = set()

    def set(self, actor: Actor, provider: str, key: str) -> Kept:
        """Keep a provider's key, in place of an older one.

        Raises:
            NotFoundError: there is no such provider.
            BadRequestError: it cannot be a key.
        """
        if not self._known(provider):
            raise NotFoundError(
                f"There is no provider {provider!r} that takes a key.",
                cure="`wayfare providers add` brings one in.",
                param="provider",
            )
        key = check_key(key)
        with self._vault.alone():
            box = self._vault.seal(provider, key)
            print_ = self._vault.fingerprint(provider, key)
            kept = Credential(provider, box, self._clock.now(), actor.name)
            entry = entry_of(
                self._clock, actor, Action.CREDENTIAL_SET, provider, fingerprint=print_
            )
            self._table.put(kept, entry)
        return Kept(provider, kept.created_at, kept.created_by, print_)

    def list(self) -> Sequence[Kept]:
        """What is kept, without the keys."""
        return [
            Kept(each.provider, each.created_at, each.created_by, self._fingerprint(each))
            for each in self._table.read()
        ]

    def remove(self, actor: Actor, provider: str) -> None:
        """Keep a provider's key no longer.

        Raises:
            NotFoundError: none is kept.
        """
        entry = entry_of(self._clock, actor, Action.CREDENTIAL_REMOVE, provider)
        if not self._table.remove(provider, entry):
            raise NotFoundError(
                f"No key is kept for {provider!r}.",
                cure="`wayfare credentials list` shows those that are.",
                param="provider",
            )

    def rotate(self, actor: Actor) -> int:
        """Encrypt every key anew with a new key of the vault, and forget the old one.

        Whenever it breaks off, the file holds every key that a box needs; doing it again
        ends it.

        Raises:
            VaultError: one of them does not open: then nothing was changed.
        """
        with self._vault.alone():
            for each in self._table.read():
                self._vault.open(each.provider, each.box)
            self._vault.add_key()
            entry = entry_of(self._clock, actor, Action.CREDENTIAL_ROTATE, "vault")
            count = self._table.reseal(self._reseal, entry)
            self._vault.drop_old_keys()
            return count

    def keys(self) -> dict[str, str]:
        """The keys, by provider, to be sent to them. One that does not open is left out."""
        found: dict[str, str] = {}
        for each in self._table.read():
            try:
                found[each.provider] = self._vault.open(each.provider, each.box)
            except VaultError as error:
                if each.box not in self._told:  # this is read every minute
                    log.warning("%s", error)
                self._told.add(each.box)
        return found

    def _reseal(self, provider: str, box: bytes) -> bytes:
        return self._vault.seal(provider, self._vault.open(provider, box))

    def _fingerprint(self, kept: Credential) -> str | None:
        try:
            return self._vault.fingerprint(kept.provider, self._vault.open(kept.provider, kept.box))
        except VaultError:
            return None
