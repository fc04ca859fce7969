"""People of every role, with what they show at the door."""

from collections.abc import Mapping
from dataclasses import dataclass

from wayfare.api.access import COOKIE
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import Role
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.keys import digest_key
from wayfare.gateway.accounts.manage_users import add_user
from wayfare.gateway.accounts.passwords import digest_password
from wayfare.store.keys import KeyRow, add_key

PASSWORD = "several words are easy to keep"
OWNER = Caller("owner", "cli", role=Role.OWNER, may_manage=True)

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Person:
    """A user of a running Wayfare."""

    wayfare: Wayfare
    name: str
    role: Role

    def key(self, key_id: str = "", **options) -> str:
        """A key of theirs."""
        key_id = key_id or self.wayfare.parts.clock.new_id()
        key = f"wf-{key_id}"
        row = KeyRow(key_id, self.name, "", 1.0, may_learn=True, **options)
        digest = digest_key(key, self.wayfare.accounts.secret)
        add_key(self.wayfare.database, row, digest)
        return key

    def session(self) -> Headers:
        """What a page of Wayfare's own has their browser send, in a session that just began."""
        session = self.wayfare.accounts.sessions.begin(self.name, self.role)
        return {"cookie": f"{COOKIE}={session.id}", "x-wayfare-csrf": session.csrf}


def join(wayfare: Wayfare, name: str, role: Role, *, password: str | None = None) -> Person:
    """A user who is new here."""
    digest = None if password is None else digest_password(password)
    add_user(wayfare.accounts, OWNER, name, role, digest)
    return Person(wayfare, name, role)


def bearer(key: str) -> Headers:
    """What a program sends that shows a key."""
    return {"authorization": f"Bearer {key}"}
