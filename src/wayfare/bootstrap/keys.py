"""Make a key for somebody and keep its digest."""

import secrets
from collections.abc import Mapping

from wayfare.bootstrap.owner import read_secret
from wayfare.domain.account import DEFAULT_PROJECT
from wayfare.domain.audit import Actor
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.wishes import NO_WISHES, Wishes
from wayfare.gateway.accounts.keys import KEY_BYTES, digest_key, new_key
from wayfare.gateway.accounts.manage_keys import add_entry
from wayfare.gateway.clock import Clock
from wayfare.store.database import Database
from wayfare.store.keys import KeyRow, add_key


def make_key(
    database: Database,
    environ: Mapping[str, str],
    *,
    user: str,
    label: str,
    may_learn: bool,
    demands: Demands = NO_DEMANDS,
    project: str = DEFAULT_PROJECT,
    may_manage: bool = False,
    expires_at: float | None = None,
    wishes: Wishes = NO_WISHES,
    by: Actor | None = None,
) -> tuple[str, str]:
    """Make a key and keep its digest. Returns the key's id and the key, shown this once.

    Raises:
        NotFoundError: the user does not work in the project.
    """
    key = new_key(secrets.token_bytes(KEY_BYTES))
    clock = Clock()
    key_id = clock.new_id()
    row = KeyRow(
        key_id,
        user,
        label,
        clock.now(),
        may_learn,
        demands=str(demands) or None,
        project=project,
        may_manage=may_manage,
        expires_at=expires_at,
        wishes=str(wishes) or None,
    )
    entry = None if by is None else add_entry(clock, by, row)
    add_key(database, row, digest_key(key, read_secret(environ)), entry)
    return key_id, key
