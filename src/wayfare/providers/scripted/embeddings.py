"""Embeddings by hashing: texts that share letters lie near each other, always the same way."""

import struct
from base64 import b64encode
from math import sqrt
from zlib import crc32

from wayfare.providers.scripted.requests import EmbeddingRequest, encode_json
from wayfare.providers.scripted.tokens import split_tokens

DEFAULT_DIMENSIONS = 256
GRAM = 3


def embed(request: EmbeddingRequest) -> tuple[bytes, int]:
    """The body of the answer, and how many tokens were read."""
    dimensions = request.dimensions or DEFAULT_DIMENSIONS
    texts = _read_inputs(request.input)
    rows = [
        {"object": "embedding", "index": index, "embedding": _encode(request, vector)}
        for index, vector in enumerate(make_vector(text, dimensions) for text, _ in texts)
    ]
    tokens = sum(count for _, count in texts)
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    body = {"object": "list", "data": rows, "model": request.model, "usage": usage}
    return encode_json(body), tokens


def make_vector(text: str, dimensions: int) -> list[float]:
    """A vector of length one, from the runs of three letters in a text.

    >>> make_vector("wayfare", 8) == make_vector("Wayfare", 8)
    True
    """
    padded = f"  {text.lower()} "
    vector = [0.0] * dimensions
    for start in range(len(padded) - GRAM + 1):
        mark = crc32(padded[start : start + GRAM].encode())
        vector[(mark >> 1) % dimensions] += 1.0 if mark & 1 else -1.0
    length = sqrt(sum(value * value for value in vector))
    if length == 0.0:
        # Opposite signs met: any fixed direction will do, but never the zero vector.
        vector[0] = length = 1.0
    return [value / length for value in vector]


def _read_inputs(given: str | list[str | int | list[int]]) -> list[tuple[str, int]]:
    """Each text with its token count. Token ids are taken for a text of numbers."""
    if isinstance(given, str):
        return [(given, len(split_tokens(given)))]
    ids = [item for item in given if isinstance(item, int)]
    if ids:
        return [(" ".join(map(str, ids)), len(ids))]
    return [
        (item, len(split_tokens(item)))
        if isinstance(item, str)
        else (" ".join(map(str, item)), len(item))
        for item in given
        if not isinstance(item, int)
    ]


def _encode(request: EmbeddingRequest, vector: list[float]) -> str | list[float]:
    packed = struct.pack(f"<{len(vector)}f", *vector)
    if request.encoding_format == "base64":
        return b64encode(packed).decode()
    # The same numbers that base64 carries: those of a float32.
    return list(struct.unpack(f"<{len(vector)}f", packed))
