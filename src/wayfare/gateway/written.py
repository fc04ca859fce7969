"""Wait a moment for a decision of which somebody speaks: it is written behind its answer."""

import asyncio
from collections.abc import Callable

from wayfare.store.database import Database
from wayfare.store.requests import StoredDecision, read_decision

#: A decision is written a tenth of a second after it was made; a reader may be as quick.
PATIENCE_S, LOOK_AGAIN_S = 1.0, 0.05


async def written_decision(
    database: Database,
    decision_id: str,
    user: str | None,
    is_enough: Callable[[StoredDecision], bool] = lambda _: True,
) -> StoredDecision | None:
    """A user's decision, None: anybody's, once enough of it is written.

    After a moment it is returned as it stands, or None where nothing of it is written.
    """
    waited = 0.0
    while True:
        found = await asyncio.to_thread(read_decision, database, decision_id, user)
        if (found is not None and is_enough(found)) or waited >= PATIENCE_S:
            return found
        await asyncio.sleep(LOOK_AGAIN_S)
        waited += LOOK_AGAIN_S
