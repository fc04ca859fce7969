"""Log in and out, and change one's own password.

Whoever fails to log in learns nothing: whether there is such a user, whether they may enter,
whether the password was nearly right. Each failure has the same words and takes as long.
"""

import asyncio

from wayfare.domain.audit import SESSION, Action, Actor
from wayfare.domain.case import Case
from wayfare.domain.errors import ConflictError, LoginError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.audit import entry_of
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.accounts.passwords import check_password
from wayfare.gateway.accounts.sessions import Session
from wayfare.store.audit import add_entry
from wayfare.store.users import (
    find_user,
    read_password,
    renew_password,
    set_first_password,
    set_password,
)

#: Who is not known. A name that nobody has is not written down: it may be a password.
_NOBODY = "-"


async def log_in(accounts: Accounts, name: str, password: str, address: str) -> Session:
    """Begin a session of a user who shows their password.

    Raises:
        LoginError: name and password do not belong together.
        RateLimitedError: this name, or this address, failed too often.
    """
    accounts.addresses.take(address)
    accounts.names.take(name)
    digest = await asyncio.to_thread(read_password, accounts.database, name)
    verdict = await accounts.passwords.compare(digest, password)
    # asked again: it may have been changed while it was compared
    still = await asyncio.to_thread(read_password, accounts.database, name)
    if not verdict.is_right or digest is None or still != digest:
        await asyncio.to_thread(_note_failure, accounts, name if digest else _NOBODY)
        raise LoginError("This name and this password do not belong together.")
    accounts.addresses.give_back(address)
    accounts.names.forgive(name)
    if verdict.renewed is not None:
        await asyncio.to_thread(_renew, accounts, name, verdict.renewed, digest)
    return await asyncio.to_thread(begin_session, accounts, name)


def begin_session(accounts: Accounts, name: str, through: str = SESSION) -> Session:
    """Begin a session of a user who has shown who they are, by whatever way.

    Raises:
        LoginError: there is no such user, or they were shut out.
    """
    user = find_user(accounts.database, name)
    if user is None or user.disabled_at is not None:
        raise LoginError("There is no such user here, or they were shut out.")
    return accounts.sessions.begin(user.name, user.role, through)


async def set_up(accounts: Accounts, caller: Caller, password: str) -> Session:
    """Give an owner who shows a key their first password, and log them in.

    Raises:
        ConflictError: there is a password already, or it is not a key that is shown.
    """
    if caller.key_id == SESSION:
        raise ConflictError("The first password is set by showing the owner's key.")
    digest = await accounts.passwords.digest(password)
    return await asyncio.to_thread(_begin_with, accounts, caller, digest)


async def change_password(
    accounts: Accounts, caller: Caller, old: str, new: str, session: Session | None
) -> None:
    """Change one's own password; every other session of one's own ends.

    Raises:
        BadRequestError: the new one is too short or too long.
        LoginError: the old one is wrong.
        RateLimitedError: it was wrong too often.
    """
    check_password(new, "new")
    accounts.names.take(caller.user)
    digest = await asyncio.to_thread(read_password, accounts.database, caller.user)
    verdict = await accounts.passwords.compare(digest, old)
    if not verdict.is_right or digest is None:
        raise LoginError("The old password is wrong.", param="old", case=Case.OLD_PASSWORD_WRONG)
    accounts.names.forgive(caller.user)
    renewed = await accounts.passwords.digest(new)
    await asyncio.to_thread(_replace, accounts, caller, renewed, digest, session)


def _begin_with(accounts: Accounts, caller: Caller, digest: str) -> Session:
    entry = accounts.entry(caller, Action.USER_PASSWORD, caller.user)
    if not set_first_password(accounts.database, caller.user, digest, entry):
        raise ConflictError(
            f"{caller.user!r} has a password already.",
            cure="Log in with it; `wayfare users password` sets another.",
        )
    return begin_session(accounts, caller.user)


def _replace(
    accounts: Accounts, caller: Caller, renewed: str, digest: str, session: Session | None
) -> None:
    entry = accounts.entry(caller, Action.USER_PASSWORD, caller.user)
    kept = b"" if session is None else accounts.sessions.digest(session.id)
    if not set_password(
        accounts.database, caller.user, renewed, entry, instead_of=digest, but=kept
    ):
        raise ConflictError("The password was changed meanwhile.", cure="Log in again.")


def _renew(accounts: Accounts, name: str, renewed: str, digest: str) -> None:
    renew_password(accounts.database, name, renewed, instead_of=digest)


def _note_failure(accounts: Accounts, name: str) -> None:
    entry = entry_of(accounts.clock, Actor(_NOBODY, SESSION), Action.LOGIN_FAILED, name)
    add_entry(accounts.database, entry)
