"""What users, projects and keys are managed with. Built in one place, `bootstrap/`.

The use cases beside this file (`log_in`, `manage_users`, `manage_projects`, `manage_keys`) wait
for the disk, so whoever must not wait calls them in a thread. Each writes into the audit log in
the transaction of what it changes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from wayfare.domain.account import Role
from wayfare.domain.audit import Action, Entry
from wayfare.domain.case import Case
from wayfare.domain.errors import PermissionDeniedError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.audit import actor_of, entry_of
from wayfare.gateway.accounts.passwords import Passwords
from wayfare.gateway.accounts.sessions import Sessions
from wayfare.gateway.accounts.throttle import Throttle
from wayfare.gateway.clock import Clock
from wayfare.store.database import Database

#: Tries to log in that fail, for a name and for an address, in a quarter of an hour.
NAME_TRIES = 10
ADDRESS_TRIES = 50
TRIES_WINDOW_S = 900.0


@dataclass(frozen=True, slots=True)
class Accounts:
    """`chance` gives random bytes, `secret` keys every digest.

    `forget` makes the keyring ask the store anew.
    """

    database: Database
    clock: Clock
    chance: Callable[[int], bytes]
    secret: bytes = field(repr=False)
    passwords: Passwords
    sessions: Sessions
    names: Throttle
    addresses: Throttle
    forget: Callable[[], None]

    def entry(
        self,
        caller: Caller,
        action: Action,
        subject: str,
        **detail: str | int | float | bool | None,
    ) -> Entry:
        """What the audit log says of something done; the store writes both or neither."""
        return entry_of(self.clock, actor_of(caller), action, subject, **detail)


def sees_all(caller: Caller) -> bool:
    """Whether somebody sees what is not their own. Others do not learn that it is there."""
    return caller.role.covers(Role.ADMIN)


def check_reach(caller: Caller, role: Role) -> None:
    """Refuse to manage those whom one does not manage: admins manage members, owners all.

    Raises:
        PermissionDeniedError: the caller does not manage users of this role.
    """
    if caller.role is not Role.OWNER and role is not Role.MEMBER:
        raise PermissionDeniedError(
            f"Only an owner manages a user who is {role}.",
            param="role",
            case=Case.OWNER_ONLY,
            values={"role": role},
        )
