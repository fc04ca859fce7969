"""Add projects, change them, and say who works in them.

Members see the projects that they work in; admins see and change all. Every function waits
for the disk.
"""

import re
from collections.abc import Callable, Mapping

from wayfare.domain.account import DEFAULT_PROJECT, Project
from wayfare.domain.audit import Action, Detail
from wayfare.domain.case import Case
from wayfare.domain.demands import parse_demands
from wayfare.domain.errors import BadRequestError, ConflictError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.wishes import parse_wishes
from wayfare.gateway.accounts.parts import Accounts, sees_all
from wayfare.store import projects as store
from wayfare.store.users import find_user

#: What binds all requests of a project, and how it is read.
_PARSED: Mapping[str, Callable[[str], object]] = {
    "demands": parse_demands,
    "wishes": parse_wishes,
}
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def list_projects(accounts: Accounts, caller: Caller) -> list[Project]:
    """The projects that the caller sees, the oldest first."""
    return store.list_projects(accounts.database, _seen_by(caller))


def see_project(accounts: Accounts, caller: Caller, project: str) -> Project:
    """One project.

    Raises:
        NotFoundError: there is none, or not for this caller.
    """
    found = store.find_project(accounts.database, project, _seen_by(caller))
    if found is None:
        raise NotFoundError(
            f"There is no project {project!r}.",
            cure="`wayfare projects list` shows all.",
            param="project",
        )
    return found


def list_members(accounts: Accounts, caller: Caller, project: str) -> list[str]:
    """Who works in a project.

    Raises:
        NotFoundError: there is none, or not for this caller.
    """
    see_project(accounts, caller, project)
    return store.list_members(accounts.database, project)


def add_project(
    accounts: Accounts, caller: Caller, project: str, title: str, member: str | None
) -> Project:
    """Add a project, with its first member where one is named.

    Raises:
        BadRequestError: the id cannot be one.
        ConflictError: the id is taken.
    """
    if not _ID.fullmatch(project):
        raise BadRequestError(
            "`id` is wrong: small letters a-z, digits and dashes, 63 at most.",
            param="id",
            case=Case.NO_ID,
        )
    made = Project(project, title or project, accounts.clock.now())
    entry = accounts.entry(caller, Action.PROJECT_ADD, project, title=made.title)
    store.add_project(accounts.database, made, member, entry)
    return see_project(accounts, caller, project)


def change_project(
    accounts: Accounts,
    caller: Caller,
    project: str,
    changes: Detail,
    *,
    archived: bool | None = None,
) -> Project:
    """Change a project: its title, what is kept of its texts, for how long.

    An archived project's keys open nothing, but what is known of it stays.

    Raises:
        NotFoundError: there is no such project.
        ConflictError: the one that every key falls back on cannot be archived.
        BadRequestError: its demands or wishes are malformed.
    """
    found = see_project(accounts, caller, project)
    changed: dict[str, object] = {**changes, **_binding(changes)}
    if archived and project == DEFAULT_PROJECT:
        raise ConflictError(
            "The default project cannot be archived.", param="archived", case=Case.DEFAULT_STAYS
        )
    if archived is not None:
        since = found.archived_at or accounts.clock.now()
        changed["archived_at"] = since if archived else None
    action = Action.PROJECT_CHANGE if archived is None else Action.PROJECT_ARCHIVE
    entry = accounts.entry(caller, action, project, archived=archived, **_told(changes))
    store.change_project(accounts.database, project, changed, entry)
    accounts.forget()
    return see_project(accounts, caller, project)


def add_member(accounts: Accounts, caller: Caller, project: str, user: str) -> None:
    """Take a user into a project.

    Raises:
        NotFoundError: there is no such project, or no such user.
    """
    see_project(accounts, caller, project)
    if find_user(accounts.database, user) is None:
        raise NotFoundError(
            f"There is no user {user!r}.",
            cure="`wayfare users list` shows all.",
            param="user",
            case=Case.NOBODY_NAMED,
            values={"scope": "user", "name": user},
        )
    entry = accounts.entry(caller, Action.PROJECT_MEMBER, project, user=user, added=True)
    store.add_member(accounts.database, project, user, entry)
    accounts.forget()


def remove_member(accounts: Accounts, caller: Caller, project: str, user: str) -> None:
    """Take a user out of a project; their keys in it open nothing from then on.

    Raises:
        NotFoundError: there is no such project, or the user does not work in it.
    """
    see_project(accounts, caller, project)
    entry = accounts.entry(caller, Action.PROJECT_MEMBER, project, user=user, added=False)
    if not store.remove_member(accounts.database, project, user, entry):
        raise NotFoundError(f"{user!r} does not work in {project!r}.", param="user")
    accounts.forget()


def _seen_by(caller: Caller) -> str | None:
    return None if sees_all(caller) else caller.user


def _told(changes: Detail) -> Detail:
    """What the audit log says of changes: of instructions, how long they are."""
    said = changes.get("instructions")
    return {**changes, "instructions": len(str(said))} if said is not None else changes


def _binding(changes: Detail) -> dict[str, str | None]:
    """What changes of its demands and wishes, as it is kept: written in one way."""
    found: dict[str, str | None] = {}
    for name, parse in _PARSED.items():
        text = changes.get(name)
        if name not in changes or text is None:
            continue
        try:
            found[name] = str(parse(str(text))) if text else None
        except ValueError as error:
            raise BadRequestError(f"`{name}` is wrong: {error}.", param=name) from error
    return found
