"""`wayfare store` as a person uses it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from scratch import scratch_schema
from wayfare.store.database import place_of
from wayfare.store.schema import HEAD, REVISIONS


@pytest.fixture
def server_url(postgres: str) -> Iterator[str]:
    with scratch_schema(postgres) as url:
        yield url


def test_a_store_is_migrated_seen_backed_up_and_restored(cli, tmp_path: Path):
    (tmp_path / "home" / "wayfare.db").unlink()  # nobody was here yet
    empty = cli("store", "status").out
    assert f"revision (newest): none yet ({HEAD})" in empty
    planned = cli("store", "migrate", "--dry-run")
    assert "CREATE TABLE requests" in planned.out
    assert ", ".join(REVISIONS) in planned.err
    assert cli("store", "status").out == empty
    assert cli("store", "migrate").out == f"The tables are now at revision {HEAD}.\n"
    assert cli("store", "migrate").out == f"The tables are at the newest revision, {HEAD}.\n"
    cli("keys", "add", "mina")
    file = tmp_path / "copy.db"
    assert re.fullmatch(r".*copy\.db: [\d,]+ bytes\.\n", cli("store", "backup", str(file)).out)
    cli("keys", "add", "jun")
    refused = cli("store", "restore", str(file))
    assert refused.status == 1
    assert "--replace" in refused.err
    assert "All rows" in cli("store", "restore", str(file), "--replace").out
    assert [key["user"] for key in cli("keys", "list", "--json").json] == ["mina"]
    acts = [entry["action"] for entry in cli("audit", "--json").json]
    assert acts == ["store.restore", "key.add"]  # the backup is older than its own entry
    found = cli("store", "status", "--json").json
    assert (found["kind"], found["revision"], found["rows"]["keys"]) == ("sqlite", HEAD, 1)


def test_it_speaks_korean(cli):
    cli("keys", "add", "mina")
    assert "리비전(최신)" in cli("store", "status", "--lang", "ko").out
    assert "최신 리비전" in cli("store", "migrate", "--lang", "ko").out


def test_a_store_moves_to_a_server_and_is_used_there(
    cli, tmp_path: Path, server_url: str, surroundings: dict[str, str]
):
    cli("keys", "add", "mina")
    file_url = f"sqlite:///{tmp_path}/home/wayfare.db"
    said = cli("store", "move", file_url, server_url)
    assert said.out.endswith("Set store.url to the new address.\n")
    surroundings["WAYFARE_STORE__URL"] = server_url
    assert [key["user"] for key in cli("keys", "list", "--json").json] == ["mina"]
    assert cli("store", "status", "--json").json["kind"] == "postgresql"
    moved = cli("store", "move", server_url, file_url, "--replace", "--json").json
    assert {row["table"]: row["rows"] for row in moved}["keys"] == 1


def test_no_command_shows_the_password(cli, surroundings: dict[str, str]):
    surroundings["WAYFARE_STORE__URL"] = "postgresql://mina:SECRET@127.0.0.1:1/wayfare"
    for command in (
        ("store", "status"),
        ("store", "migrate"),
        ("store", "backup", "copy.db"),
        ("keys", "list"),
        ("doctor",),
        ("doctor", "--json"),
    ):
        said = cli(*command)
        assert said.status == 1
        assert "127.0.0.1" in said.out + said.err
        assert "SECRET" not in said.out + said.err


def test_the_name_of_a_place_is_its_file(surroundings: Mapping[str, str]):
    assert place_of("sqlite:////data/wayfare.db").name == "/data/wayfare.db"
