"""The key that opens a new Wayfare's page for the first time, until the owner has an account.

It stands in an address, where others may see it: so it is not the owner's own key, and it soon
opens nothing.
"""

import os
from collections.abc import Mapping

from wayfare.bootstrap.keys import make_key
from wayfare.domain.account import OWNER
from wayfare.gateway.clock import Clock
from wayfare.store.database import Database
from wayfare.store.keys import list_keys, revoke_key
from wayfare.store.users import find_user

LABEL = "first run"
OPENS_FOR_S = 3600.0


def first_run_key(database: Database, environ: Mapping[str, str] = os.environ) -> str | None:
    """A key to set the first password with; None where the owner has one, or was shut out.

    Those of earlier starts open nothing from then on.
    """
    owner = find_user(database, OWNER)
    now = Clock().now()
    for row in list_keys(database, OWNER):
        if row.label == LABEL and row.revoked_at is None and now < (row.expires_at or now):
            revoke_key(database, row.id, now, user=OWNER)
    if owner is None or owner.has_password or owner.disabled_at is not None:
        return None
    _, key = make_key(
        database,
        environ,
        user=OWNER,
        label=LABEL,
        may_learn=False,
        may_manage=True,
        expires_at=now + OPENS_FOR_S,
    )
    return key
