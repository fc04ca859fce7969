"""Who wants which arm for which topic, and what was held against the runner-up's; on both kinds."""

import msgspec

from wayfare.domain.challenge import Challenge, Word
from wayfare.domain.preference import Preference
from wayfare.store.challenges import add_challenge, end_challenge, find_challenge
from wayfare.store.database import Database
from wayfare.store.preferences import keep_preference, preferences_of, remove_preference

SAID = Preference("p1", "mina", "hashing-1", "t3", "large", 1.0)
ASKED = Challenge("r1", "mina", "c1", "small", 0.05, 1.0, other_run="r2")


def test_the_last_word_on_a_topic_counts_and_each_has_their_own(database: Database):
    keep_preference(database, SAID)
    keep_preference(database, msgspec.structs.replace(SAID, id="p2", user="kim"))
    keep_preference(database, msgspec.structs.replace(SAID, id="p3", embedder="another"))
    last = msgspec.structs.replace(SAID, id="p4", arm="small", at=2.0)
    keep_preference(database, last)
    assert [each.id for each in preferences_of(database, "mina")] == ["p4", "p3"]
    assert preferences_of(database, "mina")[0] == last
    assert not remove_preference(database, "p4", "kim")
    assert remove_preference(database, "p4", "mina")
    assert not remove_preference(database, "p4", "mina")


def test_an_answer_is_challenged_once_and_the_first_word_is_the_last(database: Database):
    assert add_challenge(database, ASKED)
    assert not add_challenge(database, ASKED)
    assert find_challenge(database, "r1", "mina") == ASKED
    assert find_challenge(database, "r1", "kim") is None
    voted = msgspec.structs.replace(ASKED, said=Word.BETTER, voted_at=2.0)
    assert end_challenge(database, voted)
    assert not end_challenge(database, msgspec.structs.replace(ASKED, dismissed_at=3.0))
    assert find_challenge(database, "r1", "mina") == voted
