"""Delete texts that are older than their project keeps them. Their figures stay.

Knows where texts lie: questions, answers, what checks look for, pairs, kept responses, files,
conversations, comparisons. Knows nothing of when this is done.
"""

from sqlalchemy import Connection, Select, Table, delete, or_, select, tuple_

from wayfare.store.database import Database
from wayfare.store.old_messages import forget_messages
from wayfare.store.old_requests import forget_requests
from wayfare.store.own_comparisons import forget_comparisons
from wayfare.store.schema import (
    attempts,
    cached_answers,
    completions,
    files,
    keys,
    projects,
    requests,
    responses,
)
from wayfare.store.unsent_files import forget_unsent

#: Requests that are forgotten in one transaction: few enough that nobody waits for it.
BATCH = 500

#: Where to go on: when a request began, and its id.
Place = tuple[float, str]
BEGINNING: Place = (0.0, "")


class KeptTexts:
    """The texts of all projects. Every method waits for the database."""

    def __init__(self, database: Database, batch: int = BATCH) -> None:
        self._database = database
        self._batch = batch

    def kept_days(self, usual: int) -> dict[str, int]:
        """For how many days each project keeps texts; the others keep them for ever.

        `usual` is what holds where a project says nothing of it; 0: for ever.
        """
        with self._database.read() as connection:
            rows = connection.execute(select(projects.c.id, projects.c.retention_days)).all()
        found = {row[0]: usual if row[1] is None else row[1] for row in rows}
        return {project: days for project, days in found.items() if days > 0}

    def forget(self, project: str, *, after: Place, before: float) -> Place | None:
        """Forget the texts of some requests that began before a time, the oldest first.

        Begins after a place; returns the place where to go on, None once all are forgotten.

        Raises:
            StoreError: the database cannot be written; nothing of this batch was forgotten.
        """
        with self._database.write() as connection:
            rows = connection.execute(_oldest(project, after, before, self._batch)).all()
            ids = [row.id for row in rows]
            forget_requests(connection, ids)
        return (rows[-1].started_at, rows[-1].id) if len(rows) == self._batch else None

    def forget_kept(self, project: str, *, before: float) -> int:
        """Delete responses, files and messages that were kept before a time. Returns how many.

        Raises:
            StoreError: the database cannot be written; nothing was deleted.
        """
        with self._database.write() as connection:
            connection.execute(
                delete(cached_answers).where(
                    cached_answers.c.project == project, cached_answers.c.created_at < before
                )
            )
            forgotten = forget_messages(connection, project, before)
            forgotten += forget_comparisons(connection, project, before)
            kept = sum(_delete_older(connection, table, project, before) for table in _KEPT)
            return forgotten + kept

    def forget_unsent(self, *, after: float, before: float) -> int:
        """Delete files that were uploaded on the page within a time and are in no message.

        Raises:
            StoreError: the database cannot be written; nothing was deleted.
        """
        return forget_unsent(self._database, after=after, before=before)


_KEPT = (responses, files)


def _oldest(project: str, after: Place, before: float, batch: int) -> Select[tuple[str, float]]:
    answered = (
        select(attempts.c.id)
        .join(completions)
        .where(attempts.c.request_id == requests.c.id, completions.c.answer.is_not(None))
        .correlate(requests)
    )
    return (
        select(requests.c.id, requests.c.started_at)
        .where(
            requests.c.project == project,
            tuple_(requests.c.started_at, requests.c.id) > after,
            requests.c.started_at < before,
            or_(requests.c.prompt.is_not(None), answered.exists()),
        )
        .order_by(requests.c.started_at, requests.c.id)
        .limit(batch)
    )


def _delete_older(connection: Connection, table: Table, project: str, before: float) -> int:
    theirs = select(keys.c.id).where(keys.c.project == project)
    old = delete(table).where(table.c.created_at < before, table.c.key_id.in_(theirs))
    return connection.execute(old).rowcount
