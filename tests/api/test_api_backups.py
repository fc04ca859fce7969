"""Backups and the tables over HTTP: made, listed, given away, restored; and a dry run."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from people import bearer, join
from wayfare.domain.account import Role
from wayfare.store.backup import restore
from wayfare.store.revisions import MIGRATIONS
from wayfare.store.schema import HEAD, REVISIONS


@pytest.fixture
def folder(home: Path) -> Path:
    return home / "backups"


async def test_a_backup_is_made_checked_listed_and_can_be_restored(client, folder, tmp_path):
    assert (await client.get("/api/backups")).body == {"folder": str(folder), "data": []}
    await client.request("POST", "/api/users", json={"name": "mina"})
    made = await client.request("POST", "/api/backups")
    assert made.status == 201, made.raw
    file = folder / made.body["name"]
    assert (made.body["kind"], made.body["by"]) == ("made", "owner")
    assert made.body["bytes"] == file.stat().st_size
    assert file.stat().st_mode & 0o077 == 0
    (listed,) = (await client.get("/api/backups")).body["data"]
    assert listed["name"] == made.body["name"]
    assert listed["checked_at"] == made.body["checked_at"]
    moved = restore(file, f"sqlite:///{tmp_path / 'other.db'}", folder=tmp_path)
    assert next(each.rows for each in moved if each.table == "users") == 2
    health = (await client.get("/api/health")).body
    assert health["last_backup"]["file"] == str(file)


async def test_two_backups_at_once_are_one(client, folder):
    both = await asyncio.gather(*(client.request("POST", "/api/backups") for _ in range(2)))
    assert sorted(each.status for each in both) in ([201, 409], [201, 201])
    assert len(list(folder.glob("*"))) == sum(each.status == 201 for each in both)


async def test_a_file_that_changed_since_it_was_checked_is_not_called_whole(client, folder):
    made = (await client.request("POST", "/api/backups")).body
    with (folder / made["name"]).open("ab") as file:
        file.write(b"x")
    (listed,) = (await client.get("/api/backups")).body["data"]
    assert (listed["checked_at"], listed["by"]) == (None, "owner")


async def test_a_copy_from_before_a_migration_is_listed_as_one(client, home):
    (home / "wayfare.db.before-0041").write_bytes(b"older")
    (listed,) = (await client.get("/api/backups")).body["data"]
    assert (listed["kind"], listed["bytes"]) == ("before_migration", 5)
    assert (listed["checked_at"], listed["by"]) == (None, None)


async def test_an_owner_takes_a_backup_away_and_the_log_says_so(client, folder):
    name = (await client.request("POST", "/api/backups")).body["name"]
    taken = await client.get(f"/api/backups/{name}")
    assert taken.status == 200
    assert taken.raw == (folder / name).read_bytes()
    assert name in taken.headers["content-disposition"]
    entries = (await client.get("/api/audit?action=store")).body["data"]
    assert [each["action"] for each in entries] == ["store.download", "store.backup"]
    assert all(each["subject"] == str(folder / name) for each in entries)


async def test_an_admin_makes_backups_and_takes_none_away(client, wayfare):
    ada = bearer(join(wayfare, "ada", Role.ADMIN).key(may_manage=True))
    made = await client.request("POST", "/api/backups", headers=ada)
    assert (made.status, made.body["by"]) == (201, "ada")
    name = made.body["name"]
    assert (await client.request("GET", f"/api/backups/{name}", headers=ada)).status == 403


@pytest.mark.parametrize(
    "name",
    ["../wayfare.db", "..%2Fwayfare.db", "%2e%2e/wayfare.db", "wayfare.db", "link.db",
     "wayfare-20260131T120000Z.db", "..", "%00", "config%2Fsecret"],
    ids="abcdefghi",
)  # fmt: skip
async def test_nothing_but_a_backup_is_given_away(client, home, folder, name):
    folder.mkdir()
    (folder / "wayfare-20260131T120000Z.db").symlink_to(home / "wayfare.db")
    taken = await client.get(f"/api/backups/{name}")
    assert taken.status in (404, 405), taken.raw[:80]


async def test_where_no_backup_can_be_written_it_is_said_why(client, folder):
    folder.write_text("in the way")
    made = await client.request("POST", "/api/backups")
    assert made.status == 503
    assert str(folder) in made.error["message"]


async def test_what_runs_stands_at_the_newest_revision(client):
    store = (await client.get("/api/store")).body
    assert (store["kind"], store["revision"], store["newest"]) == ("sqlite", HEAD, HEAD)
    assert store["pending"] == []
    assert store["bytes_used"] > 0
    tried = await client.request("POST", "/api/store/migration", json={"dry_run": True})
    assert (tried.status, tried.body["is_tried"], tried.body["pending"]) == (200, False, [])


async def test_a_dry_run_says_what_is_to_come_and_changes_nothing(client, wayfare, home):
    """As where a newer Wayfare is installed beside the one that runs."""
    before = REVISIONS[-2]
    with wayfare.database.write() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, before)
    store = (await client.get("/api/store")).body
    assert store["revision"] == before
    assert [each["revision"] for each in store["pending"]] == [HEAD]
    assert store["pending"][0]["about"].endswith(".")
    there = {each.name for each in home.iterdir()}
    tried = await client.request("POST", "/api/store/migration", json={"dry_run": True})
    assert tried.status == 200, tried.raw
    assert (tried.body["is_tried"], tried.body["revision"]) == (True, HEAD)
    assert tried.body["fault"] is None
    assert tried.body["changes"]
    assert (await client.get("/api/store")).body["revision"] == before
    assert {each.name for each in home.iterdir()} == there, "the copy was thrown away"


async def test_a_wayfare_that_runs_changes_no_tables(client):
    refused = await client.request("POST", "/api/store/migration", json={"dry_run": False})
    assert (refused.status, refused.error["param"]) == (409, "dry_run")
    assert "wayfare store migrate" in refused.error["message"]


async def test_what_is_given_away_is_a_whole_database(client, tmp_path):
    name = (await client.request("POST", "/api/backups")).body["name"]
    file = tmp_path / "taken.db"
    file.write_bytes((await client.get(f"/api/backups/{name}")).raw)
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
