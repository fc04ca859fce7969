"""What a Wayfare that runs has written down."""

from pathlib import Path

from wayfare.bootstrap import Wayfare
from wayfare.domain.record import AttemptRecord
from wayfare.store.requests import StoredDecision, read_decision


class Record:
    """What was written down."""

    def __init__(self, wayfare: Wayfare, path: Path) -> None:
        self._wayfare = wayfare
        self.path = path

    def decisions(self) -> list[StoredDecision]:
        """Every decision, the oldest first, with its attempts."""
        self._wayfare.parts.records.flush()
        with self._wayfare.database.read() as connection:
            # two ids of one millisecond may sort either way
            ids = connection.exec_driver_sql(
                "SELECT decisions.id FROM decisions JOIN requests"
                " ON requests.id = decisions.request_id ORDER BY requests.started_at"
            ).all()
        found = [read_decision(self._wayfare.database, decision_id) for (decision_id,) in ids]
        return [decision for decision in found if decision is not None]

    def attempts(self) -> list[AttemptRecord]:
        """Every attempt, in order."""
        return [attempt for decision in self.decisions() for attempt in decision.attempts]

    def attempt(self) -> AttemptRecord:
        """The only attempt."""
        (found,) = self.attempts()
        return found
