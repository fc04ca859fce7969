"""The first owner: their key manages, and a team may go on without them."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from people import OWNER
from wayfare.bootstrap import Options, make_key, open_store, owner_key, read_secret, run_wayfare
from wayfare.domain.account import Role
from wayfare.domain.audit import Actor
from wayfare.domain.errors import AuthenticationError, NotFoundError
from wayfare.gateway.accounts.manage_users import add_user, change_user
from wayfare.settings.whole import Settings
from wayfare.store.audit import list_entries


async def test_the_owners_key_manages_even_where_an_older_wayfare_made_it(environ):
    options = Options(scripted=True, environ=environ)
    async with run_wayfare(Settings(), options) as wayfare:
        made = wayfare.owner
        assert (made.role, made.may_manage) == (Role.OWNER, True)
        with wayfare.database.write() as connection:
            connection.exec_driver_sql("UPDATE keys SET may_manage = false")
    async with run_wayfare(Settings(), options) as wayfare:
        assert wayfare.owner == made
        assert await wayfare.keyring.caller(owner_key(environ)) == made


async def test_where_others_own_the_place_the_first_owner_may_be_shut_out(environ):
    options = Options(scripted=True, environ=environ)
    async with run_wayfare(Settings(), options) as wayfare:
        add_user(wayfare.accounts, OWNER, "boss", Role.OWNER)
        change_user(wayfare.accounts, OWNER, "owner", disabled=True)
    async with run_wayfare(Settings(), options) as wayfare:
        assert wayfare.owner == replace(wayfare.owner, key_id="", may_manage=False)
        with pytest.raises(AuthenticationError):
            await wayfare.keyring.caller(owner_key(environ))


def test_a_key_is_made_only_where_its_user_works_and_is_written_down(environ):
    database = open_store(Settings(), environ)
    by = Actor("root", "cli")
    usual = {"user": "kim", "label": "", "may_learn": True, "by": by}
    key_id, _ = make_key(database, environ, **usual)
    with pytest.raises(NotFoundError, match="--add kim"):
        make_key(database, environ, **usual, project="shop")
    (entry,) = list_entries(database)
    assert (entry.actor, entry.action, entry.subject) == ("root", "key.add", key_id)
    database.close()
    assert len(read_secret(environ)) == 32


def test_what_digests_passwords_is_not_loaded_until_one_comes(environ):
    code = """
import asyncio, sys
from wayfare.api.app import App
from wayfare.bootstrap import Options, run_wayfare
from wayfare.cli import main
from wayfare.settings.whole import Settings

async def run():
    async with run_wayfare(Settings(), Options(scripted=True)) as wayfare:
        App(wayfare)

asyncio.run(run())
print("argon2" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": os.environ["PYTHONPATH"], **environ},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "False\n"
