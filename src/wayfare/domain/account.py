"""Who may do what: users, their roles, and the projects that they work in."""

from dataclasses import dataclass
from enum import StrEnum

#: The project that is there from the start, and that a key belongs to if none is named.
DEFAULT_PROJECT = "default"

#: The user that the first run makes.
OWNER = "owner"


class Role(StrEnum):
    """What a user may do here, the least first."""

    MEMBER = "member"  # asks, and sees what is their own
    ADMIN = "admin"  # manages users, projects, keys, budgets and credentials
    OWNER = "owner"  # manages admins too, and everything else

    def covers(self, needed: "Role") -> bool:
        """Whether this role may do what another may.

        >>> Role.ADMIN.covers(Role.MEMBER), Role.ADMIN.covers(Role.OWNER)
        (True, False)
        """
        order = tuple(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    """A person. Times are Unix seconds. `subject` is who an OpenID provider says they are."""

    name: str
    role: Role
    created_at: float
    has_password: bool = False
    subject: str | None = None
    disabled_at: float | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """What keys, budgets and texts belong to. None: as the settings say.

    `retention_days`: texts older than that are deleted. `cache_s`: answers to the very same
    request are given again for so long; None or 0: never.
    """

    id: str
    title: str
    created_at: float
    archived_at: float | None = None
    keep_texts: bool | None = None
    retention_days: int | None = None
    cache_s: int | None = None
