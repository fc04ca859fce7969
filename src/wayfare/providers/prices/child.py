"""Read the table of prices in a process of its own, which ends: so its memory is given back.

Started as `python -m wayfare.providers.prices.child` with a `Batch` as JSON on stdin; prints
`Answers` as JSON on stdout.
"""

import sys

import msgspec

from wayfare.providers.prices.row import Batch
from wayfare.providers.prices.table import read_table


def main() -> None:
    """Answer one batch."""
    batch = msgspec.json.decode(sys.stdin.buffer.read(), type=Batch)
    sys.stdout.buffer.write(msgspec.json.encode(read_table(batch)))


if __name__ == "__main__":
    main()
