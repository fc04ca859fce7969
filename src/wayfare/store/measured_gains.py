"""Keep what asking through another language was measured to gain.

Knows the table. Knows nothing of how it is measured, or of what follows from it.
"""

from collections.abc import Sequence

import msgspec
from sqlalchemy import delete, insert, select

from wayfare.domain.measured_gain import MeasuredGain
from wayfare.store.database import Database
from wayfare.store.schema import measured_gains


def read_gains(database: Database) -> list[MeasuredGain]:
    """All of them, by model, translator and language."""
    key = measured_gains.c
    wanted = select(measured_gains).order_by(key.model, key.translator, key.middle, key.language)
    with database.read() as connection:
        rows = connection.execute(wanted).mappings().all()
    return [MeasuredGain(**row) for row in rows]


def keep_gains(database: Database, measured: Sequence[MeasuredGain]) -> None:
    """Keep some, each in the place of what was measured before of the same.

    Raises:
        StoreError: they cannot be written; none of them was.
    """
    key = measured_gains.c
    with database.write() as connection:
        for each in measured:
            connection.execute(
                delete(measured_gains).where(
                    key.model == each.model,
                    key.translator == each.translator,
                    key.middle == each.middle,
                    key.language == each.language,
                )
            )
            connection.execute(insert(measured_gains).values(msgspec.structs.asdict(each)))
