"""Keep what a program looked for in an answer, beside the text of its question, and as long.

Knows the table. Knows nothing of how a check is made.
"""

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import delete, insert, select

from wayfare.domain.check import Check
from wayfare.store.database import Database
from wayfare.store.schema import checks, decisions, requests

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Check).decode


class KeptCheck(msgspec.Struct, frozen=True):
    """A check of the answer of a decision, under the id of the outcome that it came to."""

    decision_id: str
    outcome_id: str
    check: Check


def keep_checks(database: Database, some: Sequence[KeptCheck]) -> None:
    """Keep those whose question's text is kept, each in the place of one with its id.

    A check may hold the right answer, so it is a text like the question.

    Raises:
        StoreError: they cannot be written; none of them was.
    """
    if not some:
        return
    names = {each.decision_id for each in some}
    kept = (
        select(decisions.c.id)
        .select_from(decisions.join(requests, requests.c.id == decisions.c.request_id))
        .where(decisions.c.id.in_(names), requests.c.prompt.is_not(None), requests.c.may_learn)
    )
    with database.write() as connection:
        allowed = set(connection.execute(kept).scalars())
        for each in some:
            if each.decision_id not in allowed:
                continue
            ours = (checks.c.decision_id == each.decision_id) & (
                checks.c.outcome_id == each.outcome_id
            )
            connection.execute(delete(checks).where(ours))
            values = msgspec.structs.asdict(each) | {"check": _encode(each.check).decode()}
            connection.execute(insert(checks).values(values))


def checks_of(database: Database, decision_ids: Collection[str]) -> dict[str, Check]:
    """The check of each decision that has one; of several, that of the last id."""
    wanted = (
        select(checks.c.decision_id, checks.c.check)
        .where(checks.c.decision_id.in_(decision_ids))
        .order_by(checks.c.decision_id, checks.c.outcome_id)
    )
    with database.read() as connection:
        return {name: _decode(text) for name, text in connection.execute(wanted)}
