"""One text's embedding in OpenAI's wire: what is asked, and the numbers in the answer.

Knows field names. Knows nothing of what the numbers are for.
"""

import struct

import msgspec

#: More numbers than any embedding has.
NUMBERS_MAX = 65_536


class _Row(msgspec.Struct):
    embedding: list[float]


class _List(msgspec.Struct):
    data: list[_Row]


_decode = msgspec.json.Decoder(_List).decode


def encode_text(model: str, text: str) -> bytes:
    """Ask for the embedding of one text."""
    return msgspec.json.encode({"model": model, "input": text})


def decode_vector(whole: bytes) -> bytes:
    r"""The embedding in an answer, as little-endian floats of four bytes.

    >>> decode_vector(b'{"data":[{"embedding":[1.0]}]}')
    b'\x00\x00\x80?'

    Raises:
        ValueError: there is not one, or it is no list of numbers.
    """
    try:
        found = _decode(whole).data
    except msgspec.DecodeError as error:
        raise ValueError(f"This is no list of embeddings: {error}") from error
    if len(found) != 1:
        raise ValueError(f"One embedding was asked for, and {len(found)} came.")
    numbers = found[0].embedding
    if not 0 < len(numbers) <= NUMBERS_MAX:
        raise ValueError(f"An embedding of {len(numbers)} numbers is of no use.")
    try:
        return struct.pack(f"<{len(numbers)}f", *numbers)
    except OverflowError as error:
        raise ValueError("A number is too large.") from error
