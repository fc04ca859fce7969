"""What pivots were measured to gain is kept, the newest of each alone."""

import msgspec

from wayfare.domain.measured_gain import OWN, MeasuredGain
from wayfare.store.database import Database
from wayfare.store.measured_gains import keep_gains, read_gains

KOREAN = MeasuredGain("m", OWN, "en", "ko", 0.05, 40, 7.0)
JAPANESE = msgspec.structs.replace(KOREAN, language="ja", learned=30)


def test_what_is_measured_again_takes_the_place_of_what_was(database: Database):
    assert read_gains(database) == []
    keep_gains(database, [KOREAN, JAPANESE])
    assert read_gains(database) == [JAPANESE, KOREAN]
    again = msgspec.structs.replace(KOREAN, gain=-0.1, questions=80, at=9.0)
    keep_gains(database, [again])
    assert read_gains(database) == [JAPANESE, again]
