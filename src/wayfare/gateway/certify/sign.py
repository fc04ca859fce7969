"""Sign what is given away, with a key that follows from this installation's secret.

Knows documents that are signed as a whole. Knows nothing of what they say.
"""

import hashlib
from typing import TYPE_CHECKING, TypeVar

import msgspec

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """A document: `public_key` and `signature` are Ed25519's, in hexadecimal.

    The signature is of all the rest.
    """

    public_key: str = ""
    signature: str = ""


AnySigned = TypeVar("AnySigned", bound=Signed)


def sign(document: AnySigned, secret: bytes) -> AnySigned:
    """The document with a key and a signature."""
    key = _key_of(secret)
    public = key.public_key().public_bytes_raw().hex()
    document = msgspec.structs.replace(document, public_key=public)
    return msgspec.structs.replace(document, signature=key.sign(_text_of(document)).hex())


def is_signed(document: Signed) -> bool:
    """Whether the document is as it was when it was signed."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - it takes a while
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(document.public_key))
        key.verify(bytes.fromhex(document.signature), _text_of(document))
    except (InvalidSignature, ValueError):
        return False
    return True


def is_own(document: Signed, secret: bytes) -> bool:
    """Whether the key that the document was signed with follows from a secret."""
    return _key_of(secret).public_key().public_bytes_raw().hex() == document.public_key


def _text_of(document: Signed) -> bytes:
    """What is signed: all but the signature."""
    return msgspec.json.encode(msgspec.structs.replace(document, signature=""), order="sorted")


def _key_of(secret: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )

    return Ed25519PrivateKey.from_private_bytes(
        hashlib.sha256(b"wayfare certificates" + secret).digest()
    )
