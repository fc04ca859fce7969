"""Find the user whom an OpenID provider means, or make one where the settings allow it.

A user is found by issuer and subject alone. An address of e-mail opens nothing by itself:
only where an owner wrote it beside a user, and the provider has verified it, does it tie
that user to a subject, once. A name that somebody has is never given to another.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from wayfare.domain.account import NAME_LETTERS_MAX, Role, is_name
from wayfare.domain.audit import OIDC, Action, Actor
from wayfare.domain.errors import (
    BadRequestError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
)
from wayfare.gateway.accounts.audit import entry_of
from wayfare.gateway.clock import Clock
from wayfare.store.database import Database
from wayfare.store.subjects import (
    add_with_subject,
    name_of_subject,
    replace_subject,
    set_subject,
)
from wayfare.wire.openid import Identity


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who may sign in. Without `domains`, whoever is linked or made; `role` is a new user's."""

    makes_users: bool = False
    role: Role = Role.MEMBER
    domains: Sequence[str] = ()


def subject_of(issuer: str, subject: str) -> str:
    """Who somebody is, wherever they come from."""
    return f"{issuer}|{subject}"


def invitation_of(issuer: str, email: str) -> str:
    """What stands beside a user until their first sign-in. No issuer has a `#` in it."""
    return f"{issuer}#email|{email.strip().casefold()}"


def user_of(database: Database, clock: Clock, identity: Identity, welcome: Welcome) -> str:
    """The name of the user whom an identity means. Waits for the disk.

    Raises:
        PermissionDeniedError: nobody is meant, or they may not come in this way.
    """
    _check_domain(identity, welcome)
    subject = subject_of(identity.issuer, identity.subject)
    found = name_of_subject(database, subject) or _invited(database, clock, identity, subject)
    if found is not None:
        return found
    if not welcome.makes_users:
        raise PermissionDeniedError(
            f"Nobody here is {subject!r}.",
            cure="Who runs this Wayfare can let you in: `wayfare users link NAME SUBJECT`.",
        )
    return _made(database, clock, identity, subject, welcome.role)


def link(database: Database, clock: Clock, actor: Actor, name: str, subject: str | None) -> None:
    """Say whom a subject or an invitation means; None: nobody signs in as this user.

    Raises:
        NotFoundError: there is no such user.
        ConflictError: it means somebody else.
        BadRequestError: it is too long.
    """
    if subject is not None and not 0 < len(subject) <= 1_000:
        raise BadRequestError("The subject is empty or too long.", param="subject")
    entry = entry_of(clock, actor, Action.USER_LINK, name, to=subject)
    if not set_subject(database, name, subject, entry):
        raise NotFoundError(f"There is no user {name!r}.", cure="`wayfare users list` shows all.")


def _check_domain(identity: Identity, welcome: Welcome) -> None:
    if not welcome.domains:
        return
    domain = identity.email.rpartition("@")[2]
    if domain not in {each.strip().casefold() for each in welcome.domains}:
        raise PermissionDeniedError(
            "Your address of e-mail was not verified, or is not one of those that may come in.",
            cure="`oidc.domains` in the settings lists them.",
        )


def _invited(database: Database, clock: Clock, identity: Identity, subject: str) -> str | None:
    if not identity.email:
        return None
    invitation = invitation_of(identity.issuer, identity.email)
    name = name_of_subject(database, invitation)
    if name is None:
        return None
    entry = entry_of(clock, Actor(name, OIDC), Action.USER_LINK, name, to=subject)
    replace_subject(database, invitation, subject, entry)
    # two who come at once: the first took the invitation
    return name_of_subject(database, subject)


def _made(database: Database, clock: Clock, identity: Identity, subject: str, role: Role) -> str:
    for name in _names(identity, subject):
        entry = entry_of(
            clock, Actor(name, OIDC), Action.USER_ADD, name, role=str(role), to=subject
        )
        try:
            add_with_subject(database, name, role, subject, entry)
        except ConflictError:
            if (found := name_of_subject(database, subject)) is not None:
                return found  # they came twice at once
            continue
        return name
    raise PermissionDeniedError("Somebody here has your name already.")


def _names(identity: Identity, subject: str) -> Sequence[str]:
    """What a new user may be called, the best first."""
    mark = hashlib.blake2b(subject.encode(), digest_size=4).hexdigest()
    wished = [name.strip() for name in (identity.email, identity.name) if is_name(name.strip())]
    marked = [f"{name[: NAME_LETTERS_MAX - 9]}-{mark}" for name in wished]
    return [*wished[:1], *marked[:1], f"user-{mark}"]
