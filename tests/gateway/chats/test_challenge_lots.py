"""Which answers are offered to be held against the runner-up's."""

from wayfare.gateway.chats.challenge import Lots

IDS = [f"run-{number}" for number in range(4_000)]


def test_so_many_are_offered_as_the_owner_says_and_always_the_same():
    lots = Lots(b"secret", 0.05)
    drawn = [each for each in IDS if lots.is_drawn(each)]
    assert 150 < len(drawn) < 250
    assert drawn == [each for each in IDS if Lots(b"secret", 0.05).is_drawn(each)]
    assert drawn != [each for each in IDS if Lots(b"another", 0.05).is_drawn(each)]


def test_none_or_all_where_the_owner_says_so():
    assert not any(Lots(b"secret", 0.0).is_drawn(each) for each in IDS)
    assert all(Lots(b"secret", 1.0).is_drawn(each) for each in IDS)
