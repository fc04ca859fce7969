"""Moving, backing up and restoring: every row arrives as it was, or nothing changes."""

import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    Boolean,
    Connection,
    Double,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    insert,
)
from store_records import SLOW_ON_POSTGRESQL, another, attempt_record, look, request_record

from scratch import clear, scratch_schema
from wayfare.domain.errors import NotFoundError, StoreError
from wayfare.store.backup import back_up, move, planned_sql, restore, status_of
from wayfare.store.database import Database, open_database
from wayfare.store.move import count_rows, move_rows, tables_of
from wayfare.store.schema import HEAD, REVISIONS, metadata
from wayfare.store.writer import Writer

STAY_OPEN = """
import sys
from wayfare.store.database import open_database
database = open_database(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
"""


def fill(database: Database, count: int = 3) -> None:
    writer = Writer(database)
    for number in range(count):
        writer.append(request_record(number, prompt=bytes([number, 0, 255])))
        writer.append(attempt_record(number, answer=f"네 🎈 {number}"))
    writer.close()


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.read() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in tables_of(connection)
        }


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    with closing(open_database(url)) as database:
        return everything(database)


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """Another place, a file."""
    return f"sqlite:///{tmp_path}/other/wayfare.db"


@pytest.fixture
def other_url(kind: str, file_url: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A place of the other kind."""
    if kind == "postgresql":
        yield file_url
        return
    with scratch_schema(request.getfixturevalue("postgres")) as url:
        yield url


@SLOW_ON_POSTGRESQL
def test_a_store_moves_to_the_other_kind_and_stays_where_it_was(fresh_url: str, other_url: str):
    with closing(open_database(fresh_url)) as database:
        fill(database)
        before = everything(database)
    moved = {table.table: table for table in move(fresh_url, other_url)}
    assert moved["requests"].rows == moved["costs"].rows == 3
    assert contents(other_url) == contents(fresh_url) == before
    again = {table.table: table for table in move(other_url, fresh_url, replacing=True)}
    assert {name: table.digest for name, table in again.items()} == {
        name: table.digest for name, table in moved.items()
    }
    assert contents(fresh_url) == before


@SLOW_ON_POSTGRESQL
def test_a_store_that_holds_rows_is_replaced_only_when_told(fresh_url: str, other_url: str):
    for url, count in ((fresh_url, 2), (other_url, 5)):
        with closing(open_database(url)) as database:
            fill(database, count)
    with pytest.raises(StoreError, match=r"not empty.*--replace"):
        move(fresh_url, other_url)
    assert len(contents(other_url)["requests"]) == 5
    move(fresh_url, other_url, replacing=True)
    assert len(contents(other_url)["requests"]) == 2


@SLOW_ON_POSTGRESQL
def test_a_move_that_breaks_off_leaves_the_target_as_it_was(fresh_url: str, other_url: str):
    for url, count in ((fresh_url, 2), (other_url, 5)):
        with closing(open_database(url)) as database:
            fill(database, count)
    before = contents(other_url)
    with closing(another(fresh_url)) as connection:  # as a lost index or a bug would leave it
        connection.execute("ALTER TABLE costs ADD COLUMN oddity VARCHAR")
        connection.commit()
    with pytest.raises(StoreError, match="same tables"):
        move(fresh_url, other_url, replacing=True)
    assert contents(other_url) == before


@SLOW_ON_POSTGRESQL
def test_a_store_that_another_process_has_open_is_not_moved(fresh_url: str, other_url: str):
    open_database(fresh_url).close()
    command = [sys.executable, "-c", STAY_OPEN, fresh_url]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        assert status_of(fresh_url).others == 1
        with pytest.raises(StoreError, match=r"Another program has .* open"):
            move(fresh_url, other_url)
        process.communicate("end\n", timeout=60)
    move(fresh_url, other_url)


@SLOW_ON_POSTGRESQL
def test_a_store_is_not_moved_onto_itself_nor_from_nowhere(fresh_url: str, other_url: str):
    with pytest.raises(StoreError, match="one store"):
        move(fresh_url, fresh_url)
    with pytest.raises(NotFoundError, match="There is no store"):
        move(other_url, fresh_url)


@SLOW_ON_POSTGRESQL
def test_a_backup_is_of_one_moment_and_may_be_made_while_records_are_written(
    fresh_url: str, tmp_path: Path
):
    with closing(open_database(fresh_url)) as database:
        writer = Writer(database)
        for number in range(200):
            writer.append(request_record(number))
            writer.append(attempt_record(number))
            if number == 100:
                writer.flush()
                back_up(fresh_url, tmp_path / "copy.db")
        writer.close()
    copy = f"sqlite:///{tmp_path / 'copy.db'}"
    counts = {name: look(copy, f"SELECT count(*) FROM {name}") for name in ("requests", "costs")}
    assert counts["requests"][0][0] >= 101
    undecided = "SELECT id FROM requests WHERE id NOT IN (SELECT request_id FROM decisions)"
    assert look(copy, undecided) == []
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("copy")] == ["copy.db"]


@SLOW_ON_POSTGRESQL
def test_a_backup_is_restored_into_either_kind(fresh_url: str, other_url: str, tmp_path: Path):
    with closing(open_database(fresh_url)) as database:
        fill(database)
        before = everything(database)
    back_up(fresh_url, tmp_path / "copy.db")
    for url in (fresh_url, other_url):
        restore(tmp_path / "copy.db", url, folder=tmp_path / "scratch", replacing=True)
        assert contents(url) == before
    with pytest.raises(StoreError, match="not empty"):
        restore(tmp_path / "copy.db", fresh_url, folder=tmp_path)
    assert list((tmp_path / "scratch").iterdir()) == []


@SLOW_ON_POSTGRESQL
def test_a_backup_never_takes_the_place_of_a_file(fresh_url: str, tmp_path: Path):
    (tmp_path / "mine").write_text("a shopping list")
    with pytest.raises(NotFoundError, match="no store"):
        back_up(fresh_url, tmp_path / "new")
    open_database(fresh_url).close()
    with pytest.raises(StoreError, match="there already"):
        back_up(fresh_url, tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "a shopping list"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A backup of three requests."""
    url = f"sqlite:///{tmp_path}/source/wayfare.db"
    with closing(open_database(url)) as database:
        fill(database)
    back_up(url, tmp_path / "copy.db")
    return tmp_path / "copy.db"


@SLOW_ON_POSTGRESQL
def test_a_backup_of_an_older_version_is_migrated_on_the_way(
    fresh_url: str, copy: Path, tmp_path: Path
):
    from test_store_revisions import migrate_down

    with closing(open_database(f"sqlite:///{copy}")) as database:
        migrate_down(database, "0004")
    with closing(another(f"sqlite:///{copy}")) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    held = copy.read_bytes()
    restore(copy, fresh_url, folder=tmp_path)
    assert status_of(fresh_url).revision == HEAD
    assert status_of(fresh_url).rows["requests"] == 3
    assert copy.read_bytes() == held


@SLOW_ON_POSTGRESQL
def test_what_is_no_sound_backup_changes_nothing(fresh_url: str, copy: Path, tmp_path: Path):
    with closing(open_database(fresh_url)) as database:
        fill(database, 1)
    whole = copy.read_bytes()
    damaged = bytearray(whole)
    for place in range(len(whole) // 2, len(whole), 997):
        damaged[place] ^= 255
    for content, why in [
        (b"a shopping list " * 999, "no backup"),
        (b"", "holds nothing"),
        (bytes(damaged), "damaged|no backup"),
        (whole[: len(whole) // 2], "damaged|no backup"),
    ]:
        copy.write_bytes(content)
        with pytest.raises(StoreError, match=why):
            restore(copy, fresh_url, folder=tmp_path, replacing=True)
    with pytest.raises(NotFoundError, match="no store"):
        restore(tmp_path / "nothing", fresh_url, folder=tmp_path)
    copy.write_bytes(whole)
    with closing(another(f"sqlite:///{copy}")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("UPDATE readers SET oldest = '9999'")
    with pytest.raises(StoreError, match="newer Wayfare"):
        restore(copy, fresh_url, folder=tmp_path, replacing=True)
    assert len(contents(fresh_url)["requests"]) == 1


@SLOW_ON_POSTGRESQL
def test_the_state_of_a_store_is_told_without_changing_it(fresh_url: str):
    nothing = status_of(fresh_url)
    assert (nothing.revision, nothing.newest, nothing.rows) == (None, HEAD, {})
    assert planned_sql(fresh_url)[0] == list(REVISIONS)
    assert status_of(fresh_url) == nothing
    with closing(open_database(fresh_url)) as database:
        fill(database)
    found = status_of(fresh_url)
    assert (found.revision, found.others, found.rows["attempts"]) == (HEAD, 0, 3)
    assert found.bytes_used > 50_000
    assert planned_sql(fresh_url) == ([], "")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["", "🎈👩‍👩‍👧", "안녕", "\\N", "\\.", "a\tb\nc\\d", "'; DROP TABLE users; --", "nul \x00 nul"]
)
VALUES: dict[type, st.SearchStrategy[Any]] = {
    Boolean: st.booleans(),
    Double: st.floats(allow_nan=False, allow_infinity=False),
    LargeBinary: st.binary(max_size=40) | st.sampled_from([b"\x00", b"\\x00", bytes(range(256))]),
}


def values_of(column: Any) -> st.SearchStrategy[Any]:
    if column.table.name == "costs":
        return st.just("settled") if column.name == "state" else st.integers(0, 2**63 - 1)
    if column.table.name == "comparisons" and column.name in ("fate", "difference"):
        return st.just("compared") if column.name == "fate" else VALUES[Double]
    found: st.SearchStrategy[Any] = TEXTS
    for kind, values in VALUES.items():
        if isinstance(column.type, kind):
            found = values
    if isinstance(column.type, Integer):
        bits = 63 if "Big" in type(column.type).__name__ else 31
        found = st.integers(-(2**bits), 2**bits - 1)
    return st.none() | found if column.nullable else found


def unique_columns(table: Table) -> set[str]:
    """What tells rows apart: keys, and the last column of whatever else is there only once."""
    once = [list(each.columns) for each in table.constraints if isinstance(each, UniqueConstraint)]
    once += [list(each.columns) for each in table.indexes if each.unique]
    return {column.name for column in table.primary_key} | {each[-1].name for each in once}


@st.composite
def rows(draw: st.DrawFn) -> dict[Table, list[dict[str, Any]]]:
    """Rows for every table, children with parents; ids tell them apart."""
    made: dict[Table, list[dict[str, Any]]] = {}
    for table in metadata.sorted_tables:
        if table.name in ("readers", "alembic_version"):
            continue
        made[table] = []
        told_apart_by = unique_columns(table)
        for number in range(draw(st.integers(0, 2))):
            row = {column.name: draw(values_of(column)) for column in table.columns}
            for column in table.columns:
                unique = column.name in told_apart_by
                if column.foreign_keys:
                    (key,) = column.foreign_keys
                    parents = made[key.column.table]
                    row[column.name] = (
                        parents[number][key.column.name] if number < len(parents) else None
                    )
                elif unique and isinstance(column.type, LargeBinary):
                    row[column.name] = row[column.name] + bytes([number])
                elif unique and isinstance(column.type, Integer):
                    row[column.name] = number
                elif unique and isinstance(row[column.name], str):
                    row[column.name] = f"{number}{row[column.name]}"
            if all(row[c.name] is not None for c in table.columns if c.foreign_keys):
                made[table].append(row)
    return made


def put(connection: Connection, made: dict[Table, list[dict[str, Any]]]) -> None:
    for table, some in made.items():
        for row in some:
            connection.execute(insert(table).values(row))


@pytest.fixture
def ways(postgres: str, tmp_path: Path) -> Iterator[list[Database]]:
    """A file, a server, and another file."""
    with scratch_schema(postgres) as url:
        places = [f"sqlite:///{tmp_path}/a.db", url, f"sqlite:///{tmp_path}/b.db"]
        opened = [open_database(place) for place in places]
        yield opened
        for database in opened:
            database.close()


@pytest.mark.slow
@pytest.mark.timeout(360)  # all tables, thirty times, on a machine that may be busy
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=rows())
def test_any_rows_go_to_a_server_and_come_back_as_they_were(
    ways: list[Database], made: dict[Table, list[Any]]
):
    first, _, last = ways
    clear(first)
    with first.write() as connection:
        connection.exec_driver_sql("DELETE FROM projects")
        put(connection, made)
    for source, target in itertools.pairwise(ways):
        with source.read() as sent, target.write() as arriving:
            move_rows(sent, arriving, target.place)
    arrived = everything(last)
    for table, some in everything(first).items():
        marked = [
            tuple(v.replace("\x00", "␀") if isinstance(v, str) else v for v in row) for row in some
        ]
        assert arrived[table] == sorted(marked, key=repr)
    with last.read() as connection:
        assert sum(count_rows(connection).values()) == sum(map(len, made.values()))
