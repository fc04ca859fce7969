"""Build what users, projects and keys are managed with."""

import secrets
from collections.abc import Callable

from wayfare.gateway.accounts.parts import ADDRESS_TRIES, NAME_TRIES, TRIES_WINDOW_S, Accounts
from wayfare.gateway.accounts.passwords import Passwords
from wayfare.gateway.accounts.sessions import Lasting, Sessions
from wayfare.gateway.accounts.throttle import Throttle
from wayfare.gateway.clock import Clock
from wayfare.settings.whole import Settings
from wayfare.store.database import Database


def open_accounts(
    settings: Settings,
    database: Database,
    secret: bytes,
    clock: Clock,
    forget: Callable[[], None] = lambda: None,
) -> Accounts:
    """What users, projects and keys are managed with."""
    section = settings.accounts
    lasting = Lasting(section.idle_days, section.session_days)
    return Accounts(
        database=database,
        clock=clock,
        chance=secrets.token_bytes,
        secret=secret,
        passwords=Passwords(),
        sessions=Sessions(database, secret, clock, secrets.token_bytes, lasting),
        names=Throttle(clock.tick, times=NAME_TRIES, window_s=TRIES_WINDOW_S),
        addresses=Throttle(clock.tick, times=ADDRESS_TRIES, window_s=TRIES_WINDOW_S),
        forget=forget,
    )
