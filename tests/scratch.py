"""Places in a PostgreSQL that are a test's own, and are gone afterwards."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete

from wayfare.store.database import Database
from wayfare.store.schema import metadata, projects


@contextmanager
def scratch_schema(server: str) -> Iterator[str]:
    """The address of a schema that is not there yet."""
    import psycopg

    schema = f"wayfare_test_{secrets.token_hex(6)}"
    yield f"{server}?schema={schema}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')


@contextmanager
def scratch_database(server: str, options: str = "") -> Iterator[str]:
    """The address of a new database; its sessions are ended with it."""
    import psycopg

    name = f"wayfare_test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" {options}')
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def clear(database: Database) -> None:
    """Leave what the migrations made, and nothing else."""
    with database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name == "readers":
                continue
            everything = delete(table)
            if table is projects:
                everything = everything.where(projects.c.id != "default")
            connection.execute(everything)
