"""Begin and end sessions, and tell who is logged in.

A session is 256 random bits in a person's browser. As with keys, only a keyed digest is
kept. What a browser sends by itself proves nothing about who wrote the request, so a page
must show a token too, which only a page of Wayfare's own can have read.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from wayfare.domain.account import Role
from wayfare.domain.audit import SESSION, Action, Actor
from wayfare.domain.budget import DAY_S
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.audit import actor_of, entry_of
from wayfare.gateway.clock import Clock
from wayfare.store.database import Database
from wayfare.store.sessions import (
    add_session,
    end_session,
    find_session,
    prolong_session,
)

SESSION_BYTES = 32
#: A session is prolonged when this much of its idle time has passed, not with every request.
_PROLONGED_AFTER = 0.1


@dataclass(frozen=True, slots=True)
class Session:
    """A person who is logged in. `id` is what their browser keeps, `csrf` what a page shows."""

    id: str
    user: str
    role: Role
    csrf: str
    expires_at: float

    @property
    def caller(self) -> Caller:
        """Who is asking, as endpoints see it."""
        return Caller(self.user, SESSION, role=self.role, may_manage=True)


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session lasts: after the last request, and after it began at the most."""

    idle_days: int
    days_max: int


class Sessions:
    """The sessions of this installation. Every method waits for the disk: an end counts at once."""

    def __init__(
        self,
        database: Database,
        secret: bytes,
        clock: Clock,
        chance: Callable[[int], bytes],
        lasting: Lasting,
    ) -> None:
        self._database = database
        self._secret = secret
        self._clock = clock
        self._chance = chance
        self._idle_s = lasting.idle_days * DAY_S
        self._max_s = lasting.days_max * DAY_S

    @property
    def seconds_max(self) -> int:
        """How long a browser keeps a session at the most."""
        return int(self._max_s)

    def begin(self, user: str, role: Role, through: str = SESSION) -> Session:
        """Begin a session of a user who has shown who they are."""
        session_id = base64.urlsafe_b64encode(self._chance(SESSION_BYTES)).decode().rstrip("=")
        now = self._clock.now()
        expires_at = now + min(self._idle_s, self._max_s)
        digest = self.digest(session_id)
        entry = entry_of(self._clock, Actor(user, through), Action.LOGIN, user)
        add_session(self._database, digest, user, entry, created_at=now, expires_at=expires_at)
        return Session(session_id, user, role, self._csrf(session_id), expires_at)

    def find(self, session_id: str) -> Session | None:
        """The session that a browser shows; None where it is over or never was."""
        digest, now = self.digest(session_id), self._clock.now()
        row = find_session(self._database, digest, now)
        if row is None:
            return None
        expires_at = row.expires_at
        longer = min(now + self._idle_s, row.created_at + self._max_s)
        if longer - expires_at > self._idle_s * _PROLONGED_AFTER:
            prolong_session(self._database, digest, longer)
            expires_at = longer
        return Session(session_id, row.user, row.role, self._csrf(session_id), expires_at)

    def leave(self, session: Session) -> None:
        """End a session because its user asks for it."""
        entry = entry_of(self._clock, actor_of(session.caller), Action.LOGOUT, session.user)
        end_session(self._database, self.digest(session.id), entry)

    def drop(self, session_id: str) -> None:
        """End a session, whosever it is, in whose place another began."""
        end_session(self._database, self.digest(session_id))

    def is_shown(self, session: Session, csrf: str) -> bool:
        """Whether a page showed the token of its session."""
        return hmac.compare_digest(session.csrf.encode(), csrf.encode("utf-8", "replace"))

    def digest(self, session_id: str) -> bytes:
        """What is kept of a session."""
        return hashlib.blake2b(
            session_id.encode("utf-8", "replace"),
            key=self._secret,
            digest_size=32,
            person=b"session",
        ).digest()

    def _csrf(self, session_id: str) -> str:
        message = b"csrf " + session_id.encode("utf-8", "replace")
        return hmac.digest(self._secret, message, "sha256").hex()
