"""Keep which questions are asked of whom again and again, when they were, and what came of it.

A vigil is written when it begins, a round before its question is asked, a score when it is known;
no row is ever changed. Texts are kept with their first asking alone. Knows nothing of what scores
are evidence for.
"""

import msgspec
from sqlalchemy import Row, func, insert, select

from wayfare.domain.shadow import By
from wayfare.domain.vigil import Round, Scored, Vigil, Watched
from wayfare.store.database import Database
from wayfare.store.schema import vigil_questions, vigil_rounds, vigil_scores


class Told(msgspec.Struct, frozen=True):
    """A round and what came of it; `scored` None: nothing yet."""

    round: Round
    scored: Scored | None


def begin_vigil(database: Database, vigil: Vigil) -> None:
    """Keep a vigil.

    Raises:
        StoreError: it cannot be written.
    """
    rows = [
        {"arm": vigil.arm, "since": vigil.since, "place": place, **msgspec.structs.asdict(each)}
        for place, each in enumerate(vigil.questions)
    ]
    with database.write() as connection:
        connection.execute(insert(vigil_questions), rows)


def last_vigils(database: Database) -> dict[str, Vigil]:
    """The vigil of each arm that began last, by the arm's name."""
    wanted = select(vigil_questions).order_by(
        vigil_questions.c.arm, vigil_questions.c.since, vigil_questions.c.place
    )
    found: dict[str, Vigil] = {}
    with database.read() as connection:
        for row in connection.execute(wanted):
            before, its = found.get(row.arm), Watched(row.decision_id, row.judge)
            if before is None or before.since != row.since:
                before = Vigil(row.arm, row.since, ())
            found[row.arm] = msgspec.structs.replace(before, questions=(*before.questions, its))
    return found


def last_asked(database: Database) -> dict[str, float]:
    """When each arm was asked last, by its name, in Unix time."""
    wanted = select(vigil_rounds.c.arm, func.max(vigil_rounds.c.at)).group_by(vigil_rounds.c.arm)
    with database.read() as connection:
        return {row[0]: row[1] for row in connection.execute(wanted)}


def read_rounds(database: Database, vigil: Vigil) -> list[Told]:
    """All rounds of a vigil, in their order."""
    same = (
        (vigil_scores.c.arm == vigil_rounds.c.arm)
        & (vigil_scores.c.since == vigil_rounds.c.since)
        & (vigil_scores.c.number == vigil_rounds.c.number)
    )
    wanted = (
        select(vigil_rounds, vigil_scores)
        .select_from(vigil_rounds.outerjoin(vigil_scores, same))
        .where(vigil_rounds.c.arm == vigil.arm, vigil_rounds.c.since == vigil.since)
        .order_by(vigil_rounds.c.number)
    )
    with database.read() as connection:
        return [_told(row) for row in connection.execute(wanted)]


def claim_round(database: Database, asked: Round) -> bool:
    """Keep that a round begins; False where another process began it.

    Raises:
        StoreError: it cannot be written.
    """
    table = vigil_rounds.c
    same = (table.arm == asked.arm) & (table.since == asked.since) & (table.number == asked.number)
    with database.write() as connection:
        if connection.execute(select(table.at).where(same)).first() is not None:
            return False
        values = msgspec.structs.asdict(asked)
        among = msgspec.json.encode(asked.among).decode()
        connection.execute(insert(vigil_rounds).values(values | {"among": among}))
    return True


def add_score(database: Database, scored: Scored) -> bool:
    """Keep what came of a round; False where that is known already.

    Raises:
        StoreError: it cannot be written.
    """
    table = vigil_scores.c
    same = (table.arm == scored.arm) & (table.since == scored.since)
    with database.write() as connection:
        known = select(table.at).where(same & (table.number == scored.number))
        if connection.execute(known).first() is not None:
            return False
        values = msgspec.structs.asdict(scored)
        by = None if scored.by is None else str(scored.by)
        connection.execute(insert(vigil_scores).values(values | {"by": by}))
    return True


def _told(row: Row[tuple[object, ...]]) -> Told:
    mapped = row._mapping  # noqa: SLF001 - SQLAlchemy's own name for it
    asked = {name: mapped[vigil_rounds.c[name]] for name in Round.__struct_fields__}
    asked["among"] = msgspec.json.decode(str(asked["among"]))
    made = msgspec.convert(asked, Round)
    if mapped[vigil_scores.c.at] is None:
        return Told(made, None)
    came = {name: mapped[vigil_scores.c[name]] for name in Scored.__struct_fields__}
    came["by"] = None if came["by"] is None else By(str(came["by"]))
    return Told(made, Scored(**came))
