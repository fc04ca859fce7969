"""Seals on thought: what a provider gives out so that it knows its own thought again.

A sealed text can be opened by its maker alone, who sees whether it was changed. It is no
secret, only opaque: a script hides nothing.
"""

from base64 import b64decode, b64encode
from binascii import Error
from hashlib import blake2b

MARK_BYTES = 16


def seal(maker: str, text: str, bound: str = "") -> str:
    """Seal a text. `bound` is what it belongs to, and must be known to open it.

    >>> unseal("me", seal("me", "I think."))
    'I think.'
    >>> unseal("you", seal("me", "I think.")) is None
    True
    """
    raw = text.encode("utf-8", "surrogatepass")
    return b64encode(_mark(maker, raw, bound) + raw).decode()


def unseal(maker: str, sealed: str, bound: str = "") -> str | None:
    """The text that was sealed, or None where the seal is broken or another's."""
    try:
        opened = b64decode(sealed, validate=True)
    except (Error, ValueError):
        return None
    mark, raw = opened[:MARK_BYTES], opened[MARK_BYTES:]
    return raw.decode("utf-8", "surrogatepass") if mark == _mark(maker, raw, bound) else None


def _mark(maker: str, raw: bytes, bound: str) -> bytes:
    key = f"wayfare scripted {maker}".encode()
    return blake2b(raw + b"\0" + bound.encode(), key=key, digest_size=MARK_BYTES).digest()
