"""Runs are begun once, added to by whoever has them, and ended once; on both kinds of databases."""

import pytest

from wayfare.domain.conversation import Conversation, KeptMessage, Speaker
from wayfare.domain.run import Run, RunFault, RunStatus
from wayfare.store.conversations import (
    add_conversation,
    delete_conversation,
    find_conversation,
    list_conversations,
)
from wayfare.store.database import Database
from wayfare.store.messages import read_messages, read_path
from wayfare.store.runs import (
    NewRun,
    Piece,
    add_pieces,
    ask_to_stop,
    beat,
    begin_run,
    end_run,
    find_run,
    interrupt_runs,
    read_progress,
    running_in,
)

TALK = Conversation("c1", "mina", "", "default", "auto", 1.0, 1.0)


def new_run(number: int = 1, *, key: str = "", parent: str | None = None) -> NewRun:
    question = KeptMessage(f"q{number}", parent, Speaker.USER, "How late?", (), number)
    run = Run(f"r{number}", f"a{number}", "c1", RunStatus.RUNNING, "auto", float(number))
    answer = KeptMessage(run.message, question.id, Speaker.ASSISTANT, "", (), number + 0.5, run)
    return NewRun(TALK, run, key or f"k{number}", "p1", question, answer)


@pytest.fixture
def begun(database: Database) -> NewRun:
    add_conversation(database, TALK)
    new = new_run()
    assert begin_run(database, new) is None
    return new


def pieces(*texts: str, run_id: str = "r1") -> list[Piece]:
    found, letters = [], 0
    for text in texts:
        letters += len(text)
        found.append(Piece(run_id, letters + 1, text))
    return found


def test_the_same_key_begins_one_run(database: Database, begun: NewRun) -> None:
    assert begin_run(database, new_run(2, key=begun.key)) == "r1"
    assert [each.id for each in read_messages(database, "c1")] == ["q1", "a1"]
    assert begin_run(database, new_run(2, parent="a1")) is None
    assert [each.id for each in read_path(database, "c1", "a2")] == ["q1", "a1", "q2", "a2"]


def test_pieces_make_the_text_of_what_runs(database: Database, begun: NewRun) -> None:
    assert add_pieces(database, "p1", pieces("It is ", "12", " 🙂.")) == set()
    answer = read_messages(database, "c1")[1]
    assert answer.text == "It is 12 🙂."
    assert answer.run is not None
    assert answer.run.last_event == 12
    for after in range(14):
        found = read_progress(database, "r1", after)
        assert found is not None
        assert found.text == "It is 12 🙂."[max(0, after - 1) :]


def test_only_who_has_a_run_adds_to_it_and_ends_it_once(database: Database, begun: NewRun) -> None:
    assert add_pieces(database, "p2", pieces("no")) == {"r1"}
    assert add_pieces(database, "p1", pieces("yes")) == set()
    ended = Run(
        "r1", "a1", "c1", RunStatus.FAILED, "auto", 1.0, arm="small", cost_micros=12, last_event=4,
        error=RunFault("It broke off.", "Ask again."),
    )  # fmt: skip
    assert not end_run(database, "p2", ended, "no", None, 9.0)
    assert end_run(database, "p1", ended, "yes", None, 9.0)
    assert not end_run(database, "p1", ended, "again", None, 10.0)
    found = find_run(database, "r1", "mina")
    assert found is not None
    assert found.run == ended
    assert read_messages(database, "c1")[1].text == "yes"
    assert find_run(database, "r1", "kim") is None
    conversation = find_conversation(database, "c1", "mina")
    assert conversation is not None
    assert (conversation.updated_at, conversation.is_running) == (9.0, False)


def test_what_nobody_has_any_more_is_interrupted_with_its_text(
    database: Database, begun: NewRun
) -> None:
    add_pieces(database, "p1", pieces("half a sen"))
    assert interrupt_runs(database, beaten_before=1.0, but=(), now=50.0) == []
    assert beat(database, "p1", ["r1"], 40.0) == set()
    assert interrupt_runs(database, beaten_before=30.0, but=(), now=50.0) == []
    assert interrupt_runs(database, beaten_before=45.0, but={"r1"}, now=50.0) == []
    assert running_in(database, "c1") == ["r1"]
    assert interrupt_runs(database, beaten_before=45.0, but=(), now=50.0) == ["r1"]
    found = find_run(database, "r1", "mina")
    assert found is not None
    assert (found.run.status, found.run.last_event) == (RunStatus.INTERRUPTED, 11)
    assert read_messages(database, "c1")[1].text == "half a sen"
    assert running_in(database, "c1") == []


def test_who_has_a_run_learns_that_it_is_to_stop(database: Database, begun: NewRun) -> None:
    ask_to_stop(database, "r1")
    assert beat(database, "p1", ["r1"], 40.0) == {"r1"}


def test_what_no_database_can_hold_is_marked(database: Database, begun: NewRun) -> None:
    add_pieces(database, "p1", pieces("a\x00b"))
    text = read_messages(database, "c1")[1].text
    assert len(text) == 3
    assert text in ("a\x00b", "a\N{SYMBOL FOR NULL}b")


def test_a_conversation_goes_with_all_that_was_said(database: Database, begun: NewRun) -> None:
    add_pieces(database, "p1", pieces("some"))
    delete_conversation(database, "c1")
    assert list_conversations(database, "mina") == []
    assert read_messages(database, "c1") == []
    assert find_run(database, "r1", "mina") is None
    assert read_progress(database, "r1", 0) is None
