"""Providers' keys, kept encrypted: nobody reads them back, and without the vault none opens."""

import logging
import random
import stat
from pathlib import Path

import pytest

from wayfare.bootstrap.store import open_credentials
from wayfare.domain.audit import Actor
from wayfare.domain.errors import BadRequestError, NotFoundError, VaultError
from wayfare.gateway.accounts.credentials import Credentials
from wayfare.gateway.accounts.vault import Vault
from wayfare.settings.providers import ProviderRow
from wayfare.settings.whole import Settings
from wayfare.store.audit import list_entries
from wayfare.store.credentials import CredentialTable
from wayfare.store.database import Database, open_database

MINA = Actor("mina", "key-1")
SETTINGS = Settings(providers={"mine": ProviderRow(base_url="https://mine.example/v1")})
SECRET = "sk-" + random.Random(3).randbytes(24).hex()


@pytest.fixture
def database(home: Path, environ):
    database = open_database(f"sqlite:///{home / 'wayfare.db'}")
    yield database
    database.close()


@pytest.fixture
def credentials(database: Database, environ) -> Credentials:
    return open_credentials(database, SETTINGS, environ)


@pytest.fixture
def vault(home: Path) -> Path:
    return home / "config" / "vault"


def test_a_key_that_is_set_is_there_to_be_sent_and_is_listed_without_itself(credentials):
    kept = credentials.set(MINA, "openai", f"  {SECRET}\n")
    assert credentials.keys() == {"openai": SECRET}
    (listed,) = credentials.list()
    assert listed == kept
    assert (listed.provider, listed.created_by) == ("openai", "mina")
    assert SECRET[:6] not in repr(listed)
    assert SECRET[-4:] not in repr(listed)


def test_the_fingerprint_tells_whether_two_keys_are_the_same(credentials):
    first = credentials.set(MINA, "openai", SECRET)
    assert credentials.set(MINA, "openai", SECRET).fingerprint == first.fingerprint
    assert credentials.set(MINA, "openai", SECRET + "x").fingerprint != first.fingerprint
    assert credentials.set(MINA, "mine", SECRET).fingerprint != first.fingerprint


def test_no_file_in_the_home_holds_the_key_nor_does_the_log(credentials, home, caplog):
    with caplog.at_level(logging.DEBUG):
        credentials.set(MINA, "openai", SECRET)
        credentials.keys()
        credentials.rotate(MINA)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {"wayfare.db", "vault"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        for form in (SECRET, SECRET[3:], SECRET[::-1]):
            assert form.encode() not in content, path
    assert SECRET not in caplog.text


def test_the_vault_is_its_owners_alone(credentials, vault):
    assert not vault.exists()
    credentials.set(MINA, "openai", SECRET)
    assert stat.S_IMODE(vault.stat().st_mode) == 0o600
    assert [path.name for path in vault.parent.iterdir()] == ["vault"]


def test_a_stolen_database_opens_nothing(credentials, database, tmp_path):
    credentials.set(MINA, "openai", SECRET)
    thief = open_credentials(database, SETTINGS, {"WAYFARE_HOME": str(tmp_path / "thief")})
    assert thief.keys() == {}
    assert thief.list()[0].fingerprint is None


def test_another_vault_is_told_plainly_and_once_and_a_new_key_cures_it(credentials, vault, caplog):
    credentials.set(MINA, "openai", SECRET)
    vault.write_text("ab" * 32 + "\n", "ascii")
    assert credentials.keys() == {}
    assert credentials.keys() == {}
    (said,) = caplog.messages
    assert said.startswith("The key of openai was closed with another vault than ")
    assert said.endswith("set the key of openai anew.")
    with pytest.raises(VaultError, match="Put that file back"):
        credentials.rotate(MINA)
    credentials.set(MINA, "openai", SECRET)
    assert credentials.keys() == {"openai": SECRET}


@pytest.mark.parametrize("content", ["", "\n", "zz" * 32, "ab" * 31, "ab" * 32 + "\nshort"])
def test_a_vault_that_was_damaged_is_told_plainly_and_left_as_it_is(
    credentials, vault, content, caplog
):
    credentials.set(MINA, "openai", SECRET)
    vault.write_text(content, "ascii")
    assert credentials.keys() == {}
    assert "is not what Wayfare wrote there" in caplog.text
    with pytest.raises(VaultError, match="from a copy"):
        credentials.set(MINA, "openai", SECRET)
    assert vault.read_text("ascii") == content


def test_a_box_does_not_open_under_another_name_nor_when_a_bit_of_it_was_turned(vault):
    box = Vault(vault).seal("openai", SECRET)
    assert Vault(vault).open("openai", box) == SECRET
    with pytest.raises(VaultError):
        Vault(vault).open("mine", box)
    for place in range(len(box)):
        turned = box[:place] + bytes([box[place] ^ 1]) + box[place + 1 :]
        with pytest.raises(VaultError):
            Vault(vault).open("openai", turned)
    for length in range(len(box)):
        with pytest.raises(VaultError):
            Vault(vault).open("openai", box[:length])


def test_the_same_key_never_looks_the_same_twice(vault):
    assert len({Vault(vault).seal("openai", SECRET) for _ in range(20)}) == 20


def test_after_a_rotation_the_old_vault_opens_nothing_and_the_new_one_all(
    credentials, database, vault
):
    credentials.set(MINA, "openai", SECRET)
    credentials.set(MINA, "mine", "other-key")
    old, boxes = vault.read_text("ascii"), [row.box for row in CredentialTable(database).read()]
    assert credentials.rotate(MINA) == 2
    assert credentials.keys() == {"openai": SECRET, "mine": "other-key"}
    assert len(vault.read_text("ascii").split()) == 1
    assert not set(boxes) & {row.box for row in CredentialTable(database).read()}
    vault.write_text(old, "ascii")
    assert credentials.keys() == {}


def test_a_rotation_that_broke_off_is_ended_by_the_next(credentials, vault):
    credentials.set(MINA, "openai", SECRET)
    Vault(vault).add_key()  # it broke off before any box was made anew
    assert credentials.keys() == {"openai": SECRET}
    credentials.set(MINA, "mine", "other-key")  # closed with the new key
    assert credentials.keys() == {"openai": SECRET, "mine": "other-key"}
    assert credentials.rotate(MINA) == 2
    assert credentials.keys() == {"openai": SECRET, "mine": "other-key"}


def test_a_rotation_changes_nothing_where_one_box_does_not_open(credentials, database, vault):
    credentials.set(MINA, "openai", SECRET)
    lost = credentials.set(MINA, "mine", "other-key")
    table = CredentialTable(database)
    rows = {row.provider: row for row in table.read()}
    with database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE credentials SET box = ? WHERE provider = ?",
            (rows["openai"].box, lost.provider),
        )
    before = vault.read_text("ascii")
    with pytest.raises(VaultError, match="was changed by somebody"):
        credentials.rotate(MINA)
    assert vault.read_text("ascii") == before
    assert credentials.keys() == {"openai": SECRET}


def test_what_was_done_stands_in_the_audit_log_without_the_key(credentials, database):
    credentials.set(MINA, "openai", SECRET)
    credentials.rotate(MINA)
    credentials.remove(MINA, "openai")
    with pytest.raises(NotFoundError):
        credentials.remove(MINA, "openai")
    entries = list_entries(database)
    assert [entry.action for entry in entries] == [
        "credential.remove",
        "credential.rotate",
        "credential.set",
    ]
    assert {(entry.actor, entry.through) for entry in entries} == {("mina", "key-1")}
    assert SECRET not in repr(entries)


@pytest.mark.parametrize("key", ["", " ", "two words", "열쇠", "a\nb", "x" * 9_000, "a\x00b"])
def test_what_cannot_be_a_key_is_refused_without_being_repeated(credentials, key):
    with pytest.raises(BadRequestError) as refused:
        credentials.set(MINA, "openai", key)
    assert refused.value.param == "key"
    assert not key.strip() or key not in str(refused.value)
    assert credentials.list() == []


@pytest.mark.parametrize("name", ["nobody", "ollama", "", "../vault"])
def test_a_provider_that_takes_no_key_is_refused(credentials, name):
    with pytest.raises(NotFoundError):
        credentials.set(MINA, name, SECRET)
