"""Keep answers that a client wants to go on from, until it deletes them."""

from sqlalchemy import delete, insert, select, update

from wayfare.domain.errors import TooLargeError
from wayfare.domain.stored import StoredResponse
from wayfare.store.database import Database
from wayfare.store.schema import cached_answers, responses

#: A conversation of more answers than this is not followed back any further.
CHAIN_MAX = 1_000

_FIELDS = StoredResponse.__struct_fields__
_COLUMNS = [responses.c[name] for name in _FIELDS]


class Responses:
    """The answers that are kept. Every method waits for the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, stored: StoredResponse) -> None:
        """Keep an answer; it is durable when this returns.

        Some providers give several answers one id: then the latest is kept, but never in
        the place of another user's.

        Raises:
            StoreError: the database cannot be written.
        """
        values = {name: getattr(stored, name) for name in _FIELDS}
        named = responses.c.id == stored.id
        with self._database.write() as connection:
            owner = connection.execute(select(responses.c.user).where(named)).scalar()
            if owner is None:
                connection.execute(insert(responses).values(values))
            elif owner == stored.user:
                connection.execute(update(responses).where(named).values(values))

    def find(self, response_id: str, user: str) -> StoredResponse | None:
        """An answer of a user's own."""
        chain = self.chain(response_id, user, length_max=1)
        return chain[0] if chain else None

    def chain(
        self,
        response_id: str,
        user: str,
        length_max: int = CHAIN_MAX,
        *,
        bytes_max: int | None = None,
    ) -> list[StoredResponse]:
        """An answer and those it went on from, the oldest first; empty where it is not there.

        Ends early at one that was deleted, or that it has already.

        Raises:
            TooLargeError: their items are larger than `bytes_max`.
        """
        chain: list[StoredResponse] = []
        size = 0
        wanted: str | None = response_id
        with self._database.read() as connection:
            while wanted is not None and len(chain) < length_max:
                mine = (responses.c.id == wanted) & (responses.c.user == user)
                row = connection.execute(select(*_COLUMNS).where(mine)).one_or_none()
                if row is None or any(row.id == later.id for later in chain):
                    break
                size += len(row.input) + len(row.output)
                if bytes_max is not None and size > bytes_max:
                    what = "The conversation before it is"
                    raise TooLargeError(what, bytes_max, param="previous_response_id")
                chain.append(StoredResponse(*row))
                wanted = chain[-1].previous_id
        return chain[::-1]

    def delete(self, response_id: str, user: str) -> bool:
        """Delete an answer of a user's own, with its texts. False where it is not there."""
        mine = (responses.c.id == response_id) & (responses.c.user == user)
        again = cached_answers.c.answer_id == response_id
        with self._database.write() as connection:
            if not connection.execute(delete(responses).where(mine)).rowcount:
                return False
            connection.execute(delete(cached_answers).where(again))  # or it would come back
            return True
