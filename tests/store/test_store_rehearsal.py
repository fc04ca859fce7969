"""A rehearsal: what migrations that are to come would change, tried on a copy."""

import shutil
import time
from pathlib import Path

import pytest
from store_records import SLOW_ON_POSTGRESQL, look, request_record

from wayfare.store.database import Database
from wayfare.store.migrated import migrations_in, see_tables
from wayfare.store.rehearsal import TableChange, rehearse
from wayfare.store.revisions import MIGRATIONS, kinds_of
from wayfare.store.schema import HEAD, REVISIONS
from wayfare.store.writer import Writer

STEP = '''"""{about}

More is said below.
"""
from alembic import op
revision, down_revision = "9001", "{head}"
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    return folder


def add_step(folder: Path, *statements: str) -> None:
    body = "".join(f'    op.execute("{each}")\n' for each in statements)
    text = STEP.format(about="Keep the mood.", head=HEAD)
    text = text.replace('revision, down_revision = "9001",', 'revision = "9001"\ndown_revision =')
    text += f'kind = "expand"\ndef upgrade():\n{body}'
    (folder / "versions" / "9001_mood.py").write_text(text)


def test_migrations_are_read_without_running_them():
    found = migrations_in()
    assert tuple(each.revision for each in found) == REVISIONS
    assert {each.revision: each.kind for each in found} == kinds_of()
    assert all(each.about.endswith(".") and each.korean.endswith("니다.") for each in found)


def test_where_nothing_is_to_come_nothing_is_tried(database: Database, tmp_path: Path):
    found = rehearse(database, tmp_path, time.monotonic)
    assert (found.is_tried, found.pending, found.seconds) == (False, (), None)
    assert list(tmp_path.glob("*rehears*")) == []


@SLOW_ON_POSTGRESQL
def test_what_is_to_come_is_tried_on_a_copy(
    database: Database, url: str, tmp_path: Path, folder: Path
):
    writer = Writer(database)
    for number in range(3):
        writer.append(request_record(number))
    writer.close()
    add_step(
        folder,
        "CREATE TABLE moods (name VARCHAR)",
        "INSERT INTO moods VALUES ('fine')",
        "ALTER TABLE requests ADD COLUMN mood VARCHAR",
        "DELETE FROM projects",
    )
    assert [each.about for each in see_tables(database, folder).pending] == ["Keep the mood."]
    found = rehearse(database, tmp_path, time.monotonic, folder)
    assert found.changes == [
        TableChange("moods", ["name"], [], None, 1),
        TableChange("projects", [], [], 1, 0),
        TableChange("requests", ["mood"], [], 3, 3),
    ]
    assert (found.revision, found.fault, found.is_tried) == ("9001", None, True)
    assert found.rows_kept >= 3  # the decisions
    assert look(url, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert look(url, "SELECT id FROM projects") == [("default",)]


@SLOW_ON_POSTGRESQL
def test_a_migration_that_would_fail_is_told_and_why(
    database: Database, tmp_path: Path, folder: Path
):
    add_step(folder, "CREATE TABLE moods (name VARCHAR)", "DROP TABLE nothing_of_this_name")
    found = rehearse(database, tmp_path, time.monotonic, folder)
    assert found.is_tried
    assert found.revision == HEAD
    assert "nothing_of_this_name" in (found.fault or "")
