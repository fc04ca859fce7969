"""Who did what to what, and how they came in: one entry for each act that changes who may do what.

Knows names alone. No entry holds a secret.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Detail = Mapping[str, str | int | float | bool | None]


class Action(StrEnum):
    """Everything that is written into the audit log."""

    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOGOUT = "logout"
    USER_ADD = "user.add"
    USER_ROLE = "user.role"
    USER_DISABLE = "user.disable"
    USER_ENABLE = "user.enable"
    USER_PASSWORD = "user.password"  # noqa: S105 - the name of an act
    USER_LINK = "user.link"
    PROJECT_ADD = "project.add"
    PROJECT_CHANGE = "project.change"
    PROJECT_ARCHIVE = "project.archive"
    PROJECT_MEMBER = "project.member"
    KEY_ADD = "key.add"
    KEY_CHANGE = "key.change"
    KEY_REVOKE = "key.revoke"
    CREDENTIAL_SET = "credential.set"
    CREDENTIAL_REMOVE = "credential.remove"
    CREDENTIAL_ROTATE = "credential.rotate"
    BUDGET_SET = "budget.set"
    BUDGET_REMOVE = "budget.remove"
    RATE_SET = "rate.set"
    RATE_REMOVE = "rate.remove"
    OUTCOMES_CONFIRM = "outcomes.confirm"
    OUTCOMES_DOUBT = "outcomes.doubt"
    MODEL_CHANGED = "model.changed"
    MODEL_UNCHANGED = "model.unchanged"
    MODEL_SWITCH = "model.switch"
    SETTINGS_RELOAD = "settings.reload"
    STORE_BACKUP = "store.backup"
    STORE_DOWNLOAD = "store.download"
    STORE_RESTORE = "store.restore"
    STORE_MOVE = "store.move"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `through` is a key's id, or one of the ways below."""

    name: str
    through: str


#: Ways in that are no keys.
SESSION = "session"
OIDC = "oidc"
CLI = "cli"
SERVER = "server"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit log. `subject` is what it was done to; `at` is Unix seconds."""

    id: str
    at: float
    actor: str
    through: str
    action: str
    subject: str
    detail: Detail = field(default_factory=dict)
