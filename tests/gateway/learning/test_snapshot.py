"""A snapshot and what was said since are the same as the whole log."""

import hashlib
import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from homes import put_store
from outcome_logs import EMBEDDER, mixed_log, say, write
from wayfare.domain.audit import Actor
from wayfare.domain.epoch import Change, Epoch
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.changed import epochs_of
from wayfare.gateway.learning.fold import Fold, Sources
from wayfare.gateway.learning.kept import AT_THE_END, KEEP_AFTER
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.gateway.learning.say_changed import note_served, say_unchanged
from wayfare.gateway.learning.snapshot import FOLD_VERSION, decode, encode
from wayfare.routing.estimates import estimate
from wayfare.settings.choosing import ArmRow
from wayfare.store.database import Database, open_database
from wayfare.store.epochs import begin_epochs, read_epochs
from wayfare.store.learned import Snapshots
from wayfare.store.outcomes import read_since
from wayfare.store.schema import learned, outcomes, requests

LOG = mixed_log(400)


def folded(log):
    knowledge = Knowledge()
    knowledge.learn(log)
    return knowledge


def is_same(one, other):
    mine, theirs = one.snapshot(), other.snapshot()
    plain = [msgspec.structs.replace(each, experience=b"") for each in (mine, theirs)]
    assert encode(plain[0]) == encode(plain[1])
    first, second = (each._experience for each in (one, other))
    assert list(first.sample) == list(second.sample)
    assert first.sample.outcomes == second.sample.outcomes
    found = [estimate(each, tuple(each.sums)) for each in (first, second)]
    for name in ("offsets", "slopes", "means", "errors", "weights"):
        assert np.allclose(getattr(found[0], name), getattr(found[1], name), atol=1e-8)
    return True


@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(LOG)), st.integers(0, len(LOG)))
def test_a_snapshot_and_what_came_since_are_the_whole_log(one, other):
    first, second = sorted((one, other))
    knowledge = folded(LOG[:first])
    for part in (LOG[first:second], LOG[second:]):
        kept = encode(knowledge.snapshot())
        knowledge = Knowledge.restored(decode(kept, EMBEDDER.version))
        knowledge.learn(part)
    assert is_same(knowledge, folded(LOG))


def test_the_state_is_what_this_version_of_the_fold_comes_to():
    """Where this fails, the same outcomes come to another state: raise FOLD_VERSION."""
    snapshot = folded(LOG).snapshot()
    experience = folded(LOG)._experience
    told = [
        snapshot.folded, snapshot.learnable, snapshot.lessons, sorted(snapshot.languages.items()),
        len(snapshot.watch.cells), [round(each.least, 6) for each in snapshot.watch.gamblers],
        [(a, round(s.weight, 6), round(s.score, 6)) for a, s in sorted(experience.sums.items())],
        sorted(snapshot.judges.counted.items()),
    ]  # fmt: skip
    digest = hashlib.blake2s(msgspec.json.encode(told), digest_size=4).hexdigest()
    assert digest == "11409c1c", f"fold version {FOLD_VERSION}"


@pytest.fixture
def database(tmp_path: Path, empty_store: bytes) -> Iterator[Database]:
    put_store(tmp_path / "home", empty_store)
    database = open_database(f"sqlite:///{tmp_path / 'home' / 'wayfare.db'}")
    yield database
    database.close()


def a_fold(database, confirmed=frozenset(), rows=()):
    return Fold(
        Sources(
            partial(read_since, database),
            confirmed=lambda: frozenset(confirmed),
            epochs=lambda: epochs_of(read_epochs(database), rows),
            keep_changes=partial(note_served, database, Clock()),
            snapshots=Snapshots(database),
        )
    )


def anew(database, confirmed=frozenset()):
    fold = Fold(Sources(partial(read_since, database), confirmed=lambda: frozenset(confirmed)))
    fold.follow()
    return fold.knowledge


def scores(count, seed=0):
    return np.random.default_rng(seed).integers(2, size=count).tolist()


@pytest.fixture
def kept(database):
    """A log of which a snapshot was kept at the end."""
    write(database, range(200), scores(200))
    write(database, range(200, 300), scores(100, 1), "b")
    fold = a_fold(database)
    fold.follow()
    assert Snapshots(database).newest() == 0  # too few to be kept on the way
    fold.keep_at_the_end()
    assert Snapshots(database).newest() == 300
    return database


def test_a_later_start_folds_only_what_came_since(kept):
    write(kept, range(300, 320), scores(20, 2), "b")
    fold = a_fold(kept)
    assert fold.follow() == 20
    assert is_same(fold.knowledge, anew(kept))


def test_an_outcome_that_is_replaced_after_the_snapshot_counts_once(kept):
    say(kept, range(50), [0.25] * 50)
    fold = a_fold(kept)
    assert fold.follow() == 50
    assert fold.knowledge.lessons == 300
    assert is_same(fold.knowledge, anew(kept))


def test_snapshots_are_kept_on_the_way(database):
    fold = a_fold(database)
    fold.follow()
    write(database, range(KEEP_AFTER), scores(KEEP_AFTER))
    fold.follow()
    assert Snapshots(database).newest() == KEEP_AFTER
    write(database, range(KEEP_AFTER, KEEP_AFTER + 10), scores(10))
    fold.follow()
    fold.keep_at_the_end()
    assert Snapshots(database).newest() == KEEP_AFTER  # ten more are soon folded


def test_of_two_processes_one_keeps_what_both_have_learned(database):
    one, other = a_fold(database), a_fold(database)
    other.follow()
    write(database, range(KEEP_AFTER), scores(KEEP_AFTER))
    one.follow()
    with database.write() as connection:
        connection.execute(update(learned).values(digest="theirs"))
    other.follow()
    with database.read() as connection:
        assert connection.execute(learned.select()).first().digest == "theirs"


def test_a_damaged_snapshot_is_thrown_away_and_all_is_folded_anew(kept, caplog):
    with kept.write() as connection:
        connection.execute(update(learned).values(data=b"\x00" * 100))
    fold = a_fold(kept)
    with caplog.at_level(logging.WARNING):
        assert fold.follow() == 300
    assert "it is damaged" in caplog.text
    assert Snapshots(kept).newest() == 0
    assert is_same(fold.knowledge, anew(kept))


def test_one_that_was_tampered_with_is_refused_even_with_its_digest_made_right(kept, caplog):
    Snapshots(kept).keep(300, msgspec.msgpack.encode({"made_of": "elsewhere"}))
    with caplog.at_level(logging.WARNING):
        assert a_fold(kept).follow() == 300
    assert "this is no snapshot" in caplog.text


def test_a_snapshot_of_another_version_is_refused(kept, caplog):
    snapshot = a_kept(kept)
    other = msgspec.structs.replace(snapshot, made_of="other")
    Snapshots(kept).keep(300, encode(other))
    with caplog.at_level(logging.WARNING):
        assert a_fold(kept).follow() == 300
    assert "another version" in caplog.text


def a_kept(database):
    return decode(Snapshots(database).read(), EMBEDDER.version)


@pytest.mark.parametrize(
    "taken",
    [
        delete(outcomes).where(outcomes.c.number == 7),
        update(requests).where(requests.c.id == "r000007").values(may_learn=False),
    ],
    ids=["outcome", "leave to learn"],
)
def test_nothing_that_was_taken_out_of_the_log_lives_on_in_a_snapshot(kept, taken, caplog):
    with kept.write() as connection:
        connection.execute(taken)
    fold = a_fold(kept)
    with caplog.at_level(logging.WARNING):
        fold.follow()
    assert "not in the log any more" in caplog.text
    assert fold.knowledge.lessons == 299
    fold.keep_at_the_end()
    assert a_kept(kept).learnable == 299


def test_what_is_taken_out_while_it_runs_is_gone_at_the_next_snapshot(kept):
    fold = a_fold(kept)
    fold.follow()
    with kept.write() as connection:
        connection.execute(delete(outcomes).where(outcomes.c.number == 7))
    write(kept, range(300, 300 + KEEP_AFTER), scores(KEEP_AFTER))
    fold.follow()
    assert fold.knowledge.lessons == 299 + KEEP_AFTER
    fold.follow()
    assert a_kept(kept).lessons == 299 + KEEP_AFTER


def test_what_was_doubted_stays_doubted_and_is_believed_once_confirmed(database):
    for first, arm, said in ((0, "b", [1, 1, 1, 0] * 40), (200, "c", [1, 1, 1, 0] * 40)):
        write(database, range(first, first + 160), said, arm)
    write(database, range(400, 480), [0] * 80, "a")
    fold = a_fold(database)
    fold.follow()
    (finding,) = fold.knowledge.belief.suspected
    fold.keep_at_the_end()

    again = a_fold(database)
    assert again.follow() == 0
    assert again.knowledge.belief.suspected == (finding,)
    assert is_same(again.knowledge, anew(database))

    believing = a_fold(database, {finding.id})
    believing.follow()
    assert believing.knowledge.belief.suspected == ()
    assert believing.knowledge.lessons == again.knowledge.lessons + 80


def test_a_start_without_a_snapshot_has_nothing_read(database):
    fold = a_fold(database)
    assert fold.follow() == 0
    assert fold.knowledge is None
    fold.keep_at_the_end()
    assert Snapshots(database).newest() == 0
    assert AT_THE_END < KEEP_AFTER


def test_a_change_that_becomes_known_is_learned_and_kept(database):
    write(database, range(300), [1, 1, 1, 0] * 75)
    write(database, range(300, 600), [0, 0, 0, 1] * 75)
    fold = a_fold(database)
    fold.follow()
    (jump,) = fold.knowledge.belief.suspected
    assert fold.knowledge.lessons < 350
    begin_epochs(database, [Epoch("a", 300.0, Change.SAID, "", 400.0)])
    fold.follow()
    experience = fold.knowledge._experience
    assert (experience.sums["a"].weight, experience.earlier["a"].weight) == (300, 300)
    assert fold.knowledge.belief.suspected == ()
    assert jump.since == pytest.approx(300, abs=10)
    fold.keep_at_the_end()
    again = a_fold(database)
    assert again.follow() == 0
    assert is_same(again.knowledge, fold.knowledge)
    assert again.knowledge.belief.epochs.start("a") == 300.0


def test_another_model_behind_a_name_begins_an_epoch_by_itself_unless_it_is_taken_back(database):
    write(database, range(100), scores(100), served="x-1")
    write(database, range(100, 160), scores(60, 1), served="x-2")
    fold = a_fold(database)
    fold.follow()
    (epoch,) = read_epochs(database)
    assert (epoch.arm, epoch.since, epoch.change, epoch.note) == ("a", 100.0, Change.SERVED, "x-2")
    assert fold.knowledge._experience.earlier["a"].weight == 100
    fold.keep_at_the_end()
    assert is_same(a_followed(database), fold.knowledge)

    say_unchanged(database, Clock(), Actor("mina", "cli"), "a")
    fold.follow()
    assert read_epochs(database) == []
    assert fold.knowledge._experience.earlier == {}


def test_a_cascade_whose_models_answer_by_turns_is_no_other_one(database):
    write(database, range(100), scores(100), "both", served="x-1", by="cheap")
    write(database, range(100, 160), scores(60, 1), "both", served="y-1", by="dear")
    write(database, range(160, 200), scores(40, 1), "both", served="x-1", by="cheap")
    a_followed(database)
    assert read_epochs(database) == []


def test_that_a_model_of_a_cascade_changed_is_noticed_and_learned_of_both(database):
    write(database, range(100), scores(100), "both", served="x-1", by="cheap")
    write(database, range(100, 130), scores(30), "dear", served="y-1")
    write(database, range(130, 160), scores(30, 1), "both", served="y-2", by="dear")
    fold = a_fold(database, rows=[ArmRow("dear", "both", cheap="cheap", second="other")])
    fold.follow()
    (epoch,) = read_epochs(database)
    assert (epoch.arm, epoch.since, epoch.note) == ("dear", 130.0, "y-2")
    earlier = fold.knowledge._experience.earlier
    assert (earlier["both"].weight, earlier["dear"].weight) == (100, 30)


def a_followed(database):
    fold = a_fold(database)
    fold.follow()
    return fold.knowledge
