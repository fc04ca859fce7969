"""Read what was offered when decisions were made that something was said of since.

Knows the tables. Knows nothing of what another rule would have chosen.
"""

import msgspec
from sqlalchemy import select

from wayfare.domain.decision import PREFERRED, Goal
from wayfare.store.database import Database
from wayfare.store.rows import StoredOffer
from wayfare.store.schema import decisions, outcomes, requests

_to_offers = msgspec.json.Decoder(tuple[StoredOffer, ...]).decode


class LoggedDecision(msgspec.Struct, frozen=True):
    """A decision that a router made: its offers in order, the first is the choice.

    `was_tried`: the first came first by lot, and is not thought the best. `language` is a code,
    "und" where it was not known; `topic` is None where there was none.
    """

    id: str
    propensity: float
    was_tried: bool
    offers: tuple[StoredOffer, ...]
    language: str
    topic: str | None


def decisions_since(database: Database, at: float) -> list[LoggedDecision]:
    """Every decision since `at`, Unix time in seconds, that has an outcome, the oldest first."""
    wanted = (
        select(
            decisions.c.id,
            decisions.c.propensity,
            decisions.c.reason_code,
            decisions.c.offers,
            requests.c.language,
            decisions.c.topic,
        )
        .select_from(decisions.join(requests))
        .where(
            requests.c.started_at >= at,
            decisions.c.goal != str(Goal.NAMED),
            decisions.c.reason_code != PREFERRED,
            decisions.c.id.in_(select(outcomes.c.decision_id)),
        )
        .order_by(decisions.c.id)
    )
    with database.read() as connection:
        return [
            LoggedDecision(
                row.id,
                row.propensity,
                row.reason_code == "tried",
                offers,
                row.language,
                row.topic,
            )
            for row in connection.execute(wanted)
            if (offers := _to_offers(row.offers))
        ]
