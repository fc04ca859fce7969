"""Add users, change their roles, shut them out, give them a new password.

Admins manage members, owners manage all. Every function waits for the disk.
"""

from wayfare.domain.account import Role, User, is_name
from wayfare.domain.audit import Action
from wayfare.domain.case import Case
from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.parts import Accounts, check_reach, sees_all
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
        raise NotFoundError(f"There is no user {name!r}.", cure="`wayfare users list` shows all.")
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
    check_name(name)
    check_reach(caller, role)
    store.add_user(
        accounts.database,
        accounts.entry(caller, Action.USER_ADD, name, role=role),
        name=name,
        role=role,
        created_at=accounts.clock.now(),
        password=password_digest,
    )
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
    entries = []
    if role not in (None, found.role):
        entries.append(accounts.entry(caller, Action.USER_ROLE, name, old=found.role, new=role))
    if disabled not in (None, found.disabled_at is not None):
        action = Action.USER_DISABLE if disabled else Action.USER_ENABLE
        entries.append(accounts.entry(caller, action, name))
    now = accounts.clock.now()
    store.change_user(accounts.database, name, now, entries, role=role, disabled=disabled)
    accounts.forget()
    return see_user(accounts, caller, name)


def reset_password(accounts: Accounts, caller: Caller, name: str, password_digest: str) -> None:
    """Give a user a new password; every session of theirs ends.

    Raises:
        NotFoundError: there is no such user.
        PermissionDeniedError: the caller does not manage users of this role.
    """
    check_reach(caller, see_user(accounts, caller, name).role)
    entry = accounts.entry(caller, Action.USER_PASSWORD, name)
    store.set_password(accounts.database, name, password_digest, entry)
    accounts.names.forgive(name)


def check_name(name: str) -> None:
    """Refuse a name that nobody could read or write.

    Raises:
        BadRequestError: it is.
    """
    if not is_name(name):
        raise BadRequestError(
            "`name` is wrong: 1 to 64 letters that can be seen, without a slash.",
            param="name",
            case=Case.NO_NAME,
        )
