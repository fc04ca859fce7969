"""`wayfare topics`, in both languages and for programs."""

import time
from contextlib import closing
from pathlib import Path

import pytest

from asked_about import BEGAN, ask
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.store.database import open_database
from wayfare.store.outcomes import add_outcomes

DAYS = str(int((time.time() - BEGAN) / 86_400) + 2)


@pytest.fixture
def asked(tmp_path: Path, surroundings):
    """Four questions about what somebody said they are about, one far from everything."""
    texts = ["세금은 언제 내나요?", "세금 신고", "When is it due?", "세금 환급", "Hi"]
    topics = ["tax", "tax", "tax", "t3", None]
    with closing(open_database(f"sqlite:///{tmp_path / 'home' / 'wayfare.db'}")) as database:
        ids = ask(database, texts, topics=topics)
        said = [
            Outcome(str(n), ids[0], OutcomeKind.VOTE, "mina", "mini", 1.0, None, None, "mina", 0.0)
            for n in range(6)
        ]
        add_outcomes(database, said)


def test_topics_are_listed_in_english_and_in_korean(cli, asked):
    english = cli("topics", "--days", DAYS).out.splitlines()
    assert [line.split()[0] for line in english[1:]] == ["tax", "t3", "unknown"]
    assert "60%" in english[1]
    assert "Korean, English" in english[1]
    assert "as given" in english[1]
    assert "mini: 1.00 of 1, 6 outcomes" in english[1]
    assert "no telling words" in english[2]
    korean = cli("topics", "--days", DAYS, "--lang", "ko").out
    assert "주제" in korean
    assert "한국어, 영어" in korean
    assert "지정한 주제" in korean
    assert "평가 6건" in korean


def test_topics_are_told_to_programs(cli, asked):
    tax, found, unknown = cli("topics", "--days", DAYS, "--json").json
    assert tax == {
        "id": "tax",
        "is_given": True,
        "names": {},
        "questions": 3,
        "share": 0.6,
        "languages": {"ko": 2, "en": 1},
        "best": {"arm": "mini", "score": 1.0, "outcomes": 6},
    }
    assert (found["id"], found["is_given"], found["best"]) == ("t3", False, None)
    assert (unknown["id"], unknown["languages"]) == (None, {"en": 1})


def test_without_questions_it_says_when_there_will_be_topics(cli):
    assert "100" in cli("topics").out
    assert "100" in cli("topics", "--lang", "ko").out
    assert cli("topics", "--json").json == []
