"""Keep the newest snapshot of what was learned, in pieces, and count the outcomes behind it.

Knows bytes and their digest. Knows nothing of what they say.

Pieces are written one a transaction: a snapshot may be of many megabytes, and whoever else writes
must not wait for all of it. It counts once its last piece is there, and then all others go.
"""

from hashlib import blake2b

import msgspec
from sqlalchemy import Connection, case, delete, func, insert, select

from wayfare.store.database import Database
from wayfare.store.schema import decisions, learned, outcomes, requests

PIECE_BYTES = 1024 * 1024


class Behind(msgspec.Struct, frozen=True):
    """How many outcomes there are until a number, and of how many one may and can learn."""

    folded: int
    learnable: int


class Damaged(Exception):  # noqa: N818 - not an error of the store: it is cured by learning anew
    """The bytes of a snapshot are not those that were written."""


class Snapshots:
    """The snapshots in a database. Every method waits for it.

    Several processes and hosts share them: each may write, and the one of the most outcomes
    is read by all.
    """

    def __init__(self, database: Database, piece_bytes: int = PIECE_BYTES) -> None:
        self._database = database
        self._piece_bytes = piece_bytes

    def newest(self) -> int:
        """The number of the last outcome in the newest snapshot; 0 where there is none."""
        with self._database.read() as connection:
            found = _newest(connection)
        return 0 if found is None else found[1]

    def read(self) -> bytes | None:
        """The newest that is whole; None where there is none.

        Raises:
            Damaged: it is not what was written.
            StoreError: the database cannot be read.
        """
        with self._database.read() as connection:
            found = _newest(connection)
            if found is None:
                return None
            wanted = select(learned.c.data).where(learned.c.digest == found[0])
            pieces = connection.execute(wanted.order_by(learned.c.piece)).scalars().all()
        data = b"".join(pieces)
        if _digest(data) != found[0]:
            raise Damaged
        return data

    def keep(self, number: int, data: bytes) -> bool:
        """Keep a snapshot in the place of all others.

        Returns False where another process kept one meanwhile: then that one stays.

        Raises:
            StoreError: it cannot be written; the one before stays.
        """
        digest, size = _digest(data), self._piece_bytes
        pieces = [data[first : first + size] for first in range(0, len(data), size)]
        mine = learned.c.digest == digest
        row = {"digest": digest, "number": number, "pieces": len(pieces)}
        for place, piece in enumerate(pieces):
            with self._database.write() as connection:
                connection.execute(delete(learned).where(mine, learned.c.piece == place))
                connection.execute(insert(learned).values(piece=place, data=piece, **row))
                if place < len(pieces) - 1:
                    continue
                there = select(func.count()).select_from(learned).where(mine)
                is_whole = connection.execute(there).scalar() == len(pieces)
                connection.execute(delete(learned).where(~mine if is_whole else mine))
                return is_whole
        return False

    def drop(self) -> None:
        """Throw every snapshot away.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._database.write() as connection:
            connection.execute(delete(learned))

    def behind(self, number: int, embedder: str) -> Behind:
        """What is still in the log of the outcomes until a number."""
        can = requests.c.may_learn & (decisions.c.features_version == embedder)
        wanted = (
            select(func.count(), func.sum(case((can & decisions.c.features.is_not(None), 1))))
            .select_from(outcomes.join(decisions).join(requests))
            .where(outcomes.c.number <= number)
        )
        with self._database.read() as connection:
            folded, learnable = connection.execute(wanted).one()
        return Behind(folded, learnable or 0)


def _newest(connection: Connection) -> tuple[str, int] | None:
    """The digest and the number of the newest snapshot that is whole."""
    number = func.max(learned.c.number)
    wanted = (
        select(learned.c.digest, number)
        .group_by(learned.c.digest)
        .having(func.count() == func.max(learned.c.pieces))
        .order_by(number.desc(), learned.c.digest)
    )
    row = connection.execute(wanted).first()
    return None if row is None else (row[0], row[1])


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=32).hexdigest()
