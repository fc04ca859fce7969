"""Bring a direction of any size to the size that is kept of a question.

Knows arithmetic. Knows nothing of who made the direction.

What is larger goes through a projection of random signs, which keeps the angles between any few
directions nearly as they were (Johnson and Lindenstrauss, 1984; signs: Achlioptas, 2003). The
signs are digits of a hash, so that they are the same everywhere and for ever.
"""

from functools import lru_cache
from hashlib import shake_256

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]


def squeeze(numbers: Numbers, size: int) -> Numbers | None:
    """The direction of some numbers, shape (size,), of length 1; None where they have none.

    Fewer numbers than `size` keep their places, and zeros follow.
    """
    if not len(numbers) or not np.isfinite(numbers).all():
        return None
    largest = float(np.abs(numbers).max())
    if not largest:
        return None
    scaled = (numbers / np.float32(largest)).astype(np.float32)  # so that no square is too large
    found = np.zeros(size, np.float32)
    if len(scaled) > size:
        found = scaled @ _signs(len(scaled), size)
    else:
        found[: len(scaled)] = scaled
    length = float(np.sqrt(found @ found))
    return found / np.float32(length) if length > 0 else None


@lru_cache(maxsize=4)
def _signs(count: int, size: int) -> Numbers:
    """Random signs, (count, size)."""
    digest = shake_256(f"wayfare {count} {size}".encode()).digest((count * size + 7) // 8)
    bits = np.unpackbits(np.frombuffer(digest, np.uint8), count=count * size)
    return (bits.astype(np.float32) * 2 - 1).reshape(count, size)
