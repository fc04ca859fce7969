"""Make keys, list and revoke them.

A key is its maker's own. Members see and revoke theirs, admins all. Every function waits for
the disk.
"""

from dataclasses import dataclass

from wayfare.domain.account import DEFAULT_PROJECT, Role
from wayfare.domain.audit import Action, Actor, Detail, Entry
from wayfare.domain.case import Case
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.errors import (
    BadRequestError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
)
from wayfare.domain.key import Caller
from wayfare.domain.wishes import NO_WISHES, Wishes
from wayfare.gateway.accounts.audit import actor_of, entry_of
from wayfare.gateway.accounts.keys import KEY_BYTES, digest_key, new_key
from wayfare.gateway.accounts.manage_projects import see_project
from wayfare.gateway.accounts.parts import Accounts, sees_all
from wayfare.gateway.clock import Clock
from wayfare.store import keys as store
from wayfare.store.projects import is_member


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a key shall be. `expires_at` is Unix time in seconds; None: it does not expire."""

    label: str = ""
    project: str = DEFAULT_PROJECT
    expires_at: float | None = None
    demands: Demands = NO_DEMANDS
    may_learn: bool = True
    may_manage: bool = False
    wishes: Wishes = NO_WISHES


def list_keys(accounts: Accounts, caller: Caller) -> list[store.KeyRow]:
    """The keys that the caller sees, the oldest first."""
    return store.list_keys(accounts.database, None if sees_all(caller) else caller.user)


def make_key(accounts: Accounts, caller: Caller, wanted: Wanted) -> tuple[store.KeyRow, str]:
    """Make a key of the caller's own. The key itself is shown this once.

    Raises:
        NotFoundError: the caller sees no such project.
        ConflictError: the project is archived, or the caller does not work in it.
        PermissionDeniedError: only those who manage may make a key that manages.
        BadRequestError: it would expire before it is made.
    """
    if wanted.may_manage and not caller.role.covers(Role.ADMIN):
        raise PermissionDeniedError("Only an admin makes keys that manage.", param="may_manage")
    now = accounts.clock.now()
    if wanted.expires_at is not None and wanted.expires_at <= now:
        raise BadRequestError("`expires_at` is wrong: it is over already.", param="expires_at")
    if see_project(accounts, caller, wanted.project).archived_at is not None:
        raise ConflictError(
            f"The project {wanted.project!r} is archived.",
            param="project",
            case=Case.ARCHIVED,
            values={"project": wanted.project},
        )
    if not is_member(accounts.database, wanted.project, caller.user):
        raise ConflictError(
            f"You do not work in {wanted.project!r}.",
            cure="Take yourself into it first.",
            param="project",
            case=Case.NOT_IN_PROJECT,
            values={"project": wanted.project},
        )
    key = new_key(accounts.chance(KEY_BYTES))
    key_id = accounts.clock.new_id()
    row = store.KeyRow(
        key_id,
        caller.user,
        wanted.label,
        now,
        wanted.may_learn,
        demands=str(wanted.demands) or None,
        project=wanted.project,
        may_manage=wanted.may_manage,
        expires_at=wanted.expires_at,
        wishes=str(wanted.wishes) or None,
    )
    entry = add_entry(accounts.clock, actor_of(caller), row)
    store.add_key(accounts.database, row, digest_key(key, accounts.secret), entry)
    return row, key


def add_entry(clock: Clock, actor: Actor, row: store.KeyRow) -> Entry:
    """What the audit log says of a key that is made."""
    told: Detail = {"user": row.user, "project": row.project, "may_manage": row.may_manage}
    return entry_of(clock, actor, Action.KEY_ADD, row.id, **told)


def revoke_key(accounts: Accounts, caller: Caller, key_id: str) -> None:
    """Revoke a key for good.

    Raises:
        NotFoundError: the caller sees no such key that still opens anything.
    """
    owner = None if sees_all(caller) else caller.user
    entry = accounts.entry(caller, Action.KEY_REVOKE, key_id)
    now = accounts.clock.now()
    if not store.revoke_key(accounts.database, key_id, now, entry, user=owner):
        raise NotFoundError(f"There is no key {key_id!r} that could be revoked.")
    accounts.forget()
