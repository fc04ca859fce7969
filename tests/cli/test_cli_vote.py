"""`wayfare vote`: live answers, blind; whose they are is told after the vote."""

import time
from contextlib import closing
from pathlib import Path

import pytest

from compared import wait_for_votes
from wayfare.bootstrap import open_store
from wayfare.domain.vote import Better
from wayfare.settings.reading import load_settings
from wayfare.store.shadows import drawn_after


@pytest.fixture
def database(surroundings):
    home = Path(surroundings["WAYFARE_HOME"])
    with closing(open_store(load_settings(surroundings, home), surroundings)) as opened:
        yield opened


def test_where_nothing_waits_it_says_where_pairs_come_from(cli, database):
    assert "No pair waits for a vote" in cli("vote").out
    assert "평가를 기다리는 답이 없습니다" in cli("vote", "--lang", "ko").out


def test_pairs_are_shown_blind_and_votes_are_kept_until_q(cli, database):
    wait_for_votes(database, 4, time.time())
    said = cli("vote", stdin=b"?\n1\n4\ns\nq\n")
    assert said.status == 0, said.err
    assert "2 votes. Thank you." in said.out
    assert "What is VAT?" in said.err
    blind, _, told = said.err.partition("A was ")
    assert "small:" not in blind
    assert "large:" not in blind
    side = "A" if blind.index("small says 9000") < blind.index("large says 9000") else "B"
    assert f"The judge preferred {side}." in told
    assert ("small: $0.0002" if side == "A" else "large: unknown") in told.splitlines()[0]
    votes = [each.vote and each.vote.better for each in drawn_after(database, "")]
    assert votes == [Better.ARM if side == "A" else Better.BASELINE, Better.BAD, None, None]


def test_sides_are_as_good_as_random_and_the_same_when_asked_again(cli, database):
    wait_for_votes(database, 40, time.time())
    shown, again = (cli("vote", "--limit", "40", "--json").json for _ in range(2))
    assert shown == again
    first = sum(each["a"].startswith("small") for each in shown)
    assert 10 <= first <= 30


def test_what_waits_holds_the_claim_until_somebody_votes(cli, database):
    wait_for_votes(database, 2, time.time())
    assert cli("certificates", "--json").json == []
    cli("vote", stdin=b"3\n3\n")
    (whole, arm) = cli("certificates", "--json").json
    assert (whole["voted"], arm["voted"], arm["judged"]) == (2, 2, 0)
    assert "2 by 2 votes" in cli("certificates").out
