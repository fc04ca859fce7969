"""Whose limits there are, and who sees them: their own, those of their keys and projects.

Waits for the disk.
"""

from wayfare.domain.budget import Scope
from wayfare.domain.case import Case
from wayfare.domain.errors import NotFoundError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.parts import Accounts, sees_all
from wayfare.store.budgets import is_known
from wayfare.store.keys import list_keys
from wayfare.store.projects import list_projects


def seen_by(accounts: Accounts, caller: Caller) -> frozenset[tuple[Scope, str]] | None:
    """Whose limits bind the caller, by scope and name. None: they see all."""
    if sees_all(caller):
        return None
    database, user = accounts.database, caller.user
    return frozenset(
        {
            (Scope.USER, user),
            *((Scope.KEY, key.id) for key in list_keys(database, user)),
            *((Scope.PROJECT, project.id) for project in list_projects(database, user)),
        }
    )


def check_known(accounts: Accounts, scope: Scope, name: str) -> None:
    """Limit nobody who is not there.

    Raises:
        NotFoundError: there is no such key, project or user.
    """
    if not name.isprintable() or not is_known(accounts.database, scope, name):
        raise NotFoundError(
            f"There is no {scope} {name!r}.",
            param="name",
            case=Case.NOBODY_NAMED,
            values={"scope": scope, "name": name},
        )
