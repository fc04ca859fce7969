"""`wayfare users`: list and add users, change their roles and passwords, shut them out."""

from typing import Annotated

import typer

from wayfare.cli.boards import print_board
from wayfare.cli.command import command, group
from wayfare.cli.days import day_of
from wayfare.cli.managing import managing, read_password
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.domain.account import Role
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.accounts import identities, manage_users
from wayfare.gateway.accounts.audit import actor_of
from wayfare.gateway.accounts.identities import invitation_of

_HEADINGS = ("user", "role", "made", "disabled", "password")
_ROLES = {Role.MEMBER: "role_member", Role.ADMIN: "role_admin", Role.OWNER: "role_owner"}

app = group("Manage users: who there is, and what they may do.")

_Name = Annotated[str, typer.Argument(help="The user's name.")]


@app.command(name="list")
@command
def list_(state: State) -> None:
    """List the users."""
    with managing(state) as (accounts, _):
        users = manage_users.list_users(accounts)
    if state.as_json:
        state.print_json(users)
        return
    if not users:
        state.console.print(state.texts("no_users"))
        return
    texts = state.texts
    cells = [
        [
            plain(user.name),
            texts(_ROLES[user.role]),
            day_of(user.created_at),
            day_of(user.disabled_at),
            texts("yes") if user.has_password else texts("no"),
        ]
        for user in users
    ]
    print_board(state.console, [texts(name) for name in _HEADINGS], cells)


@app.command()
@command
def add(
    state: State,
    name: _Name,
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.MEMBER,
    password: Annotated[
        bool, typer.Option("--password", help="Give them a password, typed or from standard input.")
    ] = False,
) -> None:
    """Add a user. They work in the default project."""
    digest = read_password(state) if password else None
    with managing(state) as (accounts, caller):
        user = manage_users.add_user(accounts, caller, name, role, digest)
    if state.as_json:
        state.print_json(user)
        return
    state.console.print(state.texts("user_added", name=plain(name)), markup=False)


@app.command()
@command
def role(
    state: State,
    name: _Name,
    new: Annotated[Role, typer.Argument(metavar="ROLE", help="member, admin or owner.")],
) -> None:
    """Give a user another role."""
    with managing(state) as (accounts, caller):
        user = manage_users.change_user(accounts, caller, name, role=new)
    if state.as_json:
        state.print_json(user)
        return
    said = state.texts("user_role", name=plain(name), role=state.texts(_ROLES[new]))
    state.console.print(said, markup=False)


@app.command()
@command
def disable(state: State, name: _Name) -> None:
    """Shut a user out: sessions end, keys open nothing within seconds."""
    _change(state, name, disabled=True)


@app.command()
@command
def enable(state: State, name: _Name) -> None:
    """Let a user in again."""
    _change(state, name, disabled=False)


@app.command()
@command
def password(state: State, name: _Name) -> None:
    """Give a user a new password: typed twice, or from standard input. Their sessions end."""
    with managing(state) as (accounts, caller):
        manage_users.see_user(accounts, caller, name)  # before anything is typed
        manage_users.reset_password(accounts, caller, name, read_password(state))
    if state.as_json:
        state.print_json({"name": name, "has_password": True})
        return
    state.console.print(state.texts("user_password", name=plain(name)), markup=False)


@app.command()
@command
def link(
    state: State,
    name: _Name,
    subject: Annotated[
        str, typer.Argument(help="Who they are at the OpenID provider: issuer|subject.")
    ] = "",
    *,
    email: Annotated[
        str, typer.Option(help="Instead: the first with this address, if it is verified.")
    ] = "",
) -> None:
    """Let a user sign in at the OpenID provider of the settings."""
    issuer = state.settings.oidc.issuer
    if bool(subject) == bool(email) or (email and not issuer):
        raise BadRequestError(state.texts("link_what"), cure=state.texts("link_what_cure"))
    _link(state, name, invitation_of(issuer, email) if email else subject)
    if not state.as_json:
        state.console.print(state.texts("user_linked", name=plain(name)), markup=False)


@app.command()
@command
def unlink(state: State, name: _Name) -> None:
    """Let a user sign in at the OpenID provider no longer. Sessions go on."""
    _link(state, name, None)
    if not state.as_json:
        state.console.print(state.texts("user_unlinked", name=plain(name)), markup=False)


def _link(state: State, name: str, subject: str | None) -> None:
    with managing(state) as (accounts, caller):
        identities.link(accounts.database, accounts.clock, actor_of(caller), name, subject)
    if state.as_json:
        state.print_json({"name": name, "subject": subject})


def _change(state: State, name: str, *, disabled: bool) -> None:
    with managing(state) as (accounts, caller):
        user = manage_users.change_user(accounts, caller, name, disabled=disabled)
    if state.as_json:
        state.print_json(user)
        return
    said = "user_disabled" if disabled else "user_enabled"
    state.console.print(state.texts(said, name=plain(name)), markup=False)
