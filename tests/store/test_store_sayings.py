"""What is found is what a pattern of the same letters would find; on both kinds of databases."""

import pytest
from sqlalchemy import select

from wayfare.domain.conversation import Conversation, KeptMessage, Speaker
from wayfare.store.conversations import add_conversation
from wayfare.store.database import Database
from wayfare.store.imported import add_whole
from wayfare.store.sayings import find_sayings, find_titles
from wayfare.store.schema import messages

TEXTS = (
    "Hello World, and Größe",
    "한국의 수도는 서울입니다. Seoul!",
    "50%_off \\ here",
    "505 off",
    "東京都の人口は？",
    "ÄÖÜ äöü ÉÀ ЖУК жук",
    "a" * 500 + "b",
    "",
)
QUERIES = (
    *(["hello"], ["WORLD", "größe"], ["수도는", "seoul"], ["서울", "부산"], ["50%_OFF"], ["%"]),
    *(["_"], ["\\"], ["京都"], ["äöü"], ["ÄÖÜ"], ["жук"], ["ЖУК"], ["A" * 199], ["b" + "a" * 198]),
    *(["a" * 198 + "b"], ["！"], ["？"], ["5", "off"]),
)


@pytest.fixture
def said(database: Database) -> Database:
    """A database in which somebody said all the texts."""
    talk = Conversation("c1", "mina", "50% of Größe", "lab", "auto", 1.0, 1.0)
    said = [
        KeptMessage(f"m{n}", None, Speaker.USER, text, (), float(n)) for n, text in enumerate(TEXTS)
    ]
    other = Conversation("c2", "jisu", "Hello", "lab", "auto", 1.0, 1.0)
    theirs = KeptMessage("o1", None, Speaker.USER, "Hello", (), 1.0)
    add_whole(database, [(talk, said), (other, [theirs])])
    return database


@pytest.mark.parametrize("words", QUERIES, ids=lambda words: f"{words[0][:9]}-{len(words)}")
def test_what_is_found_is_what_a_pattern_would_find(said: Database, words: list[str]):
    its = messages.c
    pattern = select(its.id).where(
        its.conversation_id == "c1", *[its.text.icontains(word, autoescape=True) for word in words]
    )
    with said.read() as connection:
        expected = list(connection.execute(pattern.order_by(its.created_at.desc())).scalars())
    assert [each.message for each in find_sayings(said, "mina", words, 50)] == expected


def test_the_newest_are_found_first_and_no_more_than_asked_for(said: Database):
    assert [each.message for each in find_sayings(said, "mina", ["o"], 2)] == ["m3", "m2"]


@pytest.mark.parametrize(
    ("word", "is_found"), [("50%", True), ("OF", True), ("5_", False), ("hello", False)]
)
def test_titles_are_found_by_letters_too(said: Database, word: str, is_found: bool):
    assert [each[0] for each in find_titles(said, "mina", [word], 50)] == ["c1"] * is_found


def test_what_stands_after_a_null_is_found(database: Database):
    add_conversation(database, Conversation("c1", "mina", "a\0b", "lab", "auto", 1.0, 1.0))
    kept = f"a{database.place.nul_mark or chr(0)}b"
    assert find_titles(database, "mina", ["b"], 50) == [("c1", kept, 1.0)]
