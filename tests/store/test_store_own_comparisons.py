"""Comparisons on one's own questions are kept line by line; on both kinds of databases."""

import msgspec

from wayfare.domain.conversation import Conversation, KeptMessage, Speaker
from wayfare.domain.own_comparison import JobState, OwnComparison
from wayfare.store.database import Database
from wayfare.store.imported import add_whole
from wayfare.store.imported_questions import imported_ids, read_imported
from wayfare.store.own_comparisons import (
    add_comparison,
    add_findings,
    ask_to_stop,
    delete_comparison,
    end_comparison,
    end_dead,
    find_comparison,
    forget_comparisons,
    list_comparisons,
    note_progress,
    read_findings,
    read_questions,
    read_result,
    take_up,
)

JOB = OwnComparison(
    "c1", "mina", "lab", JobState.RUNNING, "large", ("small",), "judge", 3, 900, 1_800, 10.0
)


def test_it_is_one_a_time_and_belongs_to_whoever_has_it(database: Database):
    assert add_comparison(database, JOB, b'["q"]', "p1")
    second = msgspec.structs.replace(JOB, id="c2")
    assert not add_comparison(database, second, b"[]", "p1")
    further = msgspec.structs.replace(JOB, done=2, spent_micros=500)
    assert note_progress(database, further, "p1", [b'{"a":1}', '{"b":"빵"}'.encode()], 11.0)
    assert not note_progress(database, further, "p2", [b"{}"], 11.0)
    assert find_comparison(database, "c1", "mina") == further
    assert find_comparison(database, "c1", "kim") is None
    add_findings(database, "c1", [b'{"c":3}'])
    assert read_findings(database, "c1") == [b'{"a":1}', '{"b":"빵"}'.encode(), b'{"c":3}']
    ask_to_stop(database, "c1")
    assert not note_progress(database, further, "p1", [], 12.0)
    ended = msgspec.structs.replace(further, state=JobState.STOPPED, ended_at=12.0)
    end_comparison(database, ended, b'{"used":"large"}')
    assert list_comparisons(database, "mina") == [ended]
    assert read_result(database, "c1") == b'{"used":"large"}'
    assert take_up(database, "c1", "p2", 3_600, 13.0)
    assert not take_up(database, "c1", "p3", 3_600, 13.0)
    assert note_progress(database, further, "p2", [], 14.0)


def test_one_that_nobody_has_any_more_is_interrupted(database: Database):
    add_comparison(database, JOB, b"[]", "p1")
    end_dead(database, "mina", 10.0, 40.0)
    assert list_comparisons(database, "mina")[0].state is JobState.RUNNING
    end_dead(database, "mina", 10.5, 40.5)
    found = list_comparisons(database, "mina")[0]
    assert (found.state, found.ended_at) == (JobState.INTERRUPTED, 40.5)


def test_its_texts_are_forgotten_with_its_projects_or_deleted_with_it(database: Database):
    add_comparison(database, JOB, b'["q"]', "p1")
    add_findings(database, "c1", [b"{}"])
    with database.write() as connection:
        assert forget_comparisons(connection, "other", 99.0) == 0
        assert forget_comparisons(connection, "lab", 99.0) == 1
        assert forget_comparisons(connection, "lab", 99.0) == 0
    assert (read_questions(database, "c1"), read_findings(database, "c1")) == (b"[]", [])
    delete_comparison(database, "c1")
    assert list_comparisons(database, "mina") == []


def test_what_was_brought_in_is_read_with_its_first_answer(database: Database):
    for number, name in enumerate(("imported-1", "imported-2", "own-3")):
        talk = Conversation(name, "mina", "", "lab", "auto", 1.0, 1.0)
        asked = KeptMessage(f"{name}-q", None, Speaker.USER, f"Q{number}", (), 1.0)
        first = KeptMessage(f"{name}-a", asked.id, Speaker.ASSISTANT, "first", (), 2.0)
        later = KeptMessage(f"{name}-b", asked.id, Speaker.ASSISTANT, "later", (), 3.0)
        add_whole(database, [(talk, [asked, first, later] if number else [asked])])
    ids = imported_ids(database, "mina", "lab")
    assert sorted(ids) == ["imported-1-q", "imported-2-q"]
    assert imported_ids(database, "kim", "lab") == imported_ids(database, "mina", "other") == []
    found = read_imported(database, ["imported-2-q", "imported-1-q"])
    assert [(each.text, each.answer) for each in found] == [("Q1", "first"), ("Q0", None)]
