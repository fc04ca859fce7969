"""Make entries of the audit log.

Knows who acts and what may be written down. Knows nothing of where entries are kept: the
store writes one in the transaction of the change that it tells of.

    entry = entry_of(clock, actor_of(caller), Action.KEY_REVOKE, key_id)
    revoke_key(database, key_id, now, entry)
"""

import os
import pwd

from wayfare.domain.audit import CLI, Action, Actor, Entry
from wayfare.domain.key import Caller
from wayfare.gateway.clock import Clock

#: What no entry has a place for, whatever it is called.
NEVER = frozenset({"key", "password", "secret", "token", "value", "cookie", "code"})
_TEXT_MAX = 400


def actor_of(caller: Caller) -> Actor:
    """Who asked over HTTP."""
    return Actor(caller.user, caller.key_id)


def at_the_terminal() -> Actor:
    """Who runs this command, as the machine knows them: they can read the files anyway."""
    uid = os.getuid()
    try:
        return Actor(pwd.getpwuid(uid).pw_name, CLI)
    except KeyError:  # a container may run as somebody without a name
        return Actor(str(uid), CLI)


def entry_of(
    clock: Clock,
    actor: Actor,
    action: Action,
    subject: str,
    **detail: str | int | float | bool | None,
) -> Entry:
    """An entry, ready to be written.

    Raises:
        ValueError: the detail is named like a secret.
    """
    if found := NEVER & detail.keys():
        raise ValueError(f"an entry of the audit log has no {', '.join(sorted(found))}")
    kept = {
        name: _short(value) if isinstance(value, str) else value
        for name, value in detail.items()
        if value is not None
    }
    return Entry(
        id=clock.new_id(),
        at=clock.now(),
        actor=_short(actor.name),
        through=actor.through,
        action=str(action),
        subject=_short(subject),
        detail=kept,
    )


def _short(text: str) -> str:
    """What somebody sent may be long; a log that they can fill hides what they did."""
    return text if len(text) <= _TEXT_MAX else text[:_TEXT_MAX] + "…"
