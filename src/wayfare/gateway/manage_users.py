"""Add users, change their roles, shut them out, give them a new password.

Admins manage members, owners manage all. Every function waits for the disk.
"""

from wayfare.domain.account import Role, User, is_name
from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts import Accounts, check_reach, sees_all
from wayfare.store import users as store


def list_users(accounts: Accounts) -> list[User]:
    """Every user, the oldest first."""
    return store.list_users(accounts.database)


def see_user(accounts: Accounts, caller: Caller, name: str) -> User:
    """One user: oneself, or for those who manage, anybody.

    Raises:
        NotFoundError: there is none, or not for this caller.
    """
    found = store.find_user(accounts.database, name)
    if found is None or not (sees_all(caller) or name == caller.user):
        raise NotFoundError(f"There is no user {name!r}.")
    return found


def add_user(
    accounts: Accounts, caller: Caller, name: str, role: Role, password_digest: str | None = None
) -> User:
    """Add a user.

    Raises:
        BadRequestError: nobody can be called this.
        PermissionDeniedError: the caller does not manage users of this role.
        ConflictError: the name is somebody's.
    """
    if not is_name(name):
        raise BadRequestError(
            "`name` is wrong: 1 to 64 letters that can be seen, without a slash.", param="name"
        )
    check_reach(caller, role)
    store.add_user(
        accounts.database,
        name=name,
        role=role,
        created_at=accounts.clock.now(),
        password=password_digest,
    )
    accounts.note(caller, "user.add", name, {"role": str(role)})
    return see_user(accounts, caller, name)


def change_user(
    accounts: Accounts,
    caller: Caller,
    name: str,
    *,
    role: Role | None = None,
    disabled: bool | None = None,
) -> User:
    """Give a user another role, shut them out or let them in again. Sessions end at once.

    Raises:
        NotFoundError: there is no such user.
        PermissionDeniedError: the caller does not manage users of the old or the new role.
        ConflictError: nobody would be left to own the place.
    """
    found = see_user(accounts, caller, name)
    check_reach(caller, found.role)
    if role is not None:
        check_reach(caller, role)
    store.change_user(accounts.database, name, accounts.clock.now(), role=role, disabled=disabled)
    if disabled:
        accounts.sessions.end_all(name)
    accounts.forget()
    changed = see_user(accounts, caller, name)
    detail = {"role": str(changed.role), "disabled": changed.disabled_at is not None}
    accounts.note(caller, "user.change", name, detail)
    return changed


def reset_password(accounts: Accounts, caller: Caller, name: str, password_digest: str) -> None:
    """Give a user a new password; every session of theirs ends.

    Raises:
        NotFoundError: there is no such user.
        PermissionDeniedError: the caller does not manage users of this role.
    """
    check_reach(caller, see_user(accounts, caller, name).role)
    store.set_password(accounts.database, name, password_digest)
    accounts.sessions.end_all(name)
    accounts.names.forgive(name)
    accounts.note(caller, "password.reset", name, {})
