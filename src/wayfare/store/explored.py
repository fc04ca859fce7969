"""Add up what was spent since a moment on learning how well models answer.

Knows the log. Knows nothing of budgets.
"""

from collections.abc import Collection

import msgspec
from sqlalchemy import func, select

from wayfare.store.database import Database
from wayfare.store.rows import StoredOffer
from wayfare.store.schema import attempts, costs, decisions, requests

_to_offers = msgspec.json.Decoder(tuple[StoredOffer, ...]).decode


def explored_micros(database: Database, since: float, models: Collection[str]) -> int:
    """What requests under some names of models cost, and what trials were quoted to add.

    In micro-dollars; what is not known is left out. `since` is Unix time in seconds.
    """
    asked = (
        select(func.coalesce(func.sum(costs.c.micros), 0))
        .select_from(
            requests.join(attempts, attempts.c.request_id == requests.c.id).join(
                costs, costs.c.attempt_id == attempts.c.id
            )
        )
        .where(requests.c.started_at >= since, requests.c.model.in_(models))
    )
    tried = (
        select(decisions.c.offers)
        .select_from(decisions.join(requests))
        .where(requests.c.started_at >= since, decisions.c.reason_code == "tried")
    )
    with database.read() as connection:
        paid = int(connection.execute(asked).scalar() or 0)
        return paid + sum(_added(_to_offers(each)) for each in connection.execute(tried).scalars())


def _added(offers: tuple[StoredOffer, ...]) -> int:
    """How much dearer a trial was than the arm that would have been taken."""
    fares = [offer.fare_micros or 0 for offer in offers[:2]]
    return max(0, fares[0] - fares[-1])
