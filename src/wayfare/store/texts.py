"""Make texts such that the database can hold them.

Knows what each kind of database cannot hold. Knows nothing of what texts say.
"""

from collections.abc import Mapping

from wayfare.store.database import Database
from wayfare.store.rows import mended_text


def kept_values(database: Database, values: Mapping[str, object]) -> dict[str, object]:
    """The same values, with marks in texts for what the database cannot hold."""
    mark = database.place.nul_mark
    return {name: mended_text(value, mark) for name, value in values.items()}
