"""The secret and the owner's key, made on the first run, and the owner whom the key opens for.

Both lie in private files beside the settings, never in the database.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from wayfare.domain.account import OWNER, Role
from wayfare.domain.errors import SettingsError, StoreError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.keys import KEY_BYTES, KEY_PREFIX, SECRET_BYTES, digest_key, new_key
from wayfare.gateway.clock import Clock
from wayfare.settings.reading import config_folder
from wayfare.store.database import Database
from wayfare.store.keys import KeyRow, add_key, find_key, let_manage
from wayfare.store.users import find_user


def read_secret(environ: Mapping[str, str]) -> bytes:
    """The secret that keys are digested with; made on the first run."""
    path = config_folder(environ) / "secret"
    text = _read_or_make(path, lambda: secrets.token_hex(SECRET_BYTES))
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise SettingsError(
            f"{path} is not what Wayfare wrote there.",
            cure="Put it back from a copy; without it no key opens.",
        )
    return secret


def key_file(environ: Mapping[str, str]) -> Path:
    """Where the owner's key lies."""
    return config_folder(environ) / "key"


def owner_key(environ: Mapping[str, str]) -> str:
    """The owner's key; made on the first run, and readable by the owner alone."""
    path = key_file(environ)
    key = _read_or_make(path, lambda: new_key(secrets.token_bytes(KEY_BYTES)))
    if not key.startswith(KEY_PREFIX) or len(key) < KEY_BYTES:
        raise SettingsError(
            f"{path} is not what Wayfare wrote there.",
            cure="Delete it: the next start makes a new key.",
        )
    return key


def find_owner(database: Database, environ: Mapping[str, str], secret: bytes) -> Caller:
    """The owner, whose key opens this database, whether key or database came first."""
    digest = digest_key(owner_key(environ), secret)
    found = find_key(database, digest, Clock().now())
    if found is None:
        return _first_owner(database, environ, digest)
    if not found.may_manage and found.user == OWNER:
        let_manage(database, found.key_id)  # made by an older Wayfare
        return replace(found, may_manage=True)
    return found


def _first_owner(database: Database, environ: Mapping[str, str], digest: bytes) -> Caller:
    """Keep the owner's key, unless another run was quicker, or it is known and opens nothing."""
    clock = Clock()
    refused: StoreError | None = None
    try:
        add_key(
            database,
            KeyRow(clock.new_id(), OWNER, "owner", clock.now(), may_learn=True, may_manage=True),
            digest,
        )
    except StoreError as error:
        refused = error
    found = find_key(database, digest, clock.now())
    if found is not None:
        return found
    user = find_user(database, OWNER)
    if user is not None and user.disabled_at is not None:
        # others own the place: the first owner asks probes, and their key opens nothing
        return Caller(OWNER, "", role=Role.OWNER)
    raise SettingsError(
        f"The owner's key in {key_file(environ)} cannot be used: "
        f"{refused.message if refused else 'it opens nothing.'}",
        cure="If it was revoked, delete the file: the next start makes a new key.",
    ) from refused


def _read_or_make(path: Path, make: Callable[[], str]) -> str:
    """Read a private file, or write it once: two processes that start at once agree."""
    with suppress(FileNotFoundError):
        return path.read_text("utf-8").strip()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(make() + "\n")
    try:
        os.link(draft, path)  # fails where another was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text("utf-8").strip()
