"""Let somebody in who was signed in by an OpenID provider: find the user, begin a session.

Says in the audit log who came, and who was turned away after the provider had answered.
"""

import asyncio
from dataclasses import dataclass

from wayfare.domain.audit import OIDC, Action, Actor
from wayfare.domain.errors import TokenError, WayfareError
from wayfare.gateway.accounts.audit import entry_of
from wayfare.gateway.accounts.identities import Welcome, subject_of, user_of
from wayfare.gateway.accounts.log_in import begin_session
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.accounts.sessions import Session
from wayfare.gateway.accounts.sign_in import Returned, SignIn
from wayfare.store.audit import add_entry
from wayfare.wire.openid import Identity

#: Who is not known.
_NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Entrance:
    """A provider to sign in at. `label` is what a page calls it."""

    sign_in: SignIn
    welcome: Welcome
    label: str


async def enter(
    accounts: Accounts, entrance: Entrance, returned: Returned, cookie: str
) -> tuple[Session, str]:
    """Begin a session of whoever comes back, and say which page they were on.

    Raises:
        SignInError: they did not sign in, or something does not fit together.
        PermissionDeniedError: they are nobody here, or were shut out.
        ProviderError: the provider cannot be asked.
    """
    try:
        identity, back = await entrance.sign_in.finish(returned, cookie)
    except TokenError as error:
        await asyncio.to_thread(_turn_away, accounts, _NOBODY, entrance.label, error)
        raise
    session = await asyncio.to_thread(_begin, accounts, entrance.welcome, identity)
    return session, back


def _begin(accounts: Accounts, welcome: Welcome, identity: Identity) -> Session:
    subject = subject_of(identity.issuer, identity.subject)
    try:
        name = user_of(accounts.database, accounts.clock, identity, welcome)
        return begin_session(accounts, name, OIDC)
    except WayfareError as error:
        _turn_away(accounts, identity.email or subject, subject, error)
        raise


def _turn_away(accounts: Accounts, who: str, subject: str, error: WayfareError) -> None:
    actor = Actor(who, OIDC)
    entry = entry_of(accounts.clock, actor, Action.LOGIN_FAILED, subject, why=error.message)
    add_entry(accounts.database, entry)
