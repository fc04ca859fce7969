"""Add up what was spent since a moment on learning how well models answer.

Knows the log. Knows nothing of budgets.
"""

from collections.abc import Collection
from math import inf

import msgspec
from sqlalchemy import func, select

from wayfare.domain.record import Ending
from wayfare.store.database import Database
from wayfare.store.rows import StoredOffer
from wayfare.store.schema import attempts, completions, costs, decisions, requests

_to_offers = msgspec.json.Decoder(tuple[StoredOffer, ...]).decode


def explored_micros(
    database: Database, since: float, models: Collection[str], until: float = inf
) -> int:
    """What requests under some names of models cost, and what trials were quoted to add.

    In micro-dollars; what is not known is left out. Of requests that came from `since` on and
    before `until`, Unix times in seconds.
    """
    came = (requests.c.started_at >= since, requests.c.started_at < until)
    tried = (
        select(decisions.c.offers)
        .select_from(decisions.join(requests))
        .where(*came, decisions.c.reason_code == "tried")
    )
    with database.read() as connection:
        added = sum(_added(_to_offers(each)) for each in connection.execute(tried).scalars())
    return paid_micros(database, since, models, until) + added


def paid_micros(
    database: Database, since: float, models: Collection[str], until: float = inf
) -> int:
    """What requests under some names of models cost, in micro-dollars; unknown costs left out."""
    asked = (
        select(func.coalesce(func.sum(costs.c.micros), 0))
        .select_from(
            requests.join(attempts, attempts.c.request_id == requests.c.id).join(
                costs, costs.c.attempt_id == attempts.c.id
            )
        )
        .where(
            requests.c.started_at >= since,
            requests.c.started_at < until,
            requests.c.model.in_(models),
        )
    )
    with database.read() as connection:
        return int(connection.execute(asked).scalar() or 0)


def usual_thought(database: Database, deployments: Collection[str]) -> dict[str, int]:
    """How many tokens models thought before they answered, on average of all that is logged.

    A model that thinks is charged for that too, and its fare tells nothing of it.
    """
    wanted = (
        select(attempts.c.deployment, func.avg(completions.c.reasoning_tokens))
        .select_from(attempts.join(completions, completions.c.attempt_id == attempts.c.id))
        .where(attempts.c.deployment.in_(deployments), attempts.c.ending == str(Ending.WHOLE))
        .group_by(attempts.c.deployment)
    )
    with database.read() as connection:
        return {name: round(tokens) for name, tokens in connection.execute(wanted)}


def _added(offers: tuple[StoredOffer, ...]) -> int:
    """How much dearer a trial was than the arm that would have been taken."""
    fares = [offer.fare_micros or 0 for offer in offers[:2]]
    return max(0, fares[0] - fares[-1])
