"""Manage accounts from the machine itself: whoever can read its files may do what an owner may.

Passwords are typed unseen, or read from standard input: never an argument, which others on
the machine could see.
"""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from wayfare.bootstrap import open_store, read_secret
from wayfare.bootstrap.accounts import open_accounts
from wayfare.cli.state import State
from wayfare.domain.account import Role
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.audit import at_the_terminal
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.accounts.passwords import LETTERS_MAX, check_password, digest_password
from wayfare.gateway.clock import Clock


@contextmanager
def managing(state: State) -> Iterator[tuple[Accounts, Caller]]:
    """What accounts are managed with, and who does so."""
    actor = at_the_terminal()
    with closing(open_store(state.settings, os.environ)) as database:
        secret = read_secret(os.environ)
        accounts = open_accounts(state.settings, database, secret, Clock())
        yield accounts, Caller(actor.name, actor.through, role=Role.OWNER, may_manage=True)


def read_password(state: State) -> str:
    """The digest of a password that is typed twice, or comes as one line of standard input.

    Raises:
        BadRequestError: the two differ, or it is too short or too long.
    """
    if sys.stdin.isatty():
        password = getpass.getpass(state.texts("type_password") + ": ", sys.stderr)
        if getpass.getpass(state.texts("type_password_again") + ": ", sys.stderr) != password:
            raise BadRequestError(state.texts("passwords_differ"))
    else:
        try:
            password = sys.stdin.readline(4 * LETTERS_MAX).rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise BadRequestError(state.texts("key_not_text")) from error
    check_password(password)
    return digest_password(password)
