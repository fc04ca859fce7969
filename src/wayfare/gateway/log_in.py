"""Log in and out, and change one's own password.

Whoever fails to log in learns nothing: whether there is such a user, whether they may enter,
whether the password was nearly right. Each failure has the same words and takes as long.
"""

import asyncio

from wayfare.domain.errors import ConflictError, LoginError, PermissionDeniedError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts import Accounts
from wayfare.gateway.sessions import Session
from wayfare.store.users import find_user, read_password, set_first_password, set_password


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
        raise LoginError("This name and this password do not belong together.")
    accounts.addresses.give_back(address)
    accounts.names.forgive(name)
    if verdict.renewed is not None:
        await asyncio.to_thread(_renew, accounts, name, verdict.renewed, digest)
    return await asyncio.to_thread(begin_session, accounts, name)


def begin_session(accounts: Accounts, name: str) -> Session:
    """Begin a session of a user who has shown who they are, by whatever way.

    Raises:
        LoginError: there is no such user, or they were shut out.
    """
    user = find_user(accounts.database, name)
    if user is None or user.disabled_at is not None:
        raise LoginError("There is no such user here, or they were shut out.")
    session = accounts.sessions.begin(user.name, user.role)
    accounts.note(session.caller, "session.begin", user.name, {})
    return session


def log_out(accounts: Accounts, session: Session) -> None:
    """End a session."""
    accounts.sessions.end(session.id)
    accounts.note(session.caller, "session.end", session.user, {})


async def set_up(accounts: Accounts, caller: Caller, password: str) -> Session:
    """Give an owner who shows a key their first password, and log them in.

    Raises:
        PermissionDeniedError: it is not a key that is shown.
        ConflictError: there is a password already.
    """
    if not caller.key_id:
        raise PermissionDeniedError("The first password is set by showing the owner's key.")
    digest = await accounts.passwords.digest(password)
    return await asyncio.to_thread(_begin_with, accounts, caller, digest)


async def change_password(
    accounts: Accounts, caller: Caller, old: str, new: str, session: Session | None
) -> None:
    """Change one's own password; every other session of one's own ends.

    Raises:
        LoginError: the old one is wrong.
        RateLimitedError: it was wrong too often.
    """
    accounts.names.take(caller.user)
    digest = await asyncio.to_thread(read_password, accounts.database, caller.user)
    verdict = await accounts.passwords.compare(digest, old)
    if not verdict.is_right or digest is None:
        raise LoginError("The old password is wrong.", param="old")
    accounts.names.forgive(caller.user)
    renewed = await accounts.passwords.digest(new)
    await asyncio.to_thread(_replace, accounts, caller, renewed, digest, session)


def _begin_with(accounts: Accounts, caller: Caller, digest: str) -> Session:
    if not set_first_password(accounts.database, caller.user, digest):
        raise ConflictError(
            f"{caller.user!r} has a password already.",
            cure="Log in with it; `wayfare users password` sets another.",
        )
    accounts.note(caller, "password.set", caller.user, {})
    return begin_session(accounts, caller.user)


def _replace(
    accounts: Accounts, caller: Caller, renewed: str, digest: str, session: Session | None
) -> None:
    if not set_password(accounts.database, caller.user, renewed, only_instead_of=digest):
        raise ConflictError("The password was changed meanwhile.", cure="Log in again.")
    accounts.sessions.end_all(caller.user, but=session)
    accounts.note(caller, "password.change", caller.user, {})


def _renew(accounts: Accounts, name: str, renewed: str, digest: str) -> None:
    """Keep a password under today's parameters, unless another came meanwhile."""
    set_password(accounts.database, name, renewed, only_instead_of=digest)
