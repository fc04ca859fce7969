"""Keep which answers were compared with the baseline's, and what came of it.

A shadow is written with its decision (`rows.py`), a comparison when it is known; no row is ever
changed. Knows nothing of what they are evidence for.
"""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Row, func, insert, select

from wayfare.domain.shadow import Comparison, Shadow
from wayfare.domain.vote import Vote
from wayfare.store.database import Database
from wayfare.store.schema import comparisons, shadows, votes


class Drawn(msgspec.Struct, frozen=True):
    """A shadow and what came of it; `comparison`, `vote` None: nothing yet."""

    shadow: Shadow
    comparison: Comparison | None
    vote: Vote | None = None


def read_drawn(database: Database, after: str = "", limit: int = 1_000) -> list[Drawn]:
    """The next shadows after a decision, in the order of the requests."""
    wanted = (
        select(shadows, comparisons, votes)
        .select_from(
            shadows.outerjoin(
                comparisons, comparisons.c.decision_id == shadows.c.decision_id
            ).outerjoin(votes, votes.c.decision_id == shadows.c.decision_id)
        )
        .where(shadows.c.decision_id > after)
        .order_by(shadows.c.decision_id)
        .limit(limit)
    )
    with database.read() as connection:
        return [_drawn(row) for row in connection.execute(wanted)]


def drawn_after(database: Database, after: str) -> Iterator[Drawn]:
    """All shadows after a decision, in the order of the requests, batch by batch."""
    while some := read_drawn(database, after):
        yield from some
        after = some[-1].shadow.decision_id


def count_drawn(database: Database, until: str) -> int:
    """How many shadows there are up to a decision."""
    wanted = select(func.count()).select_from(shadows).where(shadows.c.decision_id <= until)
    with database.read() as connection:
        return connection.execute(wanted).scalar_one()


def overdue(database: Database, before: float, limit: int = 100) -> list[str]:
    """Decisions that were drawn before a moment, and of which nothing has come yet."""
    wanted = (
        select(shadows.c.decision_id)
        .select_from(
            shadows.outerjoin(comparisons, comparisons.c.decision_id == shadows.c.decision_id)
        )
        .where(shadows.c.at < before, comparisons.c.fate.is_(None))
        .order_by(shadows.c.decision_id)
        .limit(limit)
    )
    with database.read() as connection:
        return list(connection.execute(wanted).scalars())


def add_comparison(database: Database, comparison: Comparison) -> bool:
    """Keep what came of a shadow; False where that is known already, or there is no such shadow.

    Raises:
        StoreError: it cannot be written.
    """
    its = comparison.decision_id
    with database.write() as connection:
        known = select(comparisons.c.fate).where(comparisons.c.decision_id == its)
        if connection.execute(known).first() is not None:
            return False
        drawn = select(shadows.c.at).where(shadows.c.decision_id == its)
        if connection.execute(drawn).first() is None:
            return False
        connection.execute(insert(comparisons).values(_values(comparison)))
    return True


def _values(comparison: Comparison) -> dict[str, object]:
    values = msgspec.structs.asdict(comparison) | {"fate": str(comparison.fate)}
    return values | {"by": None if comparison.by is None else str(comparison.by)}


def _drawn(row: Row[tuple[object, ...]]) -> Drawn:
    mapped = row._mapping  # noqa: SLF001 - SQLAlchemy's own name for it
    shadow = Shadow(*(mapped[shadows.c[name]] for name in Shadow.__struct_fields__))
    if mapped[comparisons.c.fate] is None:
        return Drawn(shadow, None)
    values = {name: mapped[comparisons.c[name]] for name in Comparison.__struct_fields__}
    if mapped[votes.c.better] is None:
        return Drawn(shadow, _made(values))
    vote = {name: mapped[votes.c[name]] for name in Vote.__struct_fields__}
    return Drawn(shadow, _made(values), msgspec.convert(vote, Vote))


def _made(values: dict[str, object]) -> Comparison:
    return msgspec.convert(values, Comparison)
