"""Who may do what: users, their roles, and the projects that they work in."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

#: The project that is there from the start, and that a key belongs to if none is named.
DEFAULT_PROJECT = "default"

#: The user that the first run makes.
OWNER = "owner"


#: A project keeps its texts for so many days at most, if not for ever.
RETENTION_DAYS_MAX = 36_500

#: The very same question gets the very same answer for a year at most.
CACHE_S_MAX = 31_536_000

#: A user's name has this many letters at most.
NAME_LETTERS_MAX = 64


def is_name(text: str) -> bool:
    """Whether a user may be called this: any letters that can be seen, and no slash.

    >>> is_name("민수"), is_name("kim@example.com"), is_name(" kim"), is_name("a/b")
    (True, True, False, False)
    """
    return (
        0 < len(text) <= NAME_LETTERS_MAX
        and text.isprintable()
        and text == unicodedata.normalize("NFC", text).strip()
        and "/" not in text
        and text not in (".", "..")
    )


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
    request are given again for so long; None or 0: never. `demands` and `wishes` bind all of
    its requests, as they are written in headers; None: there are none. `instructions` go before all
    that is said in its conversations.
    """

    id: str
    title: str
    created_at: float
    archived_at: float | None = None
    keep_texts: bool | None = None
    retention_days: int | None = None
    cache_s: int | None = None
    demands: str | None = None
    wishes: str | None = None
    instructions: str | None = None
