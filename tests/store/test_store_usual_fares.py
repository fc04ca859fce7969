"""What a usual question costs is kept when it changed."""

from wayfare.store.database import Database
from wayfare.store.usual_fares import note_fares, read_fares


def test_only_changes_are_kept_in_their_order(database: Database):
    assert read_fares(database) == {}
    assert note_fares(database, {"large": 9_000, "small": 10}, 5.0) == 2
    assert note_fares(database, {"large": 9_000, "small": 10}, 6.0) == 0
    assert note_fares(database, {"small": 9_500}, 7.0) == 1
    assert note_fares(database, {"small": 10}, 8.0) == 1
    assert read_fares(database) == {
        "large": [(5.0, 9_000)],
        "small": [(5.0, 10), (7.0, 9_500), (8.0, 10)],
    }
