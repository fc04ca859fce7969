"""Close secrets into boxes, and open them: with keys that lie in a file outside the database.

A box is a byte for its kind, four that name the vault's key, twelve of chance, then what
AES-256-GCM made of the secret. What the box is for is bound to it: a box that is moved to
another name does not open. Knows a file and bytes. Knows nothing of providers or tables.
"""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wayfare.domain.errors import VaultError

KEY_BYTES = 32
_KIND = b"\x01"
_NAME_BYTES = 4
_NONCE_BYTES = 12
_HEAD_BYTES = len(_KIND) + _NAME_BYTES + _NONCE_BYTES


class Vault:
    """Boxes are made with the first key of the file, and opened with any of them.

    The file is made with the first box, and read anew each time: another process may have
    changed its keys.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def seal(self, name: str, secret: str) -> bytes:
        """Close a secret into a box that opens for this name alone."""
        keys = self._read() or self._make()
        return _seal(keys[0], name, secret)

    def open(self, name: str, box: bytes) -> str:
        """What is in a box.

        Raises:
            VaultError: the vault's key is not the one it was closed with, or it was changed.
        """
        return _open(self._read(), self._path, name, box)

    def fingerprint(self, name: str, secret: str) -> str:
        """Eight digits by which one can tell whether two are the same, and nothing else."""
        keys = self._read()
        salt = keys[0] if keys else b""
        return hashlib.blake2b(f"{name}\0{secret}".encode(), key=salt, digest_size=4).hexdigest()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from making or changing boxes meanwhile."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self._path.parent, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def add_key(self) -> None:
        """Put a new key before those that are there. Their boxes still open."""
        self._write([secrets.token_bytes(KEY_BYTES), *self._read()])

    def drop_old_keys(self) -> None:
        """Keep the first key alone: what was closed with another never opens again."""
        self._write(self._read()[:1])

    def _make(self) -> list[bytes]:
        self.add_key()
        return self._read()

    def _read(self) -> list[bytes]:
        try:
            lines = self._path.read_text("ascii").split()
            keys = [bytes.fromhex(line) for line in lines]
        except FileNotFoundError:
            return []
        except ValueError:
            keys = [b""]
        except OSError as error:
            raise VaultError(f"{self._path} cannot be read: {error.strerror}.") from error
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise VaultError(
                f"{self._path} is not what Wayfare wrote there.",
                cure="Put it back from a copy; without it the providers' keys do not open.",
            )
        return keys

    def _write(self, keys: list[bytes]) -> None:
        """Write the whole file or nothing of it: whoever loses it loses every box."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.writelines(key.hex() + "\n" for key in keys)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _seal(key: bytes, name: str, secret: str) -> bytes:
    # 26 ms to import: only those pay who keep a key
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    head = _KIND + _name_of(key)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return head + nonce + AESGCM(key).encrypt(nonce, secret.encode(), _bound(head, name))


def _open(keys: list[bytes], path: Path, name: str, box: bytes) -> str:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    head, nonce = box[: len(_KIND) + _NAME_BYTES], box[len(_KIND) + _NAME_BYTES : _HEAD_BYTES]
    key = next((key for key in keys if head == _KIND + _name_of(key)), None)
    if key is None:
        raise VaultError(
            f"The key of {name} was closed with another vault than {path}.",
            cure=f"Put that file back, or set the key of {name} anew.",
        )
    try:
        return AESGCM(key).decrypt(nonce, box[_HEAD_BYTES:], _bound(head, name)).decode()
    except (InvalidTag, ValueError) as error:
        raise VaultError(
            f"The kept key of {name} was changed by somebody, and does not open.",
            cure=f"Set the key of {name} anew.",
        ) from error


def _name_of(key: bytes) -> bytes:
    """Tells keys apart. Says nothing about the key."""
    return hashlib.blake2b(key, digest_size=_NAME_BYTES, person=b"wayfare vault").digest()


def _bound(head: bytes, name: str) -> bytes:
    return head + b"wayfare credential\0" + name.encode()
